"""What the contracts of the book say that a day needs: service and guarantees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.core.near import folded
from legaldocs.portfolio.day.letters import Agreed
from legaldocs.portfolio.day.rows import chunks
from legaldocs.portfolio.plan.model import Contract

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.rows import Account


class TermsOfContract(NamedTuple):
    """What of a contract's terms the day needs (合同条件)."""

    service_clause: str
    service_address: str
    guarantees: tuple[Mapping[str, str], ...]
    signed_on: dt.date | None


def contract_terms(
    connection: Connection, customers: Iterable[int], as_of: dt.date
) -> dict[tuple[int, str], TermsOfContract]:
    """Return the terms of contracts by customer and folded number."""
    columns = (Contract.customer_id, Contract.number, Contract.terms, Contract.signed_on)
    found = {}
    for chunk in chunks(customers):
        chosen = select(*columns).where(
            Contract.customer_id.in_(chunk),
            Contract.there(as_of),
        )
        for who, number, terms, signed_on in connection.execute(chosen).all():
            stated = _stated(terms)
            guarantees = stated.get("guarantees") or ()
            found[who, folded(number)] = TermsOfContract(
                str(stated.get("service_clause") or ""),
                str(stated.get("service_address") or ""),
                tuple(row for row in guarantees if isinstance(row, dict)),
                signed_on,
            )
    return found


def agreed_of(account: Account, terms: Mapping[tuple[int, str], TermsOfContract]) -> list[Agreed]:
    """Return what the contracts of a customer say of service."""
    found = []
    for number in sorted({item.contract_number for item in account.items}):
        stated = terms.get((account.customer.id, folded(number)))
        known = (stated.service_clause, stated.service_address) if stated else ()
        found.append(Agreed(number, *known))
    return found


def _stated(terms: str) -> dict[str, Any]:
    try:
        found = json.loads(terms) if terms else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
