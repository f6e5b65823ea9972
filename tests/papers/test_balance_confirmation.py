"""The debtor is asked to confirm the unpaid price: not the late charge, and nothing by silence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import settlement as st
from legaldocs.case import vocabulary as v
from legaldocs.papers.balance_confirmation import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import (
    AS_OF,
    AT,
    DEBTOR,
    EXHIBITS,
    day,
    delivery,
    matter_of,
    reconciled_matter,
    text_of,
)

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


@pytest.fixture(scope="module")
def asking() -> Matter:
    return reconciled_matter()


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, EXHIBITS)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def terms(matter: Matter, **changed: object) -> Matter:
    return of(matter, reconciliation=replace(matter.case.reconciliation, **changed))


def test_only_a_case_that_asks_for_it_has_one(rich: Matter, asking: Matter) -> None:
    assert not any(draft.has_subject for draft in FORM.drafts(rich))
    assert [draft.title for draft in FORM.drafts(asking)] == ["对账函"]
    assert codes(asking) == []


def test_no_late_charge_stands_in_it_and_it_is_reserved(asking: Matter) -> None:
    text = text_of(FORM, asking)
    assert "41,113.50" not in text
    assert "500,113.50" not in text
    assert "未涉及逾期付款违约金、利息" in text
    # 15 days from 21 November.
    assert "2026年12月6日前（含当日）" in text


def test_the_balance_is_what_came_in_less_what_went_out(asking: Matter) -> None:
    """780,000 less 258,000 before; then 80,000 delivered and 100,000 paid: 502,000."""
    text = text_of(FORM, asking)
    assert "2026年3月20日以前的余额|522,000.00" in text
    assert "1|2026年3月25日|送货单SH-0302|80,000.00|2|2026年4月2日|付款||100,000.00" in text
    assert "余额|502,000.00" in text
    assert "附件" not in text
    answer = text.partition("核对回函苏州恒远精密机械有限公司：")[2]
    assert "为502,000.00元（大写：人民币伍拾万贰仟元整），与对账函一致" in answer
    assert "尚未支付的价款为502,000.00元" in text
    assert "其中已逾期459,000.00元" in text


def test_without_a_first_day_every_row_is_listed(asking: Matter) -> None:
    text = text_of(FORM, terms(asking, from_on=None))
    assert "以前的余额" not in text
    assert "1|2026年1月30日|付款（预付款）||258,000.00" in text


def test_many_rows_go_to_an_annex(asking: Matter) -> None:
    """780,000 and eight times 10,000 delivered, 258,000 and 100,000 paid: eleven rows."""
    rows = tuple(delivery(f"SH-{n}", f"2026-03-{n + 20}", "夹具", "10000.00") for n in range(8))
    many = terms(of(asking, deliveries=(asking.case.deliveries[0], *rows)), from_on=None)
    text = text_of(FORM, many)
    assert "增加的应付价款|860,000.00同期付款及其他减少|358,000.00" in text
    assert text.index("与对账函一致") < text.index("附件：往来明细") < text.index("11|2026年4月2日")


def test_an_advance_before_the_period_is_shown_as_one(asking: Matter) -> None:
    assert "以前的余额（负数为预付）|-258,000.00" in text_of(
        FORM, terms(asking, from_on=day("2026-03-01"))
    )


def test_silence_confirms_only_by_a_clause(asking: Matter) -> None:
    assert "依照《设备买卖合同》第十条的约定，贵方逾期没有回复的，视为确认" in text_of(FORM, asking)
    assert "视为确认" not in text_of(FORM, terms(asking, silence_clause=""))


def test_services_are_compared_by_what_fell_due(asking: Matter) -> None:
    """Three instalments of 817,000 fell due; 358,000 was paid."""
    served = of(asking, deliveries=())
    assert codes(served) == []
    text = text_of(FORM, served)
    assert "尚未支付的价款为459,000.00元" in text
    assert "到货款到期|430,000.00" in text


def test_what_the_ledger_does_not_show_is_not_confirmed(asking: Matter) -> None:
    short = of(asking, deliveries=(delivery("SH-1", "2026-03-18", "机床", "700000.00"),))
    assert codes(short) == ["LD-BAL-LEDGER"]
    paid = replace(asking.case.payments[1], amount=Decimal("602000.00"))
    assert codes(of(asking, payments=(asking.case.payments[0], paid))) == ["LD-BAL-NOTHING"]


def test_a_price_cut_needs_its_paper(asking: Matter) -> None:
    cut = m.Credit(origin=AT, agreed_on=day("2026-08-01"), amount=Decimal("2000.00"), reason="退货")
    assert codes(of(asking, credits=(cut,))) == ["LD-BAL-CREDIT"]
    proved = of(asking, credits=(replace(cut, file=("other/退货单.pdf",)),))
    assert codes(proved) == []
    assert "退货、折让（退货）||2,000.00" in text_of(FORM, proved)
    assert "尚未支付的价款为500,000.00元" in text_of(FORM, proved)


def test_a_period_to_come_and_a_settlement_are_refused(asking: Matter) -> None:
    assert codes(terms(asking, from_on=day("2026-11-22"))) == ["LD-BAL-PERIOD"]
    part = st.SettlementPart(origin=AT, due_on=day("2026-12-31"), amount=Decimal("502000.00"))
    deed = st.Settlement(origin=AT, signed_on=day("2026-11-01"), instalments=(part,))
    assert codes(of(asking, settlement=deed)) == ["LD-BAL-DEED"]


def test_who_may_confirm_is_asked_for(asking: Matter) -> None:
    assert codes(terms(asking, authority="")) == ["LD-BAL-AUTHORITY"]


def test_near_the_end_of_limitation_a_demand_goes_too(asking: Matter) -> None:
    """The last part that was due fell due on 31 January 2027; three years later is 2030."""
    alone = replace(asking.case, communications=(), statements=(), payments=(), procedure=None)
    early = matter_of(alone, day("2029-12-01"), EXHIBITS)
    late = matter_of(alone, day("2029-10-01"), EXHIBITS)
    assert "LD-BAL-LIMITATION" in codes(early)
    assert "LD-BAL-LIMITATION" not in codes(late)


def test_each_of_several_debtors_confirms_for_itself(asking: Matter) -> None:
    other = replace(DEBTOR, name="杭州锐锋工贸有限公司")
    both = of(asking, parties=(*asking.case.parties, other), liability=v.Liability.JOINT)
    assert [draft.label for draft in FORM.drafts(both)] == [DEBTOR.name, other.name]
