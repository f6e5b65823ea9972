"""What does the contract say about paying late, and can it be claimed as it stands?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind
from legaldocs.claim.agreed_term import agreed_term
from legaldocs.claim.small_creditor import rules_by_debtor
from legaldocs.core.errors import CaseError, LawError
from legaldocs.law.penalty import compare_yearly, statutory_late_terms, yearly_percent
from legaldocs.law.rate_terms import AgreedRate, LprMultiple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.core.findings import Finding
    from legaldocs.law.late_terms import LateTerm
    from legaldocs.portfolio.plan.checks.view import ContractView


def late_charge_is_agreed(view: ContractView) -> Iterator[Finding]:
    """Without a term a court awards what it thinks fit, between two multiples of the LPR."""
    terms = view.terms
    if terms.late_payment is not None or terms.waives_late_charge:
        return
    rules = rules_by_debtor(view.case, view.contract, view.book, view.as_of).values()
    small = next((rule for rule in rules if rule.applies), None)
    if small is not None and small.rate is not None:
        yield view.finding(
            "LD-PLAN-LATE",
            "note",
            f"没有约定逾期付款责任；按拖欠中小企业款项的规定，每日 {small.rate.percent}%",
            small.article,
            "在合同里写明标准和起算日；约定不低于这一标准",
        )
        return
    usual = statutory_late_terms(view.book, view.as_of)
    yield view.finding(
        "LD-PLAN-LATE",
        "warning",
        f"没有约定逾期付款责任；没有约定的，法院可以按违约时一年期LPR的 {usual.low.multiple:f} "
        f"至 {usual.high.multiple:f} 倍支持，不能写进支付令申请",
        "、".join(filter(None, (usual.source, _for_other_kinds(view)))),
        "在合同里写明按未付金额每日的比例和起算日",
    )


def _for_other_kinds(view: ContractView) -> str:
    """Return the article by which the rules for sales govern other contracts for a price."""
    sale = view.terms.kind is ContractKind.SALE
    return "" if sale else view.cite("cn.civil_code/other_paid_contracts")


def late_charge_can_be_read(view: ContractView) -> Iterator[Finding]:
    """A standard or a cap that the program cannot read is a fault of the file."""
    if view.terms.late_payment is None:
        return
    try:
        agreed_term(view.contract, view.terms.late_payment)
    except CaseError as error:
        for found in error.findings:
            yield view.finding(
                "LD-PLAN-LATE-READ",
                "error",
                found.message,
                "",
                found.next_step,
                view.terms.late_payment.origin,
            )


def late_charge_would_stand(view: ContractView) -> Iterator[Finding]:
    """A court cuts what is too far above the loss; a small creditor's may not be too low."""
    agreed = _agreed(view)
    if agreed is None or view.terms.late_payment is None:
        return
    day = view.terms.signed_on or view.as_of
    rates = _yearly_rates(view, agreed, day)
    if not rates:
        return
    highest, lowest = max(rates), min(rates)
    compared = compare_yearly(view.book, highest, day, view.as_of)
    if not compared.firm:
        yield view.finding(
            "LD-PLAN-LATE-HIGH",
            "warning",
            compared.says,
            "、".join(compared.articles),
            "降到不会被调减的标准；保留的，备好实际损失的证据",
            view.terms.late_payment.origin,
        )
    rules = rules_by_debtor(view.case, view.contract, view.book, view.as_of).values()
    floors = [rule for rule in rules if rule.applies and rule.floor is not None]
    step = "最低的一档" if lowest < highest else ""
    for rule in floors:
        if rule.floor is not None and lowest < rule.floor.percent:
            yield view.finding(
                "LD-PLAN-LATE-FLOOR",
                "warning",
                f"约定的逾期标准{step}折合年利率 {lowest.normalize():f}%，"
                f"低于订立时一年期LPR {rule.floor.percent}%",
                rule.article,
                "不低于订立时的一年期LPR",
                view.terms.late_payment.origin,
            )


def _agreed(view: ContractView) -> LateTerm | None:
    if view.terms.late_payment is None:
        return None
    try:
        return agreed_term(view.contract, view.terms.late_payment)
    except CaseError:  # late_charge_can_be_read says it
        return None


def _yearly_rates(view: ContractView, agreed: LateTerm, day: dt.date) -> list[Decimal]:
    """Return the rates of the steps in percent a year; none for sums, or no LPR that day."""
    rates = (step.rate for step in agreed.steps)
    try:
        return [
            yearly_percent(view.book, rate, day)
            for rate in rates
            if isinstance(rate, AgreedRate | LprMultiple)
        ]
    except LawError:
        return []


CHECKS = (late_charge_is_agreed, late_charge_can_be_read, late_charge_would_stand)
