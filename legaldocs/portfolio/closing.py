"""A row that is over: closed with a reason, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.portfolio.model import ContactPerson, Customer, Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.naming import (
    contact_named,
    customer_named,
    receipt_named,
    receivable_named,
)
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.plan.recorded import contract_named
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.rematch import rematch

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.store import Store

    Find = Callable[[Connection, str], Mapping[str, Any]]


def _contract_named(connection: Connection, named: str) -> Mapping[str, Any]:
    """Return the contract with a number, written 客户/编号 where several customers have one."""
    customer, _, number = named.partition("/")
    try:
        return contract_named(connection, named, None)
    except InputError:
        if not number:
            raise
        return contract_named(connection, number, customer_named(connection, customer))


_KINDS: dict[str, tuple[type[Any], Find]] = {
    "应收": (Receivable, receivable_named),
    "客户": (Customer, customer_named),
    "回款": (Receipt, receipt_named),
    "联系人": (ContactPerson, contact_named),
    "合同": (Contract, _contract_named),
}


def close(store: Store, kind: str, named: str, day: dt.date, why: str, author: Author) -> int:
    """Close a row on a day; return its identifier.

    A receipt that is closed pays nothing any more: what it had paid is open again.

    Raises InputError where there is none, or several, or it is closed already.
    """
    model, find = _KINDS[kind]
    with recording(store, author) as entry:
        found = find(entry.connection, named)
        if found["closed_on"] is not None:
            raise InputError(
                "已经关闭", found=f"{found['closed_on']}：{found['closed_why']}",
                next_step="不用再关闭；看它的变更，用 legaldocs book history",
            )  # fmt: skip
        stated = {"closed_on": day, "closed_why": why}
        entry.rows(model).change(found, stated)
        if model is Receipt:
            _free(entry, found["id"], stated)
    return int(found["id"])


def _free(entry: Recording, receipt: int, stated: Mapping[str, Any]) -> None:
    """Close what a receipt paid, and work out anew what is open."""
    parts = entry.rows(ReceiptPart)
    open_parts = [row for row in parts.known("receipt_id", [receipt]) if row["closed_on"] is None]
    for part in open_parts:
        parts.change(part, {**stated, "matched_fen": 0})
    entry.flush()
    touched = {part["receivable_id"] for part in open_parts if part["receivable_id"] is not None}
    rematch(entry.connection, entry.history, touched)
