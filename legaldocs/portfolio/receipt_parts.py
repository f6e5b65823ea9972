"""What the tables say of each receipt, part by part; a case may have put a part to other debts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.core.near import folded
from legaldocs.portfolio.fen import fen, yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from legaldocs.portfolio.kept_rows import KeptRows
    from legaldocs.portfolio.staging import StagedRow

    Part = Mapping[str, Any]
    Stated = Mapping[tuple[str, int], str]
    """What a receipt pays: towards what, by its folded number and the fen."""

REPLACED = "由案件代替："
"""How the reason begins of what a deed or an instrument of a case has replaced."""
NOTHING = "未核销"
"""What a table writes of a receipt that pays nothing named; an empty cell says nothing new."""
BY_CASE = "案件代记："
"""How the purpose of a part begins that no table states: a case says what its receipt pays."""


class Reallocated(NamedTuple):
    """What a receipt was stated to pay, and is now (核销的变化), as a person reads it."""

    receipt: int
    old: str
    new: str


@dataclass(slots=True)
class PartsWritten:
    """What the writing of parts did (核销的写入): the receivables concerned, what is shown."""

    touched: set[int] = field(default_factory=set)
    changed: list[Reallocated] = field(default_factory=list)


class ReceiptParts:
    """The parts of some receipts as the book has them, to be stated anew (核销的改写)."""

    def __init__(self, rows: KeptRows, receipts: Iterable[int]) -> None:
        self._rows = rows
        self._before: dict[int, list[Part]] = {receipt: [] for receipt in receipts}
        for part in rows.known("receipt_id", self._before):
            self._before[part["receipt_id"]].append(part)

    def stated(self, known: Mapping[str, Any] | None, rows: Sequence[StagedRow]) -> Stated:
        """Return what the rows of a receipt say that it pays; an empty cell says nothing new.

        Nor does what a case put down, which an export shows: the tables never said it.

        Raises InputError where a closed receipt would pay something else, or an empty cell leaves
        open how another sum is split.
        """
        shown = [(_towards(row), _fen(row)) for row in rows]
        old = self._old(known)
        if not all(map(_says, rows)):
            shown = _as_before(old, sum(amount for _, amount in shown))
        stated = {(folded(towards), amount): towards for towards, amount in shown}
        closed = known is not None and known["closed_on"] is not None
        if known and closed and stated.keys() != {*map(_mark, old)}:
            raise InputError(
                f"账册里这一笔已经关闭（{known['closed_why']}），核销又有变化",
                found=_words(stated),
                next_step="核对；确实是新的一笔，换一个单号",
            )
        return stated

    def _old(self, known: Mapping[str, Any] | None) -> list[Part]:
        """Return the parts as the tables stated them last, those closed with their receipt too."""
        if known is None:
            return []
        parts = self._before.get(known["id"], [])
        ended = known["closed_on"], known["closed_why"]
        return [
            part
            for part in parts
            if is_stated(part)
            or (
                known["closed_on"] is not None
                and (part["closed_on"], part["closed_why"]) == ended
                and not part["towards"].startswith(BY_CASE)
            )
        ]

    def write(self, taken: Mapping[int, tuple[Stated, dt.date]]) -> PartsWritten:
        """Write what each open receipt pays, with the day on which it was paid.

        A part that is stated otherwise now is closed, and with it what a case made of that receipt;
        one that a case has replaced still counts as stated.
        """
        written = PartsWritten()
        for receipt, (new, day) in taken.items():
            before = self._before.get(receipt, [])
            old = [part for part in before if is_stated(part)]
            if new.keys() == {*map(_mark, old)}:
                continue
            self._one(written.touched, receipt, before, new, day)
            was = _words({_mark(part): part["towards"] for part in old})
            if old and was != _words(new):
                written.changed.append(Reallocated(receipt, was, _words(new)))
        return written

    def _one(
        self, touched: set[int], receipt: int, before: Sequence[Part], new: Stated, day: dt.date
    ) -> None:
        old = [part for part in before if is_stated(part)]
        still = {_mark(part) for part in old if part["closed_on"] is None} & new.keys()
        ended = [part for part in old if part["closed_on"] is not None or _mark(part) not in still]
        for part in (*ended, *made_by_case(before)):
            touched |= _close(self._rows, part, day)
        for mark, towards in new.items():
            if mark not in still:
                self._rows.make(part_row(receipt, towards, mark[1]))


def _as_before(old: Sequence[Part], amount: int) -> list[tuple[str, int]]:
    """Return what a receipt pays of which the table does not say what for: as it was stated."""
    if not old:
        return [("", amount)]
    if sum(part["amount_fen"] for part in old) == amount:
        return [(part["towards"], part["amount_fen"]) for part in old]
    if len(old) > 1:
        raise InputError(
            "回款金额变了，原来分开核销几笔，没有写现在怎样分",
            found=figure(yuan_of(amount)),
            expected=_words({_mark(part): part["towards"] for part in old}),
            next_step="写几行，每行写明核销应收单号和金额",
        )
    return [(old[0]["towards"], amount)]


def _words(stated: Stated) -> str:
    """Return what a receipt pays, with the sums where they are several."""
    if len(stated) == 1:
        return next(iter(stated.values()))
    shown = sorted((towards, amount) for (_, amount), towards in stated.items())
    return "；".join(f"{towards or '没有写明'} {figure(yuan_of(fen))}" for towards, fen in shown)


def _says(row: StagedRow) -> bool:
    towards = row.values.get("receivable.number", "")
    return bool(towards) and not towards.startswith(BY_CASE)


def _towards(row: StagedRow) -> str:
    towards = row.values.get("receivable.number", "")
    return "" if towards == NOTHING else towards


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
