"""The last day of a period: opening day excluded, corresponding day, rest days rolled over."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from legaldocs.core.errors import InputError
from legaldocs.law.series import LAST_YEAR
from legaldocs.law.workdays import is_published, working_day_before, working_day_from


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a period ends (期间届满).

    ``raw_end`` is the day the count gives, ``end`` the same rolled over rest days, ``advised`` the
    working day before ``raw_end``. ``provisional`` when that year's holiday schedule is not out.
    """

    raw_end: dt.date
    end: dt.date
    advised: dt.date
    provisional: bool


def corresponding_day(start: dt.date, *, months: int = 0, years: int = 0) -> dt.date:
    """Return the day that months and years lead to, or that month's last day (MFD 202).

    >>> import datetime
    >>> corresponding_day(datetime.date(2024, 2, 29), years=3)
    datetime.date(2027, 2, 28)
    """
    index = start.month - 1 + months + 12 * years
    year, month = start.year + index // 12, index % 12 + 1
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def period_end(start: dt.date, *, days: int = 0, months: int = 0, years: int = 0) -> Deadline:
    """Return when a period that opens on ``start`` ends; ``start`` itself is not counted.

    Civil Code arts. 201-203, Civil Procedure Law art. 85. Give days alone, or months and years.
    Raises InputError for no length or a negative one, days mixed with months, or a far future.
    """
    if min(days, months, years) < 0 or not (days or months or years):
        raise InputError("期间应为正数", expected="如 --days 15、--months 6 或 --years 3")
    if days and (months or years):
        raise InputError("按日与按月、年的期间不能混用", expected="只给 --days，或只给月、年")
    if start.year + years + months // 12 + days // 365 > LAST_YEAR:
        raise InputError("期间过长", found=f"自 {start} 起 {days or months or years}")
    if days:
        found = rolled(start + dt.timedelta(days=days))
    else:
        found = rolled(corresponding_day(start, months=months, years=years))
    # In a period of a few rest days no working day comes before the end.
    return found if found.advised >= start else replace(found, advised=found.end)


def rolled(raw_end: dt.date) -> Deadline:
    """Return the deadline for a period whose count ends on ``raw_end`` (MFD 203)."""
    end = working_day_from(raw_end)
    return Deadline(
        raw_end,
        end,
        working_day_before(raw_end),
        provisional=not (is_published(raw_end.year) and is_published(end.year)),
    )
