"""Yuan as exact decimals: read, rounded once, printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from legaldocs.core.errors import InputError

_FIGURE = re.compile(
    r"(?:人民币|RMB|CNY)? ?[¥￥]? ?"
    r"(?P<sum>(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.\d{1,2})?) ?(?:元整?)?",
    re.ASCII,
)
_TOO_FINE = re.compile(r"[\d,]+\.\d{3,}", re.ASCII)
_MULTIPLE = re.compile(r"[\d,.]+ ?[十百千万亿]+元?", re.ASCII)
_MINUS = ("-", "－", "−", "(", "（")
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a figure is rounded, and why (舍入)."""

    unit: Decimal
    mode: str
    reason: str

    def apply(self, figure: Decimal) -> Decimal:
        """Return ``figure`` to the unit."""
        return figure.quantize(self.unit, self.mode)


TO_FEN = Rounding(Decimal("0.01"), ROUND_HALF_UP, "金额计算至分，四舍五入，在最后一步进行")


def yuan(text: str) -> Decimal:
    """Return the exact amount that ``text`` states, in yuan with at most two decimals.

    The sign of the yuan or its name may stand beside the figure.

    Raises InputError for a sign, an exponent, a misplaced comma, a third decimal or any other text.

    >>> yuan("1,234,567.8")
    Decimal('1234567.80')
    """
    match = _FIGURE.fullmatch(text.strip())
    if match is None:
        raise InputError(
            "金额无法识别",
            expected="不带正负号、最多两位小数的金额，如 1234.50 或 1,234.50",
            found=text[:40],
            next_step=_advice(text.strip()),
        )
    return Decimal(match["sum"].replace(",", "")).quantize(TO_FEN.unit)


def _advice(text: str) -> str:
    if text.lstrip("¥￥ ")[:1] in _MINUS:
        return (
            "金额不带负号；案件里的退货、折让和红字发票另写成 credits 里的一行，"
            "被冲销的收款连同这一行一并删去"
        )
    if _TOO_FINE.fullmatch(text):
        return "核对原件上的金额，写到分；表格里算出来的，先用公式舍入到分，再保存"
    if _MULTIPLE.fullmatch(text):
        return "以元为单位把数字写全，例如 5万元 写成 50000"
    return "改为以元为单位的阿拉伯数字"


def figure(amount: Decimal) -> str:
    """Return an amount as papers print it, in yuan without the currency sign.

    >>> figure(Decimal("-1234567.5"))
    '-1,234,567.50'
    """
    return f"{TO_FEN.apply(amount):,}"


def plain(amount: Decimal) -> str:
    """Return an amount as JSON states it: two decimals, no grouping.

    >>> plain(Decimal("1234.5"))
    '1234.50'
    """
    return f"{TO_FEN.apply(amount)}"
