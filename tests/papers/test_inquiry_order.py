"""A lawyer is sent only for named evidence, in a suit that is registered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import AgentKind, ProceedingsEnd
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.inquiry_order import FORM
from tests.papers.sample import day, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

ALWAYS = {"LD-INQUIRY-LOCAL"}


def with_suit(matter: Matter, **facts: object) -> Matter:
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.suit is not None
    suit = replace(procedure.suit, **facts)
    case = replace(matter.case, procedure=replace(procedure, suit=suit))
    return replace(matter, case=case)


def with_inquiry(matter: Matter, **facts: object) -> Matter:
    procedure = matter.case.procedure
    assert procedure is not None
    (inquiry,) = procedure.inquiries
    changed = replace(procedure, inquiries=(replace(inquiry, **facts),))
    return replace(matter, case=replace(matter.case, procedure=changed))


def with_agent(matter: Matter, **facts: object) -> Matter:
    (agent,) = matter.case.agents
    return replace(matter, case=replace(matter.case, agents=(replace(agent, **facts),)))


def found(matter: Matter) -> dict[str, Finding]:
    return {finding.code: finding for finding in guard_papers(matter, [FORM])}


def test_a_sound_application_is_made_with_the_remark_that_rules_are_local(rich: Matter) -> None:
    findings = found(rich)
    assert set(findings) == ALWAYS
    assert findings["LD-INQUIRY-LOCAL"].blocks == ()


def test_a_case_that_asks_for_nothing_is_told_nothing(minimal: Matter) -> None:
    assert found(minimal) == {}
    assert FORM.id not in {refusal.draft.paper.id for refusal in choose(minimal, ()).refused}


def test_each_holder_has_an_application(rich: Matter) -> None:
    procedure = rich.case.procedure
    assert procedure is not None
    (inquiry,) = procedure.inquiries
    two = replace(procedure, inquiries=(inquiry, replace(inquiry, holder="某银行")))
    drafts = FORM.drafts(replace(rich, case=replace(rich.case, procedure=two)))
    assert [draft.label for draft in drafts] == ["杭州市西湖区某物流有限公司", "某银行"]


@pytest.mark.parametrize(
    "facts",
    [
        {"case_number": ""},
        {"ended_on": day("2026-11-20"), "ended_by": ProceedingsEnd.WITHDRAWN},
    ],
)
def test_the_suit_must_be_registered_and_go_on(rich: Matter, facts: dict[str, object]) -> None:
    finding = found(with_suit(rich, **facts))["LD-INQUIRY-NO-SUIT"]
    assert finding.blocks == ("inquiry_order:杭州市西湖区某物流有限公司",)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"kind": AgentKind.EMPLOYEE}, "没有代理律师"),
        ({"licence": ""}, "律师沈知行没有写明"),
        ({"firm": ""}, "律师沈知行没有写明"),
    ],
)
def test_a_lawyer_holds_the_order(rich: Matter, facts: dict[str, object], says: str) -> None:
    assert says in found(with_agent(rich, **facts))["LD-INQUIRY-LAWYER"].message


def test_the_evidence_is_named(rich: Matter) -> None:
    assert "LD-INQUIRY-EVIDENCE" in found(with_inquiry(rich, evidence=()))
    wide = found(with_inquiry(rich, evidence=("被告名下所有账户的流水",)))["LD-INQUIRY-WIDE"]
    assert (wide.severity, wide.blocks) == ("warning", ())
    assert "“所有”" in wide.message


@pytest.mark.parametrize(("until", "late"), [("2026-11-21", False), ("2026-11-20", True)])
def test_the_last_day_to_offer_evidence_counts(rich: Matter, until: str, *, late: bool) -> None:
    # The papers are dated 2026-11-21; the last day is one on which it may still be asked.
    assert ("LD-INQUIRY-LATE" in found(with_suit(rich, evidence_until=day(until)))) is late


def test_an_unknown_time_limit_is_asked_for(rich: Matter) -> None:
    finding = found(with_suit(rich, evidence_until=None))["LD-INQUIRY-UNTIL"]
    assert finding.severity == "note"
    assert finding.article.endswith("第九十四条")


def test_the_application_says_what_the_rules_ask_for(rich: Matter) -> None:
    text = text_of(FORM, rich)
    for said in (
        "准许沈知行律师向杭州市西湖区某物流有限公司（住所：浙江省杭州市西湖区古荡路10号）",
        "1．2026年3月18日、3月25日两批货物的承运单；2．上述两批货物的签收记录。",
        "第六十七条第二款",
        "第九十四条",
        "第二十条",
    ):
        assert said in text
    assert "国家秘密" not in text
