"""The instalments of a signed settlement while payments are allocated to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.case.model import Payment
from legaldocs.claim.figures import PaymentShare
from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.law.interest import as_decimal
from legaldocs.law.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.model import Credit
    from legaldocs.case.settlement import Settlement
    from legaldocs.claim.allocation import Costs
    from legaldocs.core.origin import Origin
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.late_terms import LateTerm
    from legaldocs.law.lawbook import LawBook

_DAY = dt.timedelta(days=1)
_IN_ORDER = "还款协议的期次先后"
_CHARGE_FIRST = "还款协议约定先于本金抵充"
_PRINCIPAL_PAID = "本金付清后的余额"


@dataclass(slots=True)
class DeedPart:
    """An instalment of the deed and what is left of it (还款期次余额).

    In yuan: ``late`` is the fixed late charge within it, ``late_left`` and ``principal_left`` what
    is unpaid. ``bases`` holds each unpaid principal, and ``owed`` each unpaid sum, with the day
    from which it stood. ``last_day`` ends the days of grace.
    """

    name: str
    due_on: dt.date
    last_day: dt.date
    amount: Decimal
    late: Decimal
    late_left: Decimal
    principal_left: Decimal
    bases: list[tuple[dt.date, Decimal]]
    owed: list[tuple[dt.date, Decimal]]
    origin: Origin
    charge_paid: Decimal = ZERO
    shares: list[PaymentShare] = field(default_factory=list)

    @property
    def principal(self) -> Decimal:
        """The price within the instalment."""
        return self.amount - self.late

    @property
    def left(self) -> Decimal:
        """What is unpaid of it."""
        return self.late_left + self.principal_left

    def left_on(self, day: dt.date) -> Decimal:
        """Return what was unpaid at the end of ``day``."""
        standing = (amount for since, amount in reversed(self.owed) if since <= day)
        return next(standing, self.amount)

    def pay(self, day: dt.date, amount: Decimal) -> Decimal:
        """Take up to ``amount``, the fixed late charge first, and return what was taken."""
        late = min(amount, self.late_left)
        principal = min(amount - late, self.principal_left)
        self.late_left -= late
        self.principal_left -= principal
        self.bases.append((day, self.principal_left))
        self.owed.append((day, self.left))
        return late + principal


@dataclass(frozen=True, slots=True)
class Default:
    """The instalment that was not paid in its days of grace (违约)."""

    part: DeedPart
    on: dt.date
    """The last day of grace; from the next one the default stands."""
    left: Decimal
    """What was unpaid of the instalment when that day ended, in yuan."""


@dataclass(frozen=True, slots=True)
class DeedTerms:
    """What the balance of a deed needs to know of its terms (还款协议条件).

    ``term`` runs on what is in default; ``old_term`` on the rest where the deed left the contract's
    late charge open and it still grew, else None. ``old_charge`` is the late charge to the day of
    signing that is owed beside the instalments, ``revives`` when only a default makes it owed.
    """

    settlement: Settlement
    signed_on: dt.date
    term: LateTerm
    old_term: LateTerm | None
    old_breach_on: dt.date
    old_charge: Decimal
    old_name: str
    revives: bool
    fixed_within: Decimal
    """The fixed late charge that the instalments contain."""
    stops_on: dt.date | None = None
    """The day of the debtor's bankruptcy: all falls due then, and no late charge runs on it."""


class DeedBalance:
    """The instalments of a deed with the payments made since it was signed (还款协议余额).

    A payment goes to the instalments in their order. Where the deed says so, it goes to the late
    charge first once there is a default (民法典561).
    """

    def __init__(
        self, terms: DeedTerms, costs: Costs, costs_before: Decimal, book: LawBook
    ) -> None:
        self.terms = terms
        self.parts = _parts(terms)
        self.old_paid = ZERO
        self.old_shares: list[PaymentShare] = []
        self.unapplied = ZERO
        self._costs = costs
        self._costs_before = costs_before
        self._book = book

    def allocate(self, rows: list[Payment | Credit], as_of: dt.date) -> None:
        """Allocate payments and credits in the order of time, the rest to what has run."""
        ordered = sorted(rows, key=row_day)
        for row in ordered:
            self.unapplied += self._allocate_row(row)
        left = self.unapplied
        left -= self._pay_charges(left, as_of, ordered[-1] if ordered else None, _PRINCIPAL_PAID)
        self.unapplied = left - self._pay_costs(left)

    def default(self, day: dt.date) -> Default | None:
        """Return the first default that stood on ``day``."""
        for part in sorted(self.parts, key=lambda part: part.last_day):
            if part.last_day < day and part.left_on(part.last_day):
                return Default(part, part.last_day, part.left_on(part.last_day))
        return None

    def due_on(self, part: DeedPart, day: dt.date) -> dt.date:
        """Return the day a part falls due as things stood on ``day``."""
        due_on, stops_on = self._agreed_due_on(part, day), self.terms.stops_on
        return due_on if stops_on is None or stops_on > day else min(due_on, stops_on)

    def accelerated(self, part: DeedPart, day: dt.date) -> bool:
        """Return whether the default of another part let this one fall due."""
        return self._agreed_due_on(part, day) < part.due_on

    def matured(self, part: DeedPart, day: dt.date) -> bool:
        """Return whether the bankruptcy of the debtor let a part fall due (企业破产法46)."""
        return self.due_on(part, day) < self._agreed_due_on(part, day)

    def _agreed_due_on(self, part: DeedPart, day: dt.date) -> dt.date:
        broken = self.default(day)
        if broken is None or not self.terms.settlement.accelerates:
            return part.due_on
        return min(part.due_on, broken.on)

    def old_left(self, day: dt.date) -> Decimal:
        """Return what is owed on ``day`` of the late charge to the day of signing."""
        return self.terms.old_charge - self.old_paid if self._is_owed(day) else ZERO

    def charge(self, part: DeedPart, through: dt.date) -> Decimal:
        """Return the unpaid late charge of a part, rounded to the fen here, once."""
        exact = sum((run.exact for _, run, _ in self.segments(part, through)), Fraction(0))
        return TO_FEN.apply(as_decimal(exact)) - part.charge_paid

    def segments(
        self, part: DeedPart, through: dt.date
    ) -> Iterator[tuple[Decimal, InterestSegment, Literal["old", "deed"]]]:
        """Yield each run of days of a part with its base, and whose rate runs."""
        terms = self.terms
        due_on = self.due_on(part, through)
        late = self._is_late(part, through)
        starts = due_on + _DAY if late else through + _DAY
        old = terms.old_term
        if old is not None and self._is_owed(through):
            runs = self._runs(part, terms.signed_on + _DAY, min(starts - _DAY, through), old)
            yield from ((base, run, "old") for base, run in runs)
        if late:
            runs = self._runs(part, starts, through, terms.term)
            yield from ((base, run, "deed") for base, run in runs)

    def runs_on(self, day: dt.date) -> bool:
        """Return whether a late charge grows after ``day`` while nothing is paid."""
        if self.terms.stops_on is not None and day >= self.terms.stops_on:
            return False
        old = self.terms.old_term is not None and self._is_owed(day)
        new = not self.terms.term.once
        return any(
            part.principal_left and (new if self._is_late(part, day) else old)
            for part in self.parts
        )

    def unpaid_costs(self) -> Decimal:
        """Return the costs that are left."""
        return self._costs.unpaid() + self._costs_before

    def _is_owed(self, day: dt.date) -> bool:
        """Return whether the contract's late charge is owed, or only a default would revive it."""
        return not self.terms.revives or self.default(day) is not None

    def _is_late(self, part: DeedPart, day: dt.date) -> bool:
        """Return whether a part is in default on ``day``, by itself or with another."""
        broken = part.last_day < day and bool(part.left_on(part.last_day))
        return broken or self.accelerated(part, day)

    def _runs(
        self, part: DeedPart, first: dt.date, last: dt.date, term: LateTerm
    ) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield runs of one term; a day of payment has the lower base."""
        if self.terms.stops_on is not None:
            last = min(last, self.terms.stops_on - _DAY)
        breach_on = self.terms.old_breach_on if term is self.terms.old_term else first
        ends = [*(since - _DAY for since, _ in part.bases[1:]), last]
        for (since, base), end in zip(part.bases, ends, strict=True):
            start, stop = max(since, first), min(end, last)
            if base and start <= stop:
                run = term.segments(self._book, base, start, stop, breach_on)
                yield from ((base, segment) for segment in run)

    def _allocate_row(self, row: Payment | Credit) -> Decimal:
        """Allocate one row and return what no instalment took up."""
        day, left = row_day(row), row.amount
        if isinstance(row, Payment) or row.set_off:
            left -= self._pay_costs(left, day)
            if self.terms.settlement.before_principal and self.default(day):
                left -= self._pay_charges(left, day - _DAY, row, _CHARGE_FIRST)
        named = [part for part in self.parts if part.name == row.towards]
        for part in (*named, *(part for part in self.parts if part not in named)):
            late = min(left, part.late_left)
            taken = part.pay(day, left) if left else ZERO
            why = "付款时指定" if part in named else _IN_ORDER
            part.shares += _shares(row, late, "违约金或利息", why)
            part.shares += _shares(row, taken - late, "本金", why)
            left -= taken
        return left

    def _pay_charges(
        self, amount: Decimal, through: dt.date, row: Payment | Credit | None, why: str
    ) -> Decimal:
        """Pay the old late charge, then that of each part, and return what was taken."""
        left = amount
        taken = min(left, self.old_left(through))
        self.old_paid += taken
        left -= taken
        self.old_shares += _shares(row, taken, "违约金或利息", why)
        for part in self.parts:
            taken = min(left, self.charge(part, through))
            part.charge_paid += taken
            left -= taken
            part.shares += _shares(row, taken, "违约金或利息", why)
        return amount - left

    def _pay_costs(self, amount: Decimal, day: dt.date = dt.date.max) -> Decimal:
        """Pay costs incurred by ``day``, the older first, and return what was taken."""
        before = min(amount, self._costs_before)
        self._costs_before -= before
        return before + self._costs.pay(min(amount - before, self._costs.unpaid(day)))


def row_day(row: Payment | Credit) -> dt.date:
    """Return the day of a payment or credit."""
    return row.paid_on if isinstance(row, Payment) else row.agreed_on


def part_name(number: int) -> str:
    """Return what papers call an instalment of the deed, counted from one."""
    return f"第{numeral(number)}期"


def _parts(terms: DeedTerms) -> tuple[DeedPart, ...]:
    """Return the instalments; a fixed late charge within them is paid before the price."""
    within = terms.fixed_within
    grace = dt.timedelta(days=terms.settlement.grace_days)
    parts = []
    for number, row in enumerate(terms.settlement.instalments, start=1):
        late = min(within, row.amount)
        within -= late
        principal = row.amount - late
        parts.append(
            DeedPart(
                name=part_name(number),
                due_on=row.due_on,
                last_day=row.due_on + grace,
                amount=row.amount,
                late=late,
                late_left=late,
                principal_left=principal,
                bases=[(terms.signed_on, principal)],
                owed=[(terms.signed_on, row.amount)],
                origin=row.origin,
            )
        )
    return tuple(parts)


def _shares(
    row: Payment | Credit | None,
    amount: Decimal,
    towards: Literal["违约金或利息", "本金"],
    why: str,
) -> list[PaymentShare]:
    if row is None or not amount:
        return []
    return [PaymentShare(row_day(row), amount, towards, why, row.origin)]
