"""A row that a person names: a customer by name or code, a receivable or receipt by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded
from legaldocs.portfolio.model import ContactPerson, Customer, Receipt, Receivable

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

    One without a number is named by its contract and part, as HT-1/预付款. Raises InputError where
    there is none, or several.
    """
    table = Receivable.__table__
    is_it = or_(Receivable.key == f"n:{folded(named)}", Receivable.invoice_number == named)
    if "/" in named and not connection.execute(select(table).where(is_it)).first():
        is_it = Receivable.contract_number + "/" + Receivable.part == named
    return _only(connection, select(table).where(is_it), "应收", named)


def receipt_named(connection: Connection, named: str) -> Mapping[str, Any]:
    """Return the receipt with a number. Raises InputError where there is none."""
    is_it = Receipt.key == folded(named)
    return _only(connection, select(Receipt.__table__).where(is_it), "回款", named)


def contact_named(connection: Connection, named: str) -> Mapping[str, Any]:
    """Return the person with a name, written 客户/姓名 where several customers have one.

    Raises InputError where there is none, or several.
    """
    customer, _, name = named.rpartition("/")
    is_it = ContactPerson.key.endswith(f":{folded(name)}", autoescape=True)
    if customer:
        is_it = ContactPerson.key == f"{customer_named(connection, customer)['id']}:{folded(name)}"
    return _only(connection, select(ContactPerson.__table__).where(is_it), "联系人", named)


_SURE = {"客户": "写统一社会信用代码或者客户编码", "联系人": "写成 客户/姓名"}
"""How one of several is named."""


def _only(connection: Connection, chosen: Select[Any], kind: str, named: str) -> Mapping[str, Any]:
    found: Sequence[Any] = connection.execute(chosen).mappings().all()
    if len(found) != 1:
        several = _SURE.get(kind) if found else ""
        raise InputError(
            f"账册里有 {len(found)} 个这样的{kind}" if found else f"账册里没有这个{kind}",
            found=named,
            next_step=several or "核对，用 legaldocs book export 查看",
        )
    return dict(found[0])
