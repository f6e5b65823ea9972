"""Payment in parts as it is offered: a first part of a share, the rest in equal parts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.step import Step

if TYPE_CHECKING:
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.work import Work

_PER_PERCENT = 10_000
_WHOLE = 100 * _PER_PERCENT


class Part(NamedTuple):
    """One payment of an offer (分期方案的一期), in fen."""

    due_on: dt.date
    amount_fen: int


def offer(amount_fen: int, as_of: dt.date, policy: DayPolicy) -> tuple[Part, ...]:
    """Return the parts of an offer; the first is the policy's share, rounded up to the fen.

    What cannot be divided equally is added to the last. The first is due when a letter's time is
    over, each other one an interval later.
    """
    count = policy.plan_parts
    share = int(policy.plan_first * _PER_PERCENT)
    first = -(-amount_fen * share // _WHOLE) if count > 1 else amount_fen
    rest = amount_fen - first
    each = rest // max(count - 1, 1)
    sums = [first, *[each] * (count - 1)]
    sums[-1] += amount_fen - sum(sums)
    day = as_of + dt.timedelta(days=policy.pay_within_days)
    step = dt.timedelta(days=policy.plan_interval_days)
    return tuple(Part(day + step * number, part) for number, part in enumerate(sums))


def offer_of(work: Work, policy: DayPolicy | None, as_of: dt.date) -> tuple[Part, ...]:
    """Return the parts that a task offers, none unless it does."""
    if work.step is not Step.PLAN_OFFER:
        return ()
    return offer(work.amount_fen, as_of, policy or USUAL)
