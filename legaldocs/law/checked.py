"""Through which day the law data was checked, as one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.law.lawbook import LawBook

_RATES = "rate"


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
