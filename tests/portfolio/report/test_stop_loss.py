"""What going after a debt would bring and cost, worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.report.customers import Customers
from legaldocs.portfolio.report.evidence import Evidence
from legaldocs.portfolio.report.own_history import own_history
from legaldocs.portfolio.report.policy import USUAL, ReportPolicy
from legaldocs.portfolio.report.stop_loss import (
    NO_COST,
    NOT_WORTH,
    UNKNOWN,
    UNSURE,
    WORTH,
    StopLoss,
    outlook,
    stop_loss,
)
from legaldocs.portfolio.report.ways import AGENCY, ORDER, OWN, SUIT, Way
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import BING, OWED, PAID, YI, take
from tests.portfolio.report.conftest import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


def seen(mean: str, low: str, high: str) -> Evidence:
    return Evidence(0, 20, 12, Decimal(mean), Decimal(low), Decimal(high))


def test_an_outlook_by_hand() -> None:
    # Debt 10,000; fixed cost 900; 10 % of what comes in. It breaks even at 900 ÷ (10,000 × 0.9) =
    # 10 %. Expected 40 %: 4,000, cost 900 + 400, net 2,700. Low 20 %: 2,000 − 900 − 200 = 900;
    # high 60 %: 6,000 − 900 − 600 = 4,500.
    way = Way(AGENCY, 90_000, Decimal("0.1"), ())
    found = outlook(1_000_000, way, seen("0.4", "0.2", "0.6"))
    assert (found.expected, found.cost, found.net) == (400_000, 130_000, 270_000)
    assert (found.net_low, found.net_high) == (90_000, 450_000)
    assert found.break_even == Decimal("0.1000")
    assert found.verdict == WORTH
    assert found.steps[0] == (
        "盈亏点：固定成本 900.00÷（10,000.00×90.00%）＝10.00%，收回比例高于它才不亏"
    )


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [("0.1000", "0.6", WORTH), ("0.0999", "0.6", UNSURE), ("0.01", "0.0999", NOT_WORTH),
     ("0.01", "0.1000", UNSURE)],
)  # fmt: skip
def test_the_verdict_follows_the_interval(low: str, high: str, verdict: str) -> None:
    way = Way(AGENCY, 90_000, Decimal("0.1"), ())
    assert outlook(1_000_000, way, seen("0.05", low, high)).verdict == verdict


@pytest.mark.parametrize(("share", "net"), [("1", -90_000), ("1.5", -290_000)])
def test_who_takes_all_that_comes_in_is_never_worth_it(share: str, net: int) -> None:
    # Of 4,000 that may come in all or 6,000 go to others, and 900 are spent before.
    way = Way(AGENCY, 90_000, Decimal(share), ())
    found = outlook(1_000_000, way, seen("0.4", "1", "1"))
    assert (found.verdict, found.break_even, found.net) == (NOT_WORTH, None, net)
    assert "收回多少都不划算" in found.steps[0]
    found = outlook(1_000_000, way, None)
    assert (found.verdict, found.break_even, found.net) == (NOT_WORTH, None, None)


def test_too_few_cases_or_an_unknown_fee_give_no_figure() -> None:
    found = outlook(1_000_000, Way(OWN, 90_000, Decimal(0), ()), None)
    assert (found.verdict, found.expected, found.net) == (UNKNOWN, None, None)
    assert found.break_even == Decimal("0.0900")
    found = outlook(1_000_000, Way(SUIT, 1, Decimal(0), (), "律师费不知道"), seen("1", "1", "1"))
    assert (found.verdict, found.net, found.break_even) == (NO_COST, None, None)
    assert found.steps[-1] == "律师费不知道"


def asked(book: BookFolder, policy: ReportPolicy, day: dt.date = DAY) -> StopLoss:
    with opened(book) as store, store.reading() as connection:
        return stop_loss(connection, BING, day, policy)


def test_what_the_ways_cost(filled: BookFolder) -> None:
    policy = ReportPolicy(
        origin=USUAL.origin, lawyer_fee=Decimal(1000), lawyer_share=Decimal(5),
        commission=Decimal(12), hour=Decimal(50),
    )  # fmt: skip
    found = asked(filled, policy)
    # 丙 owes 500 + 600 + 700, all overdue; the red invoice of 50 does not count.
    assert found.debt.total == 180_000
    ways = {one.way.name: one.way for one in found.outlooks}
    # Own: 8 hours at 50. Agency: 3 hours, 12 %. Payment order: 8 hours and a third of the fee of a
    # suit, which is 50 up to 10,000: 16.67. Suit: 16 hours, 50, the preservation fee of 30 and 1 %
    # of the 800 over 1,000, the lawyer's 1,000 and 5 %.
    assert (ways[OWN].fixed, ways[OWN].share) == (40_000, 0)
    assert (ways[AGENCY].fixed, ways[AGENCY].share) == (15_000, Decimal("0.12"))
    assert ways[ORDER].fixed == 40_000 + 1_667
    assert (ways[SUIT].fixed, ways[SUIT].share) == (
        80_000 + 5_000 + 3_800 + 100_000,
        Decimal("0.05"),
    )
    assert {one.verdict for one in found.outlooks} == {UNKNOWN}
    assert found.advice.startswith("过去的案件还不足以下结论")


def test_without_terms_there_is_no_figure(small: BookFolder) -> None:
    verdicts = {one.way.name: one.verdict for one in asked(small, USUAL).outlooks}
    assert verdicts[AGENCY] == NO_COST
    assert verdicts[SUIT] == NO_COST


def test_nothing_overdue_is_an_error(small: BookFolder) -> None:
    with pytest.raises(InputError, match="没有逾期"):
        asked(small, USUAL, dt.date(2026, 3, 20))


def test_own_history_by_hand(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    owed = [
        OWED,
        [YI, "B1", "HT", 1000, "2025-12-01"], [YI, "B2", "HT", 3000, "2025-12-11"],
        [BING, "B3", "HT", 500, "2025-06-01"],
    ]  # fmt: skip
    paid = [
        PAID,
        [YI, "S1", "2026-02-01", 1000, "B1"], [YI, "S2", "2026-07-01", 3000, "B2"],
        [BING, "S3", "2025-12-31", 100, "B3"], [BING, "S4", "2026-06-30", 100, "B3"],
    ]  # fmt: skip
    assert not take(book, 应收=owed, 回款=paid).refused
    with opened(book) as store, store.reading() as connection:
        found = own_history(connection, DAY, Customers(connection), USUAL)
    # 180 days before that is 2026-01-01. 乙 then owed 1,000, 31 days overdue, and 3,000, 21 days:
    # (1,000 × 31 + 3,000 × 21) ÷ 4,000 = 23 days; until 06-30 it paid 1,000 of 4,000. 丙 owed 400,
    # 214 days; it paid 100 on the last day. 180 days earlier, 2025-07-05, 丙 owed 500, 34 days, and
    # paid 100 by 2026-01-01.
    assert [(one.age, one.share) for one in found] == [
        ("逾期1—30天", Decimal("0.25")),
        ("逾期90天以上", Decimal("0.25")),
        ("逾期31—60天", Decimal("0.2")),
    ]
