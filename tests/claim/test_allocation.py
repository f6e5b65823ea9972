"""Payments are allocated exactly once for each rate a court may apply."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.contract_facts import facts_by_contract
from legaldocs.case.reading import load_case
from legaldocs.claim import ledger
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("term", "passes"),
    [
        ("", 3),  # LPR × 1.5 fixed, × 1.5 floating, × 1.3
        ("    late_payment: {rate: 0.05%/day}\n", 2),  # the term, the statutory rate
        ("    late_payment: {rate: lpr*1.5}\n", 2),  # the term is the statutory rate; floating
        ("    late_payment: {rate: lpr*2}\n", 3),
        ("    late_payment: {rate: lpr*1.5}\n    lpr_mode: 浮动\n", 2),
    ],
)
def test_one_pass_for_each_distinct_rate(
    write_case: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, term: str, passes: int
) -> None:
    rates = []
    allocate = ledger.allocate

    def counted(*args: object) -> object:
        rates.append(args[2].term)  # type: ignore[attr-defined]
        return allocate(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "allocate", counted)
    folder = write_case(f"contracts:\n  - price: 1000.00\n    due_on: 2026-03-01\n{term}")
    ledger.open_claim(load_case(folder), DAY, packaged())
    assert len(rates) == len(set(rates)) == passes


def test_rows_go_to_the_contract_they_name(write_case: Callable[..., Path]) -> None:
    text = """
contracts:
  - {number: A, price: 10.00, due_on: 2026-03-01}
  - {number: B, price: 20.00, due_on: 2026-03-01}
payments:
  - {paid_on: 2026-03-01, amount: 1.00, contract: B}
  - {paid_on: 2026-03-02, amount: 2.00, contract: A}
  - {paid_on: 2026-03-03, amount: 3.00, contract: B}
"""
    first, second = facts_by_contract(load_case(write_case(text)))
    assert [payment.amount for payment in first.payments] == [2]
    assert [payment.amount for payment in second.payments] == [1, 3]


def test_the_only_contract_need_not_be_named(write_case: Callable[..., Path]) -> None:
    text = """
contracts: [{number: A, price: 10.00, due_on: 2026-03-01}]
payments: [{paid_on: 2026-03-01, amount: 1.00}, {paid_on: 2026-03-02, amount: 2.00, contract: A}]
"""
    (facts,) = facts_by_contract(load_case(write_case(text)))
    assert [payment.amount for payment in facts.payments] == [1, 2]
