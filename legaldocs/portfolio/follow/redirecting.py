"""Receipts since a deed: they pay its instalments, whatever the tables say they were for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.near import folded
from legaldocs.portfolio.model import Receipt, ReceiptPart
from legaldocs.portfolio.receipt_parts import BY_CASE, REPLACED, is_stated, part_row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from legaldocs.case.model import Case
    from legaldocs.portfolio.follow.standing import Standing
    from legaldocs.portfolio.recording import Recording

    Row = Mapping[str, Any]


def receipt_key(reference: str) -> str:
    """Return the key of the receipt that a payment of a case names."""
    return folded(reference.partition("（")[0])


class Redirecting:
    """Puts the parts of receipts as the case says what they pay (回款随案件改记).

    ``own`` are the receivables that the case replaced, ``agreed`` those that stand in their place,
    by name. ``touched`` are those whose open sum has to be worked out again.
    """

    def __init__(
        self,
        entry: Recording,
        case: Row,
        standing: Standing,
        own: Collection[int],
        agreed: Mapping[str, int],
    ) -> None:
        self._entry = entry
        self._rows = entry.rows(ReceiptPart)
        self._customer = case["customer_id"]
        self._standing = standing
        self._mine = {*own, *agreed.values()}
        self._agreed = agreed
        self.touched: set[int] = set()
        self.changed = 0

    def done(self, case: Case) -> None:
        """Bring every receipt of the customer to what the case says of it."""
        chosen = select(Receipt.__table__).where(Receipt.customer_id == self._customer)
        found = self._entry.connection.execute(chosen.order_by(Receipt.paid_on, Receipt.key))
        receipts = [dict(row) for row in found.mappings()]
        wanted = self._wanted(receipts, case)
        parts: dict[int, list[Row]] = defaultdict(list)
        for part in self._rows.known("receipt_id", [row["id"] for row in receipts]):
            parts[part["receipt_id"]].append(part)
        for row in receipts:
            self._one(row, parts[row["id"]], wanted.get(row["id"], {}))
        self._entry.flush()

    def _wanted(self, receipts: Sequence[Row], case: Case) -> dict[int, dict[int, int]]:
        """Return what each receipt pays of each agreed sum: payments of one day in their order."""
        entered: dict[str, int] = defaultdict(int)
        for payment in case.payments:
            entered[receipt_key(payment.reference)] += int(payment.amount * 100)
        by_day: dict[Any, list[list[Any]]] = defaultdict(list)
        for row in receipts:
            if row["key"] in entered:
                stated = min(entered[row["key"]], row["amount_fen"])
                by_day[row["paid_on"]].append([row["id"], max(stated, 0)])
        wanted: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for agreed in self._standing.sums:
            for piece in agreed.paid:
                left = piece.fen
                for entry in by_day[piece.paid_on]:
                    step = min(left, entry[1])
                    if step:
                        wanted[entry[0]][self._agreed[agreed.name]] += step
                    entry[1] -= step
                    left -= step
        return wanted

    def _one(self, receipt: Row, parts: Sequence[Row], wanted: Mapping[int, int]) -> None:
        """Bring one receipt to what is wanted; one that pays nothing agreed is as stated."""
        standing = [part for part in parts if part["closed_on"] is None]
        now = _linked(standing, {*self._agreed.values()})
        made = [part for part in standing if part["towards"].startswith(BY_CASE)]
        if now == {**wanted} and bool(made) == bool(wanted):
            return
        if not wanted and not made:
            return
        self.changed += 1
        for part in made:
            self._end(part, receipt, "案件改记")
        if not wanted:
            for part in parts:
                if part["closed_on"] is not None and is_stated(part):
                    self._touch(part)
                    self._rows.change(part, {"closed_on": None, "closed_why": ""})
            return
        elsewhere = 0
        for part in standing:
            if part in made:
                continue
            mine = part["receivable_id"] in self._mine or part["receivable_id"] is None
            if mine:
                self._end(part, receipt, f"{REPLACED}{self._standing.what}")
            else:
                elsewhere += part["amount_fen"]
        self._make(receipt, wanted, receipt["amount_fen"] - elsewhere)

    def _make(self, receipt: Row, wanted: Mapping[int, int], whole: int) -> None:
        for receivable, fen in wanted.items():
            name = next(name for name, row in self._agreed.items() if row == receivable)
            row = part_row(receipt["id"], f"{BY_CASE}{self._standing.what}{name}", fen)
            self._rows.make(row | {"receivable_id": receivable, "matched_fen": 0})
            self.touched.add(receivable)
        if rest := whole - sum(wanted.values()):
            self._rows.make(part_row(receipt["id"], f"{BY_CASE}余款", rest))

    def _end(self, part: Row, receipt: Row, why: str) -> None:
        self._touch(part)
        ended = {"closed_on": receipt["paid_on"], "closed_why": why, "matched_fen": 0}
        self._rows.change(part, ended)

    def _touch(self, part: Row) -> None:
        if part["receivable_id"] is not None:
            self.touched.add(part["receivable_id"])


def _linked(parts: Sequence[Row], agreed: Collection[int]) -> dict[int, int]:
    """Return what the parts pay of the agreed sums, by receivable."""
    found: dict[int, int] = defaultdict(int)
    for part in parts:
        if part["receivable_id"] in agreed:
            found[part["receivable_id"]] += part["matched_fen"]
    return dict(found)
