"""Deliveries, invoices and payments in a sentence, where they are too few for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.case.model import Delivery, Invoice
    from legaldocs.case.payment import Payment
    from legaldocs.claim.contract_words import ContractWords

_FEW_DELIVERIES = 2
_FEW_INVOICES = 3
_FEW_PAYMENTS = 3


def deliveries_in_words(rows: Sequence[Delivery], words: ContractWords) -> str:
    """Return each delivery with its day, goods, amount in yuan and slip; empty for more than two.

    A single one is stated without the amount, which the sum before it states.
    """
    if len(rows) > _FEW_DELIVERIES:
        return ""
    return "；".join(_delivery(row, words, alone=len(rows) == 1) for row in rows)


def invoices_in_words(rows: Sequence[Invoice]) -> str:
    """Return each invoice with its number, day and amount in yuan; empty for more than three."""
    if len(rows) > _FEW_INVOICES:
        return ""
    return "、".join(_invoice(row, alone=len(rows) == 1) for row in rows)


def payments_in_words(rows: Sequence[Payment]) -> str:
    """Return each payment with its day, amount in yuan and use; empty for more than three."""
    if len(rows) > _FEW_PAYMENTS:
        return ""
    return "、".join(_payment(row, alone=len(rows) == 1) for row in rows)


def _delivery(row: Delivery, words: ContractWords, *, alone: bool) -> str:
    notes = [f"{words.slip}{row.number}"] if row.number else []
    notes += [f"{row.signed_by}{words.signs}"] if row.signed_by else []
    amount = "" if alone else figure(row.amount) + "元"
    noted = f"（{'，'.join(notes)}）" if notes else ""
    return chinese_day(row.delivered_on) + "，".join(filter(None, (row.goods, amount))) + noted


def _invoice(row: Invoice, *, alone: bool) -> str:
    amount = "" if alone else f"，{figure(row.amount)}元"
    return f"{row.number}（{chinese_day(row.issued_on)}{amount}）"


def _payment(row: Payment, *, alone: bool) -> str:
    use = f"付款{figure(row.slip)}元中抵充本合同的部分" if row.slip else row.says
    amount = "" if alone else figure(row.amount) + "元"
    return chinese_day(row.paid_on) + amount + (f"（{use}）" if use else "")
