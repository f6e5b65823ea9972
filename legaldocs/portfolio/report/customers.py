"""Who the customers are, as the report groups them."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.model import Customer

if TYPE_CHECKING:
    from sqlalchemy import Connection

UNKNOWN = "未填写"


class Who(NamedTuple):
    """A customer as the report groups it (客户); a shared name is shown with the code."""

    name: str
    owner: str
    trade: str
    segment: str


class Grouping(StrEnum):
    """By what a table is grouped (分组)."""

    CUSTOMER = "客户"
    PERSON = "业务员"
    TRADE = "行业"
    SEGMENT = "客户类别"


class Customers:
    """The customers of a book by their identifier (客户)."""

    def __init__(self, connection: Connection) -> None:
        columns = Customer.id, Customer.name, Customer.owner, Customer.trade, Customer.segment
        rows = connection.execute(select(*columns, Customer.code, Customer.uscc)).all()
        shared = Counter(row.name for row in rows)
        self._found = {row.id: Who(_shown(row, shared), *row[2:5]) for row in rows}

    def __getitem__(self, customer: int) -> Who:
        return self._found[customer]

    def line(self, customer: int, grouping: Grouping, owner: str = "") -> tuple[int | str, str]:
        """Return what tells the group of a customer from others, and its name."""
        name = self.group(customer, grouping, owner)
        return customer if grouping is Grouping.CUSTOMER else name, name

    def group(self, customer: int, grouping: Grouping, owner: str = "") -> str:
        """Return the group of a customer; ``owner`` is whose receivable it is, if anybody's."""
        who = self._found[customer]
        name = {
            Grouping.CUSTOMER: who.name,
            Grouping.PERSON: owner or who.owner,
            Grouping.TRADE: who.trade,
            Grouping.SEGMENT: who.segment,
        }[grouping]
        return name or UNKNOWN


def _shown(row: Any, shared: Counter[str]) -> str:
    """Return a customer's name, with its code where others are called the same."""
    if shared[row.name] == 1:
        return str(row.name)
    return f"{row.name}（{row.code or row.uscc or f'账册编号 {row.id}'}）"
