"""The cases on the pages about bills, deposits and supplements come to what the pages say."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged

PAGES = Path(__file__).parents[2] / "docs" / "how-to"


@pytest.mark.parametrize(
    ("page", "day", "principal", "late_charge"),
    [
        ("bills-and-payments", "2026-06-30", "100000.00", "6320.00"),
        # 114,000 × 0.05% × (176 + 86 days) = 10,032.00 + 4,902.00
        ("deposits", "2026-06-30", "228000.00", "14934.00"),
        # On 31 October 2025 nothing is due, and 50 days had run before the supplement.
        ("supplements", "2025-10-31", "0.00", "7200.00"),
        # From 1 November 2025 to 31 January 2026, 92 days: 480,000 × 0.03% × 92 = 13,248.00
        ("supplements", "2026-01-31", "480000.00", "20448.00"),
    ],
)
def test_the_case_on_the_page_comes_to_its_figures(
    tmp_path: Path, page: str, day: str, principal: str, late_charge: str
) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", (PAGES / f"{page}.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    matter, findings = examine(load_case(tmp_path), dt.date.fromisoformat(day), packaged())
    named = {finding.code for finding in findings if finding.severity == "error"}
    assert named <= {"LD-FILE-MISSING"}
    assert (matter.claim.principal, matter.claim.late_charge) == (
        Decimal(principal),
        Decimal(late_charge),
    )
