"""A signed settlement: from its day the ledger follows the deed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.figures import Claim

DAY = dt.date(2026, 11, 25)
Y = Decimal

BASE = """
contracts:
  - name: 模具购销合同
    signed_on: 2023-06-01
    price: 1000000.00
    due_on: 2023-12-31
    late_payment: {rate: 0.05%/day, kind: 违约金, clause: 第八条}
settlement:
  signed_on: 2025-12-20
  instalments:
    - {due_on: 2026-01-31, amount: 300000.00}
    - {due_on: 2026-06-30, amount: 300000.00}
    - {due_on: 2026-12-31, amount: 300000.00}
  late_charge: 按期付清则免除
  late_charge_amount: 100000.00
  grace_days: 5
  default_rate: 0.03%/day
"""
BEFORE = "  - {paid_on: 2024-01-10, amount: 100000.00}\n"
FIRST = "  - {paid_on: 2026-01-30, amount: 300000.00}\n"
LATE = "  - {paid_on: 2026-07-15, amount: 50000.00}\n"
BROKEN = BASE + "payments:\n" + BEFORE + FIRST + LATE


@pytest.fixture
def owed(write_case: Callable[..., Path]) -> Callable[..., Claim]:
    def look(text: str = BROKEN, day: dt.date = DAY) -> Claim:
        return open_claim(load_case(write_case(text)), day, packaged())

    return look


def test_a_broken_deed_owes_its_own_figures(owed: Callable[..., Claim]) -> None:
    """550,000 + 100,000 + 24,180 = 674,180.00.

    300,000 × 0.03% × 5 days (July 1 to 5) = 450; 600,000 × 0.03% × 9 days (July 6 to 14) = 1,620;
    550,000 × 0.03% × 134 days (July 15 to November 25: 17 + 31 + 30 + 31 + 25) = 22,110.
    """
    claim = owed()
    assert claim.principal == Y("550000.00")
    assert claim.late_charge == Y("124180.00")
    assert claim.total == Y("674180.00")
    assert claim.not_due == 0
    assert claim.first_due_on == dt.date(2026, 6, 30)
    assert sum(line.late_charge for line in claim.accounts[0].instalments) == claim.late_charge


def test_the_days_of_grace_are_waited_out(owed: Callable[..., Claim]) -> None:
    """On July 5 the debtor may still pay: nothing is revived, and only the part itself is due."""
    last = owed(day=dt.date(2026, 7, 5))
    assert (last.principal, last.late_charge) == (Y("300000.00"), 0)
    assert last.not_due == Y("300000.00")
    next_day = owed(day=dt.date(2026, 7, 6))
    assert next_day.principal == Y("600000.00")
    assert next_day.late_charge == Y("100630.00")  # 100,000 + 300,000 × 6 days + 300,000 × 1 day
    assert next_day.deed is not None
    assert next_day.deed.default is not None
    assert next_day.deed.default.part.name == "第二期"
    assert [part.name for part in next_day.deed.accelerated] == ["第三期"]


def test_a_deed_that_is_kept_owes_only_what_is_to_come(owed: Callable[..., Claim]) -> None:
    claim = owed(BASE + "payments:\n" + BEFORE + FIRST, dt.date(2026, 6, 1))
    assert (claim.total, claim.not_due) == (0, Y("600000.00"))
    assert claim.next_due_on == dt.date(2026, 6, 30)


@pytest.mark.parametrize("outcome", ["按期付清则免除", "确定"])
def test_a_deed_that_is_performed_leaves_nothing(owed: Callable[..., Claim], outcome: str) -> None:
    rest = "".join(
        f"  - {{paid_on: {day}, amount: 300000.00}}\n" for day in ("2026-06-30", "2026-11-01")
    )
    text = BASE.replace("按期付清则免除", outcome)
    if outcome == "确定":
        text = text.replace("price: 1000000.00", "price: 900000.00")
    claim = owed(text + "payments:\n" + BEFORE + FIRST + rest)
    assert (claim.total, claim.not_due, claim.unapplied) == (0, 0, 0)


def test_before_its_day_the_deed_is_a_draft(owed: Callable[..., Claim]) -> None:
    """The day before signing the contract's charge runs: 900,000 from 2024-01-10, 100,000 before.

    1,000,000 × 0.05% × 9 days + 900,000 × 0.05% × 710 days (2024-01-10 to 2025-12-19).
    """
    claim = owed(day=dt.date(2025, 12, 19))
    assert claim.deed is None
    assert claim.principal == Y("900000.00")
    assert claim.late_charge == Y("4500.00") + 710 * Y("450.00")


def test_without_acceleration_the_other_parts_keep_their_days(
    owed: Callable[..., Claim],
) -> None:
    """250,000 is overdue: 300,000 × 14 days = 1,260; 250,000 × 134 days = 10,050."""
    claim = owed(BROKEN.replace("  grace_days", "  accelerates: 否\n  grace_days"))
    assert (claim.principal, claim.not_due) == (Y("250000.00"), Y("300000.00"))
    assert claim.late_charge == Y("111310.00")


def test_a_deed_may_send_payments_to_the_late_charge_first(owed: Callable[..., Claim]) -> None:
    """50,000 on July 15 goes to the revived 100,000; 600,000 runs on.

    50,000 + 300,000 × 0.03% × 148 days (13,320) + 300,000 × 0.03% × 143 days (12,870).
    """
    claim = owed(BROKEN.replace("  grace_days", "  before_principal: 是\n  grace_days"))
    assert claim.principal == Y("600000.00")
    assert claim.late_charge == Y("76190.00")
    old = claim.accounts[0].instalments[0]
    assert (old.late_charge, old.late_charge_paid) == (Y("50000.00"), Y("50000.00"))


def test_a_fixed_charge_within_the_parts_carries_no_penalty(owed: Callable[..., Claim]) -> None:
    """Of 900,000, 100,000 is late charge and is paid first; the first part holds 200,000 of price.

    The second part, 300,000 of price: 300,000 × 0.03% × 9 days to July 14, then 250,000 × 134;
    the third: 300,000 × 143 days.
    """
    text = BROKEN.replace("按期付清则免除", "确定").replace("price: 1000000", "price: 900000")
    claim = owed(text)
    assert claim.principal == Y("550000.00")
    assert claim.late_charge == Y("24180.00")
    within = claim.accounts[0].instalments[0]
    assert (within.name, within.amount, within.late_charge) == (
        "第一期中已确定的违约金",
        Y("100000.00"),
        0,
    )
    unpaid = owed(text.replace(FIRST, ""), dt.date(2026, 2, 6))
    assert unpaid.late_charge == Y("100540.00")  # 100,000 + 0.03% of 200,000 × 6 + 600,000
    assert unpaid.principal == Y("800000.00")


def test_a_reserved_charge_runs_on_under_the_contract(owed: Callable[..., Claim]) -> None:
    """What the deed leaves open runs at the contract's rate until the deed's own rate does.

    To signing: 4,500 + 900,000 × 0.05% × 711 days (to 2025-12-20) = 324,450.
    First part: 300,000 × 0.05% × 40 days (December 21 to January 29) = 6,000.
    Second: × 192 days (to June 30) = 28,800; third: × 197 days (to July 5) = 29,550.
    Then 24,180 at 0.03% as the deed says.
    """
    text = BROKEN.replace("  late_charge_amount: 100000.00\n", "")
    expected = Y("324450.00") + Y("6000.00") + Y("28800.00") + Y("29550.00") + Y("24180.00")
    for outcome in ("保留", "按期付清则免除"):
        assert owed(text.replace("按期付清则免除", outcome)).late_charge == expected


def test_without_a_rate_of_its_own_the_contracts_rate_runs(owed: Callable[..., Claim]) -> None:
    """24,180 × 5 / 3 = 40,300 at 0.05% a day."""
    claim = owed(BROKEN.replace("  default_rate: 0.03%/day\n", ""))
    assert claim.late_charge == Y("140300.00")


def test_a_payment_of_the_day_of_signing_goes_where_the_sums_say(
    owed: Callable[..., Claim],
) -> None:
    """100,000 paid on the day makes 900,000 of 1,000,000; with 900,000 before, it is a part."""
    on_the_day = "  - {paid_on: 2025-12-20, amount: 100000.00}\n"
    old = owed(BASE + "payments:\n" + on_the_day, dt.date(2025, 12, 31))
    assert old.not_due == Y("900000.00")
    new = owed(BASE + "payments:\n" + BEFORE + on_the_day, dt.date(2025, 12, 31))
    assert new.not_due == Y("800000.00")


def test_a_designated_payment_goes_to_its_part(owed: Callable[..., Claim]) -> None:
    text = BASE + "payments:\n" + BEFORE + FIRST.replace("amount", "towards: 第三期, amount")
    claim = owed(text, dt.date(2026, 2, 1))
    left = {line.name: line.outstanding for line in claim.accounts[0].instalments}
    assert left == {"第一期": Y("300000.00"), "第二期": Y("300000.00"), "第三期": 0}


def test_more_than_everything_is_told(owed: Callable[..., Claim]) -> None:
    much = "  - {paid_on: 2026-11-25, amount: 700000.00}\n"
    claim = owed(BROKEN + much)
    assert claim.total == 0
    assert claim.unapplied == Y("700000.00") - Y("674180.00") + Y("165.00")


COSTS = "costs: [{name: 律师费, amount: 8000.00, incurred_on: 2026-07-10}]\n"


def test_costs_are_owed_by_the_deeds_clause_and_paid_first(owed: Callable[..., Claim]) -> None:
    assert owed(BROKEN + COSTS).costs == 0
    with_clause = BROKEN.replace("  grace_days", "  cost_clause: 第十条\n  grace_days")
    claim = owed(with_clause + COSTS)
    assert (claim.costs, claim.principal) == (0, Y("558000.00"))
    late = owed(with_clause + COSTS.replace("07-10", "08-10"))
    assert (late.costs, late.principal) == (Y("8000.00"), Y("550000.00"))
