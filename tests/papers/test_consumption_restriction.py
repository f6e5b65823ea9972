"""Restrictions are asked for once the notice has lapsed, and for those whom the rule names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import procedure as pr
from legaldocs.case import settlement as st
from legaldocs.case.party import Bankruptcy
from legaldocs.case.vocabulary import EnforcementEnd, PartyKind, Role
from legaldocs.papers.consumption_restriction import FORM
from legaldocs.papers.dishonest_listing import FORM as LISTING
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AT, EXHIBITS, draft_of, enforced_matter, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

DAY = dt.date(2027, 6, 10)


@pytest.fixture(scope="module")
def enforced() -> Matter:
    return enforced_matter()


def changed(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), DAY, EXHIBITS)


def with_enforcement(matter: Matter, **facts: object) -> Matter:
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.enforcement is not None
    enforcement = replace(procedure.enforcement, **facts)
    return changed(matter, procedure=replace(procedure, enforcement=enforcement))


def with_debtor(matter: Matter, **facts: object) -> Matter:
    parties = tuple(
        replace(party, **facts) if party.role is Role.DEBTOR else party
        for party in matter.case.parties
    )
    return changed(matter, parties=parties)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


@pytest.mark.parametrize("paper", [FORM, LISTING], ids=lambda paper: paper.id)
def test_only_an_enforcement_that_goes_on_has_such_papers(rich: Matter, paper: object) -> None:
    assert not draft_of(paper, rich).has_subject
    for end in (EnforcementEnd.PERFORMED, EnforcementEnd.FOR_GOOD):
        ended = with_enforcement(enforced_matter(), ended_on=dt.date(2027, 6, 1), ended_by=end)
        assert not draft_of(paper, ended).has_subject


def test_a_unit_is_restricted_with_its_representative_and_those_named(enforced: Matter) -> None:
    """5,190.37 are 502,000 for 13 days, 402,000 for 51 and 41,113.50 for 64 at 0.0175%."""
    assert codes(enforced) == []
    text = text_of(FORM, enforced)
    assert "及其法定代表人林国栋、实际控制人沈嘉木采取限制消费措施" in text
    assert "尚欠448,303.87元没有履行，其中判项443,113.50元、加倍部分债务利息5,190.37元" in text
    assert "失信" not in text


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"case_number": ""}, "LD-EXE-NO-NUMBER"),
        ({"notice_served_on": None}, "LD-EXE-NO-NOTICE"),
        ({"notice_until": None}, "LD-EXE-NO-NOTICE"),
        ({"notice_until": DAY}, "LD-EXE-NOTICE-RUNS"),
    ],
)
@pytest.mark.parametrize("paper", [FORM, LISTING], ids=lambda paper: paper.id)
def test_the_notice_must_have_lapsed(
    enforced: Matter, paper: object, facts: dict[str, object], code: str
) -> None:
    findings = guard_papers(with_enforcement(enforced, **facts), [paper])
    assert [finding.code for finding in findings] == [code]
    assert draft_of(paper, enforced).stopped_by(findings[0])


def test_who_has_paid_is_not_restricted(enforced: Matter) -> None:
    """Paid by the last day to perform, so that no doubled interest runs."""
    paid = m.Payment(origin=AT, paid_on=dt.date(2027, 4, 7), amount=Decimal("543113.50"))
    matter = changed(enforced, payments=(*enforced.case.payments[:-1], paid))
    assert codes(matter) == ["LD-EXE-PERFORMED"]


def test_a_rate_of_the_instrument_must_be_confirmed(enforced: Matter) -> None:
    procedure = enforced.case.procedure
    assert procedure is not None
    assert procedure.judgment is not None
    first, second = procedure.judgment.sums
    row = replace(first, interest_rate="LPR", interest_from=dt.date(2026, 11, 22))
    judgment = replace(procedure.judgment, sums=(row, second))
    matter = changed(enforced, procedure=replace(procedure, judgment=judgment))
    assert "LD-EXE-RATE" in codes(matter)


@pytest.mark.parametrize(
    ("due_on", "found"), [("2027-06-30", ["LD-EXE-SETTLED"]), ("2027-05-31", [])]
)
def test_a_settlement_that_is_kept_lets_the_enforcement_rest(
    enforced: Matter, due_on: str, found: list[str]
) -> None:
    part = st.SettlementPart(
        origin=AT, due_on=dt.date.fromisoformat(due_on), amount=Decimal("400000.00")
    )
    settled = pr.EnforcementSettlement(
        origin=AT, signed_on=dt.date(2027, 5, 10), instalments=(part,)
    )
    assert codes(with_enforcement(enforced, settlement=settled)) == found


def test_a_bankrupt_is_not_restricted(enforced: Matter) -> None:
    accepted = Bankruptcy(origin=AT, accepted_on=dt.date(2027, 6, 1), court="某法院")
    assert "LD-PARTY-IN-BANKRUPTCY" in codes(with_debtor(enforced, bankruptcy=accepted))


def test_beside_a_person_nobody_is_restricted(enforced: Matter) -> None:
    person = with_debtor(
        enforced, kind=PartyKind.PERSON, representative="", representative_title="", uscc=""
    )
    assert codes(person) == ["LD-HCR-UNIT"]
    alone = with_enforcement(person, restricted=())
    assert codes(alone) == []
    assert "请求对被执行人杭州锐锋自动化设备有限公司采取限制消费措施" in text_of(FORM, alone)


def test_a_person_is_named_with_its_evidence(enforced: Matter) -> None:
    assert enforced.case.procedure is not None
    assert enforced.case.procedure.enforcement is not None
    (row,) = enforced.case.procedure.enforcement.restricted
    bare = with_enforcement(enforced, restricted=(replace(row, evidence=""),))
    assert codes(bare) == ["LD-HCR-EVIDENCE"]
    unknown = with_enforcement(enforced, restricted=(replace(row, debtor="某公司"),))
    assert codes(unknown) == ["LD-HCR-UNIT"]
    again = with_enforcement(enforced, restricted=(replace(row, name="林国栋"),))
    assert text_of(FORM, again).count("林国栋") == 3
    nobody = with_debtor(with_enforcement(enforced, restricted=()), representative="")
    assert codes(nobody) == ["LD-HCR-NO-PERSON"]
    assert "请求对被执行人杭州锐锋自动化设备有限公司采取" in text_of(FORM, nobody)


def test_each_of_several_units_is_named_with_its_person(enforced: Matter) -> None:
    second = replace(
        enforced.case.debtor, name="宁波锐锋自动化设备有限公司", representative="施敬亭"
    )
    matter = changed(enforced, parties=(*enforced.case.parties, second))
    assert "LD-HCR-UNIT" in codes(matter)
    text = text_of(FORM, with_enforcement(matter, restricted=()))
    assert "宁波锐锋自动化设备有限公司的法定代表人施敬亭采取限制消费措施" in text


@pytest.mark.parametrize(
    ("kind", "title", "says"),
    [
        (PartyKind.SOLE_PROPRIETORSHIP, "", "其主要负责人（投资人）林国栋"),
        (PartyKind.PARTNERSHIP, "", "其主要负责人（执行事务合伙人）林国栋"),
        (PartyKind.BRANCH, "", "其主要负责人林国栋"),
        (PartyKind.COMPANY, "总经理", "其法定代表人林国栋"),
    ],
)
def test_who_acts_for_a_unit_has_the_word_of_the_rule(
    enforced: Matter, kind: PartyKind, title: str, says: str
) -> None:
    unit = with_debtor(enforced, kind=kind, representative_title=title)
    assert f"有限公司及{says}、实际控制人沈嘉木采取" in text_of(FORM, unit)


def test_what_was_paid_beyond_the_sums_lowers_the_interest(enforced: Matter) -> None:
    """100,000 with 3.65 % a year from 28 March: 10.00 a day, 240.00 to 20 April.

    The day of payment counts. The doubled part is 17.50 a day from 8 April, 13 days, 227.50.
    Of the 100,150.00 paid on 20 April 150.00 are beyond the sum: 90.00 and 227.50 are left.
    """
    judgment = enforced.case.procedure.judgment
    ordered = replace(
        judgment.sums[0],
        amount=Decimal("100000.00"),
        interest_rate="3.65%/year",
        interest_from=dt.date(2027, 3, 28),
    )
    procedure = replace(enforced.case.procedure, judgment=replace(judgment, sums=(ordered,)))
    *before, last = enforced.case.payments
    payments = (*before, replace(last, amount=Decimal("100150.00")))
    case = replace(enforced.case, procedure=procedure, payments=payments)
    text = text_of(FORM, matter_of(case, enforced.as_of, EXHIBITS))
    assert "尚欠317.50元没有履行" in text
    assert "一般债务利息90.00元、加倍部分债务利息227.50元" in text
