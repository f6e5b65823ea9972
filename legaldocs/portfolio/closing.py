"""A row that is over: closed with a reason, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded
from legaldocs.portfolio.history import History
from legaldocs.portfolio.kept_rows import KeptRows
from legaldocs.portfolio.model import Customer, Receivable
from legaldocs.portfolio.store import writing

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author

_KEYS: dict[str, tuple[type[Any], str, str]] = {
    "应收": (Receivable, "key", "n:"),
    "客户": (Customer, "name_key", ""),
}
KINDS = tuple(_KEYS)


def close(
    connection: Connection, kind: str, named: str, day: dt.date, why: str, author: Author
) -> int:
    """Close a receivable by its number, or a customer by its name, on a day; return its identifier.

    Raises InputError where there is none, or several, or it is closed already.
    """
    model, column, prefix = _KEYS[kind]
    with writing(connection) as head:
        history = History(connection, head, author)
        rows = KeptRows(connection, history, model)
        found = rows.known(column, [prefix + folded(named)])
        if len(found) != 1:
            raise InputError(
                f"账册里没有这一笔{kind}" if not found else f"有 {len(found)} 个同名的{kind}",
                found=named,
                next_step="核对，用 legaldocs book export 查看",
            )
        if found[0]["closed_on"] is not None:
            raise InputError("已经关闭", found=f"{found[0]['closed_on']}：{found[0]['closed_why']}")
        rows.change(found[0], {"closed_on": day, "closed_why": why})
        rows.flush()
        history.finish()
    return int(found[0]["id"])
