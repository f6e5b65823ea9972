"""Promises to pay, held against the money that came: a pure reckoning, in fen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Kept(StrEnum):
    """What became of a promise (承诺的履行)."""

    OPEN = "未到期"
    KEPT = "已履行"
    PART = "部分履行"
    BROKEN = "未履行"

    @property
    def final(self) -> bool:
        """Whether its time is over, or all of it has come."""
        return self is not Kept.OPEN


class Promised(NamedTuple):
    """A payment promised for a day; of one receivable, or of whatever is owed (付款承诺)."""

    id: int
    made_on: dt.date
    due_on: dt.date
    amount_fen: int
    receivable_id: int | None = None


class Money(NamedTuple):
    """Money of a receipt, and the receivable it is known to pay (到账).

    Below zero where it went back.
    """

    paid_on: dt.date
    amount_fen: int
    receivable_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise and what had come for it by a day (承诺及其履行); ``late_fen`` after its time."""

    promise: Promised
    paid_fen: int
    outcome: Kept
    late_fen: int = 0

    @property
    def broken(self) -> bool:
        """Whether its time is over, and not all of it came in time."""
        return self.outcome in (Kept.PART, Kept.BROKEN)

    @property
    def kept(self) -> bool:
        """Whether all of it came in time."""
        return self.outcome is Kept.KEPT

    @property
    def left_fen(self) -> int:
        """What has not come."""
        return self.promise.amount_fen - self.paid_fen - self.late_fen


@dataclass(slots=True)
class _Piece:
    """Money, and what of it went to which promise."""

    money: Money
    free: int
    given: list[tuple[int, int]]


def judge(
    promises: Sequence[Promised], receipts: Iterable[Money], as_of: dt.date, grace_days: int
) -> tuple[Judged, ...]:
    """Return what became of a customer's promises by the end of a day, in their order.

    Money counts from the day a promise was made to ``grace_days`` after its day, once, and first
    for the promise whose day comes first. What is known to pay one receivable does not count for a
    promise about another. Money that went back is taken from what came last.
    """
    grace = dt.timedelta(days=grace_days)
    paid = dict.fromkeys((promise.id for promise in promises), 0)
    pieces: list[_Piece] = []
    by_day = sorted(promises, key=lambda promise: (promise.due_on, promise.id))
    known = [money for money in receipts if money.paid_on <= as_of]
    for money in sorted(known, key=lambda money: (money.paid_on, money.amount_fen < 0)):
        if money.amount_fen < 0:
            _take_back(money, pieces, paid)
            continue
        piece = _Piece(money, money.amount_fen, [])
        pieces.append(piece)
        for promise in _waiting(by_day, money, grace):
            share = min(piece.free, promise.amount_fen - paid[promise.id])
            if share:
                paid[promise.id] += share
                piece.free -= share
                piece.given.append((promise.id, share))
    return tuple(
        Judged(one, paid[one.id], _outcome(one, paid[one.id], as_of, grace)) for one in promises
    )


def _waiting(promises: list[Promised], money: Money, grace: dt.timedelta) -> list[Promised]:
    """Return the promises that money may be for, those about its receivable first."""
    in_time = [
        one
        for one in promises
        if one.made_on <= money.paid_on <= one.due_on + grace
        and (None in (one.receivable_id, money.receivable_id)
             or one.receivable_id == money.receivable_id)
    ]  # fmt: skip
    return sorted(in_time, key=lambda one: one.receivable_id is None)


def _take_back(money: Money, pieces: list[_Piece], paid: dict[int, int]) -> None:
    """Take what went back from what came last, of the same receivable before others."""
    wanted = -money.amount_fen
    same = [piece for piece in pieces if piece.money.receivable_id == money.receivable_id]
    other = [piece for piece in pieces if piece.money.receivable_id != money.receivable_id]
    for piece in (*reversed(same), *reversed(other)):
        free = min(wanted, piece.free)
        piece.free -= free
        wanted -= free
        while wanted and piece.given:
            promise, share = piece.given.pop()
            back = min(wanted, share)
            paid[promise] -= back
            wanted -= back
            if back < share:
                piece.given.append((promise, share - back))


def _outcome(promise: Promised, paid: int, as_of: dt.date, grace: dt.timedelta) -> Kept:
    if paid >= promise.amount_fen:
        return Kept.KEPT
    if as_of <= promise.due_on + grace:
        return Kept.OPEN
    return Kept.PART if paid else Kept.BROKEN
