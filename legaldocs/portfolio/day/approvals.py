"""Whether a task was approved as it stands: for the sum that was approved, or less."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from legaldocs.core.money import figure
from legaldocs.portfolio.day.model import Task
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.plan.model import Approval

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Connection

APPROVED = "同意"
"""What an approval says that lets a task go on."""


class GivenApproval(NamedTuple):
    """Who let a task go on, when, at which level and up to which sum (批准), in fen."""

    who: str
    decided_on: dt.date
    level: int
    amount_fen: int

    def covers(self, level: int, amount_fen: int) -> bool:
        """Return whether a task that needs a level and asks for a sum may go on by it."""
        return self.level >= level and self.amount_fen >= amount_fen


def approvals(
    connection: Connection, as_of: dt.date, task: int | None = None
) -> dict[int, list[GivenApproval]]:
    """Return what was approved by a day, by the number of the task, the oldest first."""
    columns = (Approval.row_id, Approval.who, Approval.decided_on, Approval.level,
               Approval.amount_fen)  # fmt: skip
    chosen = select(*columns).where(
        Approval.noun == Task.__tablename__, Approval.outcome == APPROVED,
        Approval.decided_on <= as_of, Approval.there(as_of),
        *(() if task is None else (Approval.row_id == task,)),
    )  # fmt: skip
    found: dict[int, list[GivenApproval]] = {}
    for number, who, day, level, fen in connection.execute(chosen.order_by(Approval.id)):
        found.setdefault(number, []).append(GivenApproval(who, day, level, fen or 0))
    return found


def approved_by(given: Sequence[GivenApproval], level: int, amount_fen: int) -> str:
    """Return who approved a task as it stands, the last of them; empty where nobody did."""
    return next((one.who for one in reversed(given) if one.covers(level, amount_fen)), "")


def not_covered(given: Sequence[GivenApproval], level: int, amount_fen: int) -> str:
    """Return why what was approved is not enough any more; empty where it is, or nothing was."""
    if not given or not level or approved_by(given, level, amount_fen):
        return ""
    last = given[-1]
    said = f"{last.decided_on} {last.who}批准的是 {figure(yuan_of(last.amount_fen))} 元"
    now = f"现在 {figure(yuan_of(amount_fen))} 元"
    if last.level < level:
        now += f"，须 {level} 级"
    return f"{said}，{now}，须重新批准"
