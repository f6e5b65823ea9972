"""Facts that a case file may state are used where a reader would look for them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 15)
SALE = "contracts:\n  - {{name: 买卖合同, price: 1000.00, due_on: 2026-03-01{terms}}}\n"
PARCEL = """communications:
  - {sent_on: 2026-05-01, channel: 快递, effect: 催告函, gist: 催款, tracking: "1199887766551"}
"""


@pytest.fixture
def found(write_case: Callable[..., Path]) -> Callable[..., dict[str, Finding]]:
    def look(terms: str = "", rows: str = "", day: dt.date = DAY) -> dict[str, Finding]:
        case = with_its_files(write_case(SALE.format(terms=terms) + rows))
        return {finding.code: finding for finding in examine(case, day, packaged())[1]}

    return look


def test_a_parcel_number_says_where_to_look_for_the_receipt(
    found: Callable[..., dict[str, Finding]],
) -> None:
    arrival = found(rows=PARCEL)["LD-PROOF-ARRIVAL"]
    assert "催告函（快递单号 1199887766551）没有送达日期" in arrival.message
    assert arrival.next_step.startswith("凭快递单号 1199887766551 查询")
    assert "按《" not in arrival.next_step


def test_a_clause_on_service_helps_a_letter_that_came_back(
    found: Callable[..., dict[str, Finding]],
) -> None:
    findings = found(", service_clause: 第十条", PARCEL)
    assert "按《买卖合同》第十条主张送达" in findings["LD-PROOF-ARRIVAL"].next_step
    missing = findings["LD-PARTY-SERVICE"]
    assert (missing.severity, missing.where) == ("warning", "case.yaml:9")
    assert missing.message.startswith("《买卖合同》第十条约定了送达，没有填写")
    assert "删去 service_clause" in missing.next_step


def test_advice_on_one_debtor_keeps_the_clause_that_serves_another(
    write_case: Callable[..., Path],
) -> None:
    parties = (
        "parties:\n  - {role: 债权人, name: 甲}\n"
        "  - {role: 债务人, name: 乙公司分公司, kind: 分公司, head_office: 乙公司, "
        "service_address: 某路1号}\n  - {role: 债务人, name: 乙公司, address: 某路2号}\n"
    )
    clause = "第十条约定：退回之日视为送达。拒收的，亦同。"
    text = SALE.format(terms=f", service_clause: {clause}")
    _, findings = examine(load_case(write_case(text, parties=parties)), DAY, packaged())
    (missing,) = (row for row in findings if row.code == "LD-PARTY-SERVICE")
    assert "没有填写乙公司的送达地址" in missing.message
    assert "视为送达" not in missing.message
    assert "service_clause 仍照合同保留" in missing.next_step
    assert "删去" not in missing.next_step


def test_an_address_for_service_settles_the_clause(write_case: Callable[..., Path]) -> None:
    parties = (
        "parties:\n  - {role: 债权人, name: 甲}\n"
        "  - {role: 债务人, name: 乙, service_address: 某路1号}\n"
    )
    text = SALE.format(terms=", service_clause: 第十条")
    _, findings = examine(load_case(write_case(text, parties=parties)), DAY, packaged())
    assert "LD-PARTY-SERVICE" not in {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("paid", "share", "choice"),
    [("749.99", "75.0%", "也可以取回标的物"), ("750.00", "75.0%", "已达百分之七十五，不得再取回")],
)
def test_retained_title_may_take_the_goods_back_until_most_is_paid(
    found: Callable[..., dict[str, Finding]], paid: str, share: str, choice: str
) -> None:
    rows = f"payments: [{{paid_on: 2026-02-01, amount: {paid}}}]\n"
    title = found(", retention_of_title: 是", rows)["LD-DEBT-TITLE"]
    assert share in title.message
    assert choice in title.message
    assert "第六百四十一条" in title.article
    assert "第二十六条" in title.article


def test_interest_paid_is_no_part_of_the_price_paid(
    found: Callable[..., dict[str, Finding]],
) -> None:
    """800 paid on 2026-05-01: of 1,000 due 2026-03-01 at 1% a day, 60 days' interest is 600.

    What is left of the 800 for the price is 200, a fifth of it and not four fifths.
    """
    rows = "payments: [{paid_on: 2026-05-01, amount: 800.00}]\n"
    terms = ", retention_of_title: 是, late_payment: {rate: 1%/day, kind: 逾期利息}"
    assert "已付价款的 20.0%" in found(terms, rows)["LD-DEBT-TITLE"].message


def test_no_finding_on_title_that_passed_or_a_price_not_due(
    found: Callable[..., dict[str, Finding]],
) -> None:
    assert "LD-DEBT-TITLE" not in found()
    early = found(", retention_of_title: 是", day=dt.date(2026, 3, 1))
    assert "LD-DEBT-TITLE" not in early


AGENCY = "agency: {{name: 某应收账款公司, engaged_on: 2026-04-01{more}}}\n"


def test_an_agency_demands_but_does_not_litigate(
    found: Callable[..., dict[str, Finding]],
) -> None:
    more = ", commission: 回款的12%, authority: 代为催告, file: a.pdf"
    findings = found(rows=AGENCY.format(more=more))
    scope = findings["LD-AGENCY-SCOPE"]
    for said in ("2026-04-01", "某应收账款公司", "代为催告", "佣金（回款的12%）没有计入"):
        assert said in scope.message
    assert scope.severity == "note"
    assert "LD-AGENCY-AUTHORITY" not in findings


@pytest.mark.parametrize(
    ("more", "missing"), [("", "授权范围"), (", authority: 代为催告", "委托文件")]
)
def test_an_agency_shows_its_authority(
    found: Callable[..., dict[str, Finding]], more: str, missing: str
) -> None:
    authority = found(rows=AGENCY.format(more=more))["LD-AGENCY-AUTHORITY"]
    assert f"没有{missing}" in authority.message
    assert "第一百六十五条" in authority.article


def test_an_agency_engaged_later_is_not_known_yet(
    found: Callable[..., dict[str, Finding]],
) -> None:
    early = found(rows=AGENCY.format(more=""), day=dt.date(2026, 3, 31))
    assert not {"LD-AGENCY-SCOPE", "LD-AGENCY-AUTHORITY"} & set(early)
