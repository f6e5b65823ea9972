"""How far was the law checked that the figures and papers rest on?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter
    from legaldocs.law.lawbook import LawBook

_RATES = "rate"
_OLD = dt.timedelta(days=183)
"""Half a year; statutes seldom change sooner, and never all of them."""


@dataclass(frozen=True, slots=True)
class LawChecked:
    """The day through which the rules and the rates were checked (核对至).

    Each is the earliest of those still in force: no more can be said of all of them.
    """

    rules: dt.date
    rates: dt.date

    @property
    def says(self) -> str:
        """The days in a sentence."""
        return (
            f"所用法律数据：法规、司法解释和收费标准核对至 {self.rules}，"
            f"利率核对至 {self.rates}，此后有无修改须自行核对"
        )


def law_checked(book: LawBook) -> LawChecked:
    """Return how far the law data was checked."""
    known = [status for status in book.statuses() if not status.closed]
    return LawChecked(
        min(status.checked_through for status in known if status.kind != _RATES),
        min(status.checked_through for status in known if status.kind == _RATES),
    )


def law_was_checked_lately(matter: Matter) -> Iterator[Finding]:
    """Rules that nobody compared for half a year may have been amended."""
    checked = law_checked(matter.book)
    if matter.as_of - checked.rules > _OLD:
        yield Finding(
            "LD-LAW-OLD",
            "warning",
            f"法规和司法解释只核对至 {checked.rules}，距 {matter.as_of} 已超过六个月，"
            "所引条文可能已经修改",
            next_step="用 legaldocs law status 查看各项的核对日，在提交前核对所引条文的现行文本",
        )


GUARDS = (law_was_checked_lately,)
