"""How an agreed late charge compares with the loss a court would measure it by (MFD 585(2))."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.law.rate_terms import LPR_1Y, AgreedRate, LprMode, LprMultiple, Per

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook

Band = Literal["safe", "arguable", "tolerated", "plausible", "likely", "very_likely"]

_PER_YEAR: dict[Per, int] = {"day": 365, "month": 12, "year": 1}

BANDS: dict[Band, str] = {
    "safe": "不高于违约时一年期LPR的{loss:f}倍，一般不会被调减",
    "arguable": "在上述损失基准的{excess:f}%以内，未举证实际损失也可以主张",
    "tolerated": "不高于一年期LPR的{cap:f}倍，实践中多被容忍，对方可以请求调减",
    "plausible": "有被调减的可能",
    "likely": "较可能被调减",
    "very_likely": "很可能被调减",
}
"""What each band means, with the limits of the day to be filled in.

A warning of ours, drawn from practice; no rule sets these bands.
"""


@dataclass(frozen=True, slots=True)
class LateTerms:
    """What a court may award where nothing was agreed (法定逾期付款损失)."""

    low: LprMultiple
    high: LprMultiple
    source: str


@dataclass(frozen=True, slots=True)
class PenaltyView:
    """An agreed rate against the yardstick (违约金高低比较); ``says`` holds the figures."""

    band: Band
    says: str
    articles: tuple[str, ...]

    @property
    def firm(self) -> bool:
        """Return whether the rate can be claimed without proof of the loss."""
        return self.band in ("safe", "arguable")


def statutory_late_terms(book: LawBook, day: dt.date, *, mode: LprMode = "fixed") -> LateTerms:
    """Return the LPR multiples for a sale without a late-payment term (sale interpretation 18(4)).

    The court has discretion between them; ask for the higher and show the lower.
    """
    low = book.parameter("late.uplift_low", day)
    high = book.parameter("late.uplift_high", day)
    return LateTerms(
        LprMultiple(1 + low.value / 100, mode), LprMultiple(1 + high.value / 100, mode), high.source
    )


def compare_penalty(
    book: LawBook, rate: AgreedRate | LprMultiple, breach_on: dt.date, day: dt.date
) -> PenaltyView:
    """Return how a late charge compares with the LPR at breach, by the rules of ``day``."""
    return compare_yearly(book, yearly_percent(book, rate, breach_on), breach_on, day)


def compare_yearly(book: LawBook, yearly: Decimal, breach_on: dt.date, day: dt.date) -> PenaltyView:
    """Return how a late charge of ``yearly`` percent a year compares with the LPR at breach."""
    base = book.applicable_rate(LPR_1Y.id, breach_on).percent
    multiple = statutory_late_terms(book, day).high.multiple
    excess = 100 + book.parameter("penalty.excess", day).value
    cap = book.parameter("lending.cap", day).value
    loss = base * multiple
    ceiling = loss * excess / 100
    limits: tuple[tuple[Decimal, Band], ...] = (
        (loss, "safe"),
        (ceiling, "arguable"),
        (base * cap, "tolerated"),
        (book.parameter("penalty.plausible", day).value, "plausible"),
    )
    beyond: Band = (
        "likely" if yearly < book.parameter("penalty.very_likely", day).value else "very_likely"
    )
    band = next((band for limit, band in limits if yearly <= limit), beyond)
    articles = (
        book.cite("cn.civil_code", "penalty_adjust", day).text,
        book.cite("cn.contract_interpretation", "penalty_measure", day).text,
    )
    times = yearly / base
    meaning = BANDS[band].format(loss=multiple.normalize(), excess=excess, cap=cap)
    says = (
        f"约定折合年利率 {yearly.normalize():f}%，为违约时基准 {base}% 的 {times:.1f} 倍，"
        f"无约定时可支持的上限为 {loss.normalize():f}%：{meaning}"
    )
    return PenaltyView(band, says, articles)


def yearly_percent(book: LawBook, rate: AgreedRate | LprMultiple, breach_on: dt.date) -> Decimal:
    """Return a rate in percent per year of 365 days; a multiple takes the LPR of ``breach_on``."""
    if isinstance(rate, LprMultiple):
        published = book.applicable_rate(rate.published.id, breach_on).percent
        return published * rate.multiple + rate.points
    return rate.percent * _PER_YEAR[rate.per]
