"""Commission: figures worked out by hand, and what holds for every run of receipts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legaldocs.core.origin import Origin
from legaldocs.portfolio.agency.commission import Price, Received, commission, taxed
from legaldocs.portfolio.agency.terms import AgeTier, AmountTier, Terms, Vat

if TYPE_CHECKING:
    from collections.abc import Sequence

AT = Origin("佣金.yaml", 1)
D = Decimal


def tiers(*pairs: tuple[str | None, str]) -> tuple[AmountTier, ...]:
    return tuple(
        AmountTier(origin=AT, percent=D(percent), up_to=None if end is None else D(end))
        for end, percent in pairs
    )


def ages(*pairs: tuple[int | None, str]) -> tuple[AgeTier, ...]:
    return tuple(AgeTier(origin=AT, percent=D(percent), up_to_days=end) for end, percent in pairs)


def of(*amounts: int) -> list[Received]:
    return [Received(amount) for amount in amounts]


PERCENT = Terms(origin=AT, percent=D("12.5"))
TIERS = Terms(origin=AT, tiers=tiers(("50000.00", "15"), ("200000.00", "10"), (None, "8")))
AGES = Terms(origin=AT, ages=ages((90, "8"), (360, "15"), (None, "25")))
HOURS = Terms(origin=AT, hourly=D("500.00"))
MIXED = Terms(origin=AT, fixed=D("2000.00"), percent=D(5), hourly=D("300.00"))
NOTHING_FOR_NOTHING = Terms(origin=AT, fixed=D("2000.00"), percent=D(5), no_cure_no_pay=True)
FREE = Terms(origin=AT, tiers=tiers(("50000.00", "0"), (None, "10")))
BOUNDED = Terms(origin=AT, percent=D(10), minimum=D("1000.00"), cap=D("5000.00"))

BY_HAND = [
    # 80,000.04 × 12.5 % = 10,000.005, half a fen up
    (PERCENT, of(8_000_004), 0, "10000.01"),
    # two receipts are rounded together: 0.04 + 0.04 = 0.08; × 12.5 % = 0.01
    (PERCENT, of(4, 4), 0, "0.01"),
    # a refund subtracts: (1,000.00 − 400.00) × 12.5 % = 75.00
    (PERCENT, of(100_000, -40_000), 0, "75.00"),
    # 50,000 × 15 % = 7,500 and 60,000.55 × 10 % = 6,000.055: 13,500.055
    (TIERS, of(2_000_000, 9_000_055), 0, "13500.06"),
    # 50,000 × 15 % + 150,000 × 10 % + 100,000 × 8 % = 7,500 + 15,000 + 8,000
    (TIERS, of(30_000_000), 0, "30500.00"),
    # 1,000 at 90 days: 80; 2,000 at 91: 300; 4,000 at 361: 1,000
    (AGES, [Received(100_000, 90), Received(200_000, 91), Received(400_000, 361)], 0, "1380.00"),
    # 100 minutes at 500 an hour: 833.333…
    (HOURS, [], 100, "833.33"),
    # 2,000 + 10,000 × 5 % + 1.5 h × 300 = 2,000 + 500 + 450
    (MIXED, of(1_000_000), 90, "2950.00"),
    # nothing came in: nothing, whatever is fixed
    (NOTHING_FOR_NOTHING, [], 0, "0.00"),
    (NOTHING_FOR_NOTHING, of(100, -100), 0, "0.00"),
    # 2,000 + 1.00 × 5 %
    (NOTHING_FOR_NOTHING, of(100), 0, "2000.05"),
    # 1,000 × 10 %: the minimum waits for the end
    (BOUNDED, of(100_000), 0, "100.00"),
    # the first 50,000 free: 30,000 × 10 %
    (FREE, of(8_000_000), 0, "3000.00"),
    (FREE, of(5_000_000), 0, "0.00"),
    (BOUNDED, of(3_000_000), 0, "3000.00"),
    (BOUNDED, of(9_000_000), 0, "5000.00"),
]


@pytest.mark.parametrize(("terms", "received", "minutes", "fee"), BY_HAND)
def test_a_fee_worked_out_by_hand(
    terms: Terms, received: Sequence[Received], minutes: int, fee: str
) -> None:
    assert commission(terms, received, minutes).fee_fen == int(D(fee) * 100)


@pytest.mark.parametrize(
    ("terms", "received", "fee"),
    [
        (BOUNDED, of(), "1000.00"),
        (BOUNDED, of(100_000), "1000.00"),
        (BOUNDED, of(1_000_001), "1000.00"),  # 10,000.01 × 10 % = 1,000.001
        (BOUNDED, of(3_000_000), "3000.00"),
        (BOUNDED, of(9_000_000), "5000.00"),
        (FREE, of(5_000_000), "0.00"),
    ],
)
def test_the_minimum_is_that_of_an_ended_engagement(
    terms: Terms, received: Sequence[Received], fee: str
) -> None:
    assert commission(terms, received, ended=True).fee_fen == int(D(fee) * 100)


def test_no_cure_no_pay_has_no_minimum() -> None:
    terms = Terms(origin=AT, percent=D(10), minimum=D("1000.00"), no_cure_no_pay=True)
    assert commission(terms, of(), ended=True).fee_fen == 0
    assert commission(terms, of(1), ended=True).fee_fen == 1_000_00


def test_the_working_shows_each_part() -> None:
    assert commission(TIERS, of(11_000_055)).working == (
        "不超过50,000.00元的部分50,000.00×15%＝7,500.00",
        "超过50,000.00元至200,000.00元的部分60,000.55×10%＝6,000.0550",
    )
    ended = commission(BOUNDED, of(1), ended=True)
    assert ended.working[-1] == "委托已经终止，低于最低佣金，按1,000.00元计"
    assert commission(FREE, of(6_000_000)).working == (
        "不超过50,000.00元的部分50,000.00×0%＝0.00", "超过50,000.00元的部分10,000.00×10%＝1,000.00",
    )  # fmt: skip


def test_price_and_tax_add_up() -> None:
    included = Vat(origin=AT, percent=D(6), included=True)
    added = Vat(origin=AT, percent=D(6), included=False)
    # 3,000.00 ÷ 1.06 × 6 % = 169.811…; the price is the rest, 2,830.19
    assert taxed(included, 300_000) == Price(283_019, 16_981)
    # 3,000.00 × 6 % = 180.00 on top
    assert taxed(added, 300_000) == Price(300_000, 18_000)
    assert taxed(None, 300_000) == Price(300_000, 0)


EVERY = [PERCENT, TIERS, AGES, MIXED, NOTHING_FOR_NOTHING, BOUNDED, FREE]
receipts = st.lists(
    st.builds(Received, st.integers(-50_000_000, 90_000_000), st.integers(0, 2000)), max_size=8
)


@given(
    st.sampled_from(EVERY), receipts, st.integers(0, 90_000_000), st.integers(0, 2000),
    st.booleans(),
)  # fmt: skip
def test_more_money_never_gives_a_smaller_fee(
    terms: Terms,
    received: list[Received],
    more: int,
    age: int,
    ended: bool,  # noqa: FBT001
) -> None:
    fee = commission(terms, received, ended=ended).fee_fen
    assert commission(terms, [*received, Received(more, age)], ended=ended).fee_fen >= fee >= 0
    assert commission(terms, received, ended=True).fee_fen >= fee


@given(st.sampled_from(EVERY), receipts)
def test_the_order_of_receipts_does_not_matter(terms: Terms, received: list[Received]) -> None:
    fee = commission(terms, received).fee_fen
    assert commission(terms, [*reversed(received)]).fee_fen == fee


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.integers(-10_000_000_000, 10_000_000_000),
    st.decimals("0.01", "99", places=2),
    st.booleans(),
)
def test_price_and_tax_add_up_to_the_fen(fee: int, percent: Decimal, included: bool) -> None:  # noqa: FBT001
    price = taxed(Vat(origin=AT, percent=percent, included=included), fee)
    assert price.total_fen == (fee if included else fee + price.tax_fen)
    net = D(price.price_fen) * percent / 100
    assert abs(net - price.tax_fen) <= 1
