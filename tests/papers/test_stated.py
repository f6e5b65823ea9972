"""Amounts and days are read from a text in every notation in which papers print them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.days import chinese_day
from legaldocs.law.numerals import numeral
from legaldocs.papers.stated import amounts_in, days_in
from legaldocs.papers.words import exact, words, yuan

cents = st.integers(min_value=1, max_value=10**14).map(lambda whole: Decimal(whole) / 100)


@given(cents)
def test_an_amount_is_read_as_papers_print_it(amount: Decimal) -> None:
    for text in (f"{yuan(amount)}元", f"￥{amount}", f"（大写：{words(amount)}）"):
        assert [found.value for found in amounts_in(f"应付{text}。")] == [amount]
    assert [found.value for found in amounts_in(f"{exact(amount)}元")] == [amount]


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_a_day_is_read_as_people_write_it(day: dt.date) -> None:
    in_words = "".join("〇一二三四五六七八九"[int(sign)] for sign in str(day.year))
    for text in (
        chinese_day(day),
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{in_words}年{numeral(day.month)}月{numeral(day.day)}日",
    ):
        assert [found[1:] for found in days_in(f"于{text}前")] == [(day.year, day.month, day.day)]
        assert amounts_in(f"于{text}前") == ()


@pytest.mark.parametrize(
    "text",
    [
        *("第3.10条", "3.00%×1.5", "日万分之五", "30日内", "三个月内", "每月五日", "次月10日"),
        *("（2026）苏0591民初12345号", "0512-62881234", "万元", "____元", "附件2", "第12至15页"),
    ],
)
def test_what_is_neither_is_not_read(text: str) -> None:
    assert [found for found in amounts_in(text) if found.value] == []
    assert days_in(text) == ()
