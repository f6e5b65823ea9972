"""Which of several debts weighs more while payments name no contract (民法典560)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TWO = """
contracts:
  - {number: A, price: 100000.00, due_on: 2024-12-31, late_payment: {TERM}}
  - {number: B, price: 100000.00, due_on: 2024-12-31, late_payment: {rate: 6%/year}}
payments:
  - {paid_on: 2025-12-31, amount: 60000.00}
"""


@pytest.mark.parametrize(
    ("term", "paid_on_a"),
    [
        ("rate: 0.05%/day", "60000.00"),
        ("rate: 0.05%/day, cap: 合同价款的10%", "0.00"),
        ("rate: 0.05%/day, cap: 合同价款的20%", "60000.00"),
        ("rate: 0.01%/day, steps: [{from_day: 31, rate: 0.05%/day}]", "60000.00"),
        ("rate: 0.05%/day, steps: [{from_day: 31, rate: 0.01%/day}]", "0.00"),
        ("rate: 一次性合同价款的5%", "0.00"),
        ("rate: 每日10元", "0.00"),
        ("rate: 每日20元", "60000.00"),
    ],
)
def test_what_another_day_costs_is_the_burden(
    write_case: Callable[..., Path], term: str, paid_on_a: str
) -> None:
    """10 yuan a day on 100,000 are 3.65 percent a year, 20 yuan are 7.3; a reached cap costs 0."""
    case = load_case(write_case(TWO.replace("TERM", term)))
    account = open_claim(case, dt.date(2026, 3, 31), packaged()).accounts[0]
    assert str(account.paid) == paid_on_a
