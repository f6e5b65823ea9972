"""What runs on a late debt: a rate the parties agreed, or a multiple of a published rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from legaldocs.core.errors import InputError

Per = Literal["day", "year"]
LprMode = Literal["fixed", "floating"]

_LONGEST = 24
_PERCENT = r"(?P<percent>\d{1,4}(?:\.\d{1,6})?)%"
_TIMES = r"(?P<multiple>\d{1,2}(?:\.\d{1,4})?)"
_PER_DAY_OR_YEAR = r"每?(?P<per>[日天年])(?:利率)?"
_AGREED = (
    re.compile(_PERCENT + r"/(?P<per>day|year)", re.ASCII),
    re.compile(_PER_DAY_OR_YEAR + _PERCENT, re.ASCII),
)
_SHARE = re.compile(_PER_DAY_OR_YEAR + r"(?P<of>[百千万])分之(?P<parts>[1-9一二三四五六七八九])")
_CHINESE = re.compile("[日天年倍]")
_DIGITS = {digit: str(number) for number, digit in enumerate("一二三四五六七八九", start=1)}
_PLACES = {"百": 0, "千": -1, "万": -2}
_PERIODS: dict[str, Per] = {"day": "day", "日": "day", "天": "day", "year": "year", "年": "year"}


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A published rate that a term may multiply (公布利率).

    ``id`` names its series in law/data/rates, ``name`` is its title there, and ``written`` is what
    contracts call it, in small letters.
    """

    id: str
    name: str
    written: str


LPR_1Y = PublishedRate("lpr_1y", "一年期贷款市场报价利率", "lpr")

PUBLISHED = (LPR_1Y,)
"""Every published rate that a term may multiply; a new one needs a line here and its data."""


@dataclass(frozen=True, slots=True)
class AgreedRate:
    """A rate the contract states, in percent (约定利率); 0.05 per day is 日万分之五."""

    percent: Decimal
    per: Per

    def says(self) -> str:
        """Return the rate as papers print it."""
        return f"每{'日' if self.per == 'day' else '年'} {self.percent}%"


@dataclass(frozen=True, slots=True)
class LprMultiple:
    """A published rate, the one-year LPR unless another is named, times a multiple (LPR 倍数).

    ``fixed`` takes the rate on the day of breach, as the sale interpretation's art. 18(4) says;
    ``floating`` the rate of each day.
    """

    multiple: Decimal
    mode: LprMode = "fixed"
    published: PublishedRate = LPR_1Y

    def says(self) -> str:
        """Return the rate as papers print it."""
        mode = "违约时" if self.mode == "fixed" else "同期"
        return f"{mode}{self.published.name}的 {self.multiple} 倍"


def parse_rate(text: str, *, mode: LprMode = "fixed") -> AgreedRate | LprMultiple:
    """Return the rate that ``text`` states: ``0.05%/day``, ``6%/year``, ``lpr`` or ``lpr*1.5``.

    The Chinese forms are 日万分之五, 每日0.05%, 年利率6% and LPR的1.5倍.

    Raises InputError for anything else, and for a rate of zero.

    >>> parse_rate("0.05%/day")
    AgreedRate(percent=Decimal('0.05'), per='day')
    >>> parse_rate("每日万分之五") == parse_rate("0.05%/day")
    True
    """
    plain = text.strip().lower()
    rate = _parse(plain, mode) if len(plain) <= _LONGEST else None
    if rate is not None:
        return rate
    raise InputError(
        "利率无法识别",
        expected="0.05%/day 或 日万分之五（每日）、6%/year 或 年利率6%（每年）、lpr、lpr*1.5 或 "
        "LPR的1.5倍，且大于零",
        found=text[:40],
        next_step="按上述形式之一改写",
    )


def _parse(plain: str, mode: LprMode) -> AgreedRate | LprMultiple | None:
    if _CHINESE.search(plain):
        plain = "".join(plain.split()).replace("％", "%")
    share = _SHARE.fullmatch(plain)
    if share:
        parts = Decimal(_DIGITS.get(share["parts"], share["parts"]))
        return AgreedRate(parts.scaleb(_PLACES[share["of"]]), _PERIODS[share["per"]])
    agreed = _first(_AGREED, plain)
    if agreed and Decimal(agreed["percent"]) > 0:
        return AgreedRate(Decimal(agreed["percent"]), _PERIODS[agreed["per"]])
    for published in PUBLISHED:
        multiple = _first(_multiples(published.written), plain)
        if multiple and Decimal(multiple["multiple"] or 1) > 0:
            return LprMultiple(Decimal(multiple["multiple"] or 1), mode, published)
    return None


@cache
def _multiples(written: str) -> tuple[re.Pattern[str], ...]:
    name = re.escape(written)
    return (
        re.compile(rf"{name}(?:\*{_TIMES})?", re.ASCII),
        re.compile(rf"{name}的?{_TIMES}倍", re.ASCII),
    )


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
