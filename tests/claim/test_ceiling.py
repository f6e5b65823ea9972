"""A cap, whatever the term: the charge never falls with time and never passes it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.claim.ceiling import Ceiling
from legaldocs.claim.due import DuePart
from legaldocs.claim.instalment_balance import InstalmentBalance
from legaldocs.core.origin import Origin
from legaldocs.law.late_terms import Cap, LateTerm, Step
from legaldocs.law.lawbook import packaged
from legaldocs.law.rate_terms import (
    LPR_5Y,
    AgreedRate,
    FixedSum,
    LprMultiple,
    OverdueShare,
    RateTerm,
)

DUE = dt.date(2025, 3, 1)
PERCENTS = st.decimals("0.01", "3", places=2)
YUAN = st.decimals("0.01", "9999", places=2)
RATES = st.one_of(
    PERCENTS.map(lambda percent: AgreedRate(percent, "day")),
    PERCENTS.map(lambda percent: AgreedRate(percent * 10, "year")),
    PERCENTS.map(lambda times: LprMultiple(times, "floating", LPR_5Y)),
    YUAN.map(lambda yuan: FixedSum(yuan, "day")),
)
LUMPS = st.one_of(
    st.none(), PERCENTS.map(OverdueShare), YUAN.map(lambda yuan: FixedSum(yuan, "once"))
)


@st.composite
def terms(draw: st.DrawFn) -> LateTerm:
    starts = sorted(draw(st.sets(st.integers(1, 200), min_size=1, max_size=3)))
    rates: list[RateTerm] = [draw(RATES) for _ in starts]
    steps = tuple(Step(day, rate) for day, rate in zip(starts, rates, strict=True))
    per_part = draw(st.booleans())
    return LateTerm(steps, per_part=per_part, lump=draw(LUMPS))


def balances(term: LateTerm, amounts: list[Decimal], gap: int) -> tuple[InstalmentBalance, ...]:
    found: list[InstalmentBalance] = []
    for place, amount in enumerate(amounts):
        due_on = DUE + dt.timedelta(days=gap * place)
        part = DuePart("款项", amount, due_on, "", Origin(Path("case.yaml"), 1))
        balance = InstalmentBalance(part, term, packaged(), amount, [(due_on, amount)])
        if not term.per_part:
            balance.earlier = tuple(found)
        found.append(balance)
    return tuple(found)


@settings(max_examples=60, deadline=None)
@given(
    term=terms(),
    amounts=st.lists(st.decimals("1", "900000", places=2), min_size=1, max_size=3),
    gap=st.integers(0, 60),
    cap=st.one_of(st.none(), st.decimals("0.01", "99999", places=2)),
    days=st.lists(st.integers(0, 400), min_size=2, max_size=4),
)
def test_the_charge_grows_with_the_days_and_stays_under_the_cap(
    term: LateTerm, amounts: list[Decimal], gap: int, cap: Decimal | None, days: list[int]
) -> None:
    parts = balances(term, amounts, gap)
    if cap is not None:
        shared = Ceiling(Cap("sum", Decimal(0), cap, "上限"), parts)
        for part in parts:
            part.ceiling = shared
    ends = [DUE + dt.timedelta(days=count) for count in sorted(days)]
    charges = [sum(part.late_charge(end) for part in parts) for end in ends]
    assert charges == sorted(charges)
    assert charges[0] >= 0
    assert cap is None or charges[-1] <= cap


@settings(max_examples=60, deadline=None)
@given(
    term=terms(),
    amount=st.decimals("1", "900000", places=2),
    share=st.decimals("0.1", "99", places=1),
    count=st.integers(1, 500),
)
def test_a_cap_on_what_is_overdue_is_its_share(
    term: LateTerm, amount: Decimal, share: Decimal, count: int
) -> None:
    (part,) = balances(term, [amount], 0)
    part.ceiling = Ceiling(Cap("overdue", share, Decimal(0), "上限"), (part,))
    charge = part.late_charge(DUE + dt.timedelta(days=count))
    assert charge <= (amount * share / 100).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
