"""What contracts state that is no receivable yet: parts without a day, less what finance booked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from legaldocs.core.near import folded
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.plan.instalments import schedule
from legaldocs.portfolio.plan.kept_terms import known_events, terms_of
from legaldocs.portfolio.plan.model import Contract

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    Booked = Mapping[str, int]
    """The fen of a contract's receivables by folded part."""


def pending(
    connection: Connection, as_of: dt.date, customers: Collection[int] | None = None
) -> dict[int, int]:
    """Return, by customer, the fen that contracts state and no receivable asks for on a day."""
    chosen = select(Contract.__table__).where(Contract.there(as_of), Contract.pending_fen != 0)
    if customers is not None:
        chosen = chosen.where(Contract.customer_id.in_(customers))
    contracts = [dict(row) for row in connection.execute(chosen).mappings()]
    booked = _booked(connection, as_of, {row["customer_id"] for row in contracts})
    found: dict[int, int] = {}
    for row in contracts:
        customer = row["customer_id"]
        left = pending_of(row, booked.get((customer, folded(row["number"])), {}))
        if left:
            found[customer] = found.get(customer, 0) + left
    return found


def pending_of(contract: Mapping[str, Any], booked: Booked) -> int:
    """Return the fen of a contract's parts without a day that no receivable asks for.

    What finance booked of a part is taken off that part. A receivable that names no part of the
    contract may be of any, and is taken off what is left: nothing is counted twice.
    """
    if not booked:
        return int(contract["pending_fen"])
    parts = schedule(terms_of(contract["terms"]), known_events(contract["events"]))
    names = {folded(part.part.name) for part in parts}
    left = sum(
        max(part.amount_fen - max(booked.get(folded(part.part.name), 0), 0), 0)
        for part in parts
        if part.due_on is None
    )
    loose = sum(sum_ for name, sum_ in booked.items() if name not in names)
    return max(left - max(loose, 0), 0)


_CHUNK = 500
"""Values in one condition: fewer than any database allows."""


def _booked(
    connection: Connection, as_of: dt.date, customers: Collection[int]
) -> dict[tuple[int, str], dict[str, int]]:
    """Return what stands as receivables of contracts on a day, by customer, contract and part."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    columns = (Receivable.customer_id, Receivable.contract_number, Receivable.part)
    wanted = sorted(customers)
    for first in range(0, len(wanted), _CHUNK):
        chosen = select(*columns, Receivable.amount_fen).where(
            Receivable.customer_id.in_(wanted[first : first + _CHUNK]),
            Receivable.contract_number != "",
            Receivable.there(as_of),
            or_(Receivable.issued_on.is_(None), Receivable.issued_on <= as_of),
        )
        for customer, number, part, amount in connection.execute(chosen):
            of = found.setdefault((customer, folded(number)), {})
            of[folded(part)] = of.get(folded(part), 0) + amount
    return found
