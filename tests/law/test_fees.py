"""Court fees against the published table, the quick formulas and the shape a scale must have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError, LawError
from legaldocs.law.fees import court_fees, graduated
from legaldocs.law.lawbook import packaged

from .arithmetic import worked
from .casefile import params, read

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section

DAY = dt.date(2026, 11, 21)
SCALES = ("court_property", "preservation", "execution")


@pytest.mark.parametrize("row", params("fees"))
def test_the_table(row: Section) -> None:
    fees = court_fees(packaged(), Decimal(row["amount"]), DAY)
    found = {
        "acceptance": fees.acceptance,
        "half": fees.acceptance_half,
        "payment_order": fees.payment_order,
        "preservation": fees.preservation,
        "execution": fees.execution,
    }
    assert found == {key: Decimal(row[key]) for key in found}


def quick(amount: Fraction) -> Fraction:
    """The formula lawyers print: amount × rate + constant."""
    for row in read("fees")["quick"]:
        if amount <= Fraction(row["upto"]):
            return worked(row["fee"], a=amount)
    raise AssertionError(amount)


@pytest.mark.parametrize("row", read("fees")["quick"])
@pytest.mark.parametrize("beside", ["-0.01", "0", "0.01"])
def test_the_scale_equals_its_quick_formula_on_every_edge(row: Section, beside: str) -> None:
    amount = Decimal(row["upto"]) + Decimal(beside)
    if amount > 100_000_000:
        return
    brackets = packaged().scale("court_property", DAY).brackets
    assert Fraction(graduated(brackets, amount)) == quick(Fraction(amount))


@pytest.mark.parametrize("row", params("fees", "edges"))
def test_a_cent_over_an_edge_is_exact(row: Section) -> None:
    brackets = packaged().scale("court_property", DAY).brackets
    assert Fraction(graduated(brackets, Decimal(row["amount"]))) == worked(row["exact"])


amounts = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize("scale", SCALES)
@settings(deadline=None, max_examples=60)
@given(amount=amounts, more=amounts)
def test_fees_never_fall(scale: str, amount: Decimal, more: Decimal) -> None:
    brackets = packaged().scale(scale, DAY).brackets
    assert graduated(brackets, amount) <= graduated(brackets, amount + more)


@pytest.mark.parametrize("scale", SCALES)
def test_fees_do_not_jump(scale: str) -> None:
    brackets = packaged().scale(scale, DAY).brackets
    cent = Decimal("0.01")
    for band in brackets.bands:
        step = graduated(brackets, band.over + cent) - graduated(brackets, band.over)
        assert step <= cent * band.percent / 100


def test_every_fee_says_how_it_came_and_by_which_article() -> None:
    steps = court_fees(packaged(), Decimal(206136), DAY).steps
    assert [step.source for step in steps] == [
        "《诉讼费用交纳办法》第十三条第一项",
        "《诉讼费用交纳办法》第十六条",
        "《诉讼费用交纳办法》第十四条第三项",
        "《诉讼费用交纳办法》第十四条第二项",
        "《诉讼费用交纳办法》第十四条第一项",
    ]
    assert "（206,136.00－200,000.00）×1.5%" in steps[0].says


def test_the_cap_is_named() -> None:
    steps = court_fees(packaged(), Decimal(1_000_000), DAY).steps
    assert steps[3].says.endswith("，最多 5000＝5000")


@pytest.mark.parametrize(
    ("amount", "day", "error"),
    [("-0.01", DAY, InputError), ("1", dt.date(2007, 3, 31), LawError)],
)
def test_refusals(amount: str, day: dt.date, error: Any) -> None:
    with pytest.raises(error):
        court_fees(packaged(), Decimal(amount), day)
