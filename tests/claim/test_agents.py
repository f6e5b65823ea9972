"""What an agent may do before a court."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.party import Agent
from legaldocs.case.vocabulary import AgentAuthority, AgentKind, AgentPower
from legaldocs.core.errors import CaseError
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.catalogue import paper_named
from tests.claim.test_party_kinds import DAY, SALE
from tests.conftest import with_its_files
from tests.papers.sample import rich_matter, text_of

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


LAWYER = "agents: [{name: 沈, kind: 律师, firm: 某所, licence: '1'%s}]\n"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("", "没有写代理权限"),
        (", authority: 特别授权", "没有列明授权的事项"),
        (", authority: 一般授权, powers: [承认, 提起上诉]", "承认诉讼请求、上诉"),
    ],
)
def test_powers_are_named_one_by_one(look: Look, more: str, says: str) -> None:
    findings = {finding.code: finding for finding in look(DEBTOR, LAWYER % more)[1]}
    assert says in findings["LD-AGENT-AUTHORITY"].message
    assert findings["LD-AGENT-AUTHORITY"].article.endswith("第六十二条")


def test_full_agency_is_no_authority(look: Look) -> None:
    with pytest.raises(CaseError) as caught:
        look(DEBTOR, LAWYER % ", authority: 全权代理")
    assert "特别授权" in caught.value.findings[0].message


def test_the_head_of_a_court_paper_states_the_powers() -> None:
    matter = rich_matter()
    agent = Agent(
        origin=matter.case.origin,
        name="沈",
        kind=AgentKind.LAWYER,
        firm="某所",
        licence="1",
        authority=AgentAuthority.SPECIAL,
        powers=(AgentPower.ADMIT, AgentPower.SETTLE),
    )
    case = dataclasses.replace(matter.case, agents=(agent,))
    text = text_of(paper_named("支付令申请书"), dataclasses.replace(matter, case=case))
    assert "执业证号1，代理权限：特别授权（代为承认诉讼请求、和解）。" in text


def test_an_enforcement_is_settled_by_special_power(look: Look) -> None:
    enforced = (
        "procedure:\n  enforcement: {court: 某法院, applied_on: 2026-05-01, "
        "settlement: {signed_on: 2026-05-10, filed_on: 2026-05-10}}\n"
    )

    def codes(powers: str) -> set[str]:
        agent = LAWYER % f", authority: 特别授权, powers: [{powers}]" if powers else ""
        return {finding.code for finding in look(DEBTOR, enforced + agent)[1]}

    assert "LD-AGENT-SETTLE" in codes("和解")
    assert "LD-AGENT-SETTLE" not in codes("执行和解")
    assert "LD-AGENT-SETTLE" not in codes("")
