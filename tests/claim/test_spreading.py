"""Payments and statements that name no contract, and what was paid too much on one of several."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.case.contract import Contract
from legaldocs.case.late_payment import LatePayment
from legaldocs.case.model import Case, Delivery, Invoice
from legaldocs.case.party import Party
from legaldocs.case.payment import Credit, Payment
from legaldocs.case.payment_term import payment_term
from legaldocs.case.reading import load_case
from legaldocs.case.vocabulary import DueEvent, LateChargeKind, Role
from legaldocs.claim.ledger import open_claim
from legaldocs.core.origin import Origin
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from tests.conftest import PARTIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.figures import Claim

DAY = dt.date(2026, 11, 21)
TWO = """
contracts:
  - {number: C-1, name: 采购合同甲, signed_on: 2025-01-05, price: 100000.00, due_on: 2025-03-31}
  - {number: C-2, name: 采购合同乙, signed_on: 2025-02-05, price: 200000.00, due_on: 2025-06-30}
payments:
  - {paid_on: 2025-08-01, amount: 120000.00, reference: R1, file: p.pdf}
statements:
  - {through_on: 2026-06-30, balance: 180000.00, confirmed_by: 经理, confirmed_on: 2026-07-05}
"""


def test_one_receipt_pays_the_older_contract_first(write_case: Callable[..., Path]) -> None:
    """100,000 to the first, 20,000 to the second; the statement is the sum of both."""
    folder = write_case(TWO, {"p.pdf": b"%PDF-1.4"})
    matter, findings = examine(load_case(folder), DAY, packaged())
    first, second = matter.claim.accounts
    assert (first.principal, second.principal, matter.claim.principal) == (0, 180000, 180000)
    assert [row.amount for row in second.facts.payments] == [20000]
    assert [row.slip for row in second.facts.payments] == [120000]
    (receipt,) = matter.exhibits
    assert receipt.proves == "债务人2025年8月1日付款120,000.00元"
    (spread,) = (finding for finding in findings if finding.code == "LD-SUM-SPREAD")
    assert "C-1） 100,000.00 元、《采购合同乙》（编号：C-2） 20,000.00 元" in spread.message
    assert "LD-SUM-STATEMENT" not in [finding.code for finding in findings]
    wrong = TWO.replace("balance: 180000.00", "balance: 180000.01")
    _, findings = examine(load_case(write_case(wrong)), DAY, packaged())
    (found,) = (finding for finding in findings if finding.code == "LD-SUM-STATEMENT")
    assert "180,000.00 元" in found.message


def test_two_equal_receipts_on_one_line_count_twice(write_case: Callable[..., Path]) -> None:
    row = "{paid_on: 2025-08-01, amount: 30000.00}"
    text = TWO[: TWO.index("payments:")] + f"payments: [{row}, {row}]\n"
    matter, _ = examine(load_case(write_case(text)), DAY, packaged())
    assert matter.claim.principal == 240000


def test_the_heavier_debt_is_paid_before_the_older_one(write_case: Callable[..., Path]) -> None:
    heavy = TWO.replace("due_on: 2025-06-30", "due_on: 2025-06-30, late_payment: {rate: 0.1%/day}")
    matter, _ = examine(load_case(write_case(heavy)), DAY, packaged())
    assert [account.principal for account in matter.claim.accounts] == [100000, 80000]


@pytest.mark.parametrize(
    ("day", "more", "left"),
    [
        # Only the older is guaranteed: 120,000 goes to the bare one, 200,000 − 120,000.
        ("2025-01-05", ", covers: [C-1]", [100000, 80000]),
        ("2025-08-01", ", covers: [C-1], amount: 50000.00", [100000, 80000]),
        # Both guaranteed in whole, by name or by silence: the earlier due is paid first.
        ("2025-01-05", "", [0, 180000]),
        ("2025-01-05", ", covers: [C-1, C-2]", [0, 180000]),
        # Half of the older and a quarter of the other are covered by 50,000: the other is barer.
        ("2025-01-05", ", covers: [C-1, C-2], amount: 50000.00", [100000, 80000]),
        # Not yet given on the day of payment, or not for the price.
        ("2025-08-02", ", covers: [C-1]", [0, 180000]),
        ("2025-01-05", ", covers: [C-1], scope: [费用]", [0, 180000]),
    ],
)
def test_the_less_secured_debt_is_paid_before_the_older_one(
    write_case: Callable[..., Path], day: str, more: str, left: list[int]
) -> None:
    """民法典560: of debts that are due, the one with no or the least security comes first."""
    guarantee = f"{{guarantor: 李四, signed_on: {day}, form: 连带责任保证{more}}}"
    text = TWO[: TWO.index("statements:")] + f"guarantees: [{guarantee}]\n"
    party = "  - {role: 保证人, name: 李四, kind: 自然人}\n"
    folder = write_case(text, parties=PARTIES + party)
    matter, _ = examine(load_case(folder), DAY, packaged())
    assert [account.principal for account in matter.claim.accounts] == left


def test_what_is_beyond_all_prices_pays_late_charges_and_the_rest_is_said(
    write_case: Callable[..., Path],
) -> None:
    """Both fixed at 0.01% a day; by 2025-08-01 the first ran 122 days, the second 31."""
    rate = "late_payment: {rate: 0.01%/day}"
    text = TWO.replace("due_on: 2025-03-31", f"due_on: 2025-03-31, {rate}")
    text = text.replace("due_on: 2025-06-30", f"due_on: 2025-06-30, {rate}")
    text = text[: text.index("statements:")].replace("amount: 120000.00", "amount: 302000.00")
    matter, findings = examine(load_case(write_case(text)), DAY, packaged())
    charged = Decimal("1220.00") + Decimal("620.00")
    assert (matter.claim.total, matter.claim.unapplied) == (0, 2000 - charged)
    assert sum(row.amount for row in _payments(matter.claim)) == 302000
    assert "LD-SUM-OVERPAID" in [finding.code for finding in findings]


def _payments(claim: Claim) -> list[Payment]:
    return [row for account in claim.accounts for row in account.facts.payments]


OVERPAID = """
contracts:
  - {number: A, price: 500000.00, due_after: 交货, due_days: 30}
  - {number: B, price: 300000.00, due_after: 交货, due_days: 30}
deliveries:
  - {number: A-01, delivered_on: 2025-11-03, amount: 500000.00, contract: A}
  - {number: B-01, delivered_on: 2025-12-10, amount: 300000.00, contract: B}
credits:
  - {agreed_on: 2025-11-15, amount: 60000.00, contract: A, reason: 退货}
  - {agreed_on: 2026-03-02, amount: 25000.00, contract: B, set_off: 是}
payments:
  - {paid_on: 2025-11-30, amount: 490000.00, contract: A}
  - {paid_on: 2026-04-20, amount: 50000.00, contract: B}
"""


def test_too_much_on_one_contract_stands_beside_the_arrears_of_another(
    write_case: Callable[..., Path],
) -> None:
    """A: 440,000 against 490,000 before its day. B: 300,000 − 25,000 − 50,000 = 225,000."""
    matter, findings = examine(load_case(write_case(OVERPAID)), DAY, packaged())
    assert (matter.claim.principal, matter.claim.unapplied) == (225000, 50000)
    (found,) = (finding for finding in findings if finding.code == "LD-SUM-OVERPAID")
    assert (found.severity, found.blocks) == ("warning", ())
    assert "多付 50,000.00 元；其他合同到期未付 225,000.00 元" in found.message
    paid = OVERPAID.replace("amount: 50000.00", "amount: 275000.00")
    _, findings = examine(load_case(write_case(paid)), DAY, packaged())
    (found,) = (finding for finding in findings if finding.code == "LD-SUM-OVERPAID")
    assert found.severity == "error"


AT = Origin("case.yaml", 1)
START = dt.date(2026, 1, 5)
amounts = st.integers(1, 300_000).map(lambda fen: Decimal(fen) / 100)
late_days = st.integers(0, 300).map(lambda days: START + dt.timedelta(days=days))
RATES = st.sampled_from(["0.05%/day", "6%/year", "lpr*1.5"])


def rows(
    numbers: st.SearchStrategy[str], most: int
) -> st.SearchStrategy[list[tuple[dt.date, Decimal, str]]]:
    return st.lists(st.tuples(late_days, amounts, numbers), max_size=most)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a case of up to three contracts, some without a price, and rows of every kind."""
    numbers = draw(st.sampled_from([("A",), ("A", "B"), ("A", "B", "C")]))
    named = st.sampled_from(numbers)
    deliveries = tuple(
        Delivery(origin=AT, number=f"S{n}", delivered_on=on, amount=amount, contract=number)
        for n, (on, amount, number) in enumerate(draw(rows(named, 6)))
    )
    invoices = tuple(
        Invoice(
            origin=AT,
            number=row.number,
            issued_on=row.delivered_on,
            amount=row.amount,
            contract=row.contract,
        )
        for row in deliveries
        if draw(st.booleans())
    )
    terms = st.sampled_from(["0", "30", "2个月", "月结30天", "次月25日"])
    contracts = tuple(
        Contract(
            origin=AT,
            number=number,
            price=draw(st.sampled_from([None, delivered(deliveries, number) + draw(amounts)])),
            due_after=draw(st.sampled_from(list(DueEvent))),
            due_days=payment_term(draw(terms)),
            signed_on=START,
            late_payment=LatePayment(
                origin=AT, rate=draw(RATES), kind=draw(st.sampled_from(LateChargeKind))
            ),
        )
        for number in numbers
    )
    shared = ("", *numbers) if len(numbers) > 1 else numbers
    payments = tuple(
        Payment(origin=AT, paid_on=on, amount=amount, contract=number)
        for on, amount, number in draw(rows(st.sampled_from(shared), 4))
    )
    return Case(
        folder=Path(),
        origin=AT,
        parties=(
            Party(origin=AT, role=Role.CREDITOR, name="甲"),
            Party(origin=AT, role=Role.DEBTOR, name="乙"),
        ),
        contracts=contracts,
        deliveries=deliveries,
        invoices=invoices,
        payments=payments,
        credits=tuple(
            Credit(origin=AT, agreed_on=on, amount=amount, contract=number)
            for on, amount, number in draw(rows(named, 2))
        ),
    )


def delivered(deliveries: tuple[Delivery, ...], number: str) -> Decimal:
    return sum((row.amount for row in deliveries if row.contract == number), Decimal(0))


@settings(deadline=None, max_examples=60)
@given(cases())
def test_due_not_due_and_paid_make_what_was_agreed_or_delivered(case: Case) -> None:
    claim = open_claim(case, DAY, packaged())
    for contract, account in zip(case.contracts, claim.accounts, strict=True):
        price = contract.price
        owed = delivered(case.deliveries, contract.number) if price is None else price
        parts = account.instalments
        assert sum(part.amount for part in parts) == owed
        assert all(0 <= part.outstanding == part.amount - part.paid for part in parts)
        paid = sum(part.paid for part in parts)
        assert account.principal + account.not_due + paid == owed
        charged = sum(part.late_charge_paid for part in parts)
        assert paid + charged + account.unapplied == account.paid
    rows = (*case.payments, *case.credits)
    assert sum(account.paid for account in claim.accounts) == sum(row.amount for row in rows)
