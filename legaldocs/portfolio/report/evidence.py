"""What past cases like a debt recovered: the mean, how sure it is, and how many there were."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.report.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_UNIT = Decimal("0.0001")
LIKENESS = ("账龄、金额、行业都相同", "账龄、金额相同", "账龄相同")
"""By how much a past case is like the debt, the most first."""


class Past(NamedTuple):
    """A past case: whose, of what kind, what share of it came in (过去的一件)."""

    customer_id: int
    age: str
    size: str
    trade: str
    share: Decimal

    def alike(self, age: str, size: str, trade: str, level: int) -> bool:
        """Return whether it is like a debt, at a level of :data:`LIKENESS`."""
        mine = (self.age, self.size, self.trade)[: 3 - level]
        return mine == (age, size, trade)[: 3 - level]


class Evidence(NamedTuple):
    """What past cases say (依据); the cases of one customer count as one, by their mean."""

    level: int
    cases: int
    customers: int
    mean: Decimal
    low: Decimal
    high: Decimal

    @property
    def likeness(self) -> str:
        """By how much the cases are like the debt."""
        return LIKENESS[self.level]


def evidence(past: Sequence[Past], kind: tuple[str, str, str], fewest: int) -> Evidence | None:
    """Return what the cases most like a debt say, of which there are enough; None without.

    ``kind`` is its age, size and trade. Where too few customers had a debt like it in all three,
    trade is left aside, then size; debts of another age say nothing.
    """
    for level in range(len(LIKENESS)):
        found = [one for one in past if one.alike(*kind, level)]
        if len({one.customer_id for one in found}) >= fewest:
            return said_by(found, level)
    return None


def said_by(found: Iterable[Past], level: int) -> Evidence:
    """Return the mean over customers and its interval. Raises ValueError without a case."""
    shares: dict[int, list[Decimal]] = {}
    for one in found:
        shares.setdefault(one.customer_id, []).append(one.share)
    means = [sum(some, Decimal(0)) / len(some) for some in shares.values()]
    mean = sum(means, Decimal(0)) / len(means) if means else Decimal(0)
    low, high = wilson(mean, len(means))
    cases = sum(map(len, shares.values()))
    return Evidence(level, cases, len(means), mean.quantize(_UNIT, ROUND_HALF_UP), low, high)
