"""One cell of a table: what a spreadsheet stored, and what a person meant by it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

_ROUNDED = 10**15
"""A spreadsheet keeps fifteen significant digits of a number; further digits are lost."""
_SERIALS = range(18_264, 109_575)
"""The days from 1950 to 2199 as a spreadsheet counts them."""
_DAY_ZERO, _FROM_1904 = 693_594, 1462
"""The ordinal of 1899-12-30, which the count begins with, and how much later it may begin."""
_SCALED = re.compile(r"(?P<sum>(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d+)?)", re.ASCII)


def day_of_serial(value: Any, *, since_1904: bool) -> dt.date | None:
    """Return the day that a number counts, or None for what is no number of a day.

    >>> day_of_serial(46112, since_1904=False)
    datetime.date(2026, 3, 31)
    """
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not abs(value) < _ROUNDED or int(value) not in _SERIALS:
        return None
    later = _FROM_1904 if since_1904 else 0
    return dt.date.fromordinal(_DAY_ZERO + int(value) + later)


def in_yuan(text: str, scale: Decimal) -> str:
    """Return an amount in units of ``scale`` yuan as text in yuan, or nothing for no plain number.

    A sign of the yuan beside it contradicts the unit.

    >>> in_yuan("1,234.5", Decimal(10000)), in_yuan("1,2", Decimal(10000))
    ('12345000', '')
    """
    match = _SCALED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return ""
    return format((Decimal(match["sum"].replace(",", "")) * scale).normalize(), "f")


def changed(value: Any, text: str, *, is_sum: bool, is_day: bool) -> str:
    """Return how a spreadsheet changed a cell that it took for something else, or nothing."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and not abs(value) < _ROUNDED:  # nor is what is no number
        return "里的长数字已被表格软件改成近似值"
    if number and not is_sum and not is_day and "." in text:
        return "存的是小数，看不出原来显示的样子"
    if isinstance(value, dt.date | dt.time | dt.timedelta) and not is_day:
        return "被表格软件当成了日期或时间"
    return ""
