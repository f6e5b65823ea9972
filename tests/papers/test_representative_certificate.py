"""Who acts for the creditor is certified only where there is someone to certify."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import PartyKind, Role
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.representative_certificate import FORM
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def with_creditor(matter: Matter, **facts: object) -> Matter:
    parties = tuple(
        replace(party, **facts) if party.role is Role.CREDITOR else party
        for party in matter.case.parties
    )
    return replace(matter, case=replace(matter.case, parties=parties))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": PartyKind.PERSON}, "LD-REP-PERSON"),
        ({"representative": ""}, "LD-REP-NOT-NAMED"),
        ({"representative_title": ""}, "LD-REP-NOT-NAMED"),
    ],
)
def test_only_a_named_representative_is_certified(
    rich: Matter, facts: dict[str, object], code: str
) -> None:
    assert guard_papers(rich, [FORM]) == ()
    assert [finding.code for finding in guard_papers(with_creditor(rich, **facts), [FORM])] == [
        code
    ]


def test_a_branch_has_a_person_in_charge_and_no_legal_representative(rich: Matter) -> None:
    text = text_of(FORM, with_creditor(rich, representative_title="负责人"))
    assert "系我单位的负责人" in text
    assert "法定代表人" not in text
