"""What a payment pays."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.law.imputation import DebtBalance, Imputation, impute, unapplied

from .casefile import params

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section

PAID_ON = dt.date(2026, 11, 21)
PARTS = ("costs", "interest", "principal")


def debt_of(row: Section) -> DebtBalance:
    figures = (*PARTS, "secured", "burden")
    return DebtBalance(
        row["id"],
        dt.date.fromisoformat(row["due"]),
        **{key: Decimal(row[key]) for key in figures if key in row},
    )


@pytest.mark.parametrize("row", params("imputation"))
def test_the_worked_cases(row: Section) -> None:
    amount = Decimal(row["amount"])
    shares = impute(
        amount,
        [debt_of(debt) for debt in row["debts"]],
        paid_on=PAID_ON,
        designated=tuple(row.get("designated", ())),
    )
    found = [(share.debt, *(getattr(share, part) for part in PARTS)) for share in shares]
    assert found == [
        (share["debt"], *(Decimal(share.get(part, 0)) for part in PARTS)) for share in row["shares"]
    ]
    assert unapplied(amount, shares) == Decimal(row.get("left", 0))


money = st.decimals(min_value=0, max_value=10**7, places=2)
debts = st.lists(
    st.builds(
        DebtBalance,
        st.uuids().map(str),
        st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)),
        money,
        money,
        money,
        st.sampled_from([Decimal(0), Decimal(100)]),
        st.sampled_from([Decimal(0), Decimal("4.5")]),
    ),
    max_size=5,
)


def owed(rows: list[DebtBalance]) -> Decimal:
    return sum((debt.total for debt in rows), Decimal(0))


@settings(deadline=None, max_examples=120)
@given(money, debts)
def test_no_money_is_made_or_lost(amount: Decimal, rows: list[DebtBalance]) -> None:
    shares = impute(amount, rows, paid_on=PAID_ON)
    left = unapplied(amount, shares)
    assert left == max(Decimal(0), amount - owed(rows))
    by_id = {debt.id: debt for debt in rows}
    for share in shares:
        debt = by_id[share.debt]
        assert all(0 <= getattr(share, part) <= getattr(debt, part) for part in PARTS)


@settings(deadline=None, max_examples=80)
@given(st.lists(money, max_size=6), debts)
def test_any_run_of_payments_conserves_money(
    payments: list[Decimal], rows: list[DebtBalance]
) -> None:
    start, paid, kept = owed(rows), Decimal(0), Decimal(0)
    for amount in payments:
        shares = {share.debt: share for share in impute(amount, rows, paid_on=PAID_ON)}
        kept += unapplied(amount, list(shares.values()))
        paid += sum((share.total for share in shares.values()), Decimal(0))
        rows = [reduced(debt, shares.get(debt.id)) for debt in rows]
    assert paid + kept == sum(payments, Decimal(0))
    assert owed(rows) == start - paid


def reduced(debt: DebtBalance, share: Imputation | None) -> DebtBalance:
    if share is None:
        return debt
    figures = {part: getattr(debt, part) - getattr(share, part) for part in PARTS}
    return DebtBalance(debt.id, debt.due_on, **figures, secured=debt.secured, burden=debt.burden)


def test_the_reason_is_named() -> None:
    rows = [DebtBalance(name, PAID_ON, principal=Decimal(100)) for name in ("a", "b")]
    shares = impute(Decimal(100), rows, paid_on=PAID_ON, designated=["b"])
    assert shares[0].why == "付款时指定或者双方约定"
    assert "同等的按比例" in impute(Decimal(100), rows, paid_on=PAID_ON)[0].why


@pytest.mark.parametrize(
    ("amount", "rows", "designated"),
    [
        ("-1", [], ()),
        ("1", [DebtBalance("a", PAID_ON, principal=Decimal(-1))], ()),
        ("1", [DebtBalance("a", PAID_ON)], ("b",)),
    ],
)
def test_refusals(amount: str, rows: list[DebtBalance], designated: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        impute(Decimal(amount), rows, paid_on=PAID_ON, designated=designated)
