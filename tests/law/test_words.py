"""Amounts in words, read back again, and the days of bills."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.law.words import amount_from_words, amount_in_words

from .casefile import params

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section


@pytest.mark.parametrize("row", params("words"))
def test_the_table(row: Section) -> None:
    assert amount_in_words(Decimal(row["amount"])) == row["words"]


@pytest.mark.parametrize("row", params("words"))
def test_other_valid_forms_read_the_same(row: Section) -> None:
    for text in (row["words"], *(row.get("also") or ())):
        assert amount_from_words(f"人民币{text}") == Decimal(row["amount"])


@settings(deadline=None, max_examples=300)
@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_words_read_back(amount: Decimal) -> None:
    assert amount_from_words(amount_in_words(amount)) == amount


@settings(deadline=None, max_examples=100)
@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_no_zero_is_doubled_or_left_hanging(yuan: int) -> None:
    words = amount_in_words(Decimal(yuan))
    assert "零零" not in words
    assert yuan == 0 or "零元" not in words
    assert "零万" not in words
    assert "零亿" not in words


@pytest.mark.parametrize("amount", ["-1", "0.001", "1e16", "NaN"])
def test_amounts_that_have_no_words(amount: str) -> None:
    with pytest.raises(InputError):
        amount_in_words(Decimal(amount))


@pytest.mark.parametrize("words", ["", "人民币", "一百元整", "壹佰", "整", "壹元毛"])
def test_words_that_are_no_amount(words: str) -> None:
    with pytest.raises(InputError):
        amount_from_words(words)
