"""Amounts and days as a text states them, in every notation in which papers and people write."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.errors import InputError
from legaldocs.law.words import amount_from_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in (*range(0xFF0D, 0xFF1A), 0xFF05)} | {0xFFE5: "¥"}
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")

_VALUES = {"〇": 0, "○": 0, "十": 10, "拾": 10}
_VALUES |= {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_VALUES |= {sign: value for value, sign in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
_NUMERALS = "".join(_VALUES)
_PART = rf"(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})"
_WRITTEN_DAYS = (
    re.compile(
        rf"(?P<y>\d{{4}}|[{_NUMERALS}]{{4}})\s*年\s*(?P<m>{_PART})\s*月"
        rf"(?:\s*(?P<d>{_PART})\s*[日号])?"
    ),
    re.compile(r"(?<![\d.])(?P<y>\d{4})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\w)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\w)"),
    re.compile(rf"(?<![\d{_NUMERALS}])(?P<y>)(?P<m>{_PART})\s*月\s*(?P<d>{_PART})\s*[日号]"),
)

_FIGURE = re.compile(
    r"(?P<sign>(?:[¥$]|人民币|RMB|CNY)\s?[:：]?\s?)?"
    r"(?P<figure>\d(?:[\d,]*\d)?(?:\.\d+)?)"
    r"(?P<unit>\s?(?P<times>[十百千万亿]{0,2})\s?[余多]?\s?[美港欧日]?[元圆]|(?P<short>[万亿]))?"
    r"(?P<share>\s?[%‰])?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d[\d,]*,\d{3}(?:\.\d+)?")
_CENTS = re.compile(r"\d{3,}\.\d{2}")
_ALONE = re.compile(r"\d{5,}|\d+\.\d{2}")
_TEN = 10
_TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}

_FINANCIAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
_PLAIN = "〇○一二两三四五六七八九十百千"
_TO_FINANCIAL = {
    **str.maketrans(f"{_PLAIN}圆正", "零零壹贰贰叁肆伍陆柒捌玖拾佰仟元整"),
    ord("余"): None,
    ord("多"): None,
}
_IN_WORDS = re.compile(
    rf"(?<![\d.])[{_FINANCIAL}{_PLAIN}]+[余多]?[元圆]"
    rf"(?:零?[{_FINANCIAL}{_PLAIN}]角)?(?:零?[{_FINANCIAL}{_PLAIN}]分)?[整正]?"
    rf"|(?<![{_FINANCIAL}])[壹贰叁肆伍陆柒捌玖](?:角(?:零?[壹贰叁肆伍陆柒捌玖]分|[整正])?|分)"
)


class Amount(NamedTuple):
    """An amount that a text states (所载金额), and the words by which it does."""

    words: str
    value: Decimal


class Day(NamedTuple):
    """A day that a text states (所载日期); year or day of the month may be left out."""

    words: str
    year: int | None
    month: int
    day: int | None

    def is_(self, year: int | None, month: int, day: int | None) -> bool:
        """Return whether this names that day, as far as it goes."""
        pairs = ((self.year, year), (self.month, month), (self.day, day))
        return all(mine in (None, its) for mine, its in pairs)


def days_in(text: str) -> tuple[Day, ...]:
    """Return the days that a text states.

    >>> [found[1:] for found in days_in("二〇二六年三月四日，2026/3/5，12月31日前")]
    [(2026, 3, 4), (2026, 3, 5), (None, 12, 31)]
    """
    return tuple(_split(text)[0])


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Return the amounts that a text states, in figures or in words; shares in percent are none.

    A figure without a sign or name of the yuan is an amount when it is grouped by commas, has
    two decimals after three figures, or stands alone as the cell of a table does.

    >>> [str(found.value) for found in amounts_in("￥1,200，48.2万元，肆拾贰元伍角，3.00%")]
    ['1200', '482000.0', '42.5']
    """
    days, rest = _split(text)
    found = [*_in_figures(rest, alone=not days and bool(_ALONE.fullmatch(rest.strip())))]
    return (*found, *_in_words(rest))


def _split(text: str) -> tuple[list[Day], str]:
    """Return the days in a text, and the text in half-width figures without them."""
    rest = _WIDE_COMMA.sub(",", text.translate(_HALF_WIDTH))
    days: list[Day] = []
    for pattern in _WRITTEN_DAYS:
        for found in pattern.finditer(rest):
            year = _year(found["y"]) if found["y"] else None
            month, day = _number(found["m"]), _number(found["d"]) if found["d"] else None
            days.append(Day(found[0], year, month, day))
        rest = pattern.sub("；", rest)
    return days, rest


def _in_figures(text: str, *, alone: bool) -> Iterator[Amount]:
    for found in _FIGURE.finditer(text):
        figure = found["figure"]
        money = found["sign"] or found["unit"] or alone
        looks = _GROUPED.fullmatch(figure) or _CENTS.fullmatch(figure)
        if found["share"] or not (money or looks):
            continue
        times = prod(_TIMES[sign] for sign in found["times"] or found["short"] or "")
        yield Amount(found[0].strip(), Decimal(figure.replace(",", "")) * times)


def _in_words(text: str) -> Iterator[Amount]:
    for found in _IN_WORDS.finditer(text):
        try:
            value = amount_from_words(found[0].translate(_TO_FINANCIAL))
        except InputError:
            continue
        yield Amount(found[0], value)


def _year(text: str) -> int:
    return int("".join(sign if sign.isdecimal() else str(_VALUES[sign]) for sign in text))


def _number(text: str) -> int:
    """Return a number up to 99 in figures or in words.

    >>> _number("31"), _number("三十一"), _number("拾壹"), _number("〇")
    (31, 31, 11, 0)
    """
    if text.isdecimal():
        return int(text)
    total = 0
    for sign in text:
        value = _VALUES[sign]
        total = (total or 1) * value if value == _TEN else total + value
    return total
