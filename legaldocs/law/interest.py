"""Simple interest over a run of days, exact to the end: no compounding, no rounding on the way."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.law.dated import LAST_YEAR, ONE_DAY
from legaldocs.law.rate_terms import AgreedRate, LprMultiple, Per

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.law.lawbook import LawBook, Span

Basis = Literal["365", "360", "actual"]
Ends = Literal["both", "first", "last", "neither"]

LPR_START = dt.date(2019, 8, 20)
"""From here on late payment follows the LPR, before it the benchmark (SALE 18(4))."""

_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of days at one rate (计息区间); ``first`` and ``last`` are both counted."""

    first: dt.date
    last: dt.date
    days: int
    percent: Decimal
    per: Per
    interest: Decimal
    says: str
    source: str
    provisional: bool
    exact: Fraction


@dataclass(frozen=True, slots=True)
class Accrual:
    """Interest over a period, in yuan (利息计算).

    ``exact`` is the true value; ``interest`` the same as a decimal to sixty figures, to be rounded
    once by whoever states a total. ``convention`` says how days were counted, and stands beside it.
    """

    days: int
    interest: Decimal
    segments: tuple[Segment, ...]
    provisional: bool
    convention: str
    exact: Fraction


@dataclass(frozen=True, slots=True)
class _Run:
    """Days with one rate, before they are priced."""

    first: dt.date
    last: dt.date
    percent: Decimal
    per: Per
    rate_text: str
    source: str
    provisional: bool = False


def accrue(  # noqa: PLR0913 - the terms of a claim, named one by one
    book: LawBook,
    principal: Decimal,
    first: dt.date,
    last: dt.date,
    rate: AgreedRate | LprMultiple,
    *,
    breach_on: dt.date,
    basis: Basis = "365",
    ends: Ends = "both",
) -> Accrual:
    """Return simple interest on ``principal`` yuan from ``first`` to ``last``.

    ``ends`` says which of the two days count. ``breach_on`` is the first day of delay: it fixes the
    LPR in mode ``fixed``. A breach before 2019-08-20 has no LPR to fix: the days before that day
    follow the benchmark of the period, the days from it the LPR of the period, and the convention
    says so.

    Raises InputError when the end lies before the start or the principal is negative, and LawError
    for a day before the rate data.
    """
    if last < first:
        raise InputError("计息期间的止日早于起日", expected=f"{first} 或以后", found=str(last))
    if last.year > LAST_YEAR:
        raise InputError("计息期间过长", expected=f"{LAST_YEAR} 年以前", found=str(last))
    if principal < 0:
        raise InputError("计息本金不能为负", found=f"{principal}")
    start = first if ends in ("both", "first") else first + ONE_DAY
    end = last if ends in ("both", "last") else last - ONE_DAY
    runs = _runs(book, start, end, rate, breach_on) if start <= end else ()
    pieces = [piece for run in runs for piece in _by_basis(run, basis)]
    segments = tuple(_segment(principal, run, basis) for run in pieces)
    return joined(segments, _convention(basis, ends, rate, breach_on))


def joined(segments: Iterable[Segment], convention: str = "") -> Accrual:
    """Return the sum of segments, added exactly."""
    parts = tuple(segments)
    exact = sum((part.exact for part in parts), Fraction(0))
    return Accrual(
        sum(part.days for part in parts),
        as_decimal(exact),
        parts,
        any(part.provisional for part in parts),
        convention,
        exact,
    )


def as_decimal(exact: Fraction) -> Decimal:
    """Return a fraction to sixty figures; it rounds to the fen as the fraction does."""
    return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _runs(
    book: LawBook,
    start: dt.date,
    end: dt.date,
    rate: AgreedRate | LprMultiple,
    breach_on: dt.date,
) -> tuple[_Run, ...]:
    if isinstance(rate, AgreedRate):
        text = f"{rate.percent}%"
        return (_Run(start, end, rate.percent, rate.per, text, "合同约定的利率"),)
    if rate.mode == "fixed" and breach_on >= LPR_START:
        known = book.rate("lpr_1y", breach_on)
        says = f"{known.source}所载利率，违约日{chinese_day(breach_on)}仍适用"
        return (_multiplied(start, end, known.percent, rate, says, known.provisional),)
    runs = []
    if start < LPR_START:
        spans = book.spans("benchmark", start, min(end, LPR_START - ONE_DAY))
        runs += [_floating(span, rate) for span in spans]
    if end >= LPR_START:
        spans = book.spans("lpr_1y", max(start, LPR_START), end)
        runs += [_floating(span, rate) for span in spans]
    return tuple(runs)


def _floating(span: Span, rate: LprMultiple) -> _Run:
    known = span.rate
    return _multiplied(span.first, span.last, known.percent, rate, known.source, known.provisional)


def _multiplied(
    first: dt.date,
    last: dt.date,
    percent: Decimal,
    rate: LprMultiple,
    source: str,
    provisional: bool,  # noqa: FBT001 - private, named at every call
) -> _Run:
    text = f"{percent}%" if rate.multiple == 1 else f"{percent}%×{rate.multiple}"
    return _Run(first, last, percent * rate.multiple, "year", text, source, provisional)


def _by_basis(run: _Run, basis: Basis) -> list[_Run]:
    """Split a yearly run at the turn of the year when leap years count 366 days."""
    if basis != "actual" or run.per == "day":
        return [run]
    pieces = []
    start = run.first
    while start <= run.last:
        end = min(run.last, dt.date(start.year, 12, 31))
        pieces.append(
            _Run(start, end, run.percent, run.per, run.rate_text, run.source, run.provisional)
        )
        start = end + ONE_DAY
    return pieces


def _segment(principal: Decimal, run: _Run, basis: Basis) -> Segment:
    days = (run.last - run.first).days + 1
    exact = Fraction(principal) * Fraction(run.percent) / 100 * days
    divisor = _year(run.first, basis)
    if run.per == "year":
        exact /= divisor
    over = f"÷{divisor}" if run.per == "year" else ""
    interest = as_decimal(exact)
    says = f"{figure(principal)}×{run.rate_text}×{days}日{over}＝{figure(interest)}"
    return Segment(
        run.first,
        run.last,
        days,
        run.percent,
        run.per,
        interest,
        says,
        run.source,
        run.provisional,
        exact,
    )


def _year(day: dt.date, basis: Basis) -> int:
    if basis == "actual":
        return 366 if calendar.isleap(day.year) else 365
    return int(basis)


_ENDS = {
    "both": "首尾两日均计入",
    "first": "计首日、不计末日",
    "last": "不计首日、计末日",
    "neither": "首尾两日均不计入",
}
_BASES = {"365": "一年按365日", "360": "一年按360日", "actual": "平年365日、闰年366日"}


def _convention(
    basis: Basis, ends: Ends, rate: AgreedRate | LprMultiple, breach_on: dt.date
) -> str:
    """Return how days were counted, as printed beside the figure."""
    if isinstance(rate, AgreedRate) and rate.per == "day":
        return f"按日计息，{_ENDS[ends]}，不计复利"
    text = f"{_BASES[basis]}，{_ENDS[ends]}，不计复利"
    if isinstance(rate, AgreedRate) or rate.mode == "floating":
        return text
    if breach_on >= LPR_START:
        return f"{text}；利率固定为违约日 {breach_on} 适用的一年期贷款市场报价利率"
    return (
        f"{text}；违约发生在 {LPR_START} 之前，没有违约时的贷款市场报价利率可以固定，"
        f"此前按同期贷款基准利率，自该日起按同期一年期贷款市场报价利率分段计算"
    )
