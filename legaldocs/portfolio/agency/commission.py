"""What an agency is paid for what it recovered: exact yuan, rounded to fen once, at the end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.money import TO_FEN, ZERO, figure
from legaldocs.papers.words import exact as exact_of
from legaldocs.portfolio.fen import fen, yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.portfolio.agency.terms import AgeTier, AmountTier, Terms, Vat

_HUNDRED = Decimal(100)
_HOUR = Decimal(60)


class Received(NamedTuple):
    """Money that came in for a placed receivable (计佣的回款), below zero where it went back.

    ``age`` is how many days the receivable was overdue when it was placed.
    """

    amount_fen: int
    age: int = 0


@dataclass(frozen=True, slots=True)
class Fee:
    """The commission on all that came in (佣金), in fen, with its working step by step."""

    fee_fen: int
    working: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """A fee with its tax, in fen (价税): price and tax add up to the total."""

    price_fen: int
    tax_fen: int

    @property
    def total_fen(self) -> int:
        """What is paid."""
        return self.price_fen + self.tax_fen


def commission(
    terms: Terms, received: Sequence[Received], minutes: int = 0, *, ended: bool = False
) -> Fee:
    """Return the fee on everything that came in and every minute worked so far.

    The minimum is that of the whole engagement: it is due once that has ``ended``. Refunds
    subtract. Only the sum is rounded. More money or more minutes never give a smaller fee, and
    what a settlement pays is this less what was settled before: so the settlements add up to the
    fee on the whole, however the months are cut.
    """
    total = max(sum(one.amount_fen for one in received), 0)
    parts = [*_shares(terms, received, total)]
    if terms.hourly and minutes:
        worked = terms.hourly * Decimal(minutes) / _HOUR
        parts.append((f"{minutes}分钟÷60×{figure(terms.hourly)}元", worked))
    if terms.fixed:
        parts.append((f"固定费用{figure(terms.fixed)}元", terms.fixed))
    exact = sum((amount for _, amount in parts), ZERO)
    working = [
        f"{says}＝{figure(amount) if amount == TO_FEN.apply(amount) else exact_of(amount)}"
        for says, amount in parts
    ]
    limited, notes = _limited(terms, exact, total, ended=ended)
    fee = TO_FEN.apply(limited)
    return Fee(fen(fee), (*working, *notes))


def _shares(
    terms: Terms, received: Sequence[Received], total: int
) -> Iterator[tuple[str, Decimal]]:
    """Yield the parts that follow from the money, each with its working."""
    if terms.percent:
        yield _share(yuan_of(total), terms.percent)
    if terms.tiers:
        yield from _by_amount(terms.tiers, yuan_of(total))
    if terms.ages:
        yield from _by_age(terms.ages, received)


def _share(amount: Decimal, percent: Decimal) -> tuple[str, Decimal]:
    return f"{figure(amount)}×{percent:f}%", amount * percent / _HUNDRED


def _by_amount(tiers: Sequence[AmountTier], total: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Yield each tier's part of the sum: a tier's rate is that of its own part alone."""
    below = ZERO
    for tier in tiers:
        end = total if tier.up_to is None else min(total, tier.up_to)
        if end > below:
            says, amount = _share(end - below, tier.percent)
            yield f"{_part(below, tier.up_to)}{says}", amount
        below = max(below, end)


def _part(below: Decimal, top: Decimal | None) -> str:
    """Return which part of the sum a tier is about; the only tier is about all of it."""
    if not below:
        return "" if top is None else f"不超过{figure(top)}元的部分"
    return f"超过{figure(below)}元" + ("" if top is None else f"至{figure(top)}元") + "的部分"


def _by_age(
    tiers: Sequence[AgeTier], received: Sequence[Received]
) -> Iterator[tuple[str, Decimal]]:
    """Yield the part of each age; a receivable from which more went back than came gives none."""
    above = -1
    for tier in tiers:
        last = tier.up_to_days
        of_age = [one.amount_fen for one in received if above < one.age and _within(one.age, last)]
        if (total := max(sum(of_age), 0)) > 0:
            says, amount = _share(yuan_of(total), tier.percent)
            yield f"{_span(above, last)}{says}", amount
        above = above if last is None else last


def _span(above: int, last: int | None) -> str:
    if last is None:
        return "" if above < 0 else f"委托时逾期超过{above}天的款项"
    return f"委托时逾期{above + 1}至{last}天的款项"


def _within(age: int, last: int | None) -> bool:
    return last is None or age <= last


def _limited(terms: Terms, exact: Decimal, total: int, *, ended: bool) -> tuple[Decimal, list[str]]:
    """Return the fee within the limits of the terms, and what they did."""
    if terms.no_cure_no_pay and not total:
        return ZERO, ["没有回款，按约定不收费"]
    if ended and terms.minimum is not None and exact < terms.minimum:
        return terms.minimum, [f"委托已经终止，低于最低佣金，按{figure(terms.minimum)}元计"]
    if terms.cap is not None and exact > terms.cap:
        return terms.cap, [f"超过最高佣金，按{figure(terms.cap)}元计"]
    return exact, []


def taxed(vat: Vat | None, fee_fen: int) -> Price:
    """Return price and tax of a fee. The tax is rounded once; the price is the rest or the fee."""
    if vat is None:
        return Price(fee_fen, 0)
    fee, rate = yuan_of(fee_fen), vat.percent / _HUNDRED
    if vat.included:
        tax = fen(TO_FEN.apply(fee * rate / (1 + rate)))
        return Price(fee_fen - tax, tax)
    return Price(fee_fen, fen(TO_FEN.apply(fee * rate)))
