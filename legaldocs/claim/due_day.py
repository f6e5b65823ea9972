"""The day a payment term leads to from the day of its event."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.law.deadline import corresponding_day
from legaldocs.law.workdays import working_day_from

if TYPE_CHECKING:
    from legaldocs.case.payment_term import PaymentTerm

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A due day and how it was counted (到期日)."""

    on: dt.date
    says: str


def due_day(term: PaymentTerm | None, event: str, event_on: dt.date) -> DueDay:
    """Return the due day counted from ``event_on``, that day itself not counted (民法典201).

    The last day of a period rolls over rest days (民法典203); a day that the term names itself,
    such as the 25th of the next month, does not.
    """
    at = f"{event}（{chinese_day(event_on)}）"
    if term is None or not term.text:
        return DueDay(event_on, f"{at}当日")
    if term.month is not None:
        first = corresponding_day(event_on.replace(day=1), months=term.month)
        on = first.replace(day=min(term.day, _month_end(first).day))
        return DueDay(on, f"{at}的{term.text}")
    start = _month_end(event_on) if term.from_month_end else event_on
    last = _counted(term, start)
    says = f"{at}后{term.text}，起算当日不计"
    if term.from_month_end:
        says = f"{at}，{term.text}，自当月末日（{chinese_day(start)}）起算，当日不计"
    on = working_day_from(last) if last != start else last
    if on == last:
        return DueDay(on, says)
    return DueDay(on, f"{says}；末日{chinese_day(last)}为休息日，顺延至{chinese_day(on)}")


def _counted(term: PaymentTerm, start: dt.date) -> dt.date:
    if term.months:
        return corresponding_day(start, months=term.months)
    day = start + dt.timedelta(days=term.days)
    for _ in range(term.working_days):
        day = working_day_from(day + _DAY)
    return day


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
