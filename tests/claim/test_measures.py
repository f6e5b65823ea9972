"""How long a preservation measure lasts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.reading import load_case
from legaldocs.claim.guards.measures import measures_are_renewed
from legaldocs.claim.matter import matter_on
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

CASE = """
contracts: [{price: 100.00, due_on: 2026-03-01}]
procedure:
  preservation:
    pre_suit_applied_on: 2026-06-01
    assets:
      - {kind: 银行存款, description: 某行某账号}
      - {kind: 车辆, description: 货车一辆}
      - {kind: 股权, description: 丙公司百分之十}
"""


def look(folder: Path, day: dt.date) -> list[Finding]:
    matter = matter_on(load_case(folder), day, packaged())
    return list(measures_are_renewed(matter))


def test_each_asset_has_its_longest_measure_and_a_day_to_renew(
    write_case: Callable[..., Path],
) -> None:
    """One, two and three years from the application; renewal is due seven days before."""
    found = look(write_case(CASE), dt.date(2026, 6, 15))
    ends = ["2027-06-01", "2028-06-01", "2029-06-01"]
    asked = ["2027-05-25", "2028-05-25", "2029-05-25"]
    for finding, end, ask_by in zip(found, ends, asked, strict=True):
        assert (finding.code, finding.severity) == ("LD-PRES-RENEW", "warning")
        assert f"最长至 {end} 届满" in finding.message
        assert f"法定最迟 {ask_by}" in finding.next_step
        assert "财产保全" in finding.article


def test_a_measure_that_lapsed_must_be_asked_for_anew(write_case: Callable[..., Path]) -> None:
    deposit, *_ = look(write_case(CASE), dt.date(2027, 6, 2))
    assert "已至 2027-06-01 届满" in deposit.message
    assert "重新申请保全" in deposit.next_step


def test_no_finding_before_an_application(write_case: Callable[..., Path]) -> None:
    text = CASE.replace("    pre_suit_applied_on: 2026-06-01\n", "")
    assert look(write_case(text), dt.date(2026, 6, 15)) == []
