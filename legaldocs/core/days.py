"""Days as text: read from ISO, printed in Chinese."""

from __future__ import annotations

import datetime as dt
import re

from legaldocs.core.errors import InputError

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def iso_day(text: str) -> dt.date:
    """Return the day that ``text`` names as YYYY-MM-DD.

    Raises InputError for any other form and for a day the calendar does not have.

    >>> iso_day("2026-11-21")
    datetime.date(2026, 11, 21)
    """
    stripped = text.strip()
    try:
        day = dt.date.fromisoformat(stripped) if _ISO.fullmatch(stripped) else None
    except ValueError:
        day = None
    if day is None:
        raise InputError(
            "日期无法识别",
            expected="YYYY-MM-DD 形式且日历上存在的日期，如 2026-11-21",
            found=text[:40],
            next_step="按 年-月-日 改写，月、日各两位",
        )
    return day


def chinese_day(day: dt.date) -> str:
    """Return the day as papers print it, in Arabic figures without padding (GB/T 9704).

    >>> chinese_day(dt.date(2026, 3, 5))
    '2026年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
