"""Fen are exact, and a receivable takes no more than it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.matching import matched

AMOUNTS = st.integers(-(10**15), 10**15)


@given(AMOUNTS)
def test_fen_become_yuan_and_fen_again(whole: int) -> None:
    assert fen(yuan_of(whole)) == whole
    assert yuan_of(whole).as_tuple().exponent == -2


def test_a_part_of_a_fen_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.001"):
        fen(Decimal("0.001"))


@given(AMOUNTS, st.lists(AMOUNTS, max_size=8))
def test_no_more_is_taken_than_is_owed_or_was_paid(owed: int, parts: list[int]) -> None:
    taken = matched(owed, parts)
    used = 0
    for part, step in zip(parts, taken, strict=True):
        assert abs(step) <= abs(part)
        assert step * part >= 0
        used += step
        assert abs(used) <= abs(owed)
        assert used * owed >= 0


@given(AMOUNTS, st.lists(st.integers(0, 10**15), max_size=8))
def test_payments_are_taken_until_it_is_paid(owed: int, parts: list[int]) -> None:
    assert sum(matched(owed, parts)) == (min(owed, sum(parts)) if owed > 0 else 0)
    assert sum(matched(abs(owed), parts)) == min(abs(owed), sum(parts))


def test_worked_by_hand() -> None:
    assert matched(1_000_00, [600_00, 600_00]) == [600_00, 400_00]
    assert matched(1_000_00, [600_00, -600_00, 100_00]) == [600_00, -600_00, 100_00]
    assert matched(-200_00, [-50_00, 10_00, 500_00]) == [-50_00, 10_00, 40_00]
    assert matched(1_000_00, [-5_00]) == [0]
