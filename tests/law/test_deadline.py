"""Periods: the worked cases, rest days, and what is not known yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.law.deadline import period_end
from legaldocs.law.enforcement import enforcement_period
from legaldocs.law.lawbook import packaged
from legaldocs.law.preservation import longest_measure, renewal, security, suit_deadline
from legaldocs.law.workdays import is_rest_day

from .casefile import day, params

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section

TODAY = dt.date(2026, 11, 21)
iso = dt.date.fromisoformat


@pytest.mark.parametrize("row", params("deadlines"))
def test_the_worked_cases(row: Section) -> None:
    start = day(row, "from")
    assert start is not None
    length = {key: int(row[key]) for key in ("days", "months", "years") if key in row}
    found = period_end(start, **length)
    assert (found.raw_end, found.end) == (day(row, "raw"), day(row, "end"))
    if "advised" in row:
        assert found.advised == day(row, "advised")


@settings(deadline=None, max_examples=150)
@given(st.dates(dt.date(2004, 1, 1), dt.date(2040, 1, 1)), st.integers(1, 400))
def test_no_period_ends_on_a_rest_day(start: dt.date, length: int) -> None:
    found = period_end(start, days=length)
    assert not is_rest_day(found.end)
    assert not is_rest_day(found.advised)
    assert found.raw_end <= found.end
    assert start <= found.advised <= found.end
    assert found.advised < found.raw_end or found.advised == found.end


def test_our_year_agrees_with_the_calendar_package() -> None:
    for offset in range(365):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=offset)
        assert is_rest_day(day) == (not chinese_calendar.is_workday(day))


def test_a_year_without_a_schedule_is_provisional() -> None:
    assert period_end(iso("2026-12-31"), days=15).provisional
    assert not period_end(iso("2026-10-31"), days=15).provisional
    assert period_end(iso("2027-09-28"), days=3).end == iso("2027-10-04")


@pytest.mark.parametrize(
    "length",
    [{}, {"days": 0}, {"days": -1}, {"months": -1}, {"days": 1, "years": 1}, {"days": 10**9}],
)
def test_refusals(length: dict[str, int]) -> None:
    with pytest.raises(InputError):
        period_end(TODAY, **length)


def test_months_and_years_may_be_joined() -> None:
    assert period_end(iso("2024-01-31"), years=1, months=1).raw_end == iso("2025-02-28")


def test_pre_suit_preservation_leaves_thirty_days() -> None:
    assert suit_deadline(packaged(), iso("2026-09-01"), TODAY).end == iso("2026-10-08")


def test_renewal_is_asked_seven_days_before() -> None:
    found = renewal(packaged(), iso("2027-03-09"), TODAY)
    assert found.ask_by == iso("2027-03-02")
    assert found.rule.endswith("第十八条")


@pytest.mark.parametrize(
    ("asset", "end"),
    [("deposit", "2027-03-09"), ("movable", "2028-03-09"), ("real_estate", "2029-03-09")],
)
def test_measures_last_no_longer(asset: str, end: str) -> None:
    taken = iso("2026-03-09")
    assert longest_measure(packaged(), asset, taken, TODAY) == iso(end)  # type: ignore[arg-type]


def test_security() -> None:
    assert security(packaged(), 1000, TODAY, pre_suit=True) == 1000  # type: ignore[arg-type]
    assert security(packaged(), 1000, TODAY, pre_suit=False) == 300  # type: ignore[arg-type]


def test_enforcement_counts_from_the_last_instalment() -> None:
    dues = (iso("2024-05-31"), iso("2024-11-30"))
    found = enforcement_period(packaged(), perform_by=dues, day=TODAY)
    assert [deadline.raw_end for deadline in found.deadlines] == [iso("2026-11-30")]
    assert found.rule.startswith("民事诉讼法第250条")


def test_a_notarised_instrument_counts_each_instalment() -> None:
    dues = (iso("2024-11-30"), iso("2024-05-31"))
    found = enforcement_period(packaged(), perform_by=dues, notarised=True, day=TODAY)
    assert [deadline.raw_end for deadline in found.deadlines] == [
        iso("2026-05-31"),
        iso("2026-11-30"),
    ]


def test_without_a_period_it_runs_from_effectiveness() -> None:
    found = enforcement_period(packaged(), effective_on=iso("2025-01-10"), day=TODAY)
    assert found.deadlines[0].raw_end == iso("2027-01-10")
    with pytest.raises(InputError):
        enforcement_period(packaged(), day=TODAY)


def test_the_advised_day_is_never_before_the_period() -> None:
    weekend = period_end(dt.date(2026, 11, 21), days=1)
    assert (weekend.raw_end, weekend.end) == (dt.date(2026, 11, 22), dt.date(2026, 11, 23))
    assert weekend.advised == dt.date(2026, 11, 23)
