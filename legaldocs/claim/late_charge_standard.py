"""By what standard a late charge runs: the contract, the rule for small creditors, or the LPR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnterpriseSize, LateChargeKind, LprChoice, PartyKind
from legaldocs.claim.figures import LateChargeRule
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.findings import EVERYTHING, Finding
from legaldocs.law.numerals import numeral
from legaldocs.law.penalty import statutory_late_terms
from legaldocs.law.rate_terms import AgreedRate, LprMultiple, parse_rate
from legaldocs.law.sme import sme_rule

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case, Contract, LatePayment
    from legaldocs.case.party import Party
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import LprMode
    from legaldocs.law.sme import Size, SmeRule

_SIZES: dict[EnterpriseSize, Size] = {
    EnterpriseSize.LARGE: "large",
    EnterpriseSize.MEDIUM: "medium",
    EnterpriseSize.SMALL: "small",
    EnterpriseSize.MICRO: "micro",
}
_MODES: dict[LprChoice, LprMode] = {LprChoice.FIXED: "fixed", LprChoice.FLOATING: "floating"}


@dataclass(frozen=True, slots=True)
class LateChargeStandard:
    """The rate a late charge runs at, and how papers name it (计算标准).

    ``floor`` is the lower end where the law leaves a span. ``before_principal`` when a payment
    goes to the charge before it goes to principal: so it is for agreed interest, not for a penalty.
    ``stops_on`` is the first day without a charge, that of the debtor's bankruptcy.
    """

    rule: LateChargeRule
    rate: AgreedRate | LprMultiple
    floor: LprMultiple | None
    before_principal: bool
    stops_on: dt.date | None = None


def standard(case: Case, contract: Contract, book: LawBook, as_of: dt.date) -> LateChargeStandard:
    """Return the standard for one contract.

    The agreed term first (民法典585); without one the daily rate that large enterprises and public
    bodies owe smaller ones (保障中小企业款项支付条例17), else LPR plus 50 percent with plus 30
    percent as the floor (买卖合同解释18).

    Raises CaseError when the agreed rate cannot be read.
    """
    if contract.late_payment is not None:
        return _agreed(contract, contract.late_payment)
    small = small_creditor_rule(case, contract, book, as_of)
    if small is not None and small.rate is not None:
        return _small_creditor(small.rate, small.article)
    return _lpr(book, as_of, _MODES[contract.lpr_mode])


def _agreed(contract: Contract, term: LatePayment) -> LateChargeStandard:
    try:
        rate = parse_rate(term.rate, mode=_MODES[contract.lpr_mode])
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
    first = term.before_principal
    if first is None:
        first = term.kind is LateChargeKind.INTEREST
    return LateChargeStandard(rule, rate, None, before_principal=first)


def rate_in_words(rate: AgreedRate | LprMultiple) -> str:
    """Return a rate as papers say it.

    >>> from decimal import Decimal
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


def _size(party: Party) -> Size | None:
    """Return how large a party was at signing, as the rule for small creditors sees it."""
    if party.kind is PartyKind.INSTITUTION:
        return "public"
    return _SIZES[party.size] if party.size else None


def _size_at_signing(case: Case) -> Size | None:
    """Return how large the creditor of the contract was: of an assigned claim, the assignor."""
    if case.assignment is None:
        return _size(case.creditor)
    return _SIZES[case.assignment.assignor_size] if case.assignment.assignor_size else None


def small_creditor_rule(
    case: Case, contract: Contract, book: LawBook, as_of: dt.date
) -> SmeRule | None:
    """Return the rule for small creditors of large debtors where it governs the contract."""
    if contract.signed_on is None:
        return None
    rule = sme_rule(
        book,
        debtor=_size(case.debtor),
        creditor=_size_at_signing(case),
        signed_on=contract.signed_on,
        day=as_of,
    )
    return rule if rule.applies else None


def _small_creditor(rate: AgreedRate, article: str) -> LateChargeStandard:
    rule = LateChargeRule("sme", "逾期利息", rate_in_words(rate), article)
    return LateChargeStandard(rule, rate, None, before_principal=False)


def _lpr(book: LawBook, as_of: dt.date, mode: LprMode) -> LateChargeStandard:
    terms = statutory_late_terms(book, as_of, mode=mode)
    rule = LateChargeRule("lpr", "逾期付款损失", terms.high.says(), terms.source)
    return LateChargeStandard(rule, terms.high, terms.low, before_principal=False)
