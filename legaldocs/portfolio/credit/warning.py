"""The warning level of customers on a day, why, and the record of its changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.core.money import figure
from legaldocs.portfolio.credit.answers import SignalState, given_answers, signal_states
from legaldocs.portfolio.credit.dealings import Dealings, dealings
from legaldocs.portfolio.credit.exposure import Exposure, exposures
from legaldocs.portfolio.credit.model import WarningMove
from legaldocs.portfolio.credit.signals import Answer
from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.day.promise_rows import judged_promises
from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.model import Customer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from legaldocs.portfolio.credit.policy import CreditPolicy, WarningRule
    from legaldocs.portfolio.day.promises import Judged as JudgedPromise
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.recording import Recording


_FEW = 500
"""Customers that are asked for by their identifiers; for more, all are."""


@dataclass(frozen=True, slots=True)
class WarningLevel:
    """The warning level of a customer, 0 for none, and why (预警级别)."""

    level: int
    reasons: tuple[str, ...]
    points: int
    broken_promises: int
    days_late: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything a customer is judged by on a day (评判依据)."""

    known: Dealings
    owes: Exposure
    promises: tuple[JudgedPromise, ...]
    """Those that fell due within the days of the policy."""
    signals: tuple[SignalState, ...]
    warning: WarningLevel

    @property
    def broken_promises(self) -> int:
        """How many promises were not kept, or only in part."""
        return self.warning.broken_promises


@dataclass(frozen=True, slots=True)
class Move:
    """The warning level of a customer before and now (预警变动)."""

    before: int
    now: WarningLevel


def warning_of(
    connection: Connection,
    policy: CreditPolicy,
    customers: Collection[int] | None,
    as_of: dt.date,
    items: Iterable[OpenItem] | None = None,
) -> dict[int, WarningLevel]:
    """Return the warning level of customers, of all that are not closed where None is given.

    A few queries answer for all at once; ``items`` are what is open where it was read already.
    """
    found = judged(connection, policy, customers, as_of, items)
    return {customer: one.warning for customer, one in found.items()}


def judged(
    connection: Connection,
    policy: CreditPolicy,
    customers: Collection[int] | None,
    as_of: dt.date,
    items: Iterable[OpenItem] | None = None,
) -> dict[int, Judged]:
    """Return what customers are judged by, and the warning level that follows."""
    everybody = select(Customer.id).where(Customer.there(as_of)).order_by(Customer.id)
    wanted = [*connection.scalars(everybody)] if customers is None else [*customers]
    asked = wanted if customers is not None and len(wanted) <= _FEW else None
    known = dealings(connection, policy, as_of, asked)
    owes = exposures(connection, as_of, asked, items, small=fen(policy.small_sum))
    given = given_answers(connection, as_of, asked)
    last = as_of - dt.timedelta(policy.grace_days + 1)
    since = as_of - dt.timedelta(policy.history_days)
    over = Promise.due_on <= last, Promise.due_on > since
    promised = judged_promises(connection, policy.grace_days, as_of, *over, customers=asked)
    found = {}
    for customer in wanted:
        dealt = known.get(customer) or Dealings()
        due = tuple(promised.get(customer, ()))
        signals = signal_states(policy, as_of, given.get(customer, {}), dealt, due)
        open_ = owes.get(customer) or Exposure()
        level = _level(policy, signals, due, open_)
        found[customer] = Judged(dealt, open_, due, signals, level)
    return found


def _level(
    policy: CreditPolicy,
    signals: tuple[SignalState, ...],
    promises: tuple[JudgedPromise, ...],
    owes: Exposure,
) -> WarningLevel:
    present = [state.signal for state in signals if state.answer is Answer.YES]
    points = sum(policy.weight(signal) for signal in present)
    broken = sum(1 for one in promises if not one.kept)
    named = "、".join(f"{signal}（{policy.weight(signal)}）" for signal in present)
    late = f"最早的一笔逾期 {owes.days_overdue} 天"
    if owes.unmatched_fen > 0:
        late += f"（另有 {figure(yuan_of(owes.unmatched_fen))} 元回款没有核销，先核对）"
    measured = (
        ("points", points, f"危险信号 {points} 分：{named}"),
        ("broken_promises", broken, f"没有守的承诺 {broken} 个"),
        ("days_late", owes.days_overdue, late),
    )

    def met(rule: WarningRule) -> tuple[str, ...]:
        limits = ((getattr(rule, name), value, says) for name, value, says in measured)
        return tuple(
            f"{says}，达到 {limit}" for limit, value, says in limits
            if limit is not None and value >= limit
        )  # fmt: skip

    reached = [(rule.level, reasons) for rule in policy.warnings if (reasons := met(rule))]
    level = max((one for one, _ in reached), default=0)
    reasons = tuple(dict.fromkeys(r for one, rs in reached if one == level for r in rs))
    return WarningLevel(level, reasons, points, broken, owes.days_overdue)


def move_warnings(entry: Recording, policy: CreditPolicy, as_of: dt.date) -> dict[int, Move]:
    """Record which customers have another warning level than before; again changes nothing.

    Returns the customers with a level, and those whose level has changed. One with a change
    recorded for a later day is left as it is.
    """
    before, later = _recorded(entry.connection, as_of)
    found = {}
    for customer, now in warning_of(entry.connection, policy, None, as_of).items():
        was = now.level if customer in later else before.get(customer, 0)
        if now.level or was:
            found[customer] = Move(was, now)
        if now.level != was:
            entry.rows(WarningMove).make(
                {
                    "customer_id": customer,
                    "moved_on": as_of,
                    "level": now.level,
                    "reasons": "；".join(now.reasons),
                }
            )
    return found


def _recorded(connection: Connection, as_of: dt.date) -> tuple[dict[int, int], set[int]]:
    """Return the last level of customers by a day, and those with a change recorded later."""
    chosen = select(WarningMove.customer_id, WarningMove.level, WarningMove.moved_on).where(
        WarningMove.there(as_of)
    )
    before: dict[int, int] = {}
    later: set[int] = set()
    ordered = chosen.order_by(WarningMove.moved_on, WarningMove.id)
    for customer, level, moved_on in connection.execute(ordered):
        if moved_on > as_of:
            later.add(customer)
        else:
            before[customer] = level
    return before, later
