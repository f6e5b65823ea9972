"""The books of one contract: parts of the price, payments worked in, late charges by the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.case.model import Payment
from legaldocs.case.reconcile.amounts import rows_of, total
from legaldocs.claim.due import DuePart, due_parts
from legaldocs.claim.figures import Share
from legaldocs.core.errors import LawError
from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.law.imputation import Debt, impute, unapplied
from legaldocs.law.interest import accrue, as_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.model import Case, Contract, Cost, Credit
    from legaldocs.claim.late_charge_standard import Standard
    from legaldocs.law.interest import Segment
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import AgreedRate, LprMultiple

    _Days = tuple[Decimal, dt.date, dt.date, AgreedRate | LprMultiple]

_DAY = dt.timedelta(days=1)
_NEVER = dt.date.max
"""Stands for a due date that is not known yet; such a part is paid last."""

_COSTS_FIRST = "先于利息和本金抵充"


@dataclass(slots=True)
class Part:
    """An instalment while payments are worked in; ``bases`` are the principals and from when.

    ``known`` holds the runs that were worked out: interest that is paid first asks for them again
    at each payment.
    """

    due: DuePart
    outstanding: Decimal
    bases: list[tuple[dt.date, Decimal]]
    late_paid: Decimal = ZERO
    shares: list[Share] = field(default_factory=list)
    known: dict[_Days, tuple[Segment, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Books:
    """The parts of one contract with its payments worked in, and what none of them took up."""

    parts: list[Part]
    costs: Costs
    paid: Decimal
    left: Decimal


def keep_books(
    case: Case, contract: Contract, rule: Standard, book: LawBook, as_of: dt.date
) -> Books:
    """Work every payment and credit up to ``as_of`` into the parts."""
    payments = [each for each in rows_of(case, contract, case.payments) if each.paid_on <= as_of]
    credits_ = [each for each in rows_of(case, contract, case.credits) if each.agreed_on <= as_of]
    costs = Costs(_claimable(case, contract, as_of))
    parts = [
        Part(each, each.amount, [((each.due_on or _NEVER), each.amount)])
        for each in due_parts(case, contract, as_of)
    ]
    left = ZERO
    rows: list[Payment | Credit] = [*payments, *credits_]
    for row in sorted(rows, key=_row_day):
        left += _apply(row, parts, costs, rule, book)
    left = _to_late_charges(left, parts, rule, book, as_of)
    left -= costs.pay(left)
    return Books(parts, costs, total(payments) + total(credits_), left)


class Costs:
    """The costs of one contract that the debtor bears, and what of them was paid (费用)."""

    def __init__(self, rows: list[Cost]) -> None:
        self._rows = rows
        self._paid = ZERO

    def unpaid(self, day: dt.date = _NEVER) -> Decimal:
        """Return what was incurred by ``day`` and is not paid."""
        return total(each for each in self._rows if each.incurred_on <= day) - self._paid

    def pay(self, amount: Decimal) -> Decimal:
        """Take up to ``amount`` and return what was taken."""
        taken = min(amount, self.unpaid())
        self._paid += taken
        return taken


def _claimable(case: Case, contract: Contract, as_of: dt.date) -> list[Cost]:
    """Return the costs the debtor bears: only a contract term makes lawyers' fees its burden."""
    if not contract.cost_clause:
        return []
    return [each for each in rows_of(case, contract, case.costs) if each.incurred_on <= as_of]


def _row_day(row: Payment | Credit) -> dt.date:
    return row.paid_on if isinstance(row, Payment) else row.agreed_on


def _apply(
    row: Payment | Credit, parts: list[Part], costs: Costs, rule: Standard, book: LawBook
) -> Decimal:
    """Work one payment or credit into the parts, and return what none of them took up."""
    day = _row_day(row)
    is_payment = isinstance(row, Payment) or row.set_off
    debts = [_debt(part, day, rule, book, interest=is_payment) for part in parts]
    named = [part.due.name for part in parts if part.due.name == row.towards]
    taken = costs.pay(min(row.amount, costs.unpaid(day))) if is_payment else ZERO
    _bearer(parts, named).shares.extend(_told(row, day, taken, "费用", _COSTS_FIRST))
    shares = impute(row.amount - taken, debts, paid_on=day, designated=named)
    order = "" if named else _article(row, book, day)
    for share in shares:
        part = next(each for each in parts if each.due.name == share.debt)
        part.late_paid += share.interest
        if share.principal:
            part.outstanding -= share.principal
            part.bases.append((day, part.outstanding))
        part.shares.extend(_told(row, day, share.interest, "违约金或利息", share.why + order))
        part.shares.extend(_told(row, day, share.principal, "本金", share.why + order))
    return unapplied(row.amount - taken, shares)


def _article(row: Payment | Credit, book: LawBook, day: dt.date) -> str:
    """Return the article on the order of payments, where it was in force on the day of one."""
    place = ("cn.civil_code", "imputation_several")
    if not isinstance(row, Payment) and row.set_off:
        place = ("cn.contract_interpretation", "set_off_order")
    try:
        return f"（{book.cite(*place, day).text}）"
    except LawError:
        return ""


def _debt(part: Part, day: dt.date, rule: Standard, book: LawBook, *, interest: bool) -> Debt:
    """Return a part as the rules of imputation see it on ``day``."""
    owed = ZERO
    if interest and rule.before_principal:
        owed = charge(part, rule.rate, book, day - _DAY) - part.late_paid
    return Debt(part.due.name, part.due.due_on or _NEVER, interest=owed, principal=part.outstanding)


def _bearer(parts: list[Part], named: list[str]) -> Part:
    """Return the part beside which a payment of costs is told: the one named, or the first due."""
    designated = (each for each in parts if each.due.name in named)
    return next(designated, min(parts, key=lambda each: each.due.due_on or _NEVER))


def _told(
    row: Payment | Credit,
    day: dt.date,
    amount: Decimal,
    towards: Literal["费用", "违约金或利息", "本金"],
    why: str,
) -> Iterator[Share]:
    if amount:
        yield Share(day, amount, towards, why, row.origin)


def _to_late_charges(
    left: Decimal, parts: list[Part], rule: Standard, book: LawBook, as_of: dt.date
) -> Decimal:
    """Set what was paid beyond all principal against the late charges, and return the rest."""
    for part in parts:
        taken = min(left, charge(part, rule.rate, book, as_of) - part.late_paid)
        part.late_paid += taken
        left -= taken
    return left


def segments(
    part: Part, rate: AgreedRate | LprMultiple, book: LawBook, through: dt.date
) -> Iterator[tuple[Decimal, Segment]]:
    """Yield each run of days with its base; a day of payment counts at the lower base."""
    due_on = part.due.due_on
    if due_on is None or due_on >= through:
        return
    starts = [max(due_on + _DAY, since) for since, _ in part.bases]
    for n, (_, base) in enumerate(part.bases):
        last = starts[n + 1] - _DAY if n + 1 < len(starts) else through
        if base and starts[n] <= min(last, through):
            days = (base, starts[n], min(last, through), rate)
            if days not in part.known:
                part.known[days] = accrue(book, *days, breach_on=due_on + _DAY).segments
            for segment in part.known[days]:
                yield base, segment


def charge(part: Part, rate: AgreedRate | LprMultiple, book: LawBook, through: dt.date) -> Decimal:
    """Return the late charge of a part to the fen: rounded here, once, and nowhere later."""
    exact = sum((each.exact for _, each in segments(part, rate, book, through)), Fraction(0))
    return TO_FEN.apply(as_decimal(exact))
