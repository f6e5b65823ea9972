"""Days as text: read from ISO, printed in Chinese."""

from __future__ import annotations

import datetime as dt
import re

from legaldocs.core.errors import InputError

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_WRITTEN = re.compile(
    rf"(?:(?P<y>\d{{4}})(?P<mark>[-/.])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}}){_TIME}"
    r"|(?P<y2>\d{4}) ?年 ?(?P<m2>\d{1,2}) ?月 ?(?P<d2>\d{1,2}) ?[日号]?"
    r"|(?P<y3>\d{4})(?P<m3>\d{2})(?P<d3>\d{2}))",
    re.ASCII,
)
"""A day as people type it: year, month and day in that order and no other."""
_YEAR_LAST = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{2}|\d{4})", re.ASCII)


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
            expected="日历上存在的日期，写成 YYYY-MM-DD，如 2026-11-21",
            found=text[:40],
            next_step="按 年-月-日 改写，例如 2026-11-21",
        )
    return day


def written_day(text: str) -> dt.date:
    """Return the day that ``text`` names as people type it, the year first; a time is left out.

    Raises InputError for any other form and for a day the calendar does not have.

    >>> written_day("2026年1月5日") == written_day("2026/1/5") == written_day("20260105")
    True
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is not None:
        year, month, day = (match[part] or match[f"{part}2"] or match[f"{part}3"] for part in "ymd")
        return iso_day(f"{year}-{month:0>2}-{day:0>2}")
    if _YEAR_LAST.fullmatch(text.strip()):
        raise InputError(
            "日期看不出哪个是年、哪个是月、哪个是日",
            expected="年份写四位并放在最前面的日期，如 2026-11-21",
            found=text[:40],
            next_step="按 年-月-日 改写",
        )
    return iso_day(text)


def chinese_day(day: dt.date) -> str:
    """Return the day as papers print it, in Arabic figures without padding (GB/T 9704).

    >>> chinese_day(dt.date(2026, 3, 5))
    '2026年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
