"""Whether the book knows already what is noted again: the same promise, the same objection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from legaldocs.portfolio.day.model import Dispute, Promise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sqlalchemy import ColumnElement, Connection


def promise_before(connection: Connection, promise: Mapping[str, Any]) -> int | None:
    """Return the promise that a customer made on the same day, of the same sum and day.

    Of which receivable may have been left out once; two that are named are two promises.
    """
    same = ("customer_id", "made_on", "due_on", "amount_fen")
    chosen = select(Promise.id).where(
        *(getattr(Promise, name) == promise[name] for name in same),
        *_of(Promise.receivable_id, promise["receivable_id"]),
        Promise.closed_on.is_(None),
    )
    return connection.scalar(chosen.order_by(Promise.id).limit(1))


def dispute_before(connection: Connection, dispute: Mapping[str, Any]) -> int | None:
    """Return the objection of a customer in the same words and sum, raised on the same day."""
    same = ("customer_id", "raised_on", "ground", "amount_fen")
    chosen = select(Dispute.id).where(
        *(getattr(Dispute, name) == dispute[name] for name in same),
        *_of(Dispute.receivable_id, dispute["receivable_id"]),
        Dispute.closed_on.is_(None),
    )
    return connection.scalar(chosen.order_by(Dispute.id).limit(1))


def _of(column: Any, receivable: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if receivable is None else (or_(column == receivable, column.is_(None)),)
