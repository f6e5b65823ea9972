from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import choose, examine
from tests.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.law.lawbook import LawBook

CASE = "contracts:\n  - price: 1000.00\n    due_on: 2026-06-30\n    late_payment: {%s}\n"


@pytest.mark.parametrize(
    ("term", "yearly"),
    [
        ("rate: 0.05%/day", ""),  # 0.05 × 365 = 18.25
        ("rate: 0.27%/day", ""),  # 98.55
        ("rate: 0.28%/day", "102.2%"),
        ("rate: 5%/day", "1825%"),
        ("rate: 日千分之五", "182.5%"),
        ("rate: 0.05%/day, steps: [{from_day: 31, rate: 0.5%/day}]", "182.5%"),
        ("rate: 9%/month", "108%"),
        ("rate: 5%/day, wording: 每逾期一日按百分之五支付", ""),
        ("rate: 5%/day, wording: 见合同", "1825%"),
        ("rate: 每日500元", ""),
    ],
)
def test_a_rate_above_the_sum_itself_each_year_waits_for_its_clause(
    write_case: Callable[..., Path], book: LawBook, term: str, yearly: str
) -> None:
    matter, findings = examine(load_case(write_case(CASE % term)), DAY, book)
    found = [finding for finding in findings if finding.code == "LD-RATE-SIZE"]
    assert len(found) == bool(yearly)
    made = {draft.title for draft in choose(matter, findings).made}
    assert ("催告函" in made) == (not yearly)
    for finding in found:
        assert f"折合年利率 {yearly}" in finding.message
        assert finding.where == "case.yaml:11"
