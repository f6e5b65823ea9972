"""Agencies on the same kind of debts: the figures worked by hand, and what the book says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.portfolio.agency.model import (
    Agency,
    AgencyComplaint,
    Engagement,
    EngagementItem,
    Expense,
)
from legaldocs.portfolio.report.closed_cases import closed_cases
from legaldocs.portfolio.report.compared import Compared, compared
from legaldocs.portfolio.report.customers import Customers
from legaldocs.portfolio.report.evidence import Past, evidence
from legaldocs.portfolio.report.interval import wilson
from legaldocs.portfolio.report.own_history import own_history
from legaldocs.portfolio.report.placements import Placed, Placement, placements
from legaldocs.portfolio.report.policy import USUAL, ReportPolicy
from legaldocs.portfolio.report.pool import fair
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, PAID
from tests.portfolio.ledgers import take_later as take
from tests.portfolio.report.conftest import writer

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder

MARCH = dt.date(2026, 3, 1)
FEW = ReportPolicy(origin=USUAL.origin, fewest_cases=2)


def placed(agency: str, age: str, fen: int, came: int, number: int = 0) -> Placement:
    return Placement(
        id=number, agency=agency, kind="催收机构", customer_id=number, number=str(number),
        placed_on=MARCH, declined=False, mature=True, window_ends=dt.date(2026, 6, 1),
        items=[Placed(MARCH, fen)], received=came, age=age, size="小", trade="食品",
    )  # fmt: skip


EASY_AND_HARD = [
    # 甲 has mostly fresh debts: 2 × 80 of 100 fresh, 1 × 10 of 100 old. Raw 170 of 300: 56.67 %.
    placed("甲", "新", 100, 80, 1), placed("甲", "新", 100, 80, 2), placed("甲", "旧", 100, 10, 3),
    # 乙 has mostly old ones: 1 × 90 of 100 fresh, 2 × 20 of 100 old. Raw 130 of 300: 43.33 %.
    placed("乙", "新", 100, 90, 4), placed("乙", "旧", 100, 20, 5), placed("乙", "旧", 100, 20, 6),
]  # fmt: skip


def test_the_same_kind_of_debts_turns_the_order_round() -> None:
    # The pool: fresh 250 of 300, old 50 of 300, all 300 of 600 = 50 %. Expected of 甲: 200 × 5/6 +
    # 100 × 1/6 = 183.33; 170 ÷ 183.33 × 50 % = 46.36 %. Of 乙: 100 × 5/6 + 200 × 1/6 = 116.67;
    # 130 ÷ 116.67 × 50 % = 55.71 %.
    found = fair(EASY_AND_HARD, FEW)
    assert found["甲"] == (3, Decimal("0.5667"), Decimal("0.6111"), Decimal("0.4636"))
    assert found["乙"] == (3, Decimal("0.4333"), Decimal("0.3889"), Decimal("0.5571"))


def test_what_only_one_agency_had_is_not_compared() -> None:
    alone = placed("甲", "很旧", 1_000_000, 1_000_000, 7)
    assert fair([*EASY_AND_HARD, alone], FEW) == fair(EASY_AND_HARD, FEW)


def test_too_few_cases_give_no_figure() -> None:
    found = fair(EASY_AND_HARD, ReportPolicy(origin=USUAL.origin, fewest_cases=4))
    assert found["甲"] == (3, None, None, None)


def engage(book: BookFolder, agency: str, number: str, ended: str | None, *items: str) -> None:
    with writer(book) as entry:
        known = entry.entry.rows(Agency).known("key", [agency])
        kind = "律师事务所" if "律师" in agency else "催收机构"
        id_ = known[0]["id"] if known else entry.row(Agency, key=agency, name=agency, kind=kind)
        made = entry.row(
            Engagement, agency_id=id_, customer_id=entry.customer(BING), number=number,
            state="办理中", placed_on=dt.date(2026, 6, 10), placed_fen=0,
            accepted_on=dt.date(2026, 6, 11), ended_on=ended and dt.date.fromisoformat(ended),
        )  # fmt: skip
        for item in items:
            entry.row(
                EngagementItem, engagement_id=made, receivable_id=entry.receivable(item),
                placed_fen=70_000 if item == "A7" else 50_000,
            )  # fmt: skip
        entry.row(
            Expense, engagement_id=made, customer_id=entry.customer(BING),
            spent_on=dt.date(2026, 7, 6), kind="佣金", amount_fen=7_000,
        )  # fmt: skip
        entry.row(
            AgencyComplaint, agency_id=id_, received_on=dt.date(2026, 7, 1), gist="电话过多",
            upheld=True,
        )  # fmt: skip


def compare(book: BookFolder, day: str, customer: str | None = None) -> Compared:
    with opened(book) as store, store.reading() as connection:
        return compared(connection, dt.date.fromisoformat(day), customer, FEW)


def test_an_engagement_of_the_book(filled: BookFolder) -> None:
    engage(filled, "丁催收公司", "WT1", "2026-08-01", "A5", "A7")
    take(filled, 回款=[PAID, [BING, "R10", "2026-08-02", "500.00", "A5"]])
    # R2 paid 700 of A7 on 07-05, 25 days after placing; the 500 for A5 came a day after the end.
    # Cost 70 ÷ 700 = 0.10 a yuan; one of one brought money.
    assert compare(filled, "2026-09-01").results.rows == (
        ("丁催收公司", "催收机构", 1, 120_000, 70_000, Decimal("0.5833"), 25, Decimal("1.0000"),
         Decimal("0.1000")),
    )  # fmt: skip
    alike = compare(filled, "2026-09-01").alike.rows
    assert alike == (("丁催收公司", 0, None, None, None, "同类案件太少，不比较", 1, 0, 0, 1, 1),)
    # On 07-04 it still runs, nothing is known: not compared.
    assert compare(filled, "2026-07-04").results.rows[0][2:5] == (0, 0, 0)
    assert compare(filled, "2026-07-04").alike.rows[0][8] == 1


def change(book: BookFolder, number: str, **values: Any) -> None:
    with writer(book) as entry:
        rows = entry.entry.rows(Engagement)
        (row,) = rows.known("number", [number])
        rows.change(row, values)


def placement(book: BookFolder, day: str) -> list[Placement]:
    with opened(book) as store, store.reading() as connection:
        as_of = dt.date.fromisoformat(day)
        return placements(connection, as_of, Customers(connection), USUAL)


def steps(book: BookFolder, day: str) -> list[tuple[str, int | None]]:
    """Return what preceded the last money of the debts that were paid off."""
    with opened(book) as store, store.reading() as connection:
        found = closed_cases(connection, dt.date.fromisoformat(day), Customers(connection), USUAL)
    return [(one.step, one.days) for one in found]


def own(book: BookFolder) -> list[Decimal]:
    """Return what own collecting brought in from 06-20 on, by customer."""
    policy = ReportPolicy(origin=USUAL.origin, within_days=100)
    with opened(book) as store, store.reading() as connection:
        # 09-28 less 100 days is 06-20; the day before that, 03-12, nothing was overdue.
        found = own_history(connection, dt.date(2026, 9, 28), Customers(connection), policy)
    return [one.share for one in found]


@pytest.mark.parametrize("state", ["审查中", "不受理"])
def test_debts_that_were_reviewed_and_not_placed_are_not_the_agencys(
    small: BookFolder, state: str
) -> None:
    engage(small, "丁催收公司", "WT1", "2026-08-01" if state == "不受理" else None, "A5", "A7")
    placed_with = placement(small, "2027-01-01")
    assert [(one.compared, one.received) for one in placed_with] == [(True, 70_000)]
    assert steps(small, "2026-09-28") == [("丁催收公司", 25)]
    # On 06-20 乙 owed 400 - 100 overdue, and paid nothing more; of 丙 only A6 of 600 was with us.
    assert own(small) == [Decimal(0), Decimal(0)]
    # Accepted on 06-11, and yet never placed.
    change(small, "WT1", state=state)
    assert [
        (one.compared, one.declined, one.received) for one in placement(small, "2027-01-01")
    ] == ([(False, True, 0)] if state == "不受理" else [])
    assert placement(small, "2026-07-31") == []
    assert steps(small, "2026-09-28") == [("没有联络记录", None)]
    # 丙 owed 500 + 600 + 700 on 06-20 and paid 700 of it on 07-05.
    assert own(small) == [Decimal(0), Decimal(70) / 180]


def test_money_after_the_agreed_last_day_is_not_the_agencys(small: BookFolder) -> None:
    engage(small, "丁催收公司", "WT1", None, "A5", "A7")
    change(small, "WT1", ends_on=dt.date(2026, 7, 5))
    (one,) = placement(small, "2026-07-06")
    # The 700 came on the last day; the authority is over, so the outcome is known on 07-06.
    assert (one.window_ends, one.mature, one.received) == (dt.date(2026, 7, 5), True, 70_000)
    assert steps(small, "2026-09-28") == [("丁催收公司", 25)]
    change(small, "WT1", ends_on=dt.date(2026, 7, 4))
    (one,) = placement(small, "2026-07-06")
    assert (one.mature, one.received, one.first_days) == (True, 0, None)
    assert steps(small, "2026-09-28") == [("没有联络记录", None)]


def test_an_item_that_was_paid_before_the_placing_was_not_placed(small: BookFolder) -> None:
    engage(small, "丁催收公司", "WT1", None, "A5", "A7")
    with writer(small) as entry:
        rows = entry.entry.rows(EngagementItem)
        (row,) = rows.known("receivable_id", [entry.receivable("A7")])
        rows.change(row, {"closed_on": dt.date(2026, 6, 10), "closed_why": "委托以前已经付清"})
    (one,) = placement(small, "2027-01-01")
    assert (one.placed, one.received) == (50_000, 0)
    assert steps(small, "2026-09-28") == [("没有联络记录", None)]


def test_cost_is_that_of_the_money_of_the_window(small: BookFolder) -> None:
    engage(small, "丁催收公司", "WT1", None, "A5", "A7")
    take(small, 回款=[PAID, [BING, "R10", "2027-01-10", "500.00", "A5"]])
    with writer(small) as entry:
        (row,) = entry.entry.rows(Engagement).known("number", ["WT1"])
        for day, kind, fen in (
            ("2026-12-07", "差旅", 300), ("2026-12-08", "差旅", 900), ("2027-01-20", "佣金", 5_000),
        ):  # fmt: skip
            entry.row(
                Expense, engagement_id=row["id"], customer_id=row["customer_id"], kind=kind,
                spent_on=dt.date.fromisoformat(day), amount_fen=fen,
            )  # fmt: skip
    (one,) = placement(small, "2027-02-01")
    # 180 days from 06-10 end on 12-07: 700 of the 1,200 came by then. The commission of 70 + 50 is
    # for 1,200, of the window 120 × 700 ÷ 1,200 = 70; of the travel, the 3 of the last day.
    assert (one.window_ends, one.received) == (dt.date(2026, 12, 7), 70_000)
    assert one.cost == 7_000 + 300


def test_a_fee_without_any_money_counts_whole(small: BookFolder) -> None:
    engage(small, "丁催收公司", "WT1", "2026-07-20", "A5")
    (one,) = placement(small, "2027-02-01")
    assert (one.received, one.cost) == (0, 7_000)


def test_of_which_kind_placed_debts_were(filled: BookFolder) -> None:
    engage(filled, "丁催收公司", "WT1", None, "A5", "A7")
    with opened(filled) as store, store.reading() as connection:
        (one,) = placements(connection, dt.date(2026, 7, 4), Customers(connection), USUAL)
    # On 06-10 A5 is 11 days overdue and A7 71: (500 × 11 + 700 × 71) ÷ 1,200 = 46 days.
    assert (one.age, one.size, one.trade) == ("逾期31—60天", "2万元以下", "贸易")


def test_no_proposal_without_cases(filled: BookFolder) -> None:
    found = compare(filled, "2026-06-30", BING)
    assert found.proposal is None
    assert found.reasons[-1] == "哪一家都没有 2 件同类的委托，不作建议"


@pytest.mark.parametrize(
    ("share", "count", "ends"),
    [
        # p = 0.5, n = 10: (0.5 + 0.19207 ± 1.96 × √(0.025 + 0.0096036)) ÷ 1.38415.
        ("0.5", 10, ("0.2365", "0.7635")),
        ("0", 10, ("0", "0.2776")),
        ("1", 10, ("0.7224", "1")),
    ],
)
def test_wilson(share: str, count: int, ends: tuple[str, str]) -> None:
    assert wilson(Decimal(share), count) == (Decimal(ends[0]), Decimal(ends[1]))


@given(st.integers(0, 1000), st.integers(1, 10_000))
def test_an_interval_holds_its_share_and_narrows(thousandths: int, count: int) -> None:
    share = Decimal(thousandths) / 1000
    low, high = wilson(share, count)
    assert 0 <= low <= share <= high <= 1
    nearer = wilson(share, count * 4)
    assert nearer[1] - nearer[0] <= high - low


def test_wilson_needs_a_case() -> None:
    with pytest.raises(ValueError, match="0"):
        wilson(Decimal(0), 0)


def past(customer: int, share: str, trade: str = "食品", size: str = "小") -> Past:
    return Past(customer, "旧", size, trade, Decimal(share))


def test_likeness_widens_until_there_are_enough_customers() -> None:
    same = [past(1, "0.2"), past(1, "0.4"), past(2, "0.9")]
    other = [past(3, "1", trade="机械"), past(4, "0", trade="机械", size="大")]
    kind = ("旧", "小", "食品")
    # Two customers: means 0.3 and 0.9, mean of both 0.6.
    found = evidence([*same, *other], kind, 2)
    assert found is not None
    assert (found.level, found.cases, found.customers, found.mean) == (0, 3, 2, Decimal("0.6000"))
    # Three: trade is left aside; 0.3, 0.9 and 1: 0.7333.
    found = evidence([*same, *other], kind, 3)
    assert found is not None
    assert (found.level, found.customers, found.mean) == (1, 3, Decimal("0.7333"))
    found = evidence([*same, *other], kind, 4)
    assert found is not None
    assert found.level == 2
    assert evidence([*same, *other], kind, 5) is None
    assert evidence([*same, *other], ("新", "小", "食品"), 1) is None
