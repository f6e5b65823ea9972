"""To whom of a customer a statement is mailed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FINANCE = re.compile(r"财务|会计|出纳|对账|结算")


class Recipient(NamedTuple):
    """A person at the customer, and the address (收件人); both may be empty."""

    contact: str
    email: str


def recipient(people: Sequence[Mapping[str, Any]]) -> Recipient:
    """Return the first person with an address, one of finance before others."""
    reachable = [person for person in people if "@" in person["email"]]
    finance = (person for person in reachable if _FINANCE.search(person["post"]))
    chosen = next(finance, reachable[0] if reachable else None)
    return Recipient("", "") if chosen is None else Recipient(chosen["name"], chosen["email"])
