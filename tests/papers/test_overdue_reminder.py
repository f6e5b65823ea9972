"""The friendly note of the first overdue days, and who deals with a letter."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import PartyKind
from legaldocs.papers.catalogue import paper_named
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.overdue_reminder import FORM
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def test_it_lists_the_price_and_claims_no_late_charge(rich: Matter) -> None:
    text = text_of(FORM, rich)
    assert rich.claim.late_charge > 0
    assert rich.claim.late_charge_name not in text
    assert "支付上述款项459,000.00元" in text  # 330,000 + 129,000
    assert "《" not in text


def test_after_months_its_turn_has_passed(rich: Matter) -> None:
    codes = {finding.code for finding in guard_papers(rich, [FORM])}
    assert "LD-LETTER-NOT-NOW" in codes


@pytest.mark.parametrize(
    ("title", "department"),
    [("逾期提醒", "业务部门"), ("催告函", "财务部门"), ("警告函", "法务部门")],
)
def test_a_letter_says_who_deals_with_it(rich: Matter, title: str, department: str) -> None:
    assert f"经办部门：{department}" in text_of(paper_named(title), rich)
    case = rich.case
    trader = dataclasses.replace(case.creditor, kind=PartyKind.SOLE_TRADER)
    others = tuple(party for party in case.parties if party is not case.creditor)
    alone = dataclasses.replace(rich, case=dataclasses.replace(case, parties=(trader, *others)))
    assert "经办部门" not in text_of(paper_named(title), alone)
