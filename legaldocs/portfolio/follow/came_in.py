"""What came in for the receivables of a case, what went back, and what nobody said what for."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.model import Receipt, ReceiptPart

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection


_LAST = 1 << 62
"""The rest of a receipt comes behind its parts."""


class Paid(NamedTuple):
    """What of a receipt the case states as a payment (一笔付款), in fen.

    ``receivable`` is what it was stated to pay; None where nobody said. ``back_fen`` is what of it
    went back later, and is no longer in ``fen``. ``order`` is its place among the parts of its
    receipt.
    """

    receipt: str
    paid_on: dt.date
    fen: int
    receivable: int | None
    method: str
    payer: str
    back_fen: int
    order: int


@dataclass(slots=True)
class CameIn:
    """The receipts of a case (案件的回款).

    ``unmatched`` are payments that name nothing, ``overdrawn_fen`` what went back beyond them, for
    which the book has no receipt; ``reduced`` are the receipts of which some or all went back.
    """

    matched: list[Paid] = field(default_factory=list)
    unmatched: list[Paid] = field(default_factory=list)
    overdrawn_fen: int = 0
    reduced: list[Paid] = field(default_factory=list)

    @property
    def unmatched_fen(self) -> int:
        """What nobody said what for, in fen."""
        return sum(paid.fen for paid in self.unmatched)


def came_in(
    connection: Connection, customer: int, as_of: dt.date, receivables: Collection[int]
) -> CameIn:
    """Return what had come in from a customer by a day for these receivables, or for none."""
    columns = (
        ReceiptPart.id, ReceiptPart.receivable_id, ReceiptPart.amount_fen, ReceiptPart.matched_fen,
        Receipt.number, Receipt.paid_on, Receipt.method, Receipt.payer,
    )  # fmt: skip
    chosen = (
        select(*columns)
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .where(
            Receipt.customer_id == customer,
            Receipt.paid_on <= as_of,
            ReceiptPart.closed_on.is_(None),
        )
        .order_by(Receipt.paid_on, Receipt.key, ReceiptPart.id)
    )
    rows = [dict(row) for row in connection.execute(chosen).mappings()]
    found = CameIn()
    matched = [row for row in rows if row["receivable_id"] in receivables and row["matched_fen"]]
    matched.sort(key=lambda row: row["receivable_id"])
    for receivable, group in groupby(matched, lambda row: row["receivable_id"]):
        own = list(group)
        found.matched += _payments(own, [row["matched_fen"] for row in own], receivable)
    sums: dict[str, int] = {}
    first: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        first.setdefault(row["number"], row)
        rest = row["amount_fen"] - row["matched_fen"]
        sums[row["number"]] = sums.get(row["number"], 0) + rest
    amounts = [sums[number] for number in first]
    found.overdrawn_fen = netted(amounts)[1]
    found.unmatched = _payments([*first.values()], amounts, None)
    found.matched.sort(key=lambda paid: (paid.paid_on, paid.receipt))
    every = (*found.matched, *found.unmatched)
    found.reduced = [paid for paid in every if paid.back_fen > 0]
    found.matched = [paid for paid in found.matched if paid.fen]
    found.unmatched = [paid for paid in found.unmatched if paid.fen]
    return found


def netted(amounts: Sequence[int]) -> tuple[list[int], int]:
    """Return what stays of receipts once what went back is taken off, and what nothing covers.

    What went back takes from the receipts before it, the latest first, and then from those after.

    >>> netted([6000, 4000, -5000, 100]), netted([-50, 20])
    (([5000, 0, 0, 100], 0), ([0, 0], 30))
    """
    left = [max(amount, 0) for amount in amounts]
    short = 0
    for place, amount in enumerate(amounts):
        back = max(-amount, 0)
        for other in (*range(place - 1, -1, -1), *range(place + 1, len(amounts))):
            step = min(back, left[other])
            left[other] -= step
            back -= step
        short += back
    return left, short


def _payments(
    rows: Sequence[Mapping[str, Any]], amounts: Sequence[int], receivable: int | None
) -> list[Paid]:
    """Return each receipt above zero with what stays of it, nothing included."""
    return [
        Paid(
            row["number"],
            row["paid_on"],
            fen,
            receivable,
            row["method"],
            row["payer"],
            was - fen,
            _LAST if receivable is None else row["id"],
        )
        for row, fen, was in zip(rows, netted(amounts)[0], amounts, strict=True)
        if was > 0
    ]
