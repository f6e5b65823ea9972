"""Where a late charge ends: the cap that the contract puts on it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from legaldocs.core.money import TO_FEN, figure
from legaldocs.law.interest import as_decimal
from legaldocs.law.late_terms import fixed_segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.claim.instalment_balance import InstalmentBalance
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.late_terms import Cap

_DAY = dt.timedelta(days=1)


class Ceiling:
    """The cap on the late charge of some instalments together, and the day it is reached (上限).

    What ran until the day before stands; on that day the instalments take the rest in the order
    they fell due, and from then on nothing runs. A sum that a statement fixed stands as it is, and
    counts towards the cap.
    """

    def __init__(self, cap: Cap, balances: tuple[InstalmentBalance, ...]) -> None:
        self._cap = cap
        self._balances = sorted(balances, key=lambda balance: balance.due.due_on or dt.date.max)
        self._first_over: dict[dt.date | None, dt.date] = {}
        """The day the cap is passed, before a statement counts and from its day on."""

    def segments(
        self, balance: InstalmentBalance, through: dt.date
    ) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield the runs of one instalment with their bases, cut where the cap is reached."""
        reached = self.reached(through)
        if reached is None:
            yield from balance.uncapped(through)
            return
        yield from balance.uncapped(reached - _DAY)
        rest = max(self._rest(balance, reached), Fraction(0))
        if rest > 0 or balance is self._balances[0]:
            says = (
                f"累计达到上限{self._cap.words}，即{figure(self.limit)}："
                f"当日计{figure(as_decimal(rest))}，此后不再计算"
            )
            cut = fixed_segment(reached, reached, as_decimal(rest), "上限", says)
            yield balance.outstanding, cut

    @property
    def limit(self) -> Decimal:
        """The most that the instalments may be charged together, in yuan to the fen."""
        if self._cap.of == "overdue":
            base = sum(balance.first_base() for balance in self._balances)
            return TO_FEN.apply(base * self._cap.percent / 100)
        return TO_FEN.apply(self._cap.yuan)

    def reached(self, through: dt.date) -> dt.date | None:
        """Return the day by ``through`` on which the cap is passed; the days before are settled."""
        stated_on = self._stated_on(through)
        if stated_on not in self._first_over and self._total(through) > self.limit:
            self._first_over[stated_on] = self._first_day_over(stated_on, through)
        reached = self._first_over.get(stated_on)
        return None if reached is None or reached > through else reached

    def _stated_on(self, through: dt.date) -> dt.date | None:
        """Return the day of the statement that fixes the charge as it stands on ``through``."""
        first = self._balances[0]
        stated = first.stated
        counts = stated is not None and stated.through_on <= min(through, first.stops_on - _DAY)
        return stated.through_on if stated and counts else None

    def _first_day_over(self, stated_on: dt.date | None, through: dt.date) -> dt.date:
        due = (balance.due.due_on for balance in self._balances)
        low, high = stated_on or min(day for day in due if day), through
        if stated_on is not None and self._total(stated_on) > self.limit:
            return stated_on + _DAY
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            if self._total(middle) > self.limit:
                high = middle
            else:
                low = middle
        return high

    def _total(self, through: dt.date) -> Fraction:
        return sum((_ran(balance, through) for balance in self._balances), Fraction(0))

    def _rest(self, wanted: InstalmentBalance, reached: dt.date) -> Fraction:
        """Return what one instalment takes on the day the cap is reached, exact."""
        before = {id(balance): _ran(balance, reached - _DAY) for balance in self._balances}
        left = Fraction(self.limit) - sum(
            (Fraction(TO_FEN.apply(as_decimal(ran))) for ran in before.values()), Fraction(0)
        )
        for balance in self._balances:
            ran = before[id(balance)]
            step = _ran(balance, reached) - ran
            rounded = Fraction(TO_FEN.apply(as_decimal(ran)))
            taken = min(step, left + rounded - ran)
            if balance is wanted:
                return taken
            left -= Fraction(TO_FEN.apply(as_decimal(ran + max(taken, Fraction(0))))) - rounded
        return Fraction(0)


def _ran(balance: InstalmentBalance, through: dt.date) -> Fraction:
    return sum((segment.exact for _, segment in balance.uncapped(through)), Fraction(0))
