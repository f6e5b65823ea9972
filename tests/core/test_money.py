from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.core.money import TO_FEN, figure, plain, yuan

amounts = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)


@given(amounts)
def test_a_figure_reads_back_as_itself(amount: Decimal) -> None:
    assert yuan(figure(amount)) == amount
    assert yuan(plain(amount)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "+5",
        "1e5",
        "12,345.6.7",
        "1,23.00",
        "1.234",
        "",
        "一百",
        "１００",
        "0x1",
        "NaN",
        "1 000",
        "$5",
        "5万",
        "¥-5",
        "元",
        "1，000",
        "9" * 30,
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="金额"):
        yuan(text)


@pytest.mark.parametrize(
    "text", ["¥1,234.50", "￥1234.5", "1234.50元", "人民币 1,234.5 元整", "RMB 1234.50"]
)
def test_the_sign_or_the_name_of_the_yuan_may_stand_beside_a_figure(text: str) -> None:
    assert yuan(text) == Decimal("1234.50")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("(1,000.00)", "credits"),
        ("-1000", "credits"),
        ("￥-1000", "credits"),
        ("12.345", "写到分"),
        ("5万元", "50000"),
        ("5 百万", "写全"),
    ],
)
def test_what_is_no_amount_is_answered_with_what_to_do(text: str, step: str) -> None:
    with pytest.raises(InputError) as caught:
        yuan(text)
    assert step in caught.value.next_step


def test_half_a_fen_goes_up() -> None:
    assert TO_FEN.apply(Decimal("10.005")) == Decimal("10.01")
    assert TO_FEN.apply(Decimal("10.0049999")) == Decimal("10.00")
