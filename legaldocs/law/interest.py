"""Simple interest over a run of days, exact to the end: no compounding, no rounding on the way."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.law.lawbook import Rate, Span
from legaldocs.law.rate_terms import AgreedRate, LprMultiple, Per
from legaldocs.law.series import LAST_YEAR, ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.law.lawbook import LawBook

Basis = Literal["365", "360", "actual"]
Ends = Literal["both", "first", "last", "neither"]

_EXACT = Context(prec=60)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class InterestSegment:
    """A run of days at one rate (计息区间); ``first`` and ``last`` are both counted.

    ``label`` names what ran where that is no rate: a daily sum, a sum owed once, a cap.
    """

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
    label: str = ""


@dataclass(frozen=True, slots=True)
class Accrual:
    """Interest over a period, in yuan (利息计算).

    ``exact`` is the true value; ``interest`` the same as a decimal to sixty figures, to be rounded
    once in the total. ``convention`` says how days were counted, and is printed beside it.
    """

    days: int
    interest: Decimal
    segments: tuple[InterestSegment, ...]
    provisional: bool
    convention: str
    exact: Fraction


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
    published rate in mode ``fixed``. A breach before the first day of that rate has nothing to fix:
    the days before it follow the rate that it replaced, the days from it the rate of the period,
    and the convention says so.

    Raises InputError when the end is before the start or the principal is negative, and LawError
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
    spans = _spans(book, start, end, rate, breach_on) if start <= end else ()
    pieces = [piece for span in spans for piece in _by_basis(span, rate, basis)]
    segments = tuple(_segment(principal, span, rate, basis) for span in pieces)
    return joined(segments, _convention(book, basis, ends, rate, breach_on))


def joined(segments: Iterable[InterestSegment], convention: str = "") -> Accrual:
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


def _spans(
    book: LawBook,
    start: dt.date,
    end: dt.date,
    rate: AgreedRate | LprMultiple,
    breach_on: dt.date,
) -> tuple[Span, ...]:
    """Return the runs of days over which one rate holds, before it is multiplied."""
    if isinstance(rate, AgreedRate):
        agreed = Rate("", rate.percent, start, "合同约定的利率", provisional=False)
        return (Span(start, end, agreed),)
    if _is_fixed(book, rate, breach_on):
        known = book.rate(rate.published.id, breach_on)
        source = f"{known.source}所载利率，违约日{chinese_day(breach_on)}仍适用"
        return (Span(start, end, replace(known, source=source)),)
    return book.spans(rate.published.id, start, end)


def _is_fixed(book: LawBook, rate: LprMultiple, breach_on: dt.date) -> bool:
    """Return whether the rate is that of the day of breach, which must then have been published."""
    return rate.mode == "fixed" and breach_on >= book.first_day(rate.published.id)


def _by_basis(span: Span, rate: AgreedRate | LprMultiple, basis: Basis) -> list[Span]:
    """Split a span at the turn of the year when a yearly rate counts leap years as 366 days."""
    if basis != "actual" or _per(rate) == "day":
        return [span]
    pieces = []
    start = span.first
    while start <= span.last:
        end = min(span.last, dt.date(start.year, 12, 31))
        pieces.append(replace(span, first=start, last=end))
        start = end + ONE_DAY
    return pieces


def _segment(
    principal: Decimal, span: Span, rate: AgreedRate | LprMultiple, basis: Basis
) -> InterestSegment:
    days = (span.last - span.first).days + 1
    percent, factor = _percent(span.rate.percent, rate)
    exact = Fraction(principal) * Fraction(percent) / 100 * days
    over = ""
    if _per(rate) == "year":
        exact /= _year(span.first, basis)
        over = f"÷{_year(span.first, basis)}"
    interest = as_decimal(exact)
    return InterestSegment(
        span.first,
        span.last,
        days,
        percent,
        _per(rate),
        interest,
        f"{figure(principal)}×{factor}×{days}日{over}＝{figure(interest)}",
        span.rate.source,
        span.rate.provisional,
        exact,
    )


def _percent(base: Decimal, rate: AgreedRate | LprMultiple) -> tuple[Decimal, str]:
    """Return the percent that runs, a month's as a year's, and its factor in the working."""
    if isinstance(rate, AgreedRate):
        if rate.per == "month":
            return base * _MONTHS, f"{base}%×{_MONTHS}"
        return base, f"{base}%"
    times = "" if rate.multiple == 1 else f"×{rate.multiple}"
    factor = f"{base}%{times}"
    if rate.points:
        sign = "＋" if rate.points > 0 else "－"
        factor = f"（{factor}{sign}{abs(rate.points.normalize()):f}%）"
    return base * rate.multiple + rate.points, factor


def _per(rate: AgreedRate | LprMultiple) -> Per:
    return "day" if isinstance(rate, AgreedRate) and rate.per == "day" else "year"


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
    book: LawBook, basis: Basis, ends: Ends, rate: AgreedRate | LprMultiple, breach_on: dt.date
) -> str:
    """Return how days were counted, as printed beside the figure."""
    if isinstance(rate, AgreedRate) and rate.per == "day":
        return f"按日计息，{_ENDS[ends]}，不计复利"
    text = f"{_BASES[basis]}，{_ENDS[ends]}，不计复利"
    if isinstance(rate, AgreedRate):
        return f"月利率乘以{_MONTHS}为年利率，{text}" if rate.per == "month" else text
    if rate.mode == "floating":
        return text
    name = rate.published.name
    if _is_fixed(book, rate, breach_on):
        return f"{text}；利率固定为违约日 {breach_on} 适用的{name}"
    return (
        f"{text}；违约发生在 {book.first_day(rate.published.id)} 之前，没有违约时的{name}可以固定，"
        f"此前按同期{book.replaced(rate.published.id)}，自该日起按同期{name}分段计算"
    )
