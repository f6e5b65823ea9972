"""Who a party is: its kind by its name, its status, who answers beside it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.claim.exhibits import exhibits
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.interest_schedule import FORM as SCHEDULE
from tests.conftest import with_its_files
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

    Found = Callable[..., tuple[Matter, dict[str, Finding]]]

DAY = dt.date(2026, 6, 15)
SALE = (
    "contracts:\n  - price: 100000.00\n    signed_on: 2025-01-05\n    due_on: 2026-03-01\n"
    "    late_payment: {rate: 0.05%/day}\n"
)


@pytest.fixture
def found(write_case: Callable[..., Path]) -> Found:
    def look(
        debtor: str, more: str = "", day: dt.date = DAY, due_on: str = "2026-03-01"
    ) -> tuple[Matter, dict[str, Finding]]:
        parties = f"parties:\n  - {{role: 债权人, name: 甲公司}}\n  - {{role: 债务人, {debtor}}}\n"
        sale = SALE.replace("2026-03-01", due_on)
        case = with_its_files(write_case(sale + more, parties=parties))
        matter, findings = examine(case, day, packaged())
        return matter, {finding.code: finding for finding in findings}

    return look


@pytest.mark.parametrize(
    ("debtor", "kind"),
    [
        ("name: 乙有限公司杭州分公司", "分公司"),
        ("name: 某银行杭州支行", "分公司"),
        ("name: 某五金经营部", "个体工商户"),
        ("name: 某店（经营者：吴成）", "个体工商户"),
        ("name: 某厂, representative: 吴成, representative_title: 经营者", "个体工商户"),
        ("name: 某中心（有限合伙）", "合伙企业"),
        ("name: 某厂（个人独资）", "个人独资企业"),
        ("name: 某市人民医院", "机关事业单位"),
        ("name: 某行业协会", "社会团体"),
        ("name: 乙有限公司, kind: 自然人", "公司"),
    ],
)
def test_a_name_that_tells_a_kind_is_compared(found: Found, debtor: str, kind: str) -> None:
    _, findings = found(debtor)
    assert f"看来是{kind}" in findings["LD-PARTY-KIND"].message
    bare = debtor.split(", kind", maxsplit=1)[0]
    assert "LD-PARTY-KIND" not in found(f"{bare}, kind: {kind}")[1]


def test_a_plain_name_tells_nothing(found: Found) -> None:
    assert "LD-PARTY-KIND" not in found("name: 乙厂, kind: 个人独资企业")[1]
    assert "LD-PARTY-KIND" not in found("name: 乙有限公司")[1]


def test_the_number_tells_the_sex(found: Found) -> None:
    person = "name: 吴成, kind: 自然人, id_number: 11010519491231002X, gender: {}"
    assert "载明的是女" in found(person.format("男"))[1]["LD-PARTY-SEX"].message
    assert "LD-PARTY-SEX" not in found(person.format("女"))[1]


def test_a_trader_without_an_operator_is_asked_for_one(found: Found) -> None:
    name = "name: 某商行, kind: 个体工商户"
    assert "以它为经营者的姓名" in found(name)[1]["LD-PARTY-OPERATOR"].message
    named = f"{name}, representative: 吴成"
    assert "id_number 和 operator_address" in found(named)[1]["LD-PARTY-OPERATOR"].next_step
    assert "LD-PARTY-OPERATOR" not in found(f"{named}, id_number: 11010519491231002X")[1]
    at_home = found(f"{named}, operator_address: 某路1号")[1]["LD-PARTY-OPERATOR"]
    assert "没有写经营者的公民身份号码，" in at_home.message
    assert at_home.next_step == "补上经营者的 id_number"


@pytest.mark.parametrize("status", ["吊销", "清算"])
def test_a_company_is_a_party_until_it_is_deregistered(found: Found, status: str) -> None:
    _, findings = found(f"name: 乙有限公司, status: {status}, status_on: 2026-05-01")
    assert findings["LD-PARTY-STATUS"].severity == "warning"
    assert "第六十四条" in findings["LD-PARTY-STATUS"].article
    assert "LD-PARTY-DEREGISTERED" not in findings


def test_nobody_writes_to_or_sues_a_deregistered_company(found: Found) -> None:
    debtor = "name: 乙有限公司, status: 注销, status_on: 2026-05-01"
    _, findings = found(debtor)
    assert findings["LD-PARTY-DEREGISTERED"].message.endswith("已经注销")
    papers = refused_by("LD-PARTY-DEREGISTERED", found, debtor)
    assert {
        "demand_letter",
        "payment_order",
        "pre_suit_preservation",
        "repayment_agreement",
    } <= papers
    assert "interest_schedule" not in papers
    assert "LD-PARTY-DEREGISTERED" not in found(debtor, day=dt.date(2026, 4, 30))[1]


def refused_by(code: str, found: Found, debtor: str) -> set[str]:
    matter, _ = found(debtor)
    _, findings = examine(matter.case, DAY, packaged())
    return {block for finding in findings if finding.code == code for block in finding.blocks}


BANKRUPT = (
    "name: 乙有限公司, "
    "bankruptcy: {accepted_on: 2026-05-01, court: 某法院, administrator: 某管理人}"
)


def test_interest_stops_on_the_day_of_acceptance(found: Found) -> None:
    """From 2026-03-02 to 2026-04-30 are 60 days: 100,000 × 0.05 % × 60 = 3,000.00."""
    matter, findings = found(BANKRUPT)
    assert matter.claim.late_charge == Decimal("3000.00")
    assert (matter.claim.late_through, matter.claim.runs_on) == (dt.date(2026, 4, 30), False)
    assert "第四十六条" in findings["LD-PARTY-BANKRUPT"].article
    text = text_of(SCHEDULE, matter)
    assert "计算截止日：2026年4月30日（含当日），此后因受理破产申请停止计息" in text


def test_before_the_acceptance_interest_runs(found: Found) -> None:
    """From 2026-03-02 to 2026-04-20 are 50 days: 2,500.00."""
    matter, findings = found(BANKRUPT, day=dt.date(2026, 4, 20))
    assert matter.claim.late_charge == Decimal("2500.00")
    assert matter.claim.runs_on
    assert "LD-PARTY-BANKRUPT" not in findings


def test_what_was_not_due_falls_due_on_acceptance(found: Found) -> None:
    """Due on 2026-07-01, the price counts as due on 2026-05-01, and bears no interest."""
    claim = found(BANKRUPT, due_on="2026-07-01")[0].claim
    assert (claim.principal, claim.not_due, claim.late_charge) == (Decimal(100_000), 0, 0)
    assert "破产申请受理时视为到期" in claim.accounts[0].instalments[0].due_says
    sound = found("name: 乙有限公司", due_on="2026-07-01")[0].claim
    assert (sound.principal, sound.not_due) == (0, Decimal(100_000))


def test_a_bankrupt_is_asked_for_nothing_but_the_claim_is_filed(found: Found) -> None:
    papers = refused_by("LD-PARTY-IN-BANKRUPTCY", found, BANKRUPT)
    assert {"demand_letter", "payment_order", "suit_preservation", "repayment_agreement"} <= papers
    assert {"interest_schedule", "exhibit_list"}.isdisjoint(papers)
    assert "提交某管理人" in found(BANKRUPT)[1]["LD-PARTY-IN-BANKRUPTCY"].next_step


def test_one_bankrupt_debtor_beside_another_is_a_case_of_its_own(found: Found) -> None:
    both = f"{BANKRUPT}}}\n  - {{role: 债务人, name: 丙有限公司"
    matter, findings = found(both, "liability: 连带\n")
    assert findings["LD-PARTY-BANKRUPT-BESIDE"].severity == "error"
    assert matter.claim.runs_on


SOLD = "assignment: {assignor: 丁公司, agreed_on: 2026-04-01, file: a.pdf, notices: [%s]}\n"
TOLD = "{to: 乙有限公司, sent_on: 2026-04-02, arrived_on: 2026-04-05, file: n.pdf}"


def test_a_sold_claim_binds_the_debtor_once_told(found: Found) -> None:
    debtor = "name: 乙有限公司"
    late = TOLD.replace(", arrived_on: 2026-04-05", "")
    for notice in ("", late):
        untold = found(debtor, SOLD % notice)[1]["LD-ASSIGN-NOT-TOLD"]
        assert "没有债权转让通知已到达乙有限公司的记录" in untold.message
        assert untold.article.endswith("第五百四十六条")
    matter, findings = found(debtor, SOLD % TOLD)
    assert not {code for code in findings if code.startswith("LD-ASSIGN")}
    (limitation,) = matter.limitations
    assert "债权转让通知" in str(limitation.limitation)
    titles = [exhibit.title for exhibit in exhibits(matter.case)]
    assert titles == ["债权转让协议", "致乙有限公司的债权转让通知及送达凭证"]


def test_a_suit_tells_the_debtor_of_the_assignment(found: Found) -> None:
    suit = "procedure: {suit: {court: 某法院, filed_on: 2026-06-01}}\n"
    assert "LD-ASSIGN-NOT-TOLD" not in found("name: 乙有限公司", SOLD % "" + suit)[1]


def test_an_assignment_needs_its_day_its_paper_and_proof_of_the_notice(found: Found) -> None:
    bare = SOLD.replace(", file: a.pdf", "") % TOLD.replace(", file: n.pdf", "")
    _, findings = found("name: 乙有限公司", bare)
    assert {"LD-ASSIGN-NO-FILE", "LD-ASSIGN-NO-PROOF"} <= set(findings)
    early = found("name: 乙有限公司", SOLD % TOLD, dt.date(2026, 3, 20))[1]
    assert early["LD-ASSIGN-DAY"].severity == "error"


AGENTS = "agents: [%s]\n"


def test_agents_prove_who_they_are_and_are_two_at_most(found: Found) -> None:
    lawyer = "{name: 沈, kind: 律师, firm: 某所, licence: '1', authority: 特别授权, powers: [和解]}"
    employee = "{name: 周, kind: 工作人员, file: 劳动合同.pdf, authority: 一般授权}"
    sound = found("name: 乙有限公司", AGENTS % f"{lawyer}, {employee}")[1]
    assert not {code for code in sound if code.startswith("LD-AGENT")}
    bare = "{name: 沈, kind: 律师}, {name: 周, kind: 工作人员}, {name: 吴, kind: 工作人员}"
    _, findings = found("name: 乙有限公司", AGENTS % bare)
    assert {"LD-AGENT-LAWYER", "LD-AGENT-PROOF", "LD-AGENT-NUMBER"} <= set(findings)
