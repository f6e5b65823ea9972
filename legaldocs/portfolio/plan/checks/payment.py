"""Is it certain when what is due, and is the term one that the law allows?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind, DueEvent
from legaldocs.claim.small_creditor import (
    creditor_size,
    rules_by_debtor,
    size_of,
    size_words,
    third_party_terms,
)
from legaldocs.core.errors import LawError
from legaldocs.portfolio.plan.longest_term import longest_days, plain_event
from legaldocs.portfolio.plan.terms import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.law.lawbook import Parameter
    from legaldocs.portfolio.plan.checks.view import ContractView
    from legaldocs.portfolio.plan.instalments import ScheduledPart

_FROM_DELIVERY = (DueEvent.DELIVERY, DueEvent.ACCEPTANCE)
_PERFORMED = (*_FROM_DELIVERY, DueEvent.INVOICE, DueEvent.RECEIPT, DueEvent.STATEMENT)
"""Events that mostly follow the delivery; the first two always do."""
_OWN_ACTS = (DueEvent.ACCEPTANCE, DueEvent.RECEIPT, DueEvent.STATEMENT)
"""Events that the customer can put off."""


def kind_has_no_rules_of_its_own(view: ContractView) -> Iterator[Finding]:
    """Loans and construction follow rules that this list does not know."""
    if view.terms.kind in (ContractKind.LOAN, ContractKind.CONSTRUCTION):
        loan = view.terms.kind is ContractKind.LOAN
        yield view.finding(
            "LD-PLAN-KIND",
            "warning",
            f"{view.terms.kind}合同另有规则，本检查按买卖合同写，逾期付款责任等各项只供参考",
            view.cite("cn.lending_rules/cap") if loan else "",
            "由律师按这一类合同的规定检查；只是定作、安装的，写 kind: 承揽",
        )


def days_are_certain(view: ContractView) -> Iterator[Finding]:
    """A part without a day, or an event to count from, is due whenever it is asked for."""
    for one in view.parts:
        part = one.part
        if part.due_on is None and part.event in (None, DueEvent.DEMAND):
            yield view.finding(
                "LD-PLAN-DUE",
                "warning",
                f"“{part.name}”没有确定的付款日：没有写到期日，也没有写从哪一个事由起几天",
                view.cite("cn.civil_code/performance_default", "cn.civil_code/price_duty"),
                "写到期日，或者写起算的事由和天数",
                part.origin,
            )
        elif part.due_days is not None and part.due_days.monthly:
            yield view.finding(
                "LD-PLAN-MONTHLY",
                "note",
                f"“{part.name}”写“{part.due_days.text}”，本次自当月末起算；"
                "对方可能说自交货日起算，或者相反",
                view.cite("cn.civil_code/performance_gap"),
                "在合同里写明从哪一天起算",
                part.origin,
            )
        elif plain_event(part.event) in _OWN_ACTS:
            yield view.finding(
                "LD-PLAN-EVENT",
                "note",
                f"“{part.name}”从{part.event}起算，这一天可以由客户拖延",
                view.cite("cn.civil_code/performance_gap"),
                "在合同里写明最迟的日子，如：交货后 30 天内没有书面异议的，视为已经发生",
                part.origin,
            )


def sizes_are_known(view: ContractView) -> Iterator[Finding]:
    """Whether the rule for small creditors governs depends on the size of both."""
    debtor, creditor = size_of(view.case, view.case.debtor), creditor_size(view.case)
    if debtor in ("medium", "small", "micro") or creditor == "large":
        return
    lacking = [name for name, size in (("客户（customer_size）", debtor),
                                       ("我方（book.yaml 的 creditor.size）", creditor))
               if size is None]  # fmt: skip
    if view.contract.signed_on is None:
        lacking.append("签订日期（signed_on）")
    if lacking:
        yield view.finding(
            "LD-PLAN-SME-SIZE",
            "note",
            f"没有写明{'、'.join(lacking)}，看不出是否适用拖欠中小企业款项的规定",
            view.cite("cn.sme_payment/scope", "cn.sme_payment/enterprise_size"),
            "按合同订立时的规模填写；客户是机关、事业单位的，在客户表里写主体类型",
        )


def _governs(view: ContractView) -> bool:
    rules = rules_by_debtor(view.case, view.contract, view.book, view.as_of)
    return any(rule.applies for rule in rules.values())


def small_creditors_are_paid_in_time(view: ContractView) -> Iterator[Finding]:
    """Large enterprises and public bodies pay smaller ones within days of the delivery."""
    size = size_of(view.case, view.case.debtor)
    signed_on = view.contract.signed_on
    if signed_on is None or not _governs(view):
        return
    try:
        most = view.book.parameter(_LONGEST[size == "public"], signed_on)
    except LawError:  # signed before the regulation named a number of days
        return
    for one in view.parts:
        days = _days(view, one)
        if one.part.purpose is Purpose.PRICE and days is not None and days > most.value:
            yield view.finding(
                "LD-PLAN-SME-TERM",
                "warning",
                f"客户是{size_words(size)}，“{one.part.name}”最长在"
                f"{one.part.event or '交货'}后 {days} 天付款，超过{most.title} {most.value} 天"
                + _unless_earlier(one),
                most.source,
                _sme_step(most),
                one.part.origin,
            )


def _unless_earlier(one: ScheduledPart) -> str:
    """Return what is to be looked at where a term does not count from the delivery."""
    event = plain_event(one.part.event)
    sure = event in (None, *_FROM_DELIVERY)
    return "" if sure else f"（从{one.part.event}起算：它早于交付的，按实际的日子核对）"


_LONGEST = {True: "sme.pay_public_longest", False: "sme.pay_large"}
"""The longest term by whether the debtor is a public body, else a large enterprise."""


def _sme_step(most: Parameter) -> str:
    return f"改为交付后 {most.value} 天以内；确有理由约定得更长的，由律师判断效力"


def _days(view: ContractView, one: ScheduledPart) -> int | None:
    """Return the most days from the event, or from the delivery to a fixed day; None if unknown."""
    if one.part.due_on is not None:
        delivered = (view.terms.events or {}).get(DueEvent.DELIVERY)
        return (one.part.due_on - delivered).days if delivered else None
    if plain_event(one.part.event) not in _PERFORMED or one.part.due_days is None:
        return None
    return longest_days(one.part.due_days, (view.terms.signed_on or view.as_of).year)


def payment_waits_for_nobody(view: ContractView) -> Iterator[Finding]:
    """A term that makes payment wait for a third party may be void."""
    waiting = [one.part for one in view.parts if one.part.event is DueEvent.THIRD_PARTY]
    if not waiting:
        return
    found = third_party_terms(view.case, view.contract, view.book, view.as_of)
    term = found.get(view.case.debtor.name)
    worth = term.why if term else "该条件下何时到期没有把握"
    article = "、".join(term.articles) if term else ""
    yield view.finding(
        "LD-PLAN-THIRD-PARTY",
        "warning",
        f"“{waiting[0].name}”以收到第三方付款为条件：{worth}",
        article or view.cite("cn.civil_code/performance_default"),
        "改为确定的日子，或者从交货起算",
        waiting[0].origin,
    )


CHECKS = (
    kind_has_no_rules_of_its_own,
    days_are_certain,
    sizes_are_known,
    small_creditors_are_paid_in_time,
    payment_waits_for_nobody,
)
