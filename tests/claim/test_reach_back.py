"""A late charge that reaches back to the delivery once the due day is missed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.figures import Claim

    WriteCase = Callable[..., Path]

DAY = dt.date(2026, 6, 9)
TERM = """
contracts:
  - name: 买卖合同
    signed_on: 2026-01-15
    price: 100000.00
    due_on: 2026-03-01
    late_payment: {rate: 日万分之五, runs_from: %s%s}
deliveries:
  - {number: S1, delivered_on: 2026-01-30, amount: 100000.00}
"""
BACK = TERM % ("交货", "")


def claim(folder: Path) -> Claim:
    return open_claim(load_case(folder), DAY, packaged())


@pytest.mark.parametrize(
    ("paid", "charge"),
    [
        ("", "6550.00"),  # 131 days from 30 January at 50
        ("{paid_on: 2026-03-01, amount: 100000.00}", "0.00"),
        ("{paid_on: 2026-02-10, amount: 40000.00}", "3930.00"),  # 131 days at 30
        # 70 days at 50 to 9 April, 61 at 30
        ("{paid_on: 2026-04-10, amount: 40000.00}", "5330.00"),
        ("{paid_on: 2026-03-02, amount: 100000.00}", "1550.00"),  # 31 days to 1 March
    ],
)
def test_what_was_missed_runs_from_the_delivery(
    write_case: WriteCase, paid: str, charge: str
) -> None:
    rows = f"payments: [{paid}]\n" if paid else ""
    assert claim(write_case(BACK + rows)).late_charge == Decimal(charge)


def test_nothing_runs_before_the_due_day_is_missed(write_case: WriteCase) -> None:
    folder = write_case(BACK)
    assert open_claim(load_case(folder), dt.date(2026, 3, 1), packaged()).late_charge == 0
    day_after = open_claim(load_case(folder), dt.date(2026, 3, 2), packaged())
    assert day_after.late_charge == 32 * 50


def test_a_cap_holds_for_what_reaches_back(write_case: WriteCase) -> None:
    """32 days at 50 are 1,600 on the first late day."""
    folder = write_case(TERM % ("交货", ", cap: 1000元"))
    _, findings = examine(load_case(folder), DAY, packaged())
    assert "LD-RATE-BACK-DAY" not in {finding.code for finding in findings}
    (account,) = claim(folder).accounts
    assert account.late_charge == 1000
    assert [run.first for run in account.instalments[0].runs] == [dt.date(2026, 3, 2)]


def test_signing_is_an_event_too(write_case: WriteCase) -> None:
    """15 days more from 15 January than from 30 January."""
    assert claim(write_case(TERM % ("签订", ""))).late_charge == (131 + 15) * 50


def test_every_delivery_reaches_back_to_its_own_day(write_case: WriteCase) -> None:
    """60,000 over 151 days from 10 January at 30, 40,000 over 129 from 1 February at 20."""
    text = """
contracts:
  - name: 买卖合同
    price: 100000.00
    due_after: 每批交货
    due_days: 30
    late_payment: {rate: 日万分之五, runs_from: 每批交货}
deliveries:
  - {number: S1, delivered_on: 2026-01-10, amount: 60000.00}
  - {number: S2, delivered_on: 2026-02-01, amount: 40000.00}
"""
    owed = claim(write_case(text))
    assert owed.late_charge == 4530 + 2580
    assert owed.accounts[0].rule.start == "各期款项的交货之日（到期未付的，追溯至该日）"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("amount: 100000.00}", "amount: 90000.00}"),
        ("delivered_on: 2026-01-30", "delivered_on: 2026-03-30"),
    ],
)
def test_without_the_day_it_is_refused(write_case: WriteCase, old: str, new: str) -> None:
    matter, findings = examine(load_case(write_case(BACK.replace(old, new))), DAY, packaged())
    (finding,) = (found for found in findings if found.code == "LD-RATE-BACK-DAY")
    assert finding.blocks == ("figures",)
    assert matter.claim.late_charge == 5000


def test_a_charge_before_the_due_day_is_warned_of(write_case: WriteCase) -> None:
    _, findings = examine(load_case(write_case(BACK)), DAY, packaged())
    (finding,) = (found for found in findings if found.code == "LD-RATE-BACK")
    assert finding.severity == "warning"


def test_what_a_statement_fixed_needs_no_day(write_case: WriteCase) -> None:
    """2,000 fixed on 30 April, and 40 days at 50 reserved."""
    row = (
        "statements: [{through_on: 2026-04-30, balance: 100000.00, late_charge: 2000.00, "
        "late_charge_reserved: 是, confirmed_by: 某人}]\n"
    )
    text = BACK.replace("amount: 100000.00}", "amount: 90000.00}") + row
    matter, findings = examine(load_case(write_case(text)), DAY, packaged())
    assert matter.claim.late_charge == 4000
    assert "LD-RATE-BACK-DAY" not in {finding.code for finding in findings}
