"""By what standard a late charge runs: the contract, the rule for small creditors, or the LPR."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.contract_facts import facts_by_contract
from legaldocs.case.vocabulary import ContractKind, LateChargeKind
from legaldocs.claim.agreed_term import MODES, agreed_term, runs_from
from legaldocs.claim.due import due_parts
from legaldocs.claim.figures import FROM_NEXT_DAY, ON_OVERDUE, LateChargeRule
from legaldocs.claim.small_creditor import small_creditor_rule
from legaldocs.core.days import chinese_day
from legaldocs.core.money import ZERO, figure
from legaldocs.law.late_terms import LateTerm
from legaldocs.law.numerals import numeral
from legaldocs.law.penalty import statutory_late_terms
from legaldocs.law.rate_terms import AgreedRate, FixedSum

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.late_payment import LatePayment
    from legaldocs.case.model import Case, Statement
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.law.late_terms import Cap
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import RateTerm


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
    stated_elsewhere: bool = False
    """Whether the sum of a statement for several contracts stands under another of them."""
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
    elsewhere = is_joint(case, stated) and not _carries_joint_sum(case, contract)
    rule = _stated_rule(case, contract, chosen.rule, stated, elsewhere=elsewhere)
    return replace(chosen, rule=rule, stated=stated, stated_elsewhere=elsewhere)


def fixing_statement(case: Case, contract: Contract) -> Statement | None:
    """Return the latest confirmed statement that fixes a late charge of a contract.

    One that names no contract fixes that of all together.
    """
    if contract not in case.contracts:
        return None
    rows = [row for row in fixing_statements(case) if row.contract in ("", contract.number)]
    return max(rows, key=lambda row: row.through_on, default=None)


def fixing_statements(case: Case) -> tuple[Statement, ...]:
    """Return the confirmed statements that fix a late charge."""
    return tuple(
        row
        for row in case.statements
        if row.late_charge is not None and (row.confirmed_by or row.confirmed_on)
    )


def is_joint(case: Case, statement: Statement) -> bool:
    """Whether a statement is of several contracts together."""
    return not statement.contract and len(case.contracts) > 1


def stated_together(case: Case, account: ContractAccount) -> Decimal:
    """Return what of a late charge a statement fixed for several contracts together, in yuan.

    No more than is owed of the account: what was paid is taken off the rest of it first.
    """
    stated = fixing_statement(case, account.contract)
    if (
        stated is None
        or not is_joint(case, stated)
        or not _carries_joint_sum(case, account.contract)
    ):
        return ZERO
    return min(account.late_charge, stated.late_charge or ZERO)


def _carries_joint_sum(case: Case, contract: Contract) -> bool:
    """Whether a sum fixed for all contracts stands under this one: the first that fell due.

    The parties did not divide it, so no figure here does.
    """
    facts = facts_by_contract(case)
    first = [min(_due_days(row), default=dt.date.max) for row in facts]
    return facts[first.index(min(first))].contract == contract


def _due_days(facts: ContractFacts) -> list[dt.date]:
    return [part.due_on for part in due_parts(facts) if part.due_on is not None]


def _stated_rule(
    case: Case, contract: Contract, rule: LateChargeRule, stated: Statement, *, elsewhere: bool
) -> LateChargeRule:
    """Return the rule in the words of a statement, and of the contract for what runs on."""
    facts = next(row for row in facts_by_contract(case) if row.contract == contract)
    day = chinese_day(stated.through_on)
    since = ""
    if stated.late_charge_reserved:
        since = f"自{day}的次日起"
    elif any(due_on >= stated.through_on for due_on in _due_days(facts)):
        since = f"{day}及以后到期的款项自到期日的次日起"
    says = f"双方对账载明的截至{day}的"
    says += "各合同合计" if is_joint(case, stated) else ""
    says += f"{figure(stated.late_charge or ZERO)}元"
    says += "（列于最先到期的合同项下）" if elsewhere else ""
    says += f"，以及{since}{rule.base}按{rule.in_full}" if since else ""
    source = f"{day}的对账单" + (f"、{rule.source}" if since else "")
    return replace(rule, basis="agreed", says=says, source=source, base="", start="", limit="")


def _standard(case: Case, contract: Contract, book: LawBook, as_of: dt.date) -> LateChargeStandard:
    if contract.late_payment is not None:
        return _agreed(contract, contract.late_payment)
    small = small_creditor_rule(case, contract, book, as_of)
    if small is not None and small.rate is not None:
        return _small_creditor(small.rate, small.article)
    return _lpr(contract, book, as_of)


def _agreed(contract: Contract, term: LatePayment) -> LateChargeStandard:
    late = agreed_term(contract, term)
    own = late.parts[0]
    rule = LateChargeRule(
        "agreed",
        # A contract may say 滞纳金; between equals it is a penalty, and is claimed as one.
        str(LateChargeKind.PENALTY if term.kind is LateChargeKind.LATE_FEE else term.kind),
        _in_words(contract, late),
        f"{contract.title}{term.clause}",
        base="" if own.fixed_sum or own.once else ON_OVERDUE,
        start=_start(term),
        limit=_limit(late.cap),
    )
    first = term.before_principal
    if first is None:
        first = term.kind is LateChargeKind.INTEREST
    return LateChargeStandard(rule, late, None, before_principal=first)


def _start(term: LatePayment) -> str:
    event = runs_from(term)
    if event is not None:
        return f"各期款项的{event}之日（到期未付的，追溯至该日）"
    start = FROM_NEXT_DAY
    if term.from_day > 1:
        start = f"各期款项逾期第{numeral(term.from_day)}日"
    if term.not_before is not None:
        start += f"（不早于{chinese_day(term.not_before)}）"
    return start


def _in_words(contract: Contract, late: LateTerm) -> str:
    """Return the term as papers say it, step by step, and what is owed once beside it."""
    first, *later = late.steps
    says = _with_sum(contract, first.rate)
    for step in later:
        says += f"，自逾期第{numeral(step.from_day)}日起按{_with_sum(contract, step.rate)}"
    return says + (f"，另加{_with_sum(contract, late.lump)}" if late.lump else "")


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


def _small_creditor(rate: AgreedRate, article: str) -> LateChargeStandard:
    rule = LateChargeRule("sme", "逾期利息", rate_in_words(rate), article)
    return LateChargeStandard(rule, LateTerm.of(rate), None, before_principal=False)


def _lpr(contract: Contract, book: LawBook, as_of: dt.date) -> LateChargeStandard:
    terms = statutory_late_terms(book, as_of, mode=MODES[contract.lpr_mode])
    source = terms.source
    if contract.kind is not ContractKind.SALE:
        bridge = book.cite("cn.civil_code", "other_paid_contracts", as_of).text
        source = f"{bridge}、{source}"
    rule = LateChargeRule("lpr", "逾期付款损失", terms.high.says(), source)
    return LateChargeStandard(
        rule, LateTerm.of(terms.high), LateTerm.of(terms.low), before_principal=False
    )
