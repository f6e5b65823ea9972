"""Objections that are still open, and how much of the debt they dispute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.arrival import counterparties
from legaldocs.case.vocabulary import Direction, Effect
from legaldocs.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.model import Case
    from legaldocs.case.party import Party
    from legaldocs.core.origin import Origin


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection that nothing has settled (未解决的异议).

    ``amount`` in yuan, None where it names no sum and so goes to the whole debt. ``answered_on``
    and ``answer`` are empty while the creditor has not replied.
    """

    origin: Origin
    sent_on: dt.date
    channel: str
    ground: str
    amount: Decimal | None
    answered_on: dt.date | None
    answer: str

    @property
    def answered(self) -> bool:
        """Whether the creditor replied, or replies in the paper itself."""
        return self.answered_on is not None or bool(self.answer)


def open_objections(case: Case, party: Party | None = None) -> tuple[OpenObjection, ...]:
    """Return the open objections of ``party``, else of every debtor, oldest first."""
    whose = case.debtors if party is None else (party,)
    found = []
    for row in sorted(case.communications, key=lambda row: row.sent_on):
        ours = row.direction is Direction.RECEIVED and row.effect is Effect.DISPUTE
        said = row.objection
        theirs = any(party in whose for party in counterparties(case, row))
        if not ours or not theirs or (said and said.settled_on):
            continue
        found.append(
            OpenObjection(
                said.origin if said else row.origin,
                row.sent_on,
                str(row.channel),
                said.ground if said else row.gist,
                said.amount if said else None,
                said.answered_on if said else None,
                said.answer if said else "",
            )
        )
    return tuple(found)


def disputed(case: Case, principal: Decimal) -> Decimal:
    """Return how much of the principal is disputed, in yuan; all of it where a sum is not named."""
    objections = open_objections(case)
    if any(row.amount is None for row in objections):
        return principal
    return min(principal, sum((row.amount or ZERO for row in objections), ZERO))
