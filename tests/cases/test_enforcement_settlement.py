"""The page on settlements in enforcement says what comes out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.case.reading import load_case
from legaldocs.claim.judgment_debt import judgment_debt
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from tests.cases.test_broken_settlement import DOCS, yaml_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = dt.date(2026, 6, 15)
SALE = "contracts: [{price: 100000.00, due_on: 2025-12-31}]\n"


def test_the_figures_of_the_page(write_case: Callable[..., Path]) -> None:
    """90,000 + 100,000 × 0.0175% × 35 (612.50) + 90,000 × 0.0175% × 26 (409.50) = 91,022."""
    matter, findings = examine(
        load_case(write_case(SALE + yaml_of("enforcement-settlement.md"))), DAY, packaged()
    )
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert owed.total == Decimal("91022.00")
    (broken,) = [finding for finding in findings if finding.code == "LD-PROC-RESUME"]
    assert "尚欠到期的 30,000.00 元" in broken.message
    page = (DOCS / "enforcement-settlement.md").read_text(encoding="utf-8")
    assert "合计 91,022.00 元" in page


def test_the_page_on_settlements_shows_a_second_one(write_case: Callable[..., Path]) -> None:
    page = (DOCS / "after-a-settlement.md").read_text(encoding="utf-8")
    second = page.split("```yaml\n")[2].split("```")[0]
    case = load_case(write_case(SALE.replace("100000.00", "300000.00") + second))
    assert [deed.signed_on for deed in case.deeds] == [dt.date(2025, 12, 20)]
    assert case.settlement is not None
    assert case.settlement.signed_on is None
