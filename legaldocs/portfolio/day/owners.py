"""Who does a task: the salesperson, a colleague by name or post, or a department."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from legaldocs.portfolio.day.policy import SALESPERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from legaldocs.portfolio.day.rows import CustomerRow
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.settings import Colleague


def salesperson(customer: CustomerRow, items: Iterable[tuple[OpenItem, int]]) -> str:
    """Return whose receivables they are: of several the customer's own, else of the largest sum."""
    sums: dict[str, int] = defaultdict(int)
    for item, asked in items:
        sums[item.owner] += abs(asked)
    sums.pop("", None)
    if len(sums) == 1:
        return next(iter(sums))
    if customer.owner or not sums:
        return customer.owner
    return min(sums, key=lambda owner: (-sums[owner], owner))


def owner_of(said: str, sales: str, people: Sequence[Colleague], owners: Mapping[str, str]) -> str:
    """Return whom a level means by a name, a department, a post or 业务员; else its own words."""
    if said == SALESPERSON:
        return sales
    if said in owners:
        return owners[said]
    posts = [person.name for person in people if person.post == said]
    return posts[0] if len(posts) == 1 else said


def approvers(level: int, people: Sequence[Colleague]) -> tuple[str, ...]:
    """Return who may approve at a level."""
    return tuple(person.name for person in people if level and person.level >= level)
