"""A contract is ended only by a right to it, and never beside a claim for its price."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import party as p
from legaldocs.case import procedure as pr
from legaldocs.case import rescission as rs
from legaldocs.case import settlement as st
from legaldocs.case import vocabulary as v
from legaldocs.case.reading import load_case
from legaldocs.claim.rescission import instalment_share, lapsed_demand
from legaldocs.core.errors import CaseError
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.rescission_notice import FORM
from tests.papers.sample import AS_OF, AT, EXHIBITS, day, matter_of, rescinded_matter, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter

ALWAYS = "LD-END-DECIDE"


@pytest.fixture(scope="module")
def ending() -> Matter:
    return rescinded_matter()


def of(matter: Matter, as_of: dt.date = AS_OF, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), as_of, EXHIBITS)


def terms(matter: Matter, **changed: object) -> Matter:
    return of(matter, rescission=replace(matter.case.rescission, **changed))


def codes(matter: Matter) -> list[str]:
    found = [finding.code for finding in guard_papers(matter, [FORM])]
    found.remove(ALWAYS)
    return found


def test_it_is_made_only_by_name(rich: Matter, ending: Matter) -> None:
    assert not FORM.drafts(rich)[0].has_subject
    findings = guard_papers(ending, [FORM])
    assert [finding.code for finding in findings] == [ALWAYS]
    assert "rescission_notice" not in {draft.id for draft in choose(ending, findings).made}
    (draft,) = choose(ending, findings, [FORM]).made
    assert draft.title == "解除合同通知书"


def test_after_a_demand_that_ran_out(ending: Matter) -> None:
    """Asked on 10 September to pay by the tenth day after arrival on the 12th."""
    text = text_of(FORM, ending)
    assert "贵方迟延支付价款459,000.00元，经我方于2026年9月12日送达的催告" in text
    assert "在2026年9月22日届满的期限内仍未支付" in text
    assert "第五百六十三条第一款第三项" in text
    assert "合同自本通知到达贵方时解除。" in text
    # 258,000 and 100,000 were paid.
    assert "我方已收取的价款358,000.00元" in text
    assert "林国栋对贵方应当承担的上述责任" in text


def test_with_days_of_grace_it_ends_when_they_pass(ending: Matter) -> None:
    """Ten days from 21 November; fifteen more for the goods."""
    text = text_of(FORM, terms(ending, grace_days=10))
    assert "在2026年12月1日前（含当日）付清本通知所列逾期款项的，合同继续履行" in text
    assert "自该日届满时解除" in text
    assert "请贵方于2026年12月16日前（含当日）返还" in text
    assert "到达贵方时解除" not in text


def test_without_a_lapsed_demand_there_is_no_statutory_right(ending: Matter) -> None:
    assert codes(of(ending, communications=())) == ["LD-END-DEMAND"]
    running = of(ending, as_of=dt.date(2026, 9, 22))
    assert "LD-END-DEMAND" in codes(running)
    assert "LD-END-DEMAND" not in codes(of(ending, as_of=dt.date(2026, 9, 23)))
    demand = replace(ending.case.communications[1], proof=())
    assert codes(of(ending, communications=(demand,))) == ["LD-END-DEMAND"]
    note = replace(ending.case.communications[1], effect=v.Effect.OVERDUE)
    assert codes(of(ending, communications=(note,))) == ["LD-END-DEMAND"]


def test_an_agreed_right_needs_clause_and_day(ending: Matter) -> None:
    agreed = {"ground": rs.RescissionGround.AGREED}
    assert codes(terms(ending, **agreed, clause="第十四条")) == ["LD-END-CLAUSE"]
    assert codes(terms(ending, **agreed, known_on=day("2026-08-01"))) == ["LD-END-CLAUSE"]
    later = terms(ending, **agreed, clause="第十四条", known_on=day("2026-11-22"))
    assert codes(later) == ["LD-END-CLAUSE"]
    whole = terms(ending, **agreed, clause="第十四条", known_on=day("2026-08-01"))
    assert codes(whole) == []
    text = text_of(FORM, whole)
    assert "依据合同第十四条的约定和" in text
    assert "第五百六十二条第二款" in text
    assert "送达的催告" not in text


def test_the_right_of_an_instalment_seller(ending: Matter) -> None:
    """A fifth of 860,000 is 172,000; 459,000 is overdue, 129,000 would not be enough."""
    by_parts = terms(ending, ground=rs.RescissionGround.INSTALMENT)
    assert codes(by_parts) == []
    assert "第六百三十四条所定的比例" in text_of(FORM, by_parts)
    (account,) = by_parts.claim.accounts
    assert instalment_share(by_parts, account) == Decimal(172000)
    paid = replace(by_parts.case.payments[1], amount=Decimal("430000.00"))
    few = of(by_parts, payments=(by_parts.case.payments[0], paid))
    assert codes(few) == ["LD-END-INSTALMENT", "LD-END-DEMAND", "LD-END-PAID"]
    service = replace(by_parts.case.contracts[0], kind=v.ContractKind.SERVICE)
    assert codes(of(by_parts, contracts=(service,))) == ["LD-END-INSTALMENT", "LD-END-DEMAND"]


def test_the_demand_of_an_instalment_seller_is_for_a_fifth(ending: Matter) -> None:
    (account,) = ending.claim.accounts
    found = lapsed_demand(ending, account, Decimal("459000.00"))
    assert found is not None
    assert found.unpaid == Decimal("459000.00")
    assert lapsed_demand(ending, account, Decimal("459000.01")) is None


@pytest.mark.parametrize(
    "begun",
    [
        {"suit": pr.Suit(origin=AT, court="某法院", filed_on=day("2026-11-18"))},
        {"payment_order": pr.PaymentOrder(origin=AT, applied_on=day("2026-11-01"))},
    ],
)
def test_who_claims_the_price_does_not_end_the_contract(
    ending: Matter, begun: dict[str, object]
) -> None:
    procedure = pr.Procedure(origin=AT, **begun)
    assert codes(of(ending, procedure=procedure)) == ["LD-END-PRICE-CLAIMED"]


def test_a_signed_settlement_asks_for_the_price(ending: Matter) -> None:
    part = st.SettlementPart(origin=AT, due_on=day("2026-12-31"), amount=Decimal("502000.00"))
    deed = st.Settlement(origin=AT, signed_on=day("2026-11-01"), instalments=(part,))
    assert "LD-END-PRICE-CLAIMED" in codes(of(ending, settlement=deed))


def test_other_refusals(ending: Matter) -> None:
    assert codes(terms(ending, claims=())) == ["LD-END-CLAIMS"]
    assert "LD-END-NOT-LATE" in codes(of(ending, as_of=dt.date(2026, 4, 30)))
    sale = p.Assignment(origin=AT, assignor="常熟启明机床有限公司", agreed_on=day("2026-08-01"))
    assert "LD-END-ASSIGNED" in codes(of(ending, assignment=sale))


def test_warnings(ending: Matter) -> None:
    assert codes(terms(ending, goods_resold=True)) == ["LD-END-RESOLD"]
    kept = replace(ending.case.contracts[0], retention_of_title=True)
    assert codes(of(ending, contracts=(kept,))) == ["LD-END-TITLE"]
    # 75 per cent of 860,000 is 645,000: 258,000 and 387,000.
    paid = replace(ending.case.payments[1], amount=Decimal("387000.00"))
    rows = (ending.case.payments[0], paid)
    assert codes(of(ending, payments=rows)) == ["LD-END-PAID"]
    less = (ending.case.payments[0], replace(paid, amount=Decimal("386999.99")))
    assert codes(of(ending, payments=less)) == []


def test_the_right_lapses_a_year_after_the_ground_is_known(ending: Matter) -> None:
    """The demand ran out on 22 September 2026."""
    assert "LD-END-TERM" not in codes(of(ending, as_of=dt.date(2027, 9, 22)))
    assert "LD-END-TERM" in codes(of(ending, as_of=dt.date(2027, 9, 23)))


def test_a_refund_lowers_what_was_received(ending: Matter) -> None:
    back = m.Refund(origin=AT, paid_on=day("2026-05-01"), amount=Decimal("8000.00"))
    assert "我方已收取的价款350,000.00元" in text_of(FORM, of(ending, refunds=(back,)))


def test_it_names_a_contract_of_the_case(write_case: Callable[..., Path]) -> None:
    text = "contracts: [{price: 100.00, number: A, due_on: 2026-03-01}]\n"
    with pytest.raises(CaseError, match="1 处需要改正"):
        load_case(write_case(text + "rescission: {ground: 法定, contract: B}\n"))
