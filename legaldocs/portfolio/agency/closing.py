"""What an engagement came to: recovered, settled, complained of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from legaldocs.portfolio.agency.model import AgencyComplaint
from legaldocs.portfolio.agency.received import recoveries
from legaldocs.portfolio.agency.settling import settlements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.agency.situation import Situation


@dataclass(frozen=True, slots=True)
class Result:
    """The result of an engagement (办理结果), in fen."""

    recovered_fen: int
    settlements: tuple[Mapping[str, Any], ...]
    unsettled_fen: int
    complaints: int


def result(connection: Connection, found: Situation) -> Result:
    """Return what an engagement had come to on the day of the situation."""
    engagement = found.engagement
    done = [row for row in settlements(connection, engagement) if row["settled_on"] <= found.day]
    recovered = sum(one.amount_fen for one in recoveries(connection, engagement, found.day))
    chosen = select(func.count()).where(
        AgencyComplaint.engagement_id == engagement["id"],
        AgencyComplaint.closed_on.is_(None),
        AgencyComplaint.received_on <= found.day,
    )
    settled = sum(row["received_fen"] for row in done)
    return Result(recovered, tuple(done), recovered - settled, int(connection.scalar(chosen) or 0))
