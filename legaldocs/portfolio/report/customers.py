"""Who the customers are, as the report groups them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.model import Customer

if TYPE_CHECKING:
    from sqlalchemy import Connection

UNKNOWN = "未填写"


class Who(NamedTuple):
    """A customer as the report groups it (客户)."""

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
        self._found = {row[0]: Who(*row[1:]) for row in connection.execute(select(*columns))}

    def __getitem__(self, customer: int) -> Who:
        return self._found[customer]

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
