"""When the limitation periods of the open receivables end: the one reading of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.day.contract_terms import agreed_of, contract_terms
from legaldocs.portfolio.day.deadlines import Deadlines
from legaldocs.portfolio.day.facts import accounts
from legaldocs.portfolio.day.letters import read_letters

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.contract_terms import TermsOfContract
    from legaldocs.portfolio.day.deadlines import Ending
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.open_items import OpenItem


class LimitationEnd(NamedTuple):
    """The careful end of the limitation period of a receivable (时效届满日).

    ``on`` is None where the law data cannot say.
    """

    item: OpenItem
    on: dt.date | None


class PeriodEnds(NamedTuple):
    """The periods of a day that end soon or are over (将届满的期间).

    ``others`` are those to have an instrument enforced and those of guarantees, by customer.
    """

    limitation: list[LimitationEnd]
    others: list[tuple[int, Ending]]


def period_ends(connection: Connection, policy: DayPolicy, as_of: dt.date) -> PeriodEnds:
    """Return the periods that end soon or are over, as the list of the day has them.

    For limitation the demands, promises and confirmed statements count that the day counts; left
    out are receivables that are in a case. Raises LawError for a day before the law data.
    """
    deadlines = Deadlines(connection, policy, as_of)
    known = accounts(connection, policy, as_of)
    old = {who: items for who, one in known.items() if (items := deadlines.old(one))}
    said, terms = deadlines.limitation.acknowledged(old), contract_terms(connection, known, as_of)
    found = PeriodEnds([], [])
    for who, items in old.items():
        agreed, within = agreed_of(known[who], terms), policy.pay_within_days
        letters = read_letters(known[who], agreed, as_of, within)
        for item, end in deadlines.ends(who, items, letters, said):
            found.limitation.append(LimitationEnd(item, end.on if end else None))
    of_customer: dict[int, dict[tuple[int, str], TermsOfContract]] = {}
    for key, stated in terms.items():
        of_customer.setdefault(key[0], {})[key] = stated
    for who, account in known.items():
        if account.customer.closed_on is None or account.customer.closed_on > as_of:
            endings = (
                *deadlines.enforcements(account),
                *deadlines.guaranteed(account, of_customer.get(who, {})),
            )
            found.others.extend((who, one) for one in endings)
    return found
