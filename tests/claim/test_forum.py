"""What the guards find in the dispute clause and the court."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.guards.forum import GUARDS
from legaldocs.claim.matter import matter_on
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 15)
PARTIES = """
parties:
  - {{role: 债权人, name: 甲公司, address: {creditor}}}
  - {{role: 债务人, name: 乙公司, address: {debtor}}}
"""
SUZHOU, NANJING, WUHAN = "江苏省苏州市吴中区1号", "江苏省南京市鼓楼区2号", "湖北省武汉市江夏区3号"


@pytest.fixture
def found(write_case: Callable[..., Path]) -> Callable[..., dict[str, Finding]]:
    def look(
        terms: str, *, debtor: str = WUHAN, price: str = "100.00", day: dt.date = DAY
    ) -> dict[str, Finding]:
        text = f"contracts:\n  - {{price: {price}, due_on: 2025-03-01, {terms}}}\n"
        folder = write_case(text, parties=PARTIES.format(creditor=SUZHOU, debtor=debtor))
        matter = matter_on(load_case(folder), day, packaged())
        return {finding.code: finding for guard in GUARDS for finding in guard(matter)}

    return look


def test_a_court_elsewhere_needs_a_connection_and_the_others_are_named(
    found: Callable[..., dict[str, Finding]],
) -> None:
    (finding,) = found("dispute_clause: 第十一条, court: 昆明市五华区人民法院").values()
    assert finding.code == "LD-FORUM-CONNECTION"
    assert finding.message.startswith("《合同》第十一条约定的昆明市五华区人民法院")
    assert "第三十五条" in finding.article
    assert "部分民事案件管辖" in finding.article
    assert "武汉市江夏区" in finding.next_step
    assert "苏州市吴中区" in finding.next_step
    assert found("court: 武汉市江夏区人民法院") == {}
    assert found("court: 苏州市中级人民法院") == {}


def test_a_clause_that_leaves_its_choice_out_is_asked_for(
    found: Callable[..., dict[str, Finding]],
) -> None:
    assert list(found("dispute_clause: 第十一条")) == ["LD-FORUM-CLAUSE"]
    assert found("dispute_clause: 第十一条, arbitration: 某仲裁委员会") == {}


def test_court_and_arbitration_together_leave_the_court(
    found: Callable[..., dict[str, Finding]],
) -> None:
    terms = "arbitration: 某仲裁委员会, court: 武汉市江夏区人民法院"
    assert "第四条" in found(terms)["LD-FORUM-BOTH"].article
    before = found(terms, day=dt.date(2025, 6, 1))
    assert before["LD-FORUM-BOTH"].article == "《中华人民共和国民事诉讼法》第三十五条"


@pytest.mark.parametrize(
    ("terms", "debtor", "price", "higher"),
    [
        ("name: 合同", WUHAN, "100000000.00", True),
        ("name: 合同", NANJING, "100000000.00", False),
        ("name: 合同", NANJING, "500000000.00", True),
        ("arbitration: 某仲裁委员会", WUHAN, "500000000.00", False),
    ],
)
def test_the_level_follows_the_provinces_and_an_arbitration_clause(
    found: Callable[..., dict[str, Finding]], terms: str, debtor: str, price: str, *, higher: bool
) -> None:
    codes = found(terms, debtor=debtor, price=price)
    assert ("LD-FORUM-LEVEL" in codes) is higher


THREE = """
parties:
  - {role: 债权人, name: 甲公司, address: 江苏省苏州市吴中区1号}
  - {role: 债务人, name: 乙公司, address: 江苏省南京市鼓楼区2号}
  - {role: %s, name: 丙公司, address: 湖北省武汉市江夏区3号}
"""
SUM = "contracts: [{price: 200000000.00, due_on: 2025-03-01%s}]\n"
BOUND = "guarantees: [{guarantor: 丙公司, signed_on: 2025-01-05}]\n"
SUED = "procedure: {against_guarantors: [丙公司]}\n"


@pytest.mark.parametrize(
    ("role", "more", "higher"),
    [
        ("债务人", "liability: 连带\n", True),
        ("保证人", BOUND + SUED, True),
        ("保证人", BOUND, False),
    ],
)
def test_every_party_of_the_suit_counts_for_the_level(
    write_case: Callable[..., Path], role: str, more: str, *, higher: bool
) -> None:
    """Within one province 200 million stays below; a party of another takes it to 100 million."""
    folder = write_case(SUM % "" + more, parties=THREE % role)
    matter = matter_on(load_case(folder), DAY, packaged())
    codes = {finding.code for guard in GUARDS for finding in guard(matter)}
    assert ("LD-FORUM-LEVEL" in codes) is higher


@pytest.mark.parametrize(("role", "connected"), [("债务人", True), ("保证人", False)])
def test_the_domicile_of_a_guarantor_connects_no_court_to_the_contract(
    write_case: Callable[..., Path], role: str, *, connected: bool
) -> None:
    more = "liability: 连带\n" if connected else BOUND + SUED
    text = SUM % ", court: 武汉市江夏区人民法院" + more
    matter = matter_on(load_case(write_case(text, parties=THREE % role)), DAY, packaged())
    codes = {finding.code for guard in GUARDS for finding in guard(matter)}
    assert ("LD-FORUM-CONNECTION" in codes) is not connected
