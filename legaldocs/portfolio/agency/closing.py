"""What an engagement came to: recovered, settled, complained of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from legaldocs.portfolio.agency.model import AgencyComplaint
from legaldocs.portfolio.agency.received import came_in
from legaldocs.portfolio.agency.settling import settlements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.agency.situation import Situation


@dataclass(frozen=True, slots=True)
class Result:
    """The result of an engagement (办理结果), in fen.

    ``later_fen`` came after its last day; ``no_money_fen`` was set off or paid by bills within it.
    """

    recovered_fen: int
    later_fen: int
    no_money_fen: int
    settlements: tuple[Mapping[str, Any], ...]
    unsettled_fen: int
    complaints: int


def result(connection: Connection, found: Situation) -> Result:
    """Return what an engagement had come to on the day of the situation."""
    engagement = found.engagement
    done = [row for row in settlements(connection, engagement) if row["settled_on"] <= found.day]
    came = came_in(connection, engagement, found.day)
    recovered = sum(one.amount_fen for one in came.counted)
    no_money = sum(one.amount_fen for one in came.left_out)
    chosen = select(func.count()).where(
        AgencyComplaint.engagement_id == engagement["id"],
        AgencyComplaint.closed_on.is_(None),
        AgencyComplaint.received_on <= found.day,
    )
    settled = sum(row["received_fen"] for row in done)
    complaints = int(connection.scalar(chosen) or 0)
    return Result(recovered, came.later_fen, no_money, tuple(done), recovered - settled, complaints)
