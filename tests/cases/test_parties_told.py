"""Cases whose parties are no plain companies: a branch, a trader, joint debtors, a guarantor.

Rewrite the golden texts with LEGALDOCS_REWRITE_GOLDEN=1, then read the difference.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.catalogue import paper_named
from tests.conftest import with_its_files
from tests.papers.sample import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

    Told = Callable[..., tuple[Matter, tuple[Finding, ...]]]

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
DAY = dt.date(2026, 11, 25)
GUARANTOR_ID = "990324198309222262"


@pytest.fixture
def told(tmp_path: Path) -> Told:
    def read(name: str, *changes: tuple[str, str]) -> tuple[Matter, tuple[Finding, ...]]:
        text = (HERE / "told" / f"{name}.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return examine(with_its_files(tmp_path), DAY, packaged())

    return read


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def stopping(findings: tuple[Finding, ...], paper: str) -> set[str]:
    """Return the codes of what stops one paper, but for files that no test has."""
    return {finding.code for finding in findings if paper in finding.blocks}


def text_of(name: str, matter: Matter) -> str:
    return "\n".join(lines_of(paper_named(name), matter))


@pytest.mark.parametrize("case", ["branch", "getihu", "joint_debtors"])
@pytest.mark.parametrize("paper", ["payment_order", "demand_letter"])
def test_papers_read_as_agreed(told: Told, case: str, paper: str) -> None:
    matter, _ = told(case)
    path = GOLDEN / f"{case}-{paper}.txt"
    text = text_of(paper, matter) + "\n"
    if os.environ.get("LEGALDOCS_REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", ["branch", "getihu", "joint_debtors"])
def test_nothing_of_the_parties_is_in_doubt(told: Told, case: str) -> None:
    _, findings = told(case)
    found = {code for code in codes(findings) if code.startswith("LD-PARTY")}
    assert found <= {"LD-PARTY-NO-CODE"}


def test_a_branch_stands_beside_the_company_that_set_it_up(told: Told) -> None:
    text = text_of("payment_order", told("branch")[0])
    assert "设立的分公司。\n负责人：吴成。\n被申请人：温州澄吴五金有限公司，" in text
    assert "法定代表人：吴大成，执行董事。" in text
    assert "申请人与被申请人温州澄吴五金有限公司瑞安分公司签订" in text
    assert "第七十四条，其民事责任由温州澄吴五金有限公司承担。" in text


def test_a_branch_alone_is_pointed_out(told: Told) -> None:
    _, findings = told("branch", ("head_office: 温州澄吴五金有限公司, ", ""))
    (branch,) = [finding for finding in findings if finding.code == "LD-PARTY-BRANCH"]
    assert "如温州澄吴五金有限公司" in branch.next_step
    assert "LD-PARTY-LIABILITY" in codes(findings)


def test_a_branch_written_as_a_company_is_asked_about(told: Told) -> None:
    changes = (("kind: 分公司, ", ""), ("head_office: 温州澄吴五金有限公司, ", ""))
    matter, findings = told("branch", *changes)
    kinds = [finding for finding in findings if finding.code == "LD-PARTY-KIND"]
    assert ["看来是分公司" in finding.message for finding in kinds] == [True]
    assert "负责人：吴成。" in text_of("payment_order", matter)


def test_a_trade_name_is_the_party_and_its_operator_is_noted(told: Told) -> None:
    matter, _ = told("getihu")
    order = text_of("payment_order", matter)
    assert (
        "被申请人：温州市鹿城区澄吴五金商行，个体工商户，经营场所温州市鹿城区澄吴路2号，" in order
    )
    assert "经营者：吴成，女，汉族，1949年12月31日出生，住温州市鹿城区某小区3幢，" in order
    assert "温州市鹿城区澄吴五金商行（经营者：吴成）：" in text_of("demand_letter", matter)
    assert order.count("法定代表人") == 2


def test_without_a_trade_name_the_operator_is_the_party(told: Told) -> None:
    matter, _ = told(
        "getihu",
        ("name: 温州市鹿城区澄吴五金商行", "name: 吴成"),
        ("representative: 吴成, ", ""),
        (", operator_address: 温州市鹿城区某小区3幢", ""),
    )
    order = text_of("payment_order", matter)
    assert "被申请人：吴成，女，汉族，1949年12月31日出生，住温州市鹿城区澄吴路2号，" in order
    assert "经营者：" not in order
    assert "吴成：" in text_of("demand_letter", matter)


def test_a_name_with_the_operator_in_it_is_taken_apart(told: Told) -> None:
    _, findings = told(
        "getihu",
        ("kind: 个体工商户, ", ""),
        ("澄吴五金商行,", "澄吴五金商行（经营者吴成）,"),
        ("id_number: 11010519491231002X, ", ""),
        (", operator_address: 温州市鹿城区某小区3幢", ""),
    )
    by_code = {finding.code: finding for finding in findings}
    assert "看来是个体工商户" in by_code["LD-PARTY-KIND"].message
    assert by_code["LD-PARTY-OPERATOR"].next_step.endswith("representative: 吴成")


def test_joint_debtors_owe_the_whole_together(told: Told) -> None:
    matter, _ = told("joint_debtors")
    assert "督促被申请人连带向申请人给付186,000.00元" in text_of("payment_order", matter)
    letter = text_of("demand_letter", matter)
    assert letter.splitlines()[1] == "温州澄吴五金有限公司、瑞安澄吴贸易有限公司："
    assert "第五百一十八条，温州澄吴五金有限公司、瑞安澄吴贸易有限公司对上述款项承担连带" in letter
    assert "瑞安澄吴贸易有限公司，送达地址：瑞安市澄吴路3号" in letter
    agreement = text_of("repayment_agreement", matter)
    assert "乙方一、乙方二（以下合称“乙方”）欠付" in agreement
    assert "乙方一、乙方二对本协议项下的债务承担连带清偿责任。" in agreement
    assert "乙方二（盖章）：瑞安澄吴贸易有限公司" in agreement
    assert "一式三份" in agreement
    cover = text_of("exhibit_list", matter)
    assert "对方当事人：温州澄吴五金有限公司、瑞安澄吴贸易有限公司（债务人）" in cover


def test_how_several_debtors_answer_is_asked_and_never_assumed(told: Told) -> None:
    matter, findings = told("joint_debtors", ("liability: 连带\n", ""))
    (asked,) = [finding for finding in findings if finding.code == "LD-PARTY-LIABILITY"]
    assert asked.severity == "error"
    made = {draft.paper.id for draft in choose(matter, findings, ()).made}
    assert made.isdisjoint({"payment_order", "demand_letter", "interest_schedule"})


def test_debtors_by_shares_owe_their_parts(told: Told) -> None:
    """33.33 % of 186,000.00 is 61,993.80; the last debtor takes the rest: 124,006.20."""
    matter, findings = told(
        "joint_debtors",
        ("liability: 连带", "liability: 按份"),
        ("representative: 吴成}", "representative: 吴成, share: 33.33%}"),
        ("address: 瑞安市澄吴路3号}", "address: 瑞安市澄吴路3号, share: 66.67%}"),
    )
    assert "LD-PARTY-LIABILITY" not in codes(findings)
    order = text_of("payment_order", matter)
    assert "督促被申请人按照各自份额向申请人给付186,000.00元" in order
    assert "温州澄吴五金有限公司承担33.33%，计61,993.80元；" in order
    assert "瑞安澄吴贸易有限公司承担66.67%，计124,006.20元。" in order
    assert "温州澄吴五金有限公司承担33.33%，瑞安" in text_of("repayment_agreement", matter)


def test_who_pays_after_another_is_no_debtor_of_a_payment_order(told: Told) -> None:
    matter, findings = told("joint_debtors", ("liability: 连带", "liability: 补充"))
    assert "LD-PO-SUPPLEMENTARY" in codes(findings)
    letter = text_of("demand_letter", matter)
    assert (
        "上述款项由温州澄吴五金有限公司清偿；前列债务人不能清偿的部分，由瑞安澄吴贸易有限公司清偿。"
        in letter
    )


def test_a_guarantor_is_a_respondent_where_the_case_says_so(told: Told) -> None:
    matter, findings = told("guarantor")
    assert stopping(findings, "pre_suit_preservation") == set()
    assert stopping(findings, "guarantor_demand:李小满") == set()
    text = text_of("pre_suit_preservation", matter)
    assert "被申请人（债务人）：周大川，男，汉族，1979年6月15日出生，" in text
    assert "被申请人（保证人）：李小满，女，汉族，1983年9月22日出生，" in text
    assert "申请人与被申请人周大川签订《挖掘机买卖合同》" in text
    assert "李小满签署保证文件，对上述债务承担连带责任保证，保证期间至2028年10月31日届满" in text
    assert "“债务人”指被申请人周大川" in text
    assert "（债务人）、李小满（保证人）" in text_of("exhibit_list", matter)
    assert "LD-PO-AGAINST-GUARANTOR" in codes(findings)


def test_the_assets_of_a_guarantor_are_held_only_as_a_respondent(told: Told) -> None:
    _, findings = told("guarantor", ("  against_guarantors: [李小满]\n", ""))
    assert stopping(findings, "pre_suit_preservation") == {"LD-PRES-OWNER"}


def test_what_is_held_of_a_guarantor_stays_within_the_cap(told: Told) -> None:
    matter, _ = told(
        "guarantor", ("    form: 连带责任保证\n", "    form: 连带责任保证\n    amount: 300000\n")
    )
    text = text_of("pre_suit_preservation", matter)
    assert "；其中对李小满财产的保全以300,000.00元为限。" in text
    assert "保证金额为300,000.00元" in text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("届满之日起三年", "届满之日起六个月", "LD-PRES-GUARANTOR-LATE"),
        ("form: 连带责任保证", "form: 一般保证", "LD-PRES-GUARANTOR-GENERAL"),
        (f"自然人\n    id_number: {GUARANTOR_ID}", "机关", "LD-PRES-GUARANTOR-BARRED"),
    ],
)
def test_who_is_free_or_barred_is_no_respondent(told: Told, old: str, new: str, code: str) -> None:
    _, findings = told("guarantor", (old, new))
    assert code in codes(findings)


def test_a_guarantee_that_ends_before_the_plan_is_not_written_into_it(told: Told) -> None:
    """Due 2025-10-31 plus 18 months is 2027-04-30; the plan ends on 2027-06-30."""
    matter, findings = told("guarantor", ("起三年", "起十八个月"))
    (short,) = [finding for finding in findings if finding.code == "LD-SET-SURETY-SHORT"]
    assert "2027-04-30 届满" in short.message
    agreement = text_of("repayment_agreement", matter)
    assert "丙方" not in agreement
    assert "一式两份" in agreement
    assert "丙方" in text_of("repayment_agreement", told("guarantor")[0])
