"""A settlement in enforcement divides what the instrument leaves unpaid, and loses no interest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import procedure as pr
from legaldocs.case import vocabulary as v
from legaldocs.case.compromise import Compromise, Milestone
from legaldocs.case.party import Agent, Bankruptcy
from legaldocs.examine import choose
from legaldocs.papers.enforcement_settlement import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AS_OF, AT, matter_of, rich_matter, settling_matter, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

ENFORCED = settling_matter()


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def planned(**terms: object) -> Matter:
    return of(ENFORCED, settlement=replace(ENFORCED.case.settlement, **terms))


def with_last_part(amount: str, **terms: object) -> Matter:
    first, last = ENFORCED.case.settlement.instalments
    return planned(instalments=(first, replace(last, amount=Decimal(amount))), **terms)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_it_states_what_the_instrument_leaves_unpaid() -> None:
    """Doubled part: 400,000 at 0.0175 % a day, 30 days from 23 October to 21 November."""
    assert codes(ENFORCED) == []
    text = text_of(FORM, ENFORCED)
    assert "甲方（申请执行人）" in text
    assert "乙方（被执行人）" in text
    assert "乙方分2期向甲方支付400,000.00元，至2027年3月31日付清" in text
    assert "尚未履行400,000.00元（大写：人民币肆拾万元整）" in text
    assert "迟延履行期间加倍部分的债务利息为2,100.00元，合计402,100.00元" in text
    assert "甲方免除上述利息" in text
    assert "第九条申请恢复执行，或者就履行本协议起诉，两者择一" in text


def test_interest_is_in_the_parts_or_given_up_but_not_reserved() -> None:
    fixed = with_last_part("252100.00", late_charge=v.LateChargeOutcome.FIXED)
    assert codes(fixed) == []
    assert "各期款项清偿上述合计金额。" in text_of(FORM, fixed)
    assert "免除上述利息" not in text_of(FORM, fixed)
    assert codes(planned(late_charge=v.LateChargeOutcome.FIXED)) == ["LD-ENF-SUM"]
    assert codes(planned(late_charge=v.LateChargeOutcome.RESERVED)) == ["LD-ENF-INTEREST"]


def test_a_discount_is_given_up_on_performance_alone() -> None:
    less = with_last_part("230000.00", compromise=Compromise(origin=AT, discount=Decimal(20_000)))
    assert codes(less) == []
    text = text_of(FORM, less)
    assert "减去本条减免的20,000.00元后的余额" in text
    assert "甲方免除执行依据确定的金额中的20,000.00元" in text
    assert "前款的免除不发生效力" in text
    assert codes(planned(compromise=Compromise(origin=AT, discount=Decimal(1)))) == ["LD-ENF-SUM"]


def test_a_payment_since_the_judgment_lowers_what_is_left() -> None:
    paid = m.Payment(origin=AT, paid_on=dt.date(2026, 11, 20), amount=Decimal("100000.00"))
    after = of(ENFORCED, payments=(*ENFORCED.case.payments, paid))
    assert codes(after) == ["LD-ENF-SUM"]
    assert "其中尚未履行300,000.00元" in text_of(FORM, after)


def test_early_release_agents_and_guarantors_are_pointed_out() -> None:
    early = Compromise(origin=AT, releases_after=Milestone.SIGNING)
    assert codes(planned(compromise=early)) == ["LD-ENF-RELEASE"]
    agent = Agent(origin=AT, name="沈知行", kind=v.AgentKind.LAWYER)
    assert codes(of(ENFORCED, agents=(agent,))) == ["LD-ENF-AGENT"]
    mandated = replace(agent, powers=(v.AgentPower.SETTLE_ENFORCEMENT,))
    assert codes(of(ENFORCED, agents=(mandated,))) == []
    guarantees = rich_matter().case.guarantees
    assert codes(of(ENFORCED, guarantees=guarantees)) == ["LD-ENF-GUARANTOR"]


def test_a_bankrupt_debtor_settles_nothing() -> None:
    accepted = Bankruptcy(origin=AT, accepted_on=dt.date(2026, 11, 1), court="杭州市中级人民法院")
    parties = tuple(
        replace(party, bankruptcy=accepted) if party.role is v.Role.DEBTOR else party
        for party in ENFORCED.case.parties
    )
    assert "LD-ENF-PARTY" in codes(of(ENFORCED, parties=parties))


@pytest.mark.parametrize(
    "ended",
    [
        {"ended_on": AS_OF, "ended_by": v.EnforcementEnd.FOR_GOOD},
        {"settlement": pr.EnforcementSettlement(origin=AT, signed_on=AS_OF)},
    ],
)
def test_only_an_enforcement_that_goes_on_is_settled(ended: dict[str, object]) -> None:
    procedure = ENFORCED.case.procedure
    over = replace(procedure, enforcement=replace(procedure.enforcement, **ended))
    matter = of(ENFORCED, procedure=over)
    assert FORM not in {row.draft.paper for row in choose(matter, ()).refused}
    assert not FORM.drafts(matter)[0].has_subject
    assert FORM.drafts(ENFORCED)[0].has_subject
