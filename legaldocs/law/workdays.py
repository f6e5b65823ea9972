"""Rest days and working days: weekends, statutory holidays, and the days swapped for them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import chinese_calendar

from legaldocs.law.loader import LawReader
from legaldocs.law.schema import CalendarFile
from legaldocs.law.series import ONE_DAY

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.law.schema import RunOfDays

_CALENDAR = Path(__file__).parent / "data" / "calendar.yaml"
_WEEKEND = 5


@cache
def _schedules() -> dict[int, tuple[frozenset[dt.date], frozenset[dt.date]]]:
    """Return, by year, the rest days and the make-up working days of our own file."""
    years = _calendar().years
    return {year: (_days(entry.rest), _days(entry.work)) for year, entry in years.items()}


@cache
def _calendar() -> CalendarFile:
    return LawReader().file(_CALENDAR, CalendarFile, "放假安排")


def _days(runs: tuple[RunOfDays, ...]) -> frozenset[dt.date]:
    return frozenset(
        run.first + ONE_DAY * offset
        for run in runs
        for offset in range((run.last - run.first).days + 1)
    )


def is_published(year: int) -> bool:
    """Return whether the holiday schedule of a year is known."""
    return year in _schedules() or year in {day.year for day in chinese_calendar.holidays}


def is_rest_day(day: dt.date) -> bool:
    """Return whether nobody has to work on ``day``: what 法定休假日 is taken to mean.

    For a year whose schedule is not known: weekends, and the holidays with a fixed day.
    """
    schedule = _schedules().get(day.year)
    if schedule is not None:
        rest, work = schedule
        return day in rest or (day.weekday() >= _WEEKEND and day not in work)
    if is_published(day.year):
        return not chinese_calendar.is_workday(day)
    return day.weekday() >= _WEEKEND or (day.month, day.day) in _calendar().fixed.days


def working_day_from(day: dt.date) -> dt.date:
    """Return ``day``, or the first working day after it."""
    while is_rest_day(day):
        day += ONE_DAY
    return day


def working_day_before(day: dt.date) -> dt.date:
    """Return the last working day before ``day``."""
    day -= ONE_DAY
    while is_rest_day(day):
        day -= ONE_DAY
    return day
