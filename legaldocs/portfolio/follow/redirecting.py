"""Receipts since a deed: they pay its instalments, whatever the tables say they were for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.portfolio.fen import fen
from legaldocs.portfolio.follow.receipt_name import receipt_of
from legaldocs.portfolio.follow.which import agreed_of
from legaldocs.portfolio.model import Receipt, ReceiptPart
from legaldocs.portfolio.receipt_parts import (
    BY_CASE,
    REPLACED,
    is_stated,
    made_by_case,
    part_row,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from legaldocs.case.model import Case
    from legaldocs.portfolio.follow.standing import Standing
    from legaldocs.portfolio.recording import Recording

    Row = Mapping[str, Any]


class Redirecting:
    """Puts the parts of receipts as the case says what they pay (回款随案件改记).

    ``concerned`` are the receivables that the case replaced, those that stand in their place, by
    name, and the day up to which money is looked at. ``touched`` are those whose open sum has to be
    worked out again. What another case made of a receipt stays.
    """

    def __init__(
        self,
        entry: Recording,
        case: Row,
        standing: Standing,
        concerned: tuple[Collection[int], Mapping[str, int], dt.date],
    ) -> None:
        own, agreed, self._as_of = concerned
        self._entry = entry
        self._rows = entry.rows(ReceiptPart)
        self._customer = case["customer_id"]
        self._standing = standing
        self._mine = {*own, *agreed.values()}
        self._agreed = agreed
        # Sums of an earlier deed too: what was made for them is this case's to end.
        self._made_for = {row["id"] for row in agreed_of(entry.connection, case["id"])}
        self._rest = f"{BY_CASE}〔案件{case['id']}〕余款"
        self._ended = f"{REPLACED}〔案件{case['id']}〕"
        self.touched: set[int] = set()
        self.changed = 0

    def done(self, case: Case) -> None:
        """Bring every receipt of the customer to what the case says of it, but for closed ones."""
        chosen = select(Receipt.__table__).where(
            Receipt.customer_id == self._customer, Receipt.closed_on.is_(None)
        )
        found = self._entry.connection.execute(chosen.order_by(Receipt.paid_on, Receipt.key))
        receipts = [dict(row) for row in found.mappings()]
        wanted = self._wanted(receipts, case)
        parts: dict[int, list[Row]] = defaultdict(list)
        for part in self._rows.known("receipt_id", [row["id"] for row in receipts]):
            parts[part["receipt_id"]].append(part)
        for row in receipts:
            own = parts[row["id"]]
            self._one(row, own, wanted.get(row["id"], self._too_much(row, own)))
        self._entry.flush()

    def _too_much(self, receipt: Row, parts: Sequence[Row]) -> dict[int, int] | None:
        """Return that a receipt pays nothing agreed, where the tables put it to what was replaced.

        It came when all agreed sums were paid: nobody says what for. None leaves it as stated.
        """
        since = self._standing.since
        if not self._agreed or since is None or not since < receipt["paid_on"] <= self._as_of:
            return None
        replaced = self._mine - {*self._agreed.values()}
        return {} if any(is_stated(p) and p["receivable_id"] in replaced for p in parts) else None

    def _wanted(self, receipts: Sequence[Row], case: Case) -> dict[int, dict[int, int]]:
        """Return what each receipt pays of each agreed sum: payments of one day in their order."""
        entered: dict[str, int] = defaultdict(int)
        known = {row["key"] for row in receipts}
        for payment in case.payments:
            entered[receipt_of(payment.reference, known)] += fen(payment.amount)
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

    def _one(self, receipt: Row, parts: Sequence[Row], wanted: Mapping[int, int] | None) -> None:
        """Bring one receipt to what is wanted; None leaves it as the tables state it."""
        standing = [part for part in parts if part["closed_on"] is None]
        made = [part for part in made_by_case(parts) if self._is_own(part)]
        redirected = made or any(map(self._is_replaced, parts))
        now = _linked(standing, self._made_for) if redirected else None
        if now == (None if wanted is None else {**wanted}):
            return
        self.changed += 1
        for part in made:
            self._end(part, receipt, "案件改记")
        if wanted is None:
            self._undo(receipt, parts, [part for part in standing if part not in made])
            return
        elsewhere = 0
        for part in (part for part in standing if part not in made):
            if part["receivable_id"] is None or part["receivable_id"] in self._mine:
                self._end(part, receipt, f"{self._ended}{self._standing.what}")
            else:
                elsewhere += part["amount_fen"]
        self._make(receipt, wanted, receipt["amount_fen"] - elsewhere)

    def _make(self, receipt: Row, wanted: Mapping[int, int], whole: int) -> None:
        for receivable, amount in wanted.items():
            name = next(name for name, row in self._agreed.items() if row == receivable)
            row = part_row(receipt["id"], f"{BY_CASE}{self._standing.what}{name}", amount)
            self._rows.make(row | {"receivable_id": receivable, "matched_fen": 0})
            self.touched.add(receivable)
        if rest := whole - sum(wanted.values()):
            self._rows.make(part_row(receipt["id"], self._rest, rest))

    def _is_own(self, part: Row) -> bool:
        """Return whether this case, and no other, made a part."""
        return part["receivable_id"] in self._made_for or part["towards"] == self._rest

    def _is_replaced(self, part: Row) -> bool:
        """Return whether this case replaced what the tables state."""
        return is_stated(part) and part["closed_why"].startswith(self._ended)

    def _undo(self, receipt: Row, parts: Sequence[Row], others: Sequence[Row]) -> None:
        """Open again what this case ended; of another case's rest only what is missing now."""
        missing = receipt["amount_fen"] - sum(part["amount_fen"] for part in others)
        ended = [part for part in parts if part["closed_why"].startswith(self._ended)]
        for part in sorted(ended, key=lambda part: not is_stated(part)):
            if not is_stated(part) and part["amount_fen"] != missing:
                continue
            missing -= part["amount_fen"]
            self._touch(part)
            self._rows.change(part, {"closed_on": None, "closed_why": ""})

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
