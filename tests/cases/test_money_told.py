"""Whole cases with a lease deposit, an extension and retained money, by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

TOLD = Path(__file__).parent / "told"
DAY = dt.date(2026, 11, 25)


def told(tmp_path: Path, name: str, day: dt.date = DAY) -> tuple[Matter, dict[str, Finding]]:
    text = (TOLD / f"{name}.yaml").read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    with_its_files(tmp_path)
    matter, findings = examine(load_case(tmp_path), day, packaged())
    return matter, {finding.code: finding for finding in findings}


def test_the_arrears_of_a_lease_and_its_deposit(tmp_path: Path) -> None:
    """Ten quarters are due and five paid: 570,000.

    114,000 × 0.05% = 57 a day; late since the five due days 416, 324, 234, 143 and 51 days, 1,168
    in all: 66,576.00.
    """
    matter, findings = told(tmp_path, "lease_deposit")
    assert matter.claim.principal == Decimal("570000.00")
    assert matter.claim.late_charge == Decimal("66576.00")
    assert "押金 76,000.00 元" in findings["LD-DEPOSIT-HELD"].message
    assert findings["LD-DEPOSIT-HELD"].blocks == ()
    titles = [exhibit.title for exhibit in matter.exhibits]
    assert "押金凭证" in titles
    made = choose(matter, tuple(findings.values())).made
    assert "payment_order" in [draft.paper.id for draft in made]


def test_an_extension_before_the_due_day(tmp_path: Path) -> None:
    """480,000 were due on 2025-10-31 and 30,000 are paid: 450,000; before, on 2024-12-10."""
    matter, findings = told(tmp_path, "extension")
    assert matter.claim.principal == Decimal("450000.00")
    assert matter.claim.first_due_on == dt.date(2025, 10, 31)
    assert "LD-PAY-PAYER" not in findings
    assert "LD-SUPPLEMENT-LATE" not in findings
    assert "《延期付款补充协议》" in [exhibit.title for exhibit in matter.exhibits]
    early, _ = told(tmp_path, "extension", dt.date(2024, 12, 4))
    assert early.claim.next_due_on == dt.date(2024, 12, 10)


@pytest.mark.parametrize(
    ("day", "principal", "not_due"),
    [
        ("2026-10-12", "940000.00", "240000.00"),
        ("2026-10-13", "1180000.00", "0.00"),
    ],
)
def test_retained_money_falls_due_24_months_after_the_acceptance(
    tmp_path: Path, day: str, principal: str, not_due: str
) -> None:
    """2,400,000 less 1,220,000 paid; accepted on 2024-10-12."""
    matter, _ = told(tmp_path, "retention", dt.date.fromisoformat(day))
    assert (matter.claim.principal, matter.claim.not_due) == (Decimal(principal), Decimal(not_due))
    assert matter.claim.accounts[0].instalments[-1].name == "质量保证金10%"
