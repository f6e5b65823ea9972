"""A row that is over: closed with a reason, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.portfolio.model import Customer, Receivable
from legaldocs.portfolio.naming import customer_named, receivable_named
from legaldocs.portfolio.recording import recording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.store import Store

    Find = Callable[[Connection, str], Mapping[str, Any]]

_KINDS: dict[str, tuple[type[Any], Find]] = {
    "应收": (Receivable, receivable_named),
    "客户": (Customer, customer_named),
}


def close(store: Store, kind: str, named: str, day: dt.date, why: str, author: Author) -> int:
    """Close a receivable or a customer on a day; return its identifier.

    Raises InputError where there is none, or several, or it is closed already.
    """
    model, find = _KINDS[kind]
    with recording(store, author) as entry:
        found = find(entry.connection, named)
        if found["closed_on"] is not None:
            raise InputError("已经关闭", found=f"{found['closed_on']}：{found['closed_why']}")
        entry.rows(model).change(found, {"closed_on": day, "closed_why": why})
    return int(found["id"])
