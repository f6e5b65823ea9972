"""The rule for small creditors with several debtors, branches and persons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

    Look = Callable[..., tuple[Matter, dict[str, Finding]]]

DAY = dt.date(2026, 6, 9)
SALE = "contracts: [{price: 100000.00, signed_on: 2026-01-05, due_on: 2026-03-01}]\n"
CREDITOR = "{role: 债权人, name: 甲公司, size: 小型}"
LARGE = "{role: 债务人, name: 乙公司, size: 大型}"


@pytest.fixture
def look(write_case: Callable[..., Path]) -> Look:
    def look(*parties: str, sale: str = SALE) -> tuple[Matter, dict[str, Finding]]:
        rows = "parties:\n" + "".join(f"  - {row}\n" for row in parties)
        liability = "liability: 连带\n" if rows.count("债务人") > 1 else ""
        folder = write_case(sale + liability, parties=rows)
        matter, findings = examine(load_case(folder), DAY, packaged())
        return matter, {finding.code: finding for finding in findings}

    return look


@pytest.mark.parametrize(
    ("second", "basis", "asked"),
    [
        ("{role: 债务人, name: 丙公司, size: 大型}", "sme", False),
        ("{role: 债务人, name: 丙局, kind: 机关事业单位}", "sme", False),
        ("{role: 债务人, name: 丙公司, size: 小型}", "lpr", True),
        ("{role: 债务人, name: 丙公司}", "lpr", True),
        ("{role: 债务人, name: 丙, kind: 自然人, size: 大型}", "lpr", True),
        ("{role: 保证人, name: 丙公司, size: 小型}", "sme", False),
    ],
)
def test_the_rate_is_owed_only_where_every_debtor_owes_it(
    look: Look, second: str, basis: str, *, asked: bool
) -> None:
    """100 late days at 0.05% are 5,000; LPR plus 50 percent is 4.5% a year, 1,232.88."""
    for parties in ((LARGE, second), (second, LARGE)):
        matter, found = look(CREDITOR, *parties)
        assert matter.claim.accounts[0].rule.basis == basis
        assert str(matter.claim.late_charge) == {"sme": "5000.00", "lpr": "1232.88"}[basis]
        assert ("LD-RATE-SME-SIZE" in found) is asked
        assert ("LD-RATE-SME" in found) is (basis == "sme")


@pytest.mark.parametrize(
    ("branch", "head", "basis"),
    [("小型", "大型", "sme"), ("大型", "小型", "lpr"), ("", "大型", "sme")],
)
def test_a_branch_has_the_size_of_its_head_office(
    look: Look, branch: str, head: str, basis: str
) -> None:
    size = f", size: {branch}" if branch else ""
    matter, _ = look(
        CREDITOR,
        f"{{role: 债务人, name: 乙公司某分公司, kind: 分公司, head_office: 乙公司{size}}}",
        f"{{role: 债务人, name: 乙公司, size: {head}}}",
    )
    assert matter.claim.accounts[0].rule.basis == basis


def test_a_branch_alone_has_the_size_it_is_given(look: Look) -> None:
    branch = "{role: 债务人, name: 乙公司某分公司, kind: 分公司, head_office: 乙公司, size: 大型}"
    assert look(CREDITOR, branch)[0].claim.accounts[0].rule.basis == "sme"


@pytest.mark.parametrize("kind", ["个体工商户", "自然人"])
def test_a_creditor_that_is_no_enterprise_has_no_size(look: Look, kind: str) -> None:
    matter, found = look(f"{{role: 债权人, name: 甲, kind: {kind}, size: 微型}}", LARGE)
    assert matter.claim.accounts[0].rule.basis == "lpr"
    assert "个体工商户" in found["LD-RATE-SME-SIZE"].next_step


def test_the_day_is_asked_for_whichever_debtor_is_large(look: Look) -> None:
    small = "{role: 债务人, name: 丙公司, size: 小型}"
    _, found = look(CREDITOR, small, LARGE, sale=SALE.replace("signed_on: 2026-01-05, ", ""))
    assert "LD-RATE-SME-DAY" in found


WAITS = "contracts: [{price: 100.00, signed_on: %s, due_after: 第三方付款}]\n"


@pytest.mark.parametrize(
    ("signed_on", "debtors", "severity", "says"),
    [
        ("2026-01-05", (LARGE,), "error", "对乙公司，该条件无效"),
        ("2021-01-05", (LARGE,), "error", "对乙公司，该条件无效"),
        ("2020-08-31", (LARGE,), "warning", "未到期"),
        ("2026-01-05", ("{role: 债务人, name: 乙局, kind: 机关事业单位}",), "error", "由律师判断"),
        ("2026-01-05", ("{role: 债务人, name: 丙公司, size: 小型}",), "warning", "未到期"),
        (
            "2026-01-05",
            ("{role: 债务人, name: 丙公司, size: 小型}", LARGE),
            "error",
            "对乙公司，该条件无效",
        ),
    ],
)
def test_pay_when_paid_by_debtor_and_day(
    look: Look, signed_on: str, debtors: tuple[str, ...], severity: str, says: str
) -> None:
    _, found = look(CREDITOR, *debtors, sale=WAITS % signed_on)
    finding = found["LD-DUE-PAY-WHEN-PAID"]
    assert finding.severity == severity
    assert says in finding.message
    assert (finding.article != "") is (severity == "error")


@pytest.mark.parametrize(("signed_on", "cited"), [("2025-06-01", True), ("2025-05-31", False)])
def test_the_ban_is_cited_only_for_contracts_signed_under_it(
    look: Look, signed_on: str, *, cited: bool
) -> None:
    article = look(CREDITOR, LARGE, sale=WAITS % signed_on)[1]["LD-DUE-PAY-WHEN-PAID"].article
    assert ("第九条第二款" in article) is cited
    assert "批复" in article
