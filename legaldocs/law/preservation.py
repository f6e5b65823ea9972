"""Preservation of property: how long a measure lasts, when to renew, when to sue, what security."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.law.deadline import Deadline, corresponding_day, period_end
from legaldocs.law.workdays import working_day_before

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook

Asset = Literal["deposit", "movable", "real_estate"]


@dataclass(frozen=True, slots=True)
class Renewal:
    """The longest a measure may last, and by when to ask for more (续行保全)."""

    expires_on: dt.date
    ask_by: dt.date
    advised: dt.date
    rule: str


def suit_deadline(book: LawBook, taken_on: dt.date, day: dt.date) -> Deadline:
    """Return by when to sue or arbitrate after a pre-suit measure was taken (CPL 104)."""
    return period_end(taken_on, days=int(book.parameter("preservation.suit_after", day).value))


def most_years(book: LawBook, asset: Asset, day: dt.date) -> int:
    """Return for how many years ``asset`` may be held, at first and again (民诉法解释485)."""
    return int(book.parameter(f"preservation.freeze_{asset}", day).value)


def longest_measure(book: LawBook, asset: Asset, taken_on: dt.date, day: dt.date) -> dt.date:
    """Return the last day a measure on ``asset`` can reach; other rights are as real estate."""
    return corresponding_day(taken_on, years=most_years(book, asset, day))


def renewal(book: LawBook, expires_on: dt.date, day: dt.date) -> Renewal:
    """Return by when to ask for renewal: seven days before the measure expires (PRES 18)."""
    before = book.parameter("preservation.renewal", day)
    ask_by = expires_on - dt.timedelta(days=int(before.value))
    return Renewal(expires_on, ask_by, working_day_before(ask_by), before.source)


def security(book: LawBook, amount: Decimal, day: dt.date, *, pre_suit: bool) -> Decimal:
    """Return the security for ``amount`` yuan: all of it before a suit, else the most asked."""
    kind = "pre_suit" if pre_suit else "litigation"
    return amount * book.parameter(f"preservation.security_{kind}", day).value / 100
