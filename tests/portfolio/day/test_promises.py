"""Promises are held against the money that came: once, in time, and not more than was promised."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from legaldocs.portfolio.day.promises import Judged, Kept, Money, Promised, judge

FIRST = dt.date(2026, 1, 1)
GRACE = 3


def on(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def promise(number: int, made: int, due: int, fen: int, of: int | None = None) -> Promised:
    return Promised(number, on(made), on(due), fen, of)


def outcomes(promises: list[Promised], receipts: list[Money], day: int) -> list[tuple[int, str]]:
    found = judge(promises, receipts, on(day), GRACE)
    return [(one.paid_fen, one.outcome.value) for one in found]


def test_a_promise_is_open_until_its_grace_is_over_and_then_broken() -> None:
    made = [promise(1, 0, 10, 100)]
    assert outcomes(made, [], 13) == [(0, "未到期")]
    assert outcomes(made, [], 14) == [(0, "未履行")]


def test_money_from_the_day_of_the_promise_to_the_end_of_grace_counts() -> None:
    made = [promise(1, 5, 10, 100)]
    receipts = [
        Money(on(4), 100),  # before the promise: not for it
        Money(on(5), 30),
        Money(on(13), 20),  # the last day of grace
        Money(on(14), 50),  # too late
    ]
    assert outcomes(made, receipts, 14) == [(50, "部分履行")]
    assert outcomes(made, receipts, 13) == [(50, "未到期")]


def test_a_promise_kept_early_is_kept_at_once() -> None:
    assert outcomes([promise(1, 0, 10, 100)], [Money(on(2), 150)], 2) == [(100, "已履行")]


def test_money_counts_once_and_first_for_the_day_that_comes_first() -> None:
    made = [promise(1, 0, 20, 100), promise(2, 0, 10, 100)]
    receipts = [Money(on(5), 120)]
    # 120 came: 100 for the promise of day 10, 20 for that of day 20.
    assert outcomes(made, receipts, 30) == [(20, "部分履行"), (100, "已履行")]


def test_money_for_another_receivable_does_not_count() -> None:
    made = [promise(1, 0, 10, 100, of=7), promise(2, 0, 10, 100)]
    assert outcomes(made, [Money(on(5), 100, 8)], 14) == [(0, "未履行"), (100, "已履行")]
    # Nobody said what this money is for: it may be for the promise about 7.
    assert outcomes(made[:1], [Money(on(5), 100)], 14) == [(100, "已履行")]
    # What is known to pay 7 goes to the promise about 7 first.
    assert outcomes(made, [Money(on(5), 100, 7)], 14) == [(100, "已履行"), (0, "未履行")]


def test_money_that_went_back_is_taken_from_what_came_last() -> None:
    made = [promise(1, 0, 5, 100), promise(2, 0, 10, 100)]
    receipts = [Money(on(1), 100), Money(on(6), 100), Money(on(8), -60)]
    assert outcomes(made, receipts, 20) == [(100, "已履行"), (40, "部分履行")]
    assert outcomes(made, [*receipts[:2], Money(on(8), -160)], 20) == [
        (40, "部分履行"), (0, "未履行"),
    ]  # fmt: skip
    # A bounced cheque takes back its own receivable's money, not that which came later.
    bounced = [Money(on(1), 100, 7), Money(on(6), 100, 8), Money(on(7), -100, 7)]
    about = [promise(1, 0, 5, 100, of=7), promise(2, 0, 10, 100, of=8)]
    assert outcomes(about, bounced, 20) == [(0, "未履行"), (100, "已履行")]


days = st.integers(0, 40)
amounts = st.integers(1, 500)
receivables = st.sampled_from([None, 1, 2])
promised = st.lists(st.tuples(days, st.integers(0, 20), amounts, receivables), max_size=5).map(
    lambda rows: [
        promise(number, made, made + wait, fen, of)
        for number, (made, wait, fen, of) in enumerate(rows)
    ]
)
received = st.lists(st.tuples(days, amounts, receivables), max_size=6).map(
    lambda rows: [Money(on(number), fen, of) for number, fen, of in rows]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(promised, received, st.integers(0, 70))
def test_no_fen_counts_twice_and_no_promise_gets_more_than_it_says(
    made: list[Promised], receipts: list[Money], day: int
) -> None:
    found = judge(made, receipts, on(day), GRACE)
    came = sum(money.amount_fen for money in receipts if money.paid_on <= on(day))
    assert sum(one.paid_fen for one in found) <= came
    assert [one.promise for one in found] == made
    for one in found:
        assert 0 <= one.paid_fen <= one.promise.amount_fen
        event(one.outcome.value)
        last = one.promise.due_on + dt.timedelta(days=GRACE)
        could = sum(
            money.amount_fen
            for money in receipts
            if one.promise.made_on <= money.paid_on <= min(last, on(day))
        )
        assert one.paid_fen <= could
        if one.outcome is Kept.KEPT:
            assert one.left_fen == 0
        if one.outcome is Kept.OPEN:
            assert last >= on(day)
        if one.outcome in (Kept.PART, Kept.BROKEN):
            assert last < on(day)
            assert (one.paid_fen == 0) is (one.outcome is Kept.BROKEN)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(promised, received)
def test_more_days_never_make_less_come(made: list[Promised], receipts: list[Money]) -> None:
    before: tuple[Judged, ...] | None = None
    for day in range(0, 70, 7):
        found = judge(made, receipts, on(day), GRACE)
        if before is not None:
            pairs = zip(before, found, strict=True)
            assert all(was.paid_fen <= now.paid_fen for was, now in pairs)
        before = found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(promised, received, st.lists(st.tuples(days, amounts), max_size=4), st.integers(0, 70))
def test_what_went_back_is_never_counted_as_come(
    made: list[Promised], receipts: list[Money], back: list[tuple[int, int]], day: int
) -> None:
    refunds = [Money(on(number), -fen) for number, fen in back]
    found = judge(made, [*receipts, *refunds], on(day), GRACE)
    assert all(0 <= one.paid_fen <= one.promise.amount_fen for one in found)
    without = judge(made, receipts, on(day), GRACE)
    assert sum(one.paid_fen for one in found) <= sum(one.paid_fen for one in without)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_receipts_does_not_matter(order: int) -> None:
    made = [promise(1, 0, 10, 100), promise(2, 3, 12, 50)]
    receipts = [Money(on(1), 40), Money(on(5), 70), Money(on(11), 30)]
    # 40 and 60 of the 70 for day 10; 10 of the 70 and 30 for day 12.
    assert outcomes(made, receipts[::order], 20) == [(100, "已履行"), (40, "部分履行")]
