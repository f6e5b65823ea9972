"""When the limitation periods of the open receivables end: the one reading of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.near import folded
from legaldocs.portfolio.day.deadlines import Deadlines, contract_terms
from legaldocs.portfolio.day.facts import accounts
from legaldocs.portfolio.day.letters import Agreed, read_letters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.deadlines import TermsOfContract
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.rows import Account
    from legaldocs.portfolio.open_items import OpenItem


class LimitationEnd(NamedTuple):
    """The careful end of the limitation period of a receivable (时效届满日).

    ``on`` is None where the law data cannot say.
    """

    item: OpenItem
    on: dt.date | None


def limitation_ends(
    connection: Connection, policy: DayPolicy, as_of: dt.date, customer: int | None = None
) -> list[LimitationEnd]:
    """Return the periods that end soon or are over, of one customer or of all.

    Counted are the demands, promises and confirmed statements that the day counts; left out are
    receivables that are in a case. Raises LawError for a day before the law data.
    """
    deadlines = Deadlines(connection, policy, as_of)
    known = accounts(connection, policy, as_of, customer)
    old = {who: items for who, one in known.items() if (items := deadlines.old(one))}
    said, terms = deadlines.acknowledged(old), contract_terms(connection, old, as_of)
    found = []
    for who, items in old.items():
        agreed, within = agreed_service(known[who], terms), policy.pay_within_days
        letters = read_letters(known[who], agreed, as_of, within)
        for item, end in deadlines.ends(who, items, letters, said):
            found.append(LimitationEnd(item, end[0] if end else None))
    return found


def agreed_service(
    account: Account, terms: Mapping[tuple[int, str], TermsOfContract]
) -> list[Agreed]:
    """Return what the contracts of a customer say of service."""
    found = []
    for number in sorted({item.contract_number for item in account.items}):
        stated = terms.get((account.customer.id, folded(number)))
        known = (stated.service_clause, stated.service_address) if stated else ()
        found.append(Agreed(number, *known))
    return found
