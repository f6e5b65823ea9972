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
        "¥5",
        "9" * 30,
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="金额"):
        yuan(text)


def test_half_a_fen_goes_up() -> None:
    assert TO_FEN.apply(Decimal("10.005")) == Decimal("10.01")
    assert TO_FEN.apply(Decimal("10.0049999")) == Decimal("10.00")
