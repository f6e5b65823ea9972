"""An instalment with its late charge while payments are allocated to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.money import TO_FEN, ZERO, figure
from legaldocs.law.interest import as_decimal
from legaldocs.law.late_terms import fixed_segment
from legaldocs.law.penalty import yearly_percent
from legaldocs.law.rate_terms import FixedSum, OverdueShare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.model import Statement
    from legaldocs.claim.ceiling import Ceiling
    from legaldocs.claim.due import DuePart
    from legaldocs.claim.figures import PaymentShare
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.late_terms import LateTerm
    from legaldocs.law.lawbook import LawBook

_DAY = dt.timedelta(days=1)
_YEAR = 365
_NEVER = dt.date.max


@dataclass(slots=True)
class InstalmentBalance:
    """An instalment while payments are allocated to it (分期余额).

    ``outstanding`` is its unpaid principal in yuan, ``bases`` each principal with the first day it
    stood in the order of time, ``late_paid`` what was paid of the late charge.
    """

    due: DuePart
    term: LateTerm
    book: LawBook
    outstanding: Decimal
    bases: list[tuple[dt.date, Decimal]]
    late_paid: Decimal = ZERO
    stops_on: dt.date = _NEVER
    """The first day that no late charge runs on, such as that of the debtor's bankruptcy."""
    shares: list[PaymentShare] = field(default_factory=list)
    earlier: tuple[InstalmentBalance, ...] = ()
    """Instalments whose late days take a sum that counts once for the contract."""
    ceiling: Ceiling | None = None
    stated: Statement | None = None
    """The statement that fixes the charge; the whole sum stands under the earliest due."""
    earlier_due: bool = False
    _ran: dict[tuple[int, Decimal, dt.date, dt.date], tuple[InterestSegment, ...]] = field(
        default_factory=dict
    )
    """Runs worked out before: interest that is paid first asks for them at each payment."""

    def segments(self, through: dt.date) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield each run of late days with its base, as far as the contract's cap allows."""
        if self.ceiling is None:
            return self.uncapped(through)
        return self.ceiling.segments(self, through)

    def uncapped(self, through: dt.date) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield each run of late days with its base; a day of payment has the lower base."""
        through = min(through, self.stops_on - _DAY)
        if self.stated is not None and self.stated.through_on <= through:
            yield from self._as_stated(self.stated, through)
        else:
            yield from self._running(dt.date.min, through)

    def _as_stated(
        self, stated: Statement, through: dt.date
    ) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield what a statement fixed through its day, and what it reserved after it."""
        day = stated.through_on
        paid = sum(
            (
                share.amount
                for share in self.shares
                if share.towards == "违约金或利息" and share.paid_on <= day
            ),
            ZERO,
        )
        sum_ = paid + (stated.late_charge or ZERO if not self.earlier_due else ZERO)
        if sum_:
            says = f"对账单载明截至{chinese_day(day)}的金额，计{figure(sum_)}"
            yield self.outstanding, fixed_segment(day, day, sum_, "对账载明", says)
        if not self._ended:
            yield from self._running(day + _DAY, through)

    def _running(
        self, since: dt.date, through: dt.date
    ) -> Iterator[tuple[Decimal, InterestSegment]]:
        since = max(since, self.term.not_before or since)
        for begins, base, first, last in self._late(through):
            for place, term in enumerate(self.term.parts if last >= since else ()):
                for start, end in self._own(term, max(first, since), last):
                    days = (place, base, start, end)
                    if days not in self._ran:
                        self._ran[days] = tuple(term.segments(self.book, base, start, end, begins))
                    yield from ((base, run) for run in self._ran[days])

    def late_days(self, through: dt.date) -> Iterator[tuple[Decimal, dt.date, dt.date]]:
        """Yield each principal with the first and the last late day it stood.

        What was unpaid when the due day ended comes first with the days that the term reaches back.
        """
        return ((base, first, last) for _, base, first, last in self._late(through))

    def _late(self, through: dt.date) -> Iterator[tuple[dt.date, Decimal, dt.date, dt.date]]:
        """Yield the principals of ``late_days``, before each the first late day of its period."""
        for begins, until in self.due.late_periods():
            if begins > through:
                continue
            if until == _NEVER:
                yield from ((begins, *days) for days in self._reached_back(begins - _DAY))
            for days in self._bases_between(begins, min(until, through)):
                yield (begins, *days)

    def _reached_back(self, due_on: dt.date) -> Iterator[tuple[Decimal, dt.date, dt.date]]:
        """Yield what was unpaid when the due day ended, with the days before it that count too."""
        back = self.due.runs_from
        if not self.term.reaches_back or back is None:
            return
        back = max([back, *(last + _DAY for _, last in self.due.earlier)])
        missed = next(base for since, base in reversed(self.bases) if since <= due_on)
        if missed and back <= due_on:
            yield missed, back, due_on

    def _bases_between(
        self, begins: dt.date, through: dt.date
    ) -> Iterator[tuple[Decimal, dt.date, dt.date]]:
        starts = [max(begins, since) for since, _ in self.bases]
        for n, (_, base) in enumerate(self.bases):
            last = min(starts[n + 1] - _DAY if n + 1 < len(starts) else through, through)
            if base and starts[n] <= last:
                yield base, starts[n], last

    def lower(self, amount: Decimal, day: dt.date) -> None:
        """Lower what is unpaid from ``day``, or raise it by a negative amount.

        A payment on the day a bill fails counts from the next, on which the bill's sum stands
        again.
        """
        if amount:
            self.outstanding -= amount
            self.bases.append((max(day, self.bases[-1][0]), self.outstanding))

    def runs_on(self, through: dt.date) -> bool:
        """Return whether the late charge grows after ``through`` while nothing is paid."""
        due_on = self.due.due_on
        late = due_on is not None and due_on < through and self.outstanding > 0
        if self._ended or through >= self.stops_on:
            return False
        return late and (self.ceiling is None or self.ceiling.reached(through) is None)

    def burden(self, day: dt.date) -> Decimal:
        """Return what another late day costs, in percent a year of what is unpaid.

        A charge that has ended, or is owed once, costs no more by waiting.
        """
        capped = self.ceiling is not None and self.ceiling.reached(day - _DAY) is not None
        if self._ended or capped or day >= self.stops_on:
            return ZERO
        late_day = (day - self.due.due_on).days if self.due.due_on else 1
        rate = self.term.rate_on(max(late_day, 1))
        if isinstance(rate, FixedSum) and rate.per == "day" and self.outstanding:
            return (rate.yuan or ZERO) * _YEAR * 100 / self.outstanding
        if isinstance(rate, FixedSum | OverdueShare):
            return ZERO
        return yearly_percent(self.book, rate, day)

    @property
    def _ended(self) -> bool:
        """Whether a statement ended the charge; what fell due after its day it does not touch."""
        stated = self.stated
        if stated is None or stated.late_charge_reserved:
            return False
        return self.due.due_on is None or self.due.due_on < stated.through_on

    def first_base(self) -> Decimal:
        """Return what was unpaid on the first late day, in yuan."""
        late = self.late_days(dt.date.max)
        return next((base for base, _, _ in late), ZERO)

    def _own(self, term: LateTerm, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
        """Return the days of a term that no earlier instalment was late on, in runs."""
        earlier = self.earlier if term.fixed_sum else ()
        runs = [(first, last)]
        for balance in earlier:
            for _, begins, ends in balance.late_days(last):
                runs = [part for run in runs for part in _without(run, begins, ends)]
        if earlier and term.once:
            late = [balance for balance in earlier if any(balance.late_days(last))]
            return [] if late else runs
        return runs

    def late_charge(self, through: dt.date) -> Decimal:
        """Return the unpaid late charge; it is rounded to the fen here, once, and nowhere later."""
        exact = sum((segment.exact for _, segment in self.segments(through)), Fraction(0))
        return TO_FEN.apply(as_decimal(exact)) - self.late_paid


def _without(
    run: tuple[dt.date, dt.date], begins: dt.date, ends: dt.date
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield what is left of a run of days without those from ``begins`` to ``ends``."""
    first, last = run
    if ends < first or begins > last:
        yield run
        return
    if first < begins:
        yield first, begins - _DAY
    if ends < last:
        yield ends + _DAY, last
