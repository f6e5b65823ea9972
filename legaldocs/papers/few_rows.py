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
    """Return each delivery with its day, goods, amount in yuan and slip; empty for more than two."""
    if len(rows) > _FEW_DELIVERIES:
        return ""
    return "；".join(_delivery(row, words) for row in rows)


def invoices_in_words(rows: Sequence[Invoice]) -> str:
    """Return each invoice with its number, day and amount in yuan; empty for more than three."""
    return "、".join(map(_invoice, rows)) if len(rows) <= _FEW_INVOICES else ""


def payments_in_words(rows: Sequence[Payment]) -> str:
    """Return each payment with its day, amount in yuan and use; empty for more than three."""
    return "、".join(map(_payment, rows)) if len(rows) <= _FEW_PAYMENTS else ""


def _delivery(row: Delivery, words: ContractWords) -> str:
    notes = [f"{words.slip}{row.number}"] if row.number else []
    notes += [f"{row.signed_by}{words.signs}"] if row.signed_by else []
    goods = f"{row.goods}，" if row.goods else ""
    noted = f"（{'，'.join(notes)}）" if notes else ""
    return f"{chinese_day(row.delivered_on)}{goods}{figure(row.amount)}元{noted}"


def _invoice(row: Invoice) -> str:
    return f"{row.number}（{chinese_day(row.issued_on)}，{figure(row.amount)}元）"


def _payment(row: Payment) -> str:
    use = f"付款{figure(row.slip)}元中抵充本合同的部分" if row.slip else row.says
    return f"{chinese_day(row.paid_on)}{figure(row.amount)}元" + (f"（{use}）" if use else "")
