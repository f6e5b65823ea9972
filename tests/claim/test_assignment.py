"""A sold claim: whose notice reached whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.catalogue import paper_named
from tests.claim.test_party_kinds import DAY, SALE, SOLD, TOLD
from tests.conftest import with_its_files
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

    Look = Callable[..., tuple[Matter, tuple[Finding, ...]]]

DEBTOR = "name: 乙有限公司"


@pytest.fixture
def look(write_case: Callable[..., Path]) -> Look:
    def looking(debtor: str, more: str) -> tuple[Matter, tuple[Finding, ...]]:
        parties = f"parties:\n  - {{role: 债权人, name: 甲公司}}\n  - {{role: 债务人, {debtor}}}\n"
        case = with_its_files(write_case(SALE + more, parties=parties))
        return examine(case, DAY, packaged())

    return looking


def test_the_first_notice_that_arrived_counts_once(look: Look) -> None:
    again = "{to: 乙有限公司, sent_on: 2026-04-20, arrived_on: 2026-04-22, file: m.pdf}"
    text = text_of(paper_named("催告函"), look(DEBTOR, SOLD % f"{again}, {TOLD}")[0])
    assert text.count("债权转让通知已于") == 1
    assert "债权转让通知已于2026年4月5日送达乙有限公司。" in text


def test_the_notice_of_the_assignee_shows_the_sale(look: Look) -> None:
    def codes(notices: str) -> set[str]:
        return {finding.code for finding in look(DEBTOR, SOLD % notices)[1]}

    own = TOLD.replace("}", ", by_assignee: 是}")
    assert "LD-ASSIGN-BY-ASSIGNEE" in codes(own)
    assert "LD-ASSIGN-NOT-TOLD" not in codes(own)
    assert "LD-ASSIGN-BY-ASSIGNEE" not in codes(f"{own}, {TOLD}")
    assert "LD-ASSIGN-BY-ASSIGNEE" not in codes(TOLD)


def test_joint_debtors_and_the_guarantor_are_all_notified(look: Look) -> None:
    """A letter to the debtors needs notice to both; the one to the guarantor, notice to it."""
    parties = f"{DEBTOR}}}\n  - {{role: 债务人, name: 丙有限公司}}\n  - {{role: 保证人, name: 戊"
    more = (
        "liability: 连带\nguarantees:\n"
        "  - {guarantor: 戊, signed_on: 2026-01-01, form: 连带责任保证, period: 三年}\n"
    )

    def refused(*names: str) -> dict[str, str]:
        notices = ", ".join(TOLD.replace("乙有限公司", name) for name in names)
        return {
            paper.split(":")[0]: finding.message + finding.article
            for finding in look(parties, more + SOLD % notices)[1]
            if finding.code == "LD-ASSIGN-NOT-TOLD"
            for paper in finding.blocks
        }

    assert refused("乙有限公司", "丙有限公司", "戊") == {}
    second = refused("乙有限公司", "戊")
    assert "丙有限公司" in second["demand_letter"]
    assert "guarantor_demand" not in second
    guarantor = refused("乙有限公司", "丙有限公司")
    assert set(guarantor) == {"guarantor_demand"}
    assert "第六百九十六条" in guarantor["guarantor_demand"]
