"""How long a customer may wait with the price, counted from the event it waits for."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ALL, EACH, DueEvent
from legaldocs.claim.due_day import due_day
from legaldocs.law.deadline import corresponding_day
from legaldocs.portfolio.plan.terms import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.payment_term import PaymentTerm
    from legaldocs.portfolio.plan.instalments import ScheduledPart
    from legaldocs.portfolio.plan.terms import ContractTerms


def plain_event(event: DueEvent | None) -> DueEvent | None:
    """Return the event that each or all of a kind are made of: 交货 for 每批交货."""
    return None if event is None else EACH.get(event, ALL.get(event, event))


def sample_days(year: int) -> Iterator[dt.date]:
    """Yield days over a year, since months differ in length."""
    for month in range(1, 13):
        yield dt.date(year, month, 1)
        yield dt.date(year, month, 15)


def longest_days(term: PaymentTerm | None, year: int) -> int:
    """Return the most days that a term takes from its event in a year, as the words count it.

    Rest days at its end are not counted: they lengthen a period by law, not by agreement.
    """
    return max((_end(term, day) - day).days for day in sample_days(year)) if term else 0


def _end(term: PaymentTerm, day: dt.date) -> dt.date:
    if term.month is not None or term.working_days or not term.text:
        return due_day(term, "", day).on
    start = day
    if term.from_month_end:
        start = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if term.months:
        return corresponding_day(start, months=term.months)
    return start + dt.timedelta(term.days)


def longest_term(terms: ContractTerms, parts: tuple[ScheduledPart, ...], as_of: dt.date) -> int:
    """Return the longest term of a part of the price, in days; retention money is left out.

    A fixed day counts from the delivery where that is known, else from signing; before it is
    signed, from the day asked for: a contract is approved before anybody signs it.
    """
    start = (terms.events or {}).get(DueEvent.DELIVERY) or terms.signed_on or as_of
    found = [0]
    for one in parts:
        part = one.part
        if part.purpose is not Purpose.PRICE:
            continue
        if part.due_on is not None:
            found.append((part.due_on - start).days)
        elif part.due_days is not None:
            found.append(longest_days(part.due_days, (terms.signed_on or as_of).year))
    return max(found)
