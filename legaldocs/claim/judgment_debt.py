"""What is owed by an instrument in force: its sums, less what performs them, and the interest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import InstrumentKind
from legaldocs.claim.enforcement_settlement import settled_enforcement
from legaldocs.core.errors import InputError
from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.law.enforcement import enforcement_period
from legaldocs.law.late_performance import (
    AdjudicatedSum,
    GeneralInterest,
    Performance,
    late_performance,
    late_performance_articles,
    paid_by_sum,
)
from legaldocs.law.rate_terms import parse_rate

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.model import Case
    from legaldocs.case.procedure import Judgment, JudgmentSum
    from legaldocs.law.enforcement import EnforcementPeriod
    from legaldocs.law.interest import Accrual
    from legaldocs.law.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class SumAccount:
    """One sum of an instrument: what performs it, what is left, what runs on it (判项账目).

    In yuan; the interest is the whole of it, before any payment. ``doubled`` is None where none is
    owed.
    """

    row: JudgmentSum
    perform_by: dt.date
    paid: Decimal
    general: Accrual
    doubled: Accrual | None

    @property
    def unpaid(self) -> Decimal:
        """What is left of the sum."""
        return self.row.amount - self.paid


@dataclass(frozen=True, slots=True)
class JudgmentDebt:
    """What an instrument in force leaves to be paid (生效文书确定的债务).

    In yuan: ``ordered`` by the instrument, ``unpaid`` of it, and the interest for late performance
    to ``as_of``: ``general`` as the instrument orders, ``doubled`` by law, both less ``beyond``,
    what was paid beyond the sums. ``accounts`` hold the sums in the order they fell due.
    """

    judgment: Judgment
    as_of: dt.date
    ordered: Decimal
    unpaid: Decimal
    general: Decimal
    doubled: Decimal
    beyond: Decimal
    accounts: tuple[SumAccount, ...]
    provisional: bool
    articles: tuple[str, ...]

    @property
    def overdue(self) -> tuple[SumAccount, ...]:
        """The sums whose day to perform has passed."""
        return tuple(account for account in self.accounts if account.perform_by < self.as_of)

    @property
    def total(self) -> Decimal:
        """Return all of it together."""
        return self.unpaid + self.general + self.doubled


def sums_due(judgment: Judgment, case: Case, as_of: dt.date) -> tuple[AdjudicatedSum, ...]:
    """Return the sums in the order of their rows, each with the day it was to be performed by.

    Where the instrument says so, a sum that was not paid on its day lets the later ones fall due.
    A sum without a day was to be performed when the instrument took effect, which it must have.
    """
    days = [row.perform_by or judgment.effective_on or judgment.issued_on for row in judgment.sums]
    broken_on = None
    if judgment.accelerates:
        owed = ZERO
        for day, row in sorted(zip(days, judgment.sums, strict=True), key=lambda pair: pair[0]):
            owed += row.amount
            paid = sum((row.amount for row in performances(judgment, case) if row.on <= day), ZERO)
            if day < as_of and paid < owed:
                broken_on = day
                break
    if broken_on is not None:
        days = [min(day, broken_on) for day in days]
    return tuple(
        AdjudicatedSum(row.amount, day) for row, day in zip(judgment.sums, days, strict=True)
    )


def performances(judgment: Judgment, case: Case) -> list[Performance]:
    """Return the payments that perform an instrument: those after its day."""
    return [
        Performance(row.paid_on, row.amount)
        for row in case.payments
        if row.paid_on > judgment.issued_on
    ]


def owes_for_default(judgment: Judgment, row: JudgmentSum) -> bool:
    """Whether a 调解书 itself says what a sum costs once its day has passed (民事调解规定15).

    The doubled part is not owed beside it.
    """
    since, due_on = row.interest_from, row.perform_by or judgment.effective_on
    mediated = judgment.kind is InstrumentKind.MEDIATION and bool(row.interest_rate)
    return mediated and since is not None and due_on is not None and since > due_on


def unread_interest(row: JudgmentSum) -> str:
    """Return why the interest that an instrument orders cannot be counted; empty where it can."""
    if bool(row.interest_rate) != (row.interest_from is not None):
        return "interest_rate 和 interest_from 应当同时填写"
    if not row.interest_rate:
        return ""
    try:
        parse_rate(row.interest_rate)
    except InputError as error:
        return f"interest_rate：{error.what}，应为{error.expected}，写的是{error.found}"
    return ""


def judgment_debt(case: Case, book: LawBook, as_of: dt.date) -> JudgmentDebt | None:
    """Return what is owed by the instrument.

    None where it is not in force, orders no sum, or was settled in enforcement and performed, and
    where its interest cannot be counted, which a guard reports (LD-PROC-INTEREST).
    Payments after the day of the instrument perform it, the sum that fell due first before others,
    and what exceeds the sums pays the doubled part last (迟延履行利息解释4).

    Raises LawError for days without law data.
    """
    judgment = case.procedure.judgment if case.procedure else None
    if judgment is None or judgment.effective_on is None or not judgment.sums:
        return None
    if judgment.effective_on > as_of or any(unread_interest(row) for row in judgment.sums):
        return None
    settled = settled_enforcement(case, as_of)
    if settled is not None and settled.performed:
        return None
    payments = performances(judgment, case)
    due = zip(judgment.sums, sums_due(judgment, case, as_of), strict=True)
    rows = sorted(due, key=lambda pair: pair[1].perform_by)
    paid_on = paid_by_sum([adjudicated for _, adjudicated in rows], payments)
    accounts = tuple(
        _account(book, row, adjudicated, paid, judgment, as_of)
        for (row, _), (adjudicated, paid) in zip(rows, paid_on, strict=True)
    )
    general = sum((TO_FEN.apply(account.general.interest) for account in accounts), ZERO)
    running = [account.doubled for account in accounts if account.doubled is not None]
    doubled = TO_FEN.apply(sum((accrual.interest for accrual in running), ZERO))
    ordered = sum((row.amount for row in judgment.sums), ZERO)
    paid_off = sum((payment.amount for payment in payments), ZERO)
    beyond = max(ZERO, paid_off - ordered)
    first = min(beyond, general)
    return JudgmentDebt(
        judgment,
        as_of,
        ordered,
        max(ZERO, ordered - paid_off),
        general - first,
        max(ZERO, doubled - (beyond - first)),
        beyond,
        accounts,
        any(account.general.provisional for account in accounts),
        late_performance_articles(book, as_of),
    )


def time_to_enforce(case: Case, book: LawBook, as_of: dt.date) -> EnforcementPeriod | None:
    """Return by when enforcement is asked for; None where it was, or where there is no need yet."""
    procedure = case.procedure
    judgment = procedure.judgment if procedure else None
    if judgment is None or judgment.effective_on is None or judgment.effective_on > as_of:
        return None
    owed = judgment_debt(case, book, as_of)
    asked = procedure is not None and procedure.enforcement is not None
    if asked or (owed is not None and not owed.total):
        return None
    given = any(row.perform_by is not None for row in judgment.sums)
    due = sums_due(judgment, case, as_of) if given else ()
    return enforcement_period(
        book,
        perform_by=tuple(row.perform_by for row in due),
        effective_on=judgment.effective_on,
        day=as_of,
    )


def _account(
    book: LawBook,
    row: JudgmentSum,
    adjudicated: AdjudicatedSum,
    paid: list[Performance],
    judgment: Judgment,
    as_of: dt.date,
) -> SumAccount:
    own = late_performance(book, [adjudicated], paid, until=as_of, general=_general(row))
    none = row.no_doubled or owes_for_default(judgment, row)
    return SumAccount(
        row,
        adjudicated.perform_by,
        sum((payment.amount for payment in paid), ZERO),
        own.general,
        None if none else own.doubled,
    )


def _general(row: JudgmentSum) -> GeneralInterest | None:
    if not row.interest_rate or row.interest_from is None:
        return None
    return GeneralInterest(parse_rate(row.interest_rate), row.interest_from, row.interest_until)
