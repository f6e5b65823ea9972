"""No paper says more than the facts support: days to come, dates unknown, courts, ways chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.case.payment_term import payment_term
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.lawyer_letter import FORM as LAWYER
from legaldocs.papers.payment_order import FORM as PAYMENT_ORDER
from legaldocs.papers.payment_reminder import FORM as REMINDER
from legaldocs.papers.pre_suit_preservation import FORM as PRE_SUIT
from legaldocs.papers.repayment_agreement import FORM as SETTLEMENT
from legaldocs.papers.suit_preservation import FORM as IN_SUIT
from legaldocs.papers.warning_letter import FORM as WARNING
from tests.papers.sample import AS_OF, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Paper

OF_FACTS = (DEMAND, WARNING, LAWYER, PAYMENT_ORDER, PRE_SUIT, IN_SUIT)
ADDRESSED = (DEMAND, WARNING, LAWYER)


def of(matter: Matter, **facts: object) -> Matter:
    """Return the matter with other facts, worked out again."""
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def of_contract(matter: Matter, **terms: object) -> Matter:
    return of(matter, contracts=(replace(matter.case.contracts[0], **terms),))


def accepted(matter: Matter, *days: dt.date | None) -> Matter:
    rows = zip(matter.case.deliveries, days, strict=True)
    return of(matter, deliveries=tuple(replace(row, accepted_on=day) for row, day in rows))


def without_suit(matter: Matter, route: v.Route) -> Matter:
    return of(matter, procedure=replace(matter.case.procedure, suit=None, route=route))


@pytest.mark.parametrize("paper", OF_FACTS, ids=lambda paper: paper.id)
def test_acceptance_is_stated_when_all_was_accepted(rich: Matter, paper: Paper) -> None:
    whole = accepted(rich, dt.date(2026, 3, 20), dt.date(2026, 4, 8))
    assert "2026年4月8日全部验收" in text_of(paper, whole)
    assert "全部验收" not in text_of(paper, accepted(rich, dt.date(2026, 3, 20), None))
    assert "全部验收" not in text_of(
        paper, accepted(rich, dt.date(2026, 3, 20), dt.date(2026, 12, 1))
    )


@pytest.mark.parametrize("paper", ADDRESSED, ids=lambda paper: paper.id)
def test_a_part_without_a_due_day_is_not_called_not_due(rich: Matter, paper: Paper) -> None:
    *parts, last = rich.case.contracts[0].instalments
    matter = of_contract(rich, instalments=(*parts, replace(last, due_on=None)))
    text = text_of(paper, matter)
    assert "尚未到期" not in text
    assert "另有款项43,000.00元未计入上述金额" in text
    assert "另有尚未到期的款项43,000.00元" in text_of(paper, rich)


def test_settlement_concedes_no_due_day(rich: Matter) -> None:
    *parts, last = rich.case.contracts[0].instalments
    matter = of_contract(rich, instalments=(*parts, replace(last, due_on=None)))
    assert "尚未到期的款项" not in text_of(SETTLEMENT, matter)
    whole = replace(rich.case.settlement.instalments[0], amount=Decimal(502_000))
    settlement = replace(rich.case.settlement, instalments=(whole,))
    assert "其余43,000.00元" in text_of(SETTLEMENT, of(matter, settlement=settlement))
    assert "尚未到期43,000.00元" in text_of(SETTLEMENT, of(rich, settlement=settlement))


def test_nothing_later_than_the_paper_is_stated(rich: Matter) -> None:
    (statement,) = rich.case.statements
    late = of(
        rich,
        statements=(replace(statement, confirmed_on=dt.date(2026, 12, 3)),),
        communications=tuple(
            replace(communication, arrived_on=dt.date(2026, 12, 4))
            for communication in rich.case.communications
        ),
    )
    text = text_of(WARNING, late)
    assert "对账单" not in text
    assert "2026年12月4日" not in text


def test_a_letter_knows_no_suit_before_it_is_filed(rich: Matter) -> None:
    suit = replace(rich.case.procedure.suit, filed_on=dt.date(2026, 12, 1))
    matter = of(rich, procedure=replace(rich.case.procedure, suit=suit))
    assert "已经受理的（2026）苏0591民初12345号案件" in text_of(WARNING, rich)
    assert "已经受理" not in text_of(WARNING, matter)


@pytest.mark.parametrize("paper", [PAYMENT_ORDER, PRE_SUIT, IN_SUIT], ids=lambda paper: paper.id)
def test_a_court_paper_states_how_a_due_day_was_counted(rich: Matter, paper: Paper) -> None:
    assert "到期日的依据" not in text_of(paper, rich)
    first, second, third, last = rich.case.contracts[0].instalments
    counted = replace(
        second, due_on=None, due_after=v.DueEvent.DELIVERY, due_days=payment_term("30")
    )
    matter = of_contract(rich, instalments=(first, counted, third, last))
    assert "到期日的依据：到货款，交货" in text_of(paper, matter)
    assert "验收款，" not in text_of(paper, matter)


def test_what_was_paid_late_is_not_called_unpaid(rich: Matter) -> None:
    payment = replace(
        rich.case.payments[1],
        paid_on=dt.date(2026, 8, 20),
        amount=Decimal("129000.00"),
        towards="验收款",
    )
    matter = of(rich, payments=(rich.case.payments[0], payment))
    letter = text_of(DEMAND, matter)
    assert "1|到货款|430,000.00|2026年4月30日|205|430,000.00|" in letter
    # 19 days at 0.05 % of 129,000, from the day after 31 July to the day before the payment.
    assert "逾期后已付清的款项共1笔|0.00|1,225.50" in letter
    assert "验收款|" not in letter.partition("合同履行和付款")[0]
    assert "未付的金额如下" in text_of(PAYMENT_ORDER, matter)


def test_payment_order_names_the_agreed_charge_alone(rich: Matter) -> None:
    other = m.Contract(
        origin=rich.case.origin,
        price=Decimal("50000.00"),
        number="HY-2026-018",
        due_on=dt.date(2026, 8, 31),
    )
    first = rich.case.contracts[0]
    named = {
        rows: tuple(replace(row, contract=first.number) for row in getattr(rich.case, rows))
        for rows in ("deliveries", "invoices", "payments", "statements")
    }
    matter = of(rich, contracts=(first, other), **named)
    text = text_of(PAYMENT_ORDER, matter)
    assert "给付550,113.50元" in text
    assert "计至2026年11月21日（含当日）的违约金41,113.50元" in text
    assert "《利息计算表》所列的其他金额不在本次请求之内" in text


def test_warning_announces_the_way_that_was_chosen(rich: Matter) -> None:
    chosen = text_of(WARNING, without_suit(rich, v.Route.PAYMENT_ORDER))
    assert "向杭州市西湖区人民法院申请支付令，或者向苏州工业园区人民法院提起诉讼" in chosen
    suing = text_of(WARNING, without_suit(rich, v.Route.SUIT))
    assert "支付令" not in suing


def test_arbitration_brings_its_own_articles(rich: Matter) -> None:
    matter = of_contract(
        without_suit(rich, v.Route.PAYMENT_ORDER), court="", arbitration="苏州仲裁委员会"
    )
    warning = text_of(WARNING, matter)
    assert "向苏州仲裁委员会申请仲裁" in warning
    assert "支付令" not in warning
    assert "第一百零三条" not in warning
    assert "《中华人民共和国仲裁法》" in warning
    assert "《中华人民共和国仲裁法》" in text_of(PRE_SUIT, matter)


def test_warning_claims_a_demand_only_when_one_was_sent(rich: Matter) -> None:
    sent = rich.case.communications[0]
    reminder = replace(sent, arrived_on=sent.sent_on, file=("communications/提醒.eml",))
    assert "快递方式发出催告函，2026年9月12日送达" in text_of(WARNING, rich)
    reminded = text_of(WARNING, of(rich, communications=(reminder,)))
    assert "发出催告函" not in reminded
    assert "以电子邮件方式发出付款提醒函，2026年5月20日送达，贵方仍未付清" in reminded
    assert "付款提醒函" not in text_of(WARNING, of(rich, communications=(sent,)))


def test_a_call_is_made_and_never_sent(rich: Matter) -> None:
    call = replace(
        rich.case.communications[0],
        channel=v.Channel.PHONE,
        effect=v.Effect.OTHER_DEMAND,
        file=("communications/通话.m4a",),
        proof=("communications/号码.jpg",),
    )
    matter = of(rich, communications=(call,))
    warning, order = text_of(WARNING, matter), text_of(PAYMENT_ORDER, matter)
    assert "我方于2026年5月20日以电话方式催款，贵方仍未付清" in warning
    assert warning.count("2026年5月20日") == 1
    later = replace(rich.case.communications[1], proof=("communications/签收记录.jpg",))
    both = text_of(WARNING, of(rich, communications=(call, later)))
    assert "2026年5月20日|我方催款|电话|—" in both
    assert "付款：2026年5月20日以电话方式催款。" in order


def test_reminder_keeps_what_it_does_not_list(rich: Matter, minimal: Matter) -> None:
    assert "本函未列的款项，我方保留" in text_of(REMINDER, rich)
    early = matter_of(minimal.case, dt.date(2026, 9, 20))
    assert "未列的款项" not in text_of(REMINDER, early)


def test_reserved_charge_runs_from_the_first_due_day(rich: Matter) -> None:
    settlement = replace(rich.case.settlement, late_charge=v.LateChargeOutcome.RESERVED)
    text = text_of(SETTLEMENT, of(rich, settlement=settlement))
    assert "不变更原合同关于逾期付款责任的约定及其起算日" in text
    assert "自原付款期限届满之次日起计算，但本协议对再次逾期另有约定的期间除外" in text


def test_fixed_charge_has_its_place_before_principal(rich: Matter) -> None:
    settlement = replace(rich.case.settlement, late_charge=v.LateChargeOutcome.FIXED)
    assert "先抵充违约金，后抵充本金" in text_of(SETTLEMENT, of(rich, settlement=settlement))
    assert "后抵充本金" not in text_of(SETTLEMENT, rich)


def test_a_small_creditor_is_called_one(rich: Matter) -> None:
    parties = tuple(
        replace(party, size=v.EnterpriseSize.LARGE)
        if party.role is v.Role.DEBTOR
        else replace(party, size=v.EnterpriseSize.SMALL)
        for party in rich.case.parties
    )
    text = text_of(LAWYER, of_contract(of(rich, parties=parties), late_payment=None))
    assert "订立上述合同时，委托人为小型企业，贵方为大型企业" in text
    assert "贵方应当依照《保障中小企业款项支付条例》第十七条支付" in text
    assert "合同即使约定以收到第三方付款为付款前提" in text
    assert "《保障中小企业款项支付条例》第二十四条向有权受理的部门投诉" in text
