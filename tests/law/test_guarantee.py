"""How long a guarantor is bound and what saves the claim."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.core.errors import InputError
from legaldocs.law.guarantee import Act, GuaranteeTerms, effect_of_act, guarantee_period
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from legaldocs.law.guarantee import GuaranteePeriod

TODAY = dt.date(2026, 11, 21)
iso = dt.date.fromisoformat
DUE = iso("2026-05-31")


def period(**terms: Any) -> GuaranteePeriod:
    return guarantee_period(packaged(), GuaranteeTerms(DUE, **terms), TODAY)


@pytest.mark.parametrize(
    ("terms", "end"),
    [
        ({}, "2026-11-30"),
        ({"until_repaid": True}, "2026-11-30"),
        ({"months": 24}, "2028-05-31"),
        ({"ends_on": iso("2027-12-31")}, "2027-12-31"),
        ({"ends_on": DUE}, "2026-11-30"),
        ({"ends_on": iso("2026-01-01")}, "2026-11-30"),
        ({"until_repaid": True, "months": 24}, "2026-11-30"),
    ],
)
def test_the_period(terms: dict[str, Any], end: str) -> None:
    assert period(**terms).deadline.raw_end == iso(end)


def test_silence_means_a_general_guarantee() -> None:
    found = period()
    assert found.mode == "general"
    assert "没有约定" in found.mode_rule
    assert found.saving_act.startswith("民法典第693条")
    assert period(mode="joint").saving_act.startswith("民法典第693条第二款")


@pytest.mark.parametrize(
    ("mode", "act", "saves"),
    [
        ("general", Act("suit_against_debtor", iso("2026-11-30")), True),
        ("general", Act("suit_against_debtor", iso("2026-12-01")), False),
        ("general", Act("suit_against_debtor", iso("2026-11-01"), withdrawn=True), False),
        ("general", Act("notarised_enforcement", iso("2026-11-01")), True),
        ("general", Act("payment_order", iso("2026-11-01")), False),
        ("general", Act("demand_on_guarantor", iso("2026-11-01")), False),
        ("joint", Act("demand_on_guarantor", iso("2026-11-01")), True),
        ("joint", Act("suit_against_debtor", iso("2026-11-01")), False),
        ("joint", Act("payment_order", iso("2026-11-01")), False),
        ("joint", Act("suit_against_guarantor", iso("2026-11-01"), withdrawn=True), False),
        (
            "joint",
            Act("suit_against_guarantor", iso("2026-11-01"), withdrawn=True, served=True),
            True,
        ),
    ],
)
def test_what_saves(mode: str, act: Act, saves: bool) -> None:  # noqa: FBT001 - a table of cases
    found = effect_of_act(packaged(), period(mode=mode), act, TODAY)
    assert found.saves is saves
    assert found.why


def test_two_ends_are_refused() -> None:
    with pytest.raises(InputError):
        period(months=6, ends_on=TODAY)
