# ruff: noqa: E501 - a rule is one line of the table
"""The application for arbitration goes to the one institution that all who are claimed on agreed to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import Choice, choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.arbitration_application import FORM
from tests.papers.sample import AS_OF, matter_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 15)
CASE = """
parties:
  - {role: 债权人, name: 苏州甲设备有限公司, address: 苏州市吴中区某路1号, representative: 张某, phone: "0512"}
  - {role: 债务人, name: 武汉乙食品有限公司, address: 武汉市江夏区某路2号}
  - {role: 保证人, name: 王某, kind: 自然人, address: 武汉市洪山区某路3号, id_number: 11010519491231002X}
agents:
  - {name: 李某, kind: 工作人员, post: 法务}
contracts:
  - number: HT-1
    name: 买卖合同
    signed_on: 2025-01-05
    price: 1000.00
    due_on: 2026-03-01
    file: c.pdf
    late_payment: {rate: 5%/year, clause: 第八条}
    arbitration: 武汉仲裁委员会
    dispute_clause: 第十二条
guarantees:
  - {guarantor: 王某, signed_on: 2025-01-05, form: 连带责任保证, until_on: 2027-01-01, arbitration: 武汉仲裁委员会}
procedure:
  route: 仲裁
  against_guarantors: [王某]
"""
SECOND = """  - {number: HT-2, price: 500.00, due_on: 2026-03-01, arbitration: 苏州仲裁委员会}
guarantees:
"""


def look(folder: Path, *, named: bool = True) -> tuple[Matter, list[Finding], Choice]:
    matter, findings = examine(load_case(folder), DAY, packaged())
    return matter, list(findings), choose(matter, findings, [FORM] if named else [])


def test_it_asks_the_institution_for_the_ledger(write_case: Callable[..., Path]) -> None:
    """1,000 × 5% × 106 / 365 = 14.52."""
    matter, findings, choice = look(write_case(CASE, {"c.pdf": b"1"}, parties=""))
    assert [draft.title for draft in choice.made] == ["仲裁申请书"]
    text = text_of(FORM, matter)
    assert "裁决被申请人武汉乙食品有限公司向申请人支付价款1,000.00元；" in text
    assert "支付违约金14.52元（计至2026年6月15日，含当日）" in text
    assert "裁决被申请人王某对上述债务承担连带清偿责任；" in text
    assert "以上金额暂计1,014.52元" in text
    assert "第十二条约定，争议由武汉仲裁委员会仲裁（证据1）。" in text
    assert "此致武汉仲裁委员会" in text
    assert "《中华人民共和国仲裁法》第二十七条" in text
    assert "LD-ARB-FEE" in [finding.code for finding in findings]


def test_its_words_are_those_of_arbitration(write_case: Callable[..., Path]) -> None:
    matter, _, _ = look(write_case(CASE, {"c.pdf": b"1"}, parties=""))
    text = text_of(FORM, matter)
    assert "委托代理人：李某，系申请人的工作人员，法务。" in text
    assert [word for word in ("原告", "被告", "判令", "法院", "诉讼") if word in text] == []


def test_before_2026_the_agreement_stands_in_the_old_article(rich: Matter) -> None:
    earlier = replace(rich, claim=replace(rich.claim, as_of=dt.date(2026, 2, 27)))
    assert "仲裁法》第十六条" in text_of(FORM, earlier)
    assert "仲裁法》第二十七条" in text_of(FORM, matter_of(rich.case, AS_OF, rich.exhibits))


def test_it_comes_with_the_choice_to_arbitrate(write_case: Callable[..., Path]) -> None:
    files = {"c.pdf": b"1"}
    _, _, choice = look(write_case(CASE, files, parties=""), named=False)
    made = [draft.title for draft in choice.made]
    assert "仲裁申请书" in made
    assert "民事起诉状" not in made
    _, findings, choice = look(
        write_case(CASE.replace("  route: 仲裁\n", ""), files, parties=""), named=False
    )
    listed = [row.draft.title for row in choice.refused] + [draft.title for draft in choice.made]
    assert "仲裁申请书" not in listed
    assert not [finding for finding in findings if finding.code.startswith("LD-ARB")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    arbitration: 武汉仲裁委员会\n", "", "LD-ARB-NO-INSTITUTION"),
        ("    dispute_clause", "    court: 武汉市江夏区人民法院\n    dispute_clause", "LD-ARB-VOID"),
        ("guarantees:\n", SECOND, "LD-ARB-SEVERAL"),
        (", arbitration: 武汉仲裁委员会}", "}", "LD-ARB-GUARANTOR"),
        ("2027-01-01, arb", "2026-05-01, arb", "LD-PRES-GUARANTOR-LATE"),
        ("  route: 仲裁\n", "  route: 仲裁\n  suit: {court: 某法院, filed_on: 2026-06-01}\n", "LD-ARB-SUED"),
        ("  route: 仲裁\n", "  arbitration: {institution: 武汉仲裁委员会, filed_on: 2026-06-01, case_number: 某号}\n", "LD-ARB-ACCEPTED"),
        ("due_on: 2026-03-01", "due_on: 2026-12-01", "LD-RELIEF-NOT-DUE"),
        (", address: 武汉市江夏区某路2号", "", "LD-RELIEF-PARTY"),
        ("procedure:", "assignment: {assignor: 丁公司, agreed_on: 2026-04-01}\nprocedure:", "LD-ASSIGN-NOT-TOLD"),
    ],
)  # fmt: skip
def test_refused(write_case: Callable[..., Path], old: str, new: str, code: str) -> None:
    assert old in CASE
    folder = write_case(CASE.replace(old, new), {"c.pdf": b"1"}, parties="")
    (refusal,) = look(folder)[2].refused
    found = {finding.code: finding for finding in refusal.findings}
    assert code in found
    assert found[code].next_step


def test_a_payment_order_is_not_asked_for_beside_it(write_case: Callable[..., Path]) -> None:
    _, findings, _ = look(write_case(CASE, {"c.pdf": b"1"}, parties=""), named=False)
    (finding,) = [finding for finding in findings if finding.code == "LD-PO-ROUTE"]
    assert "已选择仲裁程序" in finding.message
