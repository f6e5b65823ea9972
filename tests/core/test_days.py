from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.days import chinese_day, iso_day, written_day
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


@given(st.dates(), st.sampled_from(["{}-{}-{}", "{}/{}/{}", "{}.{}.{}", "{}年{}月{}日"]))
def test_a_day_is_read_as_people_type_it(day: dt.date, form: str) -> None:
    assert written_day(form.format(f"{day.year:04}", day.month, day.day)) == day


@pytest.mark.parametrize(
    "text",
    ["20260203", "2026-02-03 13:05:59", "2026/2/3 0:00", "2026-02-03T00:00:00", "2026年2月3号"],
)
def test_a_day_is_read_as_programs_write_it(text: str) -> None:
    assert written_day(text) == dt.date(2026, 2, 3)


@pytest.mark.parametrize("text", ["2026-2/3", "2026年2", "46024", "26-2-3", "2026.2", "20260230"])
def test_no_other_form_is_a_day(text: str) -> None:
    with pytest.raises(InputError, match="日期"):
        written_day(text)


@pytest.mark.parametrize("text", ["01/02/2026", "1-2-2026", "3.4.26"])
def test_a_day_with_the_year_last_could_be_two_days(text: str) -> None:
    with pytest.raises(InputError, match="哪个是月"):
        written_day(text)


def test_papers_print_days_without_padding() -> None:
    assert chinese_day(dt.date(2026, 1, 5)) == "2026年1月5日"
