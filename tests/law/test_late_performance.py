"""Interest for late performance of a judgment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.core.money import TO_FEN
from legaldocs.law.late_performance import (
    AdjudicatedSum,
    GeneralInterest,
    Performance,
    late_performance,
)
from legaldocs.law.lawbook import packaged
from legaldocs.law.rate_terms import AgreedRate

from .arithmetic import worked
from .casefile import params

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section

iso = dt.date.fromisoformat


@pytest.mark.parametrize("row", params("doubled"))
def test_the_worked_cases(row: Section) -> None:
    found = late_performance(
        packaged(),
        [
            AdjudicatedSum(Decimal(instalment["amount"]), iso(instalment["perform_by"]))
            for instalment in row["instalments"]
        ],
        [
            Performance(iso(performance["on"]), Decimal(performance["amount"]))
            for performance in row.get("performances", ())
        ],
        until=iso(row["until"]),
        pauses=[(iso(pause["from"]), iso(pause["to"])) for pause in row.get("pauses", ())],
    )
    assert found.doubled.exact == worked(row["expected"])
    assert TO_FEN.apply(found.doubled.interest) == Decimal(row["figure"])
    assert found.doubled.days == int(row["days"])
    assert found.general.interest == 0


def test_general_interest_runs_only_as_the_judgment_says() -> None:
    ordered = GeneralInterest(AgreedRate(Decimal("3.65"), "year"), iso("2026-01-01"))
    found = late_performance(
        packaged(),
        [AdjudicatedSum(Decimal(100000), iso("2026-01-31"))],
        [],
        until=iso("2026-04-10"),
        general=ordered,
    )
    assert found.general.interest == Decimal(100000) * Decimal("0.0365") / 365 * 100
    assert found.doubled.days == 69
    assert found.total == found.general.interest + found.doubled.interest
    assert found.articles[0] == "《中华人民共和国民事诉讼法》第二百六十四条"


def test_a_negative_sum_is_refused() -> None:
    with pytest.raises(InputError):
        late_performance(
            packaged(),
            [AdjudicatedSum(Decimal(-1), iso("2026-01-31"))],
            [],
            until=iso("2026-04-10"),
        )


def test_a_stay_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match="早于首日"):
        late_performance(
            packaged(),
            [AdjudicatedSum(Decimal(1), iso("2026-01-31"))],
            [],
            until=iso("2026-04-10"),
            pauses=[(iso("2026-03-01"), iso("2026-02-01"))],
        )
