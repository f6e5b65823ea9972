"""Interest for late performance of a judgment: the general part and the doubled part (CPL 264)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.law.interest import Accrual, Basis, InterestSegment, accrue, joined
from legaldocs.law.rate_terms import AgreedRate, LprMultiple
from legaldocs.law.series import LAST_YEAR, ONE_DAY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook

_ORDERED = "生效法律文书确定的利率"


@dataclass(frozen=True, slots=True)
class AdjudicatedSum:
    """A sum adjudicated, without general interest, and the last day to perform it (判项)."""

    amount: Decimal
    perform_by: dt.date


@dataclass(frozen=True, slots=True)
class Performance:
    """What was paid on the adjudicated sum on a day (履行); its own day still counts in full."""

    on: dt.date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class GeneralInterest:
    """The interest the judgment itself orders (一般债务利息); none runs when it orders none."""

    rate: AgreedRate | LprMultiple
    first: dt.date
    last: dt.date | None = None
    """The day it stops by the judgment; None when it runs to performance."""
    basis: Basis = "365"


@dataclass(frozen=True, slots=True)
class LatePerformance:
    """Both parts to a day (迟延履行期间的债务利息); the doubled part is paid last (DLY 4)."""

    general: Accrual
    doubled: Accrual
    total: Decimal
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Balance:
    first: dt.date
    last: dt.date
    amount: Decimal


def late_performance(
    book: LawBook,
    sums: Sequence[AdjudicatedSum],
    performances: Sequence[Performance],
    *,
    until: dt.date,
    general: GeneralInterest | None = None,
    pauses: Sequence[tuple[dt.date, dt.date]] = (),
) -> LatePerformance:
    """Return the interest for late performance up to and including ``until``.

    Each sum counts from the day after its last day of performance. Payments go to the sum that fell
    due first. ``pauses`` are stays, first and last day, that come from a review of the judgment and
    that the debtor did not ask for; the doubled part skips them (DLY 3).

    Raises InputError for a negative sum, a stay that ends before it begins or a day too far ahead,
    and LawError for days before 2014-08-01.
    """
    _check_input(sums, performances, pauses)
    overdue = [
        balance
        for adjudicated, paid in paid_by_sum(sums, performances)
        for balance in _balances(adjudicated.amount, paid, adjudicated.perform_by + ONE_DAY, until)
    ]
    segments = [
        segment
        for balance in overdue
        for part in _without(balance, pauses)
        for segment in _doubled(book, part)
    ]
    ordered = _general(book, sums, performances, general, until)
    doubled = joined(segments, "加倍部分以未清偿的除一般债务利息之外的金钱债务为基数，按日计算")
    articles = late_performance_articles(book, until)
    return LatePerformance(ordered, doubled, ordered.interest + doubled.interest, articles)


def late_performance_articles(book: LawBook, day: dt.date) -> tuple[str, ...]:
    """Return the articles on which the interest for late performance rests."""
    return (
        book.cite("cn.civil_procedure", "doubled_interest", day).text,
        book.cite("cn.late_interest_interpretation", "two_parts", day).text,
    )


def _check_input(
    sums: Sequence[AdjudicatedSum],
    performances: Sequence[Performance],
    pauses: Sequence[tuple[dt.date, dt.date]],
) -> None:
    amounts = [
        *(adjudicated.amount for adjudicated in sums),
        *(performance.amount for performance in performances),
    ]
    if min(amounts) < 0:
        raise InputError("判项金额和履行金额不能为负")
    for first, last in pauses:
        if last < first:
            raise InputError("中止执行的末日早于首日", expected=f"{first} 或以后", found=f"{last}")
    days = [
        *(adjudicated.perform_by for adjudicated in sums),
        *(performance.on for performance in performances),
        *(last for _, last in pauses),
    ]
    latest = max(days)
    if latest.year > LAST_YEAR:
        raise InputError("日期过晚", expected=f"{LAST_YEAR} 年以前", found=f"{latest}")


def paid_by_sum(
    sums: Sequence[AdjudicatedSum], performances: Sequence[Performance]
) -> list[tuple[AdjudicatedSum, list[Performance]]]:
    """Return the sums in the order they fell due, each with what was paid on it."""
    rows = sorted(sums, key=lambda adjudicated: adjudicated.perform_by)
    left = [adjudicated.amount for adjudicated in rows]
    taken: list[list[Performance]] = [[] for _ in rows]
    for performance in sorted(performances, key=lambda performance: performance.on):
        amount = performance.amount
        for place, owed in enumerate(left):
            part = min(amount, owed)
            if part:
                taken[place].append(Performance(performance.on, part))
                left[place] -= part
                amount -= part
    return list(zip(rows, taken, strict=True))


def _balances(
    amount: Decimal, paid: Sequence[Performance], first: dt.date, until: dt.date
) -> list[_Balance]:
    """Return the unpaid amount by runs of days; a payment's own day carries the old balance."""
    runs = []
    start = first
    for payment in paid:
        end = min(payment.on, until)
        if amount and start <= end:
            runs.append(_Balance(start, end, amount))
        amount -= payment.amount
        start = max(start, payment.on + ONE_DAY)
    if amount and start <= until:
        runs.append(_Balance(start, until, amount))
    return runs


def _without(balance: _Balance, pauses: Sequence[tuple[dt.date, dt.date]]) -> list[_Balance]:
    """Return the days of a balance that no stay covers."""
    runs = []
    start = balance.first
    for first, last in sorted(pauses):
        if last < start or first > balance.last:
            continue
        if first > start:
            runs.append(_Balance(start, first - ONE_DAY, balance.amount))
        start = last + ONE_DAY
    if start <= balance.last:
        runs.append(_Balance(start, balance.last, balance.amount))
    return runs


def _doubled(book: LawBook, balance: _Balance) -> tuple[InterestSegment, ...]:
    daily = book.parameter("late.doubled", balance.first)
    accrual = accrue(
        book,
        balance.amount,
        balance.first,
        balance.last,
        AgreedRate(daily.value, "day"),
        breach_on=balance.first,
    )
    return tuple(replace(segment, source=daily.source) for segment in accrual.segments)


def _general(
    book: LawBook,
    sums: Sequence[AdjudicatedSum],
    performances: Sequence[Performance],
    general: GeneralInterest | None,
    until: dt.date,
) -> Accrual:
    if general is None:
        return joined((), "生效法律文书未确定一般债务利息，不计")
    last = until if general.last is None else min(until, general.last)
    parts = [
        accrue(
            book,
            balance.amount,
            balance.first,
            balance.last,
            general.rate,
            breach_on=general.first,
            basis=general.basis,
        )
        for adjudicated, paid in paid_by_sum(sums, performances)
        for balance in _balances(adjudicated.amount, paid, general.first, last)
    ]
    convention = parts[0].convention if parts else "没有计息的日期"
    segments = (segment for part in parts for segment in part.segments)
    if isinstance(general.rate, AgreedRate):
        segments = (replace(segment, source=_ORDERED) for segment in segments)
    return joined(segments, convention)
