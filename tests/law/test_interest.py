"""Interest: the worked cases, additivity, conventions, and the working it shows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError, LawError
from legaldocs.core.money import TO_FEN
from legaldocs.law.interest import accrue, joined
from legaldocs.law.lawbook import Confirmation, packaged
from legaldocs.law.rate_terms import LPR_5Y, AgreedRate, LprMultiple, parse_rate

from .arithmetic import worked
from .casefile import day, params

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section
    from legaldocs.law.interest import Accrual


def accrual_of(row: Section) -> Accrual:
    first, last = day(row, "from"), day(row, "to")
    assert first is not None
    assert last is not None
    mode: Any = row.get("mode", "fixed")
    return accrue(
        packaged(),
        Decimal(row["principal"]),
        first,
        last,
        parse_rate(row["rate"], mode=mode),
        breach_on=first,
        basis=str(row.get("basis", "365")),  # type: ignore[arg-type]  # the file says one of three
        ends=str(row.get("ends", "both")),  # type: ignore[arg-type]  # the file says one of four
    )


@pytest.mark.parametrize("row", params("interest"))
def test_the_worked_cases(row: Section) -> None:
    accrual = accrual_of(row)
    assert accrual.exact == worked(row["expected"])
    assert TO_FEN.apply(accrual.interest) == Decimal(row["figure"])
    assert accrual.days == int(row["days"])


@pytest.mark.parametrize(
    "row", [case for case in params("interest") if "segments" in case.values[0]]
)
def test_the_segments(row: Section) -> None:
    found = [(segment.days, TO_FEN.apply(segment.interest)) for segment in accrual_of(row).segments]
    assert found == [
        (int(segment["days"]), Decimal(segment["figure"])) for segment in row["segments"]
    ]


RATES: list[AgreedRate | LprMultiple] = [
    AgreedRate(Decimal("0.05"), "day"),
    AgreedRate(Decimal(6), "year"),
    LprMultiple(Decimal("1.5")),
    LprMultiple(Decimal("1.3"), "floating"),
]
days = st.dates(dt.date(2015, 1, 1), dt.date(2026, 11, 21))


@settings(deadline=None, max_examples=80)
@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.lists(days, min_size=3, max_size=3, unique=True).map(sorted),
    st.sampled_from(RATES),
    st.sampled_from(["365", "360", "actual"]),
)
def test_adjoining_periods_add_up_exactly(
    principal: Decimal, edges: list[dt.date], rate: AgreedRate | LprMultiple, basis: Any
) -> None:
    first, middle, last = edges

    def run(start: dt.date, end: dt.date) -> Accrual:
        return accrue(
            packaged(), principal, start, end, rate, breach_on=first, basis=basis, ends="first"
        )

    whole = run(first, last)
    parts = joined([*run(first, middle).segments, *run(middle, last).segments])
    assert parts.exact == whole.exact
    assert parts.days == whole.days


@settings(deadline=None, max_examples=50)
@given(days, days, st.sampled_from(["both", "first", "last", "neither"]))
def test_ends_count_as_asked(one: dt.date, other: dt.date, ends: Any) -> None:
    first, last = sorted((one, other))
    accrual = accrue(packaged(), Decimal(100), first, last, RATES[0], breach_on=first, ends=ends)
    counted = (last - first).days + {"both": 1, "first": 0, "last": 0, "neither": -1}[ends]
    assert accrual.days == max(0, counted)


def test_a_half_cent_made_of_endless_parts_rounds_up() -> None:
    singles = [
        accrue(
            packaged(),
            Decimal(50),
            on,
            on,
            AgreedRate(Decimal(6), "year"),
            breach_on=on,
            basis="360",
        )
        for on in (dt.date(2026, 1, 1), dt.date(2026, 1, 2), dt.date(2026, 1, 3))
    ]
    assert all(TO_FEN.apply(accrual.interest) == Decimal("0.01") for accrual in singles)
    total = joined(segment for accrual in singles for segment in accrual.segments)
    assert TO_FEN.apply(total.interest) == Decimal("0.03")


def test_the_working_reads_like_a_sum() -> None:
    accrual = accrue(
        packaged(),
        Decimal(500000),
        dt.date(2025, 7, 1),
        dt.date(2025, 7, 10),
        LprMultiple(Decimal("1.5")),
        breach_on=dt.date(2025, 7, 1),
    )
    (segment,) = accrual.segments
    assert segment.says == "500,000.00×3.00%×1.5×10日÷365＝616.44"
    assert (
        segment.source
        == "2025年5月20日贷款市场报价利率（LPR）公告所载利率，违约日2025年7月1日仍适用"
    )
    assert accrual.convention.startswith("一年按365日，首尾两日均计入，不计复利；利率固定为违约日")


def test_another_published_rate_may_be_multiplied() -> None:
    fixed = accrue(
        packaged(),
        Decimal(36500),
        dt.date(2024, 7, 1),
        dt.date(2024, 7, 31),
        LprMultiple(Decimal(2), published=LPR_5Y),
        breach_on=dt.date(2024, 7, 1),
    )
    assert [(part.percent, part.interest) for part in fixed.segments] == [
        (Decimal("7.90"), Decimal("244.90"))
    ]
    assert fixed.convention.endswith("违约日 2024-07-01 适用的五年期以上贷款市场报价利率")


def test_a_breach_before_the_lpr_says_that_nothing_could_be_fixed() -> None:
    accrual = accrue(
        packaged(),
        Decimal(100),
        dt.date(2019, 8, 1),
        dt.date(2019, 9, 30),
        LprMultiple(Decimal(1)),
        breach_on=dt.date(2019, 8, 1),
    )
    assert [segment.percent for segment in accrual.segments] == [
        Decimal("4.35"),
        Decimal("4.25"),
        Decimal("4.20"),
    ]
    assert "没有违约时的一年期贷款市场报价利率可以固定" in accrual.convention


LATE = dt.date(2026, 11, 21)


def test_days_past_the_checked_rates_are_provisional() -> None:
    floating = LprMultiple(Decimal(1), "floating")
    start = dt.date(2026, 7, 1)
    assert accrue(packaged(), Decimal(1), start, LATE, floating, breach_on=start).provisional
    checked = dt.date(2026, 7, 19)
    assert not accrue(packaged(), Decimal(1), start, checked, floating, breach_on=start).provisional
    confirmed = (Confirmation("lpr_1y", LATE, Decimal("3.00"), "公告"),)
    assert not accrue(
        packaged(confirmed), Decimal(1), start, LATE, floating, breach_on=start
    ).provisional


def test_a_rate_fixed_at_an_early_breach_stays_firm() -> None:
    start = dt.date(2026, 7, 1)
    fixed = LprMultiple(Decimal(1))
    assert not accrue(packaged(), Decimal(1), start, LATE, fixed, breach_on=start).provisional


def test_a_confirmed_change_splits_the_period() -> None:
    confirmed = (Confirmation("lpr_1y", dt.date(2026, 10, 21), Decimal("2.90"), "公告"),)
    start = dt.date(2026, 9, 1)
    floating = LprMultiple(Decimal(1), "floating")
    accrual = accrue(packaged(confirmed), Decimal(1), start, LATE, floating, breach_on=start)
    assert [(segment.first, segment.percent) for segment in accrual.segments] == [
        (start, Decimal("3.00")),
        (dt.date(2026, 10, 21), Decimal("2.90")),
    ]


@pytest.mark.parametrize(
    ("first", "last", "principal", "error"),
    [
        (dt.date(2026, 1, 2), dt.date(2026, 1, 1), "1", InputError),
        (dt.date(2026, 1, 1), dt.date(2026, 1, 2), "-1", InputError),
        (dt.date(2026, 1, 1), dt.date(9999, 12, 31), "1", InputError),
        (dt.date(2008, 12, 22), dt.date(2009, 1, 2), "1", LawError),
    ],
)
def test_refusals(first: dt.date, last: dt.date, principal: str, error: Any) -> None:
    with pytest.raises(error):
        accrue(
            packaged(), Decimal(principal), first, last, LprMultiple(Decimal(1)), breach_on=first
        )


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("0.05%/day", AgreedRate(Decimal("0.05"), "day")),
        ("6%/year", AgreedRate(Decimal(6), "year")),
        ("lpr", LprMultiple(Decimal(1))),
        (" LPR*1.5 ", LprMultiple(Decimal("1.5"))),
    ],
)
def test_rates_are_read(text: str, rate: AgreedRate | LprMultiple) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lpr**2",
        "lpr*",
        "lpr*-1",
        "lpr*0",
        "0%/day",
        "5%",
        "1e5%/day",
        "５%/year",
        "-1%/day",
        "9" * 40,
    ],
)
def test_other_rates_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_rate(text)
