"""Bands of age and size: where a debt stands, by days overdue or by amount."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from legaldocs.portfolio.fen import fen

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.portfolio.report.policy import ReportPolicy

NOT_DUE = "未到期"
_WAN = 10_000


@dataclass(frozen=True, slots=True)
class AgeBands:
    """The bands of days overdue (账龄分档); the due day itself is not overdue."""

    edges: tuple[int, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the bands, from what is not due to the oldest.

        >>> AgeBands((30, 60)).labels
        ('未到期', '逾期1—30天', '逾期31—60天', '逾期60天以上')
        """
        firsts = (1, *(edge + 1 for edge in self.edges[:-1]))
        closed = (f"逾期{first}—{last}天" for first, last in zip(firsts, self.edges, strict=True))
        return NOT_DUE, *closed, f"逾期{self.edges[-1]}天以上"

    def band(self, due_on: dt.date, day: dt.date) -> int:
        """Return the number of the band on a day; 0 is not due."""
        return self.of_days((day - due_on).days)

    def of_days(self, days: int) -> int:
        """Return the number of the band of some days overdue."""
        return 0 if days <= 0 else 1 + bisect_left(self.edges, days)

    def label(self, due_on: dt.date, day: dt.date) -> str:
        """Return the name of the band on a day."""
        return self.labels[self.band(due_on, day)]


@dataclass(frozen=True, slots=True)
class SizeBands:
    """The bands of amounts (金额分档), in yuan; an edge belongs to the band below it."""

    edges: tuple[Decimal, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the bands, the smallest first."""
        shown = [_shown(edge) for edge in self.edges]
        between = (f"{low}—{high}" for low, high in pairwise(shown))
        return f"{shown[0]}以下", *between, f"{shown[-1]}以上"

    def label(self, amount_fen: int) -> str:
        """Return the name of the band of an amount in fen."""
        return self.labels[bisect_left([fen(edge) for edge in self.edges], amount_fen)]


def _shown(edge: Decimal) -> str:
    whole = edge / _WAN
    return f"{whole.normalize():f}万元" if edge >= _WAN else f"{edge.normalize():f}元"


def age_bands(policy: ReportPolicy) -> AgeBands:
    """Return the bands of age that a policy names."""
    return AgeBands(policy.ages)


def size_bands(policy: ReportPolicy) -> SizeBands:
    """Return the bands of size that a policy names."""
    return SizeBands(policy.sizes)
