"""A mandate names agent, stage and powers; what it cannot say it is not made for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import procedure as pr
from legaldocs.case.model import Agency
from legaldocs.case.vocabulary import (
    AgentAuthority,
    AgentKind,
    AgentPower,
    EnforcementEnd,
    InstrumentKind,
    Route,
)
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.power_of_attorney import FORM
from tests.papers.sample import AT, day, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def with_agent(matter: Matter, **facts: object) -> Matter:
    (agent,) = matter.case.agents
    return replace(matter, case=replace(matter.case, agents=(replace(agent, **facts),)))


def with_procedure(matter: Matter, **facts: object) -> Matter:
    procedure = replace(matter.case.procedure or pr.Procedure(origin=AT), **facts)
    return replace(matter, case=replace(matter.case, procedure=procedure))


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_a_sound_mandate_is_made(rich: Matter) -> None:
    assert codes(rich) == []
    (draft,) = FORM.drafts(rich)
    assert draft.file_name == "24-授权委托书-沈知行"


def test_a_case_without_agents_has_none_and_does_not_say_so(minimal: Matter) -> None:
    choice = choose(minimal, ())
    assert FORM.id not in {refusal.draft.paper.id for refusal in choice.refused}
    (refusal,) = choose(minimal, (), [FORM]).refused
    assert [finding.code for finding in refusal.findings] == ["LD-PAPER-NO-SUBJECT"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"authority": None, "powers": ()}, "LD-MANDATE-AUTHORITY"),
        ({"powers": ()}, "LD-MANDATE-AUTHORITY"),
        ({"authority": AgentAuthority.GENERAL}, "LD-MANDATE-AUTHORITY"),
        ({"licence": ""}, "LD-MANDATE-LAWYER"),
        ({"firm": ""}, "LD-MANDATE-LAWYER"),
    ],
)
def test_what_the_mandate_must_say_is_asked_for(
    rich: Matter, facts: dict[str, object], code: str
) -> None:
    assert codes(with_agent(rich, **facts)) == [code]


def test_agency_staff_are_no_employees(rich: Matter) -> None:
    agency = Agency(origin=AT, name="某应收账款公司", engaged_on=day("2026-10-01"))
    employee = with_agent(rich, kind=AgentKind.EMPLOYEE, firm="", licence="")
    hired = replace(employee, case=replace(employee.case, agency=agency))
    assert codes(employee) == []
    assert codes(hired) == ["LD-MANDATE-AGENCY"]
    assert codes(with_agent(hired, file=("other/劳动合同.pdf",))) == []


def test_a_third_agent_gets_no_mandate(rich: Matter) -> None:
    (agent,) = rich.case.agents
    agents = (agent, replace(agent, name="甲"), replace(agent, name="乙"))
    found = guard_papers(replace(rich, case=replace(rich.case, agents=agents)), [FORM])
    assert [(finding.code, finding.blocks) for finding in found] == [
        ("LD-AGENT-NUMBER", ("power_of_attorney:乙",))
    ]


def test_a_mandate_needs_its_proceedings(rich: Matter) -> None:
    assert codes(with_procedure(rich, suit=None, route=None)) == ["LD-MANDATE-STAGE"]


def test_an_appeal_is_no_stage_that_is_known(rich: Matter) -> None:
    judgment = pr.Judgment(
        origin=AT,
        kind=InstrumentKind.JUDGMENT,
        issuer="苏州工业园区人民法院",
        number="（2026）苏0591民初12345号",
        issued_on=day("2026-11-20"),
    )
    assert codes(with_procedure(rich, judgment=judgment)) == ["LD-MANDATE-STAGE"]
    in_force = with_procedure(rich, judgment=replace(judgment, effective_on=day("2026-11-21")))
    assert "在执行程序中担任委托代理人" in text_of(FORM, in_force)


def test_an_enforcement_that_has_ended_asks_for_no_mandate(rich: Matter) -> None:
    running = pr.Enforcement(origin=AT, court="某法院", applied_on=day("2026-11-01"))
    assert "人民法院：某法院。" in text_of(FORM, with_procedure(rich, enforcement=running))
    ended = replace(running, ended_on=day("2026-11-20"), ended_by=EnforcementEnd.PERFORMED)
    assert codes(with_procedure(rich, enforcement=ended)) == ["LD-MANDATE-STAGE"]
    resumed = replace(ended, resumed_on=day("2026-11-21"))
    assert codes(with_procedure(rich, enforcement=resumed)) == []


def test_a_payment_order_is_asked_for_not_heard(rich: Matter) -> None:
    text = text_of(FORM, with_procedure(rich, suit=None, route=Route.PAYMENT_ORDER))
    assert "在督促程序中担任委托诉讼代理人。人民法院：杭州市西湖区人民法院。" in text
    assert "并代为提交申请和补正材料、签收文书" in text
    assert "财产保全" not in text
    assert "至本案督促程序终结之日止" in text


def test_in_arbitration_the_claims_are_claims_in_arbitration(rich: Matter) -> None:
    arbitration = pr.Arbitration(
        origin=AT, institution="苏州仲裁委员会", filed_on=day("2026-11-18"), case_number="苏仲1号"
    )
    text = text_of(FORM, with_procedure(rich, suit=None, arbitration=arbitration))
    assert "代为放弃仲裁请求、变更仲裁请求、和解" in text
    assert "仲裁机构：苏州仲裁委员会；案号：苏仲1号。" in text


def test_the_chosen_route_names_the_court_agreed_on(rich: Matter) -> None:
    text = text_of(FORM, with_procedure(rich, suit=None, route=Route.SUIT))
    assert "人民法院：苏州工业园区人民法院。" in text
    (contract,) = rich.case.contracts
    case = replace(rich.case, contracts=(replace(contract, court="", arbitration="某仲裁委员会"),))
    text = text_of(FORM, with_procedure(replace(rich, case=case), suit=None, route=Route.SUIT))
    assert "仲裁机构：某仲裁委员会。" in text


def test_a_general_mandate_gives_no_special_power(rich: Matter) -> None:
    text = text_of(FORM, with_agent(rich, authority=AgentAuthority.GENERAL, powers=()))
    assert "一般授权，代为参加诉讼、举证、质证、发表意见、签收文书。" in text
    assert "和解" not in text
    listed = text_of(FORM, with_agent(rich, powers=(AgentPower.SETTLE,)))
    assert "特别授权，代为和解；并代为参加诉讼" in listed


def test_each_kind_of_agent_brings_its_proof(rich: Matter) -> None:
    employee = text_of(FORM, with_agent(rich, kind=AgentKind.EMPLOYEE, post="法务经理"))
    assert "沈知行，系委托人的工作人员，法务经理" in employee
    assert employee.endswith("附：身份证件复印件、劳动关系证明。")
    assert "近亲属关系证明" in text_of(FORM, with_agent(rich, kind=AgentKind.RELATIVE))
