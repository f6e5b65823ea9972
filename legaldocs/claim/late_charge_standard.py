"""By what standard a late charge runs: the contract, the rule for small creditors, or the LPR."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import (
    ContractKind,
    EnterpriseSize,
    LateChargeKind,
    LprChoice,
    PartyKind,
)
from legaldocs.claim.figures import FROM_NEXT_DAY, ON_OVERDUE, LateChargeRule
from legaldocs.core.days import chinese_day
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.findings import EVERYTHING, Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.law.late_terms import LateTerm, Step, parse_cap
from legaldocs.law.numerals import numeral
from legaldocs.law.penalty import statutory_late_terms
from legaldocs.law.rate_terms import AgreedRate, FixedSum, parse_rate_term
from legaldocs.law.sme import sme_rule

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.late_payment import LatePayment
    from legaldocs.case.model import Case, Statement
    from legaldocs.case.party import Party
    from legaldocs.core.origin import Origin
    from legaldocs.law.late_terms import Cap
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import LprMode, RateTerm
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
    """The term a late charge runs by, and how papers name it (计算标准).

    ``floor`` is the lower end where the law leaves a span. ``before_principal`` when a payment
    goes to the charge before it goes to principal: so it is for agreed interest, not for a penalty.
    ``stops_on`` is the first day without a charge, that of the debtor's bankruptcy.
    """

    rule: LateChargeRule
    term: LateTerm
    floor: LateTerm | None
    before_principal: bool
    stated: Statement | None = None
    """The confirmed statement that fixes the charge through its day."""
    stops_on: dt.date | None = None


def standard(case: Case, contract: Contract, book: LawBook, as_of: dt.date) -> LateChargeStandard:
    """Return the standard for one contract.

    The agreed term first (民法典585); without one the daily rate that large enterprises and public
    bodies owe smaller ones (保障中小企业款项支付条例17), else LPR plus 50 percent with plus 30
    percent as the floor (买卖合同解释18).

    A confirmed statement that fixes a late charge limits it to that sum and what it reserved
    (买卖合同解释18 第三款).

    Raises CaseError when the agreed term cannot be read.
    """
    chosen = _standard(case, contract, book, as_of)
    stated = fixing_statement(case, contract)
    if stated is None:
        return chosen
    return replace(chosen, rule=_stated_rule(chosen.rule, stated), stated=stated)


def fixing_statement(case: Case, contract: Contract) -> Statement | None:
    """Return the latest confirmed statement of a contract that fixes a late charge."""
    fixing = [
        statement
        for statement in case.statements
        if statement.late_charge is not None
        and (statement.confirmed_by or statement.confirmed_on)
        and case.contract_of(statement.contract) == contract
    ]
    return max(fixing, key=lambda statement: statement.through_on, default=None)


def _stated_rule(rule: LateChargeRule, stated: Statement) -> LateChargeRule:
    day = chinese_day(stated.through_on)
    says = f"双方对账载明的截至{day}的{figure(stated.late_charge or ZERO)}元"
    if stated.late_charge_reserved:
        says += f"，以及自次日起{rule.base}按{rule.in_full}"
    source = f"{day}的对账单" + (f"、{rule.source}" if stated.late_charge_reserved else "")
    return LateChargeRule("agreed", rule.name, says, source, base="", start="")


def _standard(case: Case, contract: Contract, book: LawBook, as_of: dt.date) -> LateChargeStandard:
    if contract.late_payment is not None:
        return _agreed(contract, contract.late_payment)
    small = small_creditor_rule(case, contract, book, as_of)
    if small is not None and small.rate is not None:
        return _small_creditor(small.rate, small.article)
    return _lpr(contract, book, as_of)


def _agreed(contract: Contract, term: LatePayment) -> LateChargeStandard:
    late = agreed_term(contract, term)
    rule = LateChargeRule(
        "agreed",
        str(term.kind),
        _in_words(contract, late),
        f"{contract.title}{term.clause}",
        base="" if late.fixed_sum or late.once else ON_OVERDUE,
        start=_start(term.from_day),
        limit=_limit(late.cap),
    )
    first = term.before_principal
    if first is None:
        first = term.kind is LateChargeKind.INTEREST
    return LateChargeStandard(rule, late, None, before_principal=first)


def agreed_term(contract: Contract, term: LatePayment) -> LateTerm:
    """Return the agreed term with its steps and its cap.

    Raises CaseError when a standard or the cap cannot be read, the steps are out of order, or a
    share of the price is agreed where there is no price.
    """
    mode = _MODES[contract.lpr_mode]
    steps = [Step(term.from_day, _rate(contract, term.rate, mode, term.origin, "rate（标准）"))]
    for row in term.steps:
        rate = _rate(contract, row.rate, mode, row.origin, "rate（分段标准）")
        late = LateTerm.of(rate)
        if late.once or row.from_day <= steps[-1].from_day:
            raise _unreadable(
                row.origin,
                "steps（分段标准）：各段的 from_day 应逐段增大，且各段都按时间计收",
                "逾期 1 至 30 日、第 31 日起标准不同的，写 from_day: 31；"
                "另有一次性违约金的，由律师计算后另行主张",
            )
        steps.append(Step(row.from_day, rate))
    if term.from_day < 1 or (term.steps and LateTerm.of(steps[0].rate).once):
        raise _unreadable(
            term.origin,
            "from_day（自逾期第几日起）应从 1 起，且一次性的违约金不能再分段",
            "到期日的次日为逾期第 1 日",
        )
    return LateTerm(tuple(steps), _cap(contract, term), per_part=bool(term.per_instalment))


def _rate(contract: Contract, text: str, mode: LprMode, origin: Origin, name: str) -> RateTerm:
    try:
        rate = parse_rate_term(text, mode=mode)
    except InputError as error:
        raise _misread(name, error, origin) from error
    if isinstance(rate, FixedSum) and rate.percent is not None:
        return replace(rate, yuan=_price(contract, origin) * rate.percent / 100)
    return rate


def _cap(contract: Contract, term: LatePayment) -> Cap | None:
    if not term.cap:
        return None
    try:
        cap = parse_cap(term.cap)
    except InputError as error:
        raise _misread("cap（上限）", error, term.origin) from error
    if cap.of == "price":
        return replace(cap, yuan=_price(contract, term.origin) * cap.percent / 100)
    return cap


def _price(contract: Contract, origin: Origin) -> Decimal:
    if not contract.price:
        raise _unreadable(
            origin,
            f"{contract.title}没有合同价款，以合同价款为基数的标准或上限无法计算",
            "填写 price，或核对合同以什么为基数",
        )
    return contract.price


def _misread(name: str, error: InputError, origin: Origin) -> CaseError:
    says = f"{name}：{error.what}，应为{error.expected}，写的是“{error.found}”"
    return _unreadable(origin, says, error.next_step)


def _unreadable(origin: Origin, says: str, next_step: str) -> CaseError:
    found = Finding(
        "LD-CASE-VALUE",
        "error",
        says,
        where=str(origin),
        next_step=next_step,
        blocks=(EVERYTHING,),
    )
    return CaseError("逾期付款标准无法识别", findings=(found,))


def _start(from_day: int) -> str:
    return FROM_NEXT_DAY if from_day == 1 else f"各期款项逾期第{numeral(from_day)}日"


def _in_words(contract: Contract, late: LateTerm) -> str:
    """Return the term as papers say it, step by step."""
    first, *later = late.steps
    says = _with_sum(contract, first.rate)
    for step in later:
        says += f"，自逾期第{numeral(step.from_day)}日起按{_with_sum(contract, step.rate)}"
    return says


def _limit(cap: Cap | None) -> str:
    if cap is None:
        return ""
    sum_ = f"（{figure(cap.yuan)}元）" if cap.of == "price" else ""
    return f"，{'各期分别' if cap.of == 'overdue' else '累计'}不超过{cap.words}{sum_}"


def _with_sum(contract: Contract, rate: RateTerm) -> str:
    says = rate_in_words(rate)
    if isinstance(rate, FixedSum) and rate.percent is not None and rate.yuan is not None:
        each = "每日" if rate.per == "day" else ""
        price = figure(contract.price or ZERO)
        return f"{says}（以合同价款{price}元为基数，{each}{figure(rate.yuan)}元）"
    return says


def rate_in_words(rate: RateTerm) -> str:
    """Return a rate as papers say it: in the contract's words, or as contracts say it.

    >>> from decimal import Decimal
    >>> rate_in_words(AgreedRate(Decimal("0.05"), "day"))
    '日万分之五（每日0.05%）'
    """
    if not isinstance(rate, AgreedRate):
        return rate.says()
    percent = f"{rate.percent.normalize():f}%"
    if rate.words:
        period = {"day": "每日", "month": "每月", "year": "每年"}[rate.per]
        return rate.words if "%" in rate.words else f"{rate.words}（{period}{percent}）"
    if rate.per == "month":
        return f"月利率{percent}"
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
    return LateChargeStandard(rule, LateTerm.of(rate), None, before_principal=False)


def _lpr(contract: Contract, book: LawBook, as_of: dt.date) -> LateChargeStandard:
    terms = statutory_late_terms(book, as_of, mode=_MODES[contract.lpr_mode])
    source = terms.source
    if contract.kind is not ContractKind.SALE:
        bridge = book.cite("cn.civil_code", "other_paid_contracts", as_of).text
        source = f"{bridge}、{source}"
    rule = LateChargeRule("lpr", "逾期付款损失", terms.high.says(), source)
    return LateChargeStandard(
        rule, LateTerm.of(terms.high), LateTerm.of(terms.low), before_principal=False
    )
