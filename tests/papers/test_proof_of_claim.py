"""A claim is filed with the administrator: its sum stops at acceptance, and says what it must."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import deposit as de
from legaldocs.case import model as m
from legaldocs.case import procedure as pr
from legaldocs.case import vocabulary as v
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.proof_of_claim import FORM
from tests.papers.sample import AT, EXHIBITS, bankrupt_matter, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 12, 10)


@pytest.fixture(scope="module")
def bankrupt() -> Matter:
    return bankrupt_matter()


def changed(matter: Matter, as_of: dt.date = DAY, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), as_of, EXHIBITS)


def with_bankruptcy(matter: Matter, as_of: dt.date = DAY, **facts: object) -> Matter:
    parties = tuple(
        replace(party, bankruptcy=replace(party.bankruptcy, **facts)) if party.bankruptcy else party
        for party in matter.case.parties
    )
    return changed(matter, as_of, parties=parties)


def found(matter: Matter) -> dict[str, Finding]:
    return {finding.code: finding for finding in guard_papers(matter, [FORM])}


def test_a_case_without_a_bankrupt_debtor_has_no_such_paper(rich: Matter) -> None:
    assert not any(draft.has_subject for draft in FORM.drafts(rich))
    assert guard_papers(rich, [FORM]) == ()


def test_the_sum_stops_the_day_before_acceptance_and_takes_in_what_was_not_due(
    bankrupt: Matter,
) -> None:
    """330,000 for 213 days and 129,000 for 121 at 0.05%; the retention of 43,000 bears nothing."""
    assert found(bankrupt) == {}
    text = text_of(FORM, bankrupt)
    late = Decimal("35145.00") + Decimal("7804.50")
    assert f"本金502,000.00元、违约金{late:,}元（计至破产申请受理日的前一日2026年11月29日" in text
    assert f"总额{Decimal('502000.00') + late:,}元" in text
    assert "质保金|43,000.00|2026年11月30日|43,000.00|0.00" in text


def test_the_sum_is_the_same_however_late_it_is_filed(bankrupt: Matter) -> None:
    late = changed(bankrupt, dt.date(2027, 3, 1))
    assert late.claim.total == bankrupt.claim.total
    assert found(late)["LD-BKR-LATE"].severity == "warning"
    assert "《中华人民共和国企业破产法》第五十六条补充申报" in text_of(FORM, late)
    assert "补充申报" not in text_of(FORM, bankrupt)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"case_number": ""}, "LD-BKR-NO-NUMBER"),
        ({"collateral": ()}, "LD-BKR-COLLATERAL"),
        ({"no_collateral": True}, "LD-BKR-COLLATERAL"),
    ],
)
def test_what_must_be_stated_is_asked_for(
    bankrupt: Matter, facts: dict[str, object], code: str
) -> None:
    finding = found(with_bankruptcy(bankrupt, **facts))[code]
    assert FORM.drafts(bankrupt)[0].stopped_by(finding)
    assert "bankruptcy." in finding.next_step


def test_without_collateral_the_paper_says_so(bankrupt: Matter) -> None:
    matter = with_bankruptcy(bankrupt, no_collateral=True, collateral=())
    assert found(matter) == {}
    text = text_of(FORM, matter)
    assert "；没有财产担保。" in text
    assert "财产担保|无" in text
    assert "优先受偿" not in text


def test_the_period_is_asked_for(bankrupt: Matter) -> None:
    matter = with_bankruptcy(bankrupt, claims_until=None)
    assert found(matter)["LD-BKR-NO-PERIOD"].blocks == ()
    assert "债权申报期限于" not in text_of(FORM, matter)


def test_on_the_day_of_acceptance_itself_what_matures_is_not_counted_yet(bankrupt: Matter) -> None:
    assert "LD-BKR-DAY" in found(changed(bankrupt, dt.date(2026, 11, 30)))


def test_nothing_unpaid_is_nothing_to_file(bankrupt: Matter) -> None:
    paid = m.Payment(origin=AT, paid_on=dt.date(2026, 4, 30), amount=Decimal("502000.00"))
    matter = changed(bankrupt, payments=(*bankrupt.case.payments, paid), statements=())
    assert "LD-BKR-NOTHING" in found(matter)


def test_a_decided_claim_is_filed_as_decided(bankrupt: Matter) -> None:
    """500,000 unpaid for the 10 days to the day before acceptance, at 0.0175%: 875.00."""
    judgment = pr.Judgment(
        origin=AT,
        kind=v.InstrumentKind.JUDGMENT,
        issuer="苏州工业园区人民法院",
        number="（2026）苏0591民初1号",
        issued_on=dt.date(2026, 11, 1),
        effective_on=dt.date(2026, 11, 10),
        sums=(
            pr.JudgmentSum(
                origin=AT, amount=Decimal("500000.00"), perform_by=dt.date(2026, 11, 19)
            ),
        ),
    )
    procedure = replace(bankrupt.case.procedure, judgment=judgment)
    finding = found(changed(bankrupt, procedure=procedure))["LD-BKR-DECIDED"]
    assert "判项未付 500,000.00 元" in finding.message
    assert "加倍部分 875.00 元（计至 2026-11-29" in finding.message


def test_debtors_of_different_sums_have_cases_of_their_own(bankrupt: Matter) -> None:
    debtor = bankrupt.case.debtor
    assert debtor.bankruptcy is not None
    other = replace(debtor, name="宁波锐锋自动化设备有限公司")
    later = replace(other, bankruptcy=replace(debtor.bankruptcy, accepted_on=dt.date(2026, 12, 3)))
    for second, liability, codes in (
        (other, v.Liability.JOINT, []),
        (other, v.Liability.SUPPLEMENTARY, ["LD-BKR-DEBTORS"] * 2),
        (later, v.Liability.JOINT, ["LD-BKR-DEBTORS"]),
    ):
        matter = changed(bankrupt, parties=(*bankrupt.case.parties, second), liability=liability)
        assert [draft.label for draft in FORM.drafts(matter)] == [debtor.name, other.name]
        assert [finding.code for finding in guard_papers(matter, [FORM])] == codes


def test_another_joint_debtor_is_named(bankrupt: Matter) -> None:
    other = replace(bankrupt.case.debtor, name="宁波锐锋自动化设备有限公司")
    matter = changed(bankrupt, parties=(*bankrupt.case.parties, other), liability=v.Liability.JOINT)
    assert "宁波锐锋自动化设备有限公司（连带债务人）" in text_of(FORM, matter)


def test_what_the_creditor_holds_and_its_later_costs_are_looked_at(bankrupt: Matter) -> None:
    held = de.Deposit(
        origin=AT,
        kind=de.DepositKind.BOND,
        amount=Decimal("10000.00"),
        paid_on=dt.date(2026, 1, 20),
    )
    cost = m.Cost(
        origin=AT,
        name="差旅费",
        amount=Decimal("800.00"),
        incurred_on=dt.date(2026, 12, 5),
    )
    matter = changed(bankrupt, deposits=(held,), costs=(cost,))
    notes = found(matter)
    assert "10,000.00" in notes["LD-BKR-SET-OFF"].message
    assert "800.00" in notes["LD-BKR-COSTS"].message
    assert all(not notes[code].blocks for code in ("LD-BKR-SET-OFF", "LD-BKR-COSTS"))


def test_an_account_is_asked_for(bankrupt: Matter) -> None:
    parties = tuple(replace(party, account=None) for party in bankrupt.case.parties)
    matter = changed(bankrupt, parties=parties)
    assert "LD-BKR-NO-ACCOUNT" in found(matter)
    assert "账户" not in text_of(FORM, matter)


def test_it_needs_exhibits_as_a_court_does(bankrupt: Matter) -> None:
    assert "LD-LIST-EMPTY" in found(replace(bankrupt, exhibits=()))
