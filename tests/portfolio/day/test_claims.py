"""What is asked for and what is held add up to what is open, whatever was disputed or promised."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from legaldocs.portfolio.day.holds import Claims
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.promises import Promised, judge
from legaldocs.portfolio.day.rows import Account, CustomerRow, DisputeRow
from legaldocs.portfolio.open_items import OpenItem

TODAY = dt.date(2026, 7, 1)
CUSTOMER = CustomerRow(1, "乙公司", "", "", "", "", "", None, None)

numbers = st.sampled_from([None, 1, 2, 3])
sums = st.integers(1, 2_000)
items = st.lists(st.tuples(st.integers(-300, 1_500).filter(bool), st.integers(0, 60)), max_size=3)
disputes = st.lists(st.tuples(numbers, st.none() | sums), max_size=3)
promised = st.lists(st.tuples(numbers, sums, st.integers(-10, 20)), max_size=3)


def account(
    owed: list[tuple[int, int]],
    disputed: list[tuple[int | None, int | None]],
    said: list[tuple[int | None, int, int]],
) -> Account:
    made = Account(CUSTOMER)
    made.items = [
        OpenItem(
            number, 1, f"AR{number}", "", "HT", "", fen, fen, TODAY - dt.timedelta(days=late),
            None, None, None, "",
        )
        for number, (fen, late) in enumerate(owed, start=1)
    ]  # fmt: skip
    made.disputes = [
        DisputeRow(number, 1, about, TODAY, "少一件", fen, None)
        for number, (about, fen) in enumerate(disputed, start=1)
    ]
    promises = [
        Promised(number, TODAY - dt.timedelta(days=20), TODAY + dt.timedelta(days=days), fen, about)
        for number, (about, fen, days) in enumerate(said, start=1)
    ]
    made.promises = [*judge(promises, [], TODAY, USUAL.grace_days)]
    return made


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items, disputes, promised)
def test_what_is_asked_for_and_held_adds_up_to_what_is_open(
    owed: list[tuple[int, int]],
    disputed: list[tuple[int | None, int | None]],
    said: list[tuple[int | None, int, int]],
) -> None:
    made = account(owed, disputed, said)
    claims = Claims(made, USUAL, TODAY)
    for item in made.items:
        asked = claims.asked(item)
        held = sum(row.amount_fen for row in claims.held if row.number == item.number)
        event("red" if item.open_fen < 0 else "part" if 0 < asked < item.open_fen else "whole")
        assert 0 <= asked <= max(item.open_fen, 0)
        assert asked + held == item.open_fen
    waits = sum(one.left_fen for one in made.promises if not one.outcome.final)
    promises = sum(row.amount_fen for row in claims.held if "承诺" in row.why)
    assert promises <= waits
