"""Commission is settled: worked out for what came in, kept, and paid once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.agency.commission import commission, taxed
from legaldocs.portfolio.agency.engaging import in_state, note_step
from legaldocs.portfolio.agency.model import Commission, Expense, WorkHours
from legaldocs.portfolio.agency.received import recoveries
from legaldocs.portfolio.agency.registry import last_day
from legaldocs.portfolio.agency.terms import terms_in
from legaldocs.portfolio.agency.vocabulary import ExpenseKind, State, Step
from legaldocs.portfolio.recording import recording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.agency.terms import Terms
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.store import Store

_SETTLED = (State.AT_WORK, State.CLOSED)
_ONE_DAY = dt.timedelta(days=1)


class SettledPart(msgspec.Struct, frozen=True):
    """What of a receipt a settlement counts (计佣明细), in fen, beside what was counted before."""

    part_id: int
    receipt: str
    paid_on: dt.date
    receivable: str
    age: int
    amount_fen: int


class Settlement(msgspec.Struct, frozen=True):
    """A settlement and how it was worked out (佣金结算), in fen.

    ``whole_fen`` is the fee on all that came in since the engagement began, ``before_fen`` what of
    it was settled before; the difference is ``fee_fen``.
    """

    number: str
    from_on: dt.date
    through_on: dt.date
    parts: tuple[SettledPart, ...]
    received_fen: int
    all_received_fen: int
    minutes: int
    working: tuple[str, ...]
    whole_fen: int
    before_fen: int
    fee_fen: int
    price_fen: int
    tax_fen: int

    @property
    def total_fen(self) -> int:
        """What is paid, or given back below zero."""
        return self.price_fen + self.tax_fen


def settlements(connection: Connection, engagement: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the settlements of an engagement, the oldest first."""
    chosen = select(Commission.__table__).where(
        Commission.engagement_id == engagement["id"], Commission.closed_on.is_(None)
    )
    found = connection.execute(chosen.order_by(Commission.through_on, Commission.id)).mappings()
    return [dict(row) for row in found]


def worked_out(
    connection: Connection, engagement: Mapping[str, Any], through: dt.date
) -> Settlement:
    """Return what is to be settled through a day, or the settlement that was made through it.

    Raises InputError for a day before the last settlement, or before the engagement began.
    """
    earlier = settlements(connection, engagement)
    for row in earlier:
        if row["through_on"] == through:
            return msgspec.json.decode(row["detail"], type=Settlement)
    begins = earlier[-1]["through_on"] if earlier else engagement["placed_on"]
    if through <= begins:
        raise InputError(
            "这一天以前已经结算，或者早于委托",
            expected=f"晚于 {begins}，或者已有结算的截止日",
            found=str(through),
            next_step="以前的结算单用它的截止日再做一次，内容不变",
        )
    terms = terms_in(engagement["terms"])
    return _worked_out(connection, engagement, terms, (begins + _ONE_DAY, through), earlier)


def _worked_out(
    connection: Connection,
    engagement: Mapping[str, Any],
    terms: Terms,
    span: tuple[dt.date, dt.date],
    earlier: Sequence[Mapping[str, Any]],
) -> Settlement:
    begins, through = span
    everything = recoveries(connection, engagement, through)
    before = _counted(earlier)
    fresh = [(one, one.amount_fen - before.pop(one.part_id, 0)) for one in everything]
    parts = [SettledPart(*one._replace(amount_fen=new)) for one, new in fresh if new]
    parts += _taken_back(earlier, before)
    minutes = _minutes(connection, engagement, through)
    ended = last_day(engagement) <= through
    fee = commission(terms, [one.counted for one in everything], minutes, ended=ended)
    settled = sum(row["fee_fen"] for row in earlier)
    # Tax on the whole less the tax before, so that taxes add up as fees do.
    whole, old = taxed(terms.vat, fee.fee_fen), taxed(terms.vat, settled)
    return Settlement(
        number=f"{engagement['number']}-{len(earlier) + 1}",
        from_on=begins,
        through_on=through,
        parts=tuple(parts),
        received_fen=sum(part.amount_fen for part in parts),
        all_received_fen=sum(one.amount_fen for one in everything),
        minutes=minutes,
        working=fee.working,
        whole_fen=fee.fee_fen,
        before_fen=settled,
        fee_fen=fee.fee_fen - settled,
        price_fen=whole.price_fen - old.price_fen,
        tax_fen=whole.tax_fen - old.tax_fen,
    )


def _counted(earlier: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Return, by part of a receipt, what the settlements so far have counted."""
    counted: dict[int, int] = {}
    for part in _parts(earlier):
        counted[part.part_id] = counted.get(part.part_id, 0) + part.amount_fen
    return counted


def _parts(earlier: Sequence[Mapping[str, Any]]) -> list[SettledPart]:
    kept = (msgspec.json.decode(row["detail"], type=Settlement) for row in earlier)
    return [part for settlement in kept for part in settlement.parts]


def _taken_back(earlier: Sequence[Mapping[str, Any]], left: Mapping[int, int]) -> list[SettledPart]:
    """Return what was counted and no longer stands in the book as received for these debts."""
    last = {part.part_id: part for part in _parts(earlier)}
    return [
        msgspec.structs.replace(last[part], amount_fen=-amount)
        for part, amount in left.items()
        if amount
    ]


def _minutes(connection: Connection, engagement: Mapping[str, Any], through: dt.date) -> int:
    chosen = select(func.sum(WorkHours.minutes)).where(
        WorkHours.engagement_id == engagement["id"],
        WorkHours.closed_on.is_(None),
        WorkHours.worked_on <= through,
    )
    return int(connection.scalar(chosen) or 0)


def looked_up(connection: Connection, number: str, through: dt.date) -> tuple[bool, Settlement]:
    """Return whether the settlement through a day is kept, and the settlement."""
    engagement = in_state(connection, number, *_SETTLED)
    made = worked_out(connection, engagement, through)
    kept = settlements(connection, engagement)
    return any(row["number"] == made.number for row in kept), made


def settle(store: Store, number: str, through: dt.date, day: dt.date, author: Author) -> Settlement:
    """Settle through a day and keep it, with its cost; what is kept already stays as it is.

    Raises InputError where there is nothing to settle, or the period has not ended on ``day``.
    """
    with recording(store, author) as entry:
        engagement = in_state(entry.connection, number, *_SETTLED)
        made = worked_out(entry.connection, engagement, through)
        if any(row["number"] == made.number for row in settlements(entry.connection, engagement)):
            return made
        if through > day:
            raise InputError(
                "结算的期间还没有结束", found=f"{through}，登记日 {day}", next_step="到期后再登记"
            )
        if not made.parts and not made.fee_fen:
            raise InputError(
                "这段期间没有可以结算的", found=f"{made.from_on} 至 {through}",
                next_step="没有回款的，不出结算单",
            )  # fmt: skip
        _keep(entry.rows(Commission), entry.rows(Expense), engagement, made, day)
        note_step(entry, engagement["id"], Step.SETTLED, (day, author), made.number)
    return made


def _keep(
    rows: Any, costs: Any, engagement: Mapping[str, Any], made: Settlement, day: dt.date
) -> None:
    stated = ("number", "from_on", "through_on", "received_fen", "fee_fen", "price_fen", "tax_fen")
    rows.make(
        {
            **{key: getattr(made, key) for key in stated},
            "engagement_id": engagement["id"],
            "total_fen": made.total_fen,
            "settled_on": day,
            "detail": msgspec.json.encode(made).decode(),
        }
    )
    costs.make(
        {
            "customer_id": engagement["customer_id"],
            "engagement_id": engagement["id"],
            "spent_on": day,
            "kind": ExpenseKind.COMMISSION,
            "amount_fen": made.total_fen,
            "note": f"佣金结算单 {made.number}",
        }
    )


def pay(store: Store, settlement: str, day: dt.date, author: Author) -> None:
    """Note that a settlement was paid. Raises InputError for an unknown one, or one paid."""
    with recording(store, author) as entry:
        rows = entry.rows(Commission)
        found = next(iter(rows.known("number", [settlement])), None)
        if found is None or found["paid_on"] is not None or day < found["settled_on"]:
            raise InputError(
                "这份结算单不能记为已付",
                found=f"{settlement} {found['paid_on'] or ''}" if found else settlement,
                expected="已经登记、还没有付款的结算单，付款日不早于结算日",
                next_step="用 legaldocs book agency show 查看",
            )
        rows.change(found, {"paid_on": day})
        note_step(entry, found["engagement_id"], Step.PAID, (day, author), settlement)
