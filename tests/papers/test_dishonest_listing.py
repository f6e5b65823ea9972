"""A debtor is put on the list only for a ground of the rule, with its facts and evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import procedure as pr
from legaldocs.case import restriction as re
from legaldocs.case import settlement as st
from legaldocs.case.vocabulary import PartyKind, Role
from legaldocs.papers.dishonest_listing import FORM, article_of
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AT, EXHIBITS, draft_of, enforced_matter, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

DAY = dt.date(2027, 6, 10)


@pytest.fixture(scope="module")
def enforced() -> Matter:
    return enforced_matter()


def with_enforcement(matter: Matter, **facts: object) -> Matter:
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.enforcement is not None
    enforcement = replace(procedure.enforcement, **facts)
    case = replace(matter.case, procedure=replace(procedure, enforcement=enforcement))
    return matter_of(case, DAY, EXHIBITS)


def listing(ground: re.ListingGround, **facts: object) -> re.Listing:
    row = re.Listing(origin=AT, ground=ground, fact="具体事实", evidence="笔录")
    return replace(row, **facts)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_without_a_ground_there_is_no_such_paper(enforced: Matter) -> None:
    assert codes(enforced) == []
    assert not draft_of(FORM, with_enforcement(enforced, listing=())).has_subject


@pytest.mark.parametrize(
    ("ground", "item"), list(zip(re.ListingGround, "一二三四五六", strict=True))
)
def test_each_ground_is_an_item_of_the_first_article(
    enforced: Matter, ground: re.ListingGround, item: str
) -> None:
    cited = enforced.article("cn.dishonest_list", article_of(ground))
    assert cited.endswith(f"第一条第{item}项")


def test_each_ground_has_its_fact_and_evidence(enforced: Matter) -> None:
    row = listing(re.ListingGround.CONSUMED)
    text = text_of(FORM, with_enforcement(enforced, listing=(row,)))
    assert "一、被执行人违反限制消费令（" in text
    assert "第一条第五项）：具体事实。证据：笔录。" in text
    assert "担保" not in text


def test_ability_needs_the_word_that_nothing_suffices(enforced: Matter) -> None:
    row = listing(re.ListingGround.ABLE)
    assert codes(with_enforcement(enforced, listing=(row,))) == ["LD-DIS-SECURED"]
    sure = with_enforcement(enforced, listing=(replace(row, no_security=True),))
    assert codes(sure) == []
    assert "没有提供充分有效的担保" in text_of(FORM, sure)


def test_a_ground_without_evidence_is_looked_at(enforced: Matter) -> None:
    row = listing(re.ListingGround.EVADES, evidence="")
    (finding,) = guard_papers(with_enforcement(enforced, listing=(row,)), [FORM])
    assert (finding.code, finding.severity) == ("LD-DIS-EVIDENCE", "warning")


def test_only_a_settlement_that_is_on_record_was_broken(enforced: Matter) -> None:
    row = listing(re.ListingGround.BROKE_SETTLEMENT)
    assert codes(with_enforcement(enforced, listing=(row,))) == ["LD-DIS-NOT-BROKEN"]
    part = st.SettlementPart(origin=AT, due_on=dt.date(2027, 5, 31), amount=Decimal(400_000))
    settled = pr.EnforcementSettlement(
        origin=AT, signed_on=dt.date(2027, 5, 10), instalments=(part,)
    )
    assert codes(with_enforcement(enforced, listing=(row,), settlement=settled)) == []


def test_the_debtor_of_a_ground_is_one_of_the_case(enforced: Matter) -> None:
    row = listing(re.ListingGround.NO_REPORT, debtor="某公司")
    assert codes(with_enforcement(enforced, listing=(row,))) == ["LD-DIS-DEBTOR"]


@pytest.mark.parametrize(
    ("id_number", "found"),
    [("11010520091231002X", ["LD-DIS-MINOR"]), ("11010519491231002X", [])],
)
def test_a_minor_is_never_listed(enforced: Matter, id_number: str, found: list[str]) -> None:
    """Born on 2009-12-31, 17 years old on 2027-06-10; the check digits are worked out below."""
    parties = tuple(
        replace(
            party,
            kind=PartyKind.PERSON,
            representative="",
            uscc="",
            id_number=with_check_digit(id_number),
        )
        if party.role is Role.DEBTOR
        else party
        for party in enforced.case.parties
    )
    row = listing(re.ListingGround.NO_REPORT)
    matter = with_enforcement(enforced, listing=(row,), restricted=())
    matter = matter_of(replace(matter.case, parties=parties), DAY, EXHIBITS)
    assert codes(matter) == found


def with_check_digit(number: str) -> str:
    """Return a resident number with the check digit of GB 11643: weights 2 to the 17, mod 11."""
    weighed = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return number[:17] + "10X98765432"[weighed % 11]
