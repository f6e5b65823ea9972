"""What the tables say of each receipt, part by part; a case may have put a part to other debts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.near import folded
from legaldocs.portfolio.fen import fen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaldocs.portfolio.kept_rows import KeptRows
    from legaldocs.portfolio.staging import StagedRow

    Part = Mapping[str, Any]

REPLACED = "由案件代替："
"""How the reason begins of what a deed or an instrument of a case has replaced."""
BY_CASE = "案件代记："
"""How the purpose of a part begins that no table states: a case says what its receipt pays."""


def write_parts(rows: KeptRows, taken: Mapping[int, list[StagedRow]]) -> set[int]:
    """Write what each receipt pays, and return the receivables that it concerns.

    A part that is stated otherwise now is closed, and with it what a case made of that receipt; one
    that a case has replaced still counts as stated.
    """
    before: dict[int, list[Part]] = {receipt: [] for receipt in taken}
    for part in rows.known("receipt_id", taken):
        before[part["receipt_id"]].append(part)
    touched: set[int] = set()
    for receipt, stated in taken.items():
        shown = [(row.values.get("receivable.number", ""), _fen(row)) for row in stated]
        new = {(folded(towards), amount): towards for towards, amount in shown}
        old = [part for part in before[receipt] if is_stated(part)]
        if new.keys() == {*map(_mark, old)}:
            continue
        day = max(dt.date.fromisoformat(row.values["payment.paid_on"]) for row in stated)
        still = {_mark(part) for part in old if part["closed_on"] is None} & new.keys()
        ended = [part for part in old if part["closed_on"] is not None or _mark(part) not in still]
        for part in (*ended, *made_by_case(before[receipt])):
            touched |= _close(rows, part, day)
        for mark, towards in new.items():
            if mark not in still:
                rows.make(part_row(receipt, towards, mark[1]))
    return touched


def is_stated(part: Part) -> bool:
    """Return whether a part stands as the tables state it, though a case may have replaced it."""
    if part["towards"].startswith(BY_CASE):
        return False
    return part["closed_on"] is None or part["closed_why"].startswith(REPLACED)


def made_by_case(parts: Iterable[Part]) -> list[Part]:
    """Return the open parts that a case made."""
    return [p for p in parts if p["closed_on"] is None and p["towards"].startswith(BY_CASE)]


def _mark(part: Part) -> tuple[str, int]:
    return part["towards_key"], part["amount_fen"]


def part_row(receipt: int, towards: str, amount_fen: int) -> dict[str, Any]:
    """Return a new part of a receipt."""
    return {
        "receipt_id": receipt,
        "towards": towards,
        "towards_key": folded(towards),
        "amount_fen": amount_fen,
    }


def _close(rows: KeptRows, part: Part, day: dt.date) -> set[int]:
    stated = {"closed_on": day, "closed_why": "导入的表改写了核销", "matched_fen": 0}
    rows.change(part, stated)
    return set() if part["receivable_id"] is None else {part["receivable_id"]}


def _fen(row: StagedRow) -> int:
    return fen(Decimal(row.values["payment.amount"]))
