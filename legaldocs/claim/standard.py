"""By what standard a late charge runs: the contract, the rule for small creditors, or the LPR."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeKind
from legaldocs.claim.account import LateChargeRule
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.findings import EVERYTHING, Finding
from legaldocs.law.numerals import numeral
from legaldocs.law.rate_terms import AgreedRate, LprMultiple, parse_rate

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Contract, LatePayment
    from legaldocs.law.book import LawBook

_SALE = "cn.sale_interpretation"
_HIGH = Decimal("1.5")
_LOW = Decimal("1.3")


@dataclass(frozen=True, slots=True)
class Standard:
    """The rate a late charge runs at, and how papers name it (计算标准).

    ``floor`` is the lower end where the law leaves a span. ``before_principal`` tells whether a
    payment goes to the charge before it goes to principal: so it is for agreed interest, and not
    for a penalty.
    """

    rule: LateChargeRule
    rate: AgreedRate | LprMultiple
    floor: LprMultiple | None
    before_principal: bool


def standard(contract: Contract, book: LawBook, as_of: dt.date) -> Standard:
    """Return the standard for one contract.

    The agreed term first (民法典585); without one LPR plus 50 percent, with plus 30 percent as the
    floor (买卖合同解释18).

    Raises CaseError when the agreed rate cannot be read.
    """
    if contract.late_payment is not None:
        return _agreed(contract, contract.late_payment)
    return _lpr(book, as_of)


def _agreed(contract: Contract, term: LatePayment) -> Standard:
    try:
        rate = parse_rate(term.rate)
    except InputError as error:
        found = Finding(
            "LD-CASE-VALUE",
            "error",
            f"rate（标准）：{error.what}，应为{error.expected}，写的是“{error.found}”",
            where=str(term.origin),
            next_step=error.next_step,
            blocks=(EVERYTHING,),
        )
        raise CaseError("逾期付款标准无法识别", findings=(found,)) from error
    rule = LateChargeRule(
        "agreed", str(term.kind), rate_in_words(rate), f"{contract.title}{term.clause}"
    )
    return Standard(rule, rate, None, before_principal=term.kind is LateChargeKind.INTEREST)


def rate_in_words(rate: AgreedRate | LprMultiple) -> str:
    """Return a rate as papers say it.

    >>> rate_in_words(AgreedRate(Decimal("0.05"), "day"))
    '日万分之五（每日0.05%）'
    """
    if isinstance(rate, LprMultiple):
        return rate.says()
    if rate.per == "year":
        return f"年利率{rate.percent}%"
    parts = rate.percent * 100
    if parts == parts.to_integral_value():
        return f"日万分之{numeral(int(parts))}（每日{rate.percent}%）"
    return f"每日{rate.percent}%"


def _lpr(book: LawBook, as_of: dt.date) -> Standard:
    source = book.cite(_SALE, "late_payment.rate", as_of).text
    rate = LprMultiple(_HIGH)
    rule = LateChargeRule("lpr", "逾期付款损失", rate.says(), source)
    return Standard(rule, rate, LprMultiple(_LOW), before_principal=False)
