from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.days import chinese_day, iso_day
from legaldocs.core.errors import InputError


@given(st.dates())
def test_a_day_reads_back_as_itself(day: dt.date) -> None:
    assert iso_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-2-3",
        "20260203",
        "2026/02/03",
        "2026-13-01",
        "",
        "２０２６-01-01",
        "0000-01-01",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="日期"):
        iso_day(text)


def test_papers_print_days_without_padding() -> None:
    assert chinese_day(dt.date(2026, 1, 5)) == "2026年1月5日"
