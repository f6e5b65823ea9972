"""A row that a person names: a customer by name, code or number, a receivable by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded
from legaldocs.portfolio.model import Customer, Receivable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select


def customer_named(connection: Connection, named: str) -> Mapping[str, Any]:
    """Return the customer with a name, a code of the accounting software or a USCC.

    Raises InputError where there is none, or several.
    """
    mark = folded(named)
    is_it = or_(
        Customer.name_key == mark, Customer.code == mark.upper(), Customer.uscc == mark.upper()
    )
    return _only(connection, select(Customer.__table__).where(is_it), "客户", named)


def receivable_named(connection: Connection, named: str) -> Mapping[str, Any]:
    """Return the receivable with a number, its own or that of its invoice.

    Raises InputError where there is none, or several.
    """
    is_it = or_(Receivable.key == f"n:{folded(named)}", Receivable.invoice_number == named)
    return _only(connection, select(Receivable.__table__).where(is_it), "应收", named)


def _only(connection: Connection, chosen: Select[Any], kind: str, named: str) -> Mapping[str, Any]:
    found: Sequence[Any] = connection.execute(chosen).mappings().all()
    if len(found) != 1:
        raise InputError(
            f"账册里有 {len(found)} 个这样的{kind}" if found else f"账册里没有这个{kind}",
            found=named,
            next_step="客户写统一社会信用代码或者客户编码"
            if found and kind == "客户"
            else "核对，用 legaldocs book export 查看",
        )
    return dict(found[0])
