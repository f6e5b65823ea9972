"""What runs on a late debt: a rate the parties agreed, or a multiple of the published rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from legaldocs.core.errors import InputError

Per = Literal["day", "year"]
LprMode = Literal["fixed", "floating"]

_LONGEST = 24
_AGREED = re.compile(r"(?P<percent>\d{1,4}(?:\.\d{1,6})?)%/(?P<per>day|year)", re.ASCII)
_MULTIPLE = re.compile(r"lpr(?:\*(?P<multiple>\d{1,2}(?:\.\d{1,4})?))?", re.ASCII)


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
    """The one-year LPR times a multiple (LPR 倍数).

    ``fixed`` takes the LPR on the day of breach, as the sale interpretation's art. 18(4) says;
    ``floating`` the LPR of each day.
    """

    multiple: Decimal
    mode: LprMode = "fixed"

    def says(self) -> str:
        """Return the rate as papers print it."""
        mode = "违约时" if self.mode == "fixed" else "同期"
        return f"{mode}一年期贷款市场报价利率的 {self.multiple} 倍"


def parse_rate(text: str, *, mode: LprMode = "fixed") -> AgreedRate | LprMultiple:
    """Return the rate that ``text`` states: ``0.05%/day``, ``6%/year``, ``lpr`` or ``lpr*1.5``.

    Raises InputError for anything else, and for a rate of zero.

    >>> parse_rate("0.05%/day")
    AgreedRate(percent=Decimal('0.05'), per='day')
    """
    plain = text.strip().lower()
    if len(plain) <= _LONGEST:
        agreed = _AGREED.fullmatch(plain)
        if agreed and Decimal(agreed["percent"]) > 0:
            return AgreedRate(
                Decimal(agreed["percent"]), "day" if agreed["per"] == "day" else "year"
            )
        multiple = _MULTIPLE.fullmatch(plain)
        if multiple and Decimal(multiple["multiple"] or 1) > 0:
            return LprMultiple(Decimal(multiple["multiple"] or 1), mode)
    raise InputError(
        "利率无法识别",
        expected="0.05%/day（每日）、6%/year（每年）、lpr 或 lpr*1.5，且大于零",
        found=text[:40],
        next_step="按上述形式之一改写",
    )
