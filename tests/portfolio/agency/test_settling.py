"""Commission is due on money that really came in while the agency had the debt, and once."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.core.money import plain
from legaldocs.portfolio.agency import engaging
from legaldocs.portfolio.agency.costs import work
from legaldocs.portfolio.agency.model import Commission, Expense
from legaldocs.portfolio.agency.received import came_in, recoveries
from legaldocs.portfolio.agency.registry import engagement_named
from legaldocs.portfolio.agency.settling import Settlement, looked_up, pay, settle
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.store import create, opened
from tests.portfolio.agency.engaged import NUMBER, day, engage
from tests.portfolio.ledgers import PAID, WANG, YI
from tests.portfolio.ledgers import take_later as take

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder

VAT = "percent: 10%\nvat: {percent: 6%, included: 是}\n"
LATE = day("2026-12-31")


def came(book: BookFolder, through: dt.date = LATE) -> list[tuple[str, int]]:
    with opened(book) as store, store.reading() as connection:
        found = recoveries(connection, engagement_named(connection, NUMBER), through)
        return [(one.receipt, one.amount_fen) for one in found]


def settled(book: BookFolder, through: str, on: str = "2026-12-31") -> Settlement:
    with opened(book) as store:
        return settle(store, NUMBER, day(through), day(on), WANG)


def test_what_counts_is_paid_after_the_placing_for_what_was_placed(ledger: BookFolder) -> None:
    paid = [
        [YI, "R0", "2026-09-10", 1000, "AR1"],  # the day of placing: not placed, not counted
        [YI, "R1", "2026-09-11", 20000, "AR1"],
        [YI, "R2", "2026-10-01", 5000, ""],  # nobody said what for
        [YI, "R3", "2026-10-02", 90000, "AR1"],  # 79,000 are left of it
        [YI, "R4", "2026-10-03", -4000, "AR1"],  # went back
        [YI, "R5", "2026-12-31", 300, "AR2"],  # the last day
        [YI, "R6", "2027-01-01", 400, "AR2"],
    ]
    book = engage(ledger, paid=paid)
    counted = [("R1", 20_000_00), ("R3", 79_000_00), ("R4", -4_000_00), ("R5", 300_00)]
    assert came(book, day("2027-06-30")) == counted
    assert came(book, day("2026-10-02")) == counted[:2]
    with opened(book) as store:
        engaging.close(store, NUMBER, day("2026-10-02"), "提前结案", WANG)
    # nothing that came after the end; what went back of what counted does, whenever it did
    assert came(book, day("2027-06-30")) == counted[:3]


HOW = [*PAID, "付款方式"]


def test_a_refund_after_the_end_is_taken_off(ledger: BookFolder) -> None:
    book = engage(ledger)
    take(book, 回款=[PAID, [YI, "R1", "2026-11-20", 50000, "AR2"]])
    with opened(book) as store:
        engaging.close(store, NUMBER, day("2026-11-25"), "提前结案", WANG)
    assert settled(book, "2026-11-30").fee_fen == 5_000_00  # 50,000 × 10 %
    take(book, 回款=[PAID, [YI, "R2", "2026-12-05", -50000, "AR2"]])
    assert came(book, day("2026-12-04")) == [("R1", 50_000_00)]
    assert came(book) == [("R1", 50_000_00), ("R2", -50_000_00)]
    back = settled(book, "2026-12-31")
    assert (back.all_received_fen, back.whole_fen, back.fee_fen) == (0, 0, -5_000_00)


def test_a_refund_gives_back_the_latest_money_first(ledger: BookFolder) -> None:
    paid = [
        [YI, "R1", "2026-12-30", 50000, "AR1"],
        [YI, "R2", "2027-01-05", 30000, "AR1"],  # after the term: does not count
        [YI, "R3", "2027-01-06", -30000, "AR1"],  # and went back
        [YI, "R4", "2027-01-07", -10000, "AR1"],  # of what counted
    ]
    book = engage(ledger, paid=paid)
    assert came(book, day("2027-01-06")) == [("R1", 50_000_00)]
    assert came(book, day("2027-01-31")) == [("R1", 50_000_00), ("R4", -10_000_00)]


def test_a_refund_of_what_was_paid_before_the_placing_costs_nothing(ledger: BookFolder) -> None:
    book = engage(ledger, paid=[[YI, "R0", "2026-09-01", 20000, "AR1"]])
    take(book, 回款=[
        PAID,
        [YI, "R1", "2026-10-01", -20000, "AR1"],
        [YI, "R2", "2026-10-20", 20000, "AR2"],
        [YI, "R3", "2026-10-21", 5000, "AR1"],
    ])  # fmt: skip
    # nothing of AR1 had come since the placing: 20,000 of AR2 and 5,000 of AR1 stand
    assert came(book) == [("R2", 20_000_00), ("R3", 5_000_00)]
    assert settled(book, "2026-11-30").fee_fen == 2_500_00


def test_the_order_in_the_book_of_one_day_does_not_matter(ledger: BookFolder) -> None:
    book = engage(ledger, paid=[[YI, "R0", "2026-09-01", 20000, "AR1"]])
    take(book, 回款=[
        PAID, [YI, "R1", "2026-10-01", -700, "AR1"], [YI, "R2", "2026-10-01", 1000, "AR1"],
    ])  # fmt: skip
    assert came(book) == [("R2", 1_000_00), ("R1", -700_00)]


def test_what_is_no_money_does_not_count(ledger: BookFolder) -> None:
    book = engage(ledger)
    bill = [YI, "R1", "2026-10-01", 50000, "AR2", "商业承兑汇票"]
    take(book, 回款=[
        HOW,
        bill,
        [YI, "R2", "2026-10-02", 1000, "AR1", "银行承兑汇票"],
        [YI, "R3", "2026-10-03", 2000, "AR1", "抵销"],
        [YI, "R4", "2026-10-04", 3000, "AR1", "支票"],
        [YI, "R5", "2026-10-05", 4000, "AR1", "第三人代付"],
        [YI, "R6", "2026-10-06", -1000, "AR1", "银行承兑汇票"],  # not honoured
    ])  # fmt: skip
    assert came(book) == [("R5", 4_000_00)]
    with opened(book) as store, store.reading() as connection:
        left = came_in(connection, engagement_named(connection, NUMBER), LATE).left_out
    assert [(one.receipt, one.method, one.amount_fen) for one in left] == [
        ("R1", "商业承兑汇票", 50_000_00), ("R2", "银行承兑汇票", 1_000_00),
        ("R3", "抵销", 2_000_00), ("R4", "支票", 3_000_00), ("R6", "银行承兑汇票", -1_000_00),
    ]  # fmt: skip
    # the bill is honoured: the same receipt again, as money on its day
    take(book, 回款=[HOW, [*bill[:2], "2026-12-01", *bill[3:5], "银行转账"]])
    assert came(book) == [("R5", 4_000_00), ("R1", 50_000_00)]


def test_a_receivable_that_grew_counts_as_far_as_it_was_placed(ledger: BookFolder) -> None:
    book = engage(ledger, debts=[[YI, "AR1", "HT-1", 1000, "2026-01-31"]])
    heading = ["客户名称", "应收单号", "应收金额", "到期日"]
    take(book, 应收=[heading, [YI, "AR1", 1500, "2026-01-31"]],
         回款=[PAID, [YI, "R1", "2026-10-01", 1300, "AR1"]])  # fmt: skip
    assert came(book) == [("R1", 1_000_00)]


def test_settlements_by_hand_add_up(ledger: BookFolder) -> None:
    paid = [[YI, "R1", "2026-09-25", 20000.05, "AR1"], [YI, "R2", "2026-10-15", 60000, "AR1"]]
    book = engage(ledger, VAT, paid=paid)
    first = settled(book, "2026-09-30")
    # 20,000.05 × 10 % = 2,000.005 → 2,000.01; ÷ 1.06 × 6 % = 113.2081 → 113.21
    assert (first.fee_fen, first.price_fen, first.tax_fen) == (2_000_01, 1_886_80, 113_21)
    second = settled(book, "2026-10-31")
    # 80,000.05 × 10 % = 8,000.005 → 8,000.01 in all, less 2,000.01; tax 452.83 in all, less 113.21
    assert (second.whole_fen, second.fee_fen) == (8_000_01, 6_000_00)
    assert (second.price_fen, second.tax_fen, second.total_fen) == (5_660_38, 339_62, 6_000_00)
    assert (second.number, str(second.from_on)) == ("WT-1-2", "2026-10-01")
    with opened(book) as store, store.reading() as connection:
        spent = connection.execute(select(Expense.kind, Expense.amount_fen, Expense.note)).all()
    assert [tuple(row) for row in spent] == [
        ("佣金", 2_000_01, "佣金结算单 WT-1-1"), ("佣金", 6_000_00, "佣金结算单 WT-1-2"),
    ]  # fmt: skip


def test_the_same_period_again_is_the_same_whatever_came_since(ledger: BookFolder) -> None:
    book = engage(ledger, VAT, paid=[[YI, "R1", "2026-09-25", 20000, "AR1"]])
    first = settled(book, "2026-09-30")
    take(book, 回款=[PAID, [YI, "R9", "2026-09-20", 1000, "AR2"]])  # booked late
    assert settled(book, "2026-09-30") == first
    with opened(book) as store, store.reading() as connection:
        assert looked_up(connection, NUMBER, day("2026-09-30")) == (True, first)
        kept, trial = looked_up(connection, NUMBER, day("2026-10-31"))
    # what was booked late is in the next one
    assert not kept
    assert [(one.receipt, one.amount_fen) for one in trial.parts] == [("R9", 1_000_00)]
    assert trial.fee_fen == 100_00


def test_a_refund_after_the_settlement_is_given_back(ledger: BookFolder) -> None:
    paid = [[YI, "R1", "2026-09-25", 20000, "AR1"], [YI, "R2", "2026-10-10", -5000, "AR1"]]
    book = engage(ledger, VAT, paid=paid)
    settled(book, "2026-09-30")
    back = settled(book, "2026-10-31")
    # 5,000 × 10 %; its tax 28.30 with it
    assert (back.received_fen, back.total_fen, back.tax_fen) == (-5_000_00, -500_00, -28_30)


def test_the_minimum_waits_for_the_end(ledger: BookFolder) -> None:
    paid = [[YI, "R1", "2026-09-11", 2000, "AR1"]]
    book = engage(ledger, "percent: 10%\nminimum: 1000.00\n", paid=paid)
    assert settled(book, "2026-09-30").fee_fen == 200_00  # 2,000 × 10 %
    with pytest.raises(InputError, match="没有可以结算的"):
        settled(book, "2026-10-31")
    last = settled(book, "2026-12-31")  # the term has run out
    assert (last.parts, last.whole_fen, last.fee_fen) == ((), 1_000_00, 800_00)


def test_hours_are_counted_once(ledger: BookFolder) -> None:
    book = engage(ledger, "hourly: 500.00\n")
    with opened(book) as store:
        work(store, NUMBER, day("2026-09-20"), 90, ("孙某", "约谈"), WANG)
        work(store, NUMBER, day("2026-10-20"), 20, ("孙某", "去函"), WANG)
    # 1.5 h × 500; 110 min × 500 ÷ 60 = 916.666… less 750.00
    assert settled(book, "2026-09-30").fee_fen == 750_00
    assert settled(book, "2026-10-31").fee_fen == 166_67


def test_what_cannot_be_settled_or_paid(ledger: BookFolder) -> None:
    book = engage(ledger, paid=[[YI, "R1", "2026-10-25", 20000, "AR1"]])
    with pytest.raises(InputError, match="没有可以结算的"):
        settled(book, "2026-09-30")
    with pytest.raises(InputError, match="还没有结束"):
        settled(book, "2026-12-01", on="2026-11-30")
    settled(book, "2026-10-31")
    with pytest.raises(InputError, match="已经结算"):
        settled(book, "2026-10-30")
    with opened(book) as store:
        with pytest.raises(InputError, match="不能记为已付"):
            pay(store, "WT-1-1", day("2026-12-30"), WANG)  # before it was settled
        pay(store, "WT-1-1", day("2027-01-05"), WANG)
        with pytest.raises(InputError, match="不能记为已付"):
            pay(store, "WT-1-1", day("2027-01-06"), WANG)
        with store.reading() as connection:
            assert connection.scalars(select(Commission.paid_on)).all() == [day("2027-01-05")]


TERMS = [
    "percent: 12.5%\nvat: {percent: 6%, included: 是}\n",
    "tiers:\n- {up_to: 100.00, percent: 0%}\n- {percent: 7%}\nvat: {percent: 6%, included: 否}\n",
    "percent: 10%\nno_cure_no_pay: 是\nminimum: 50.00\ncap: 500.00\n",
    "percent: 10%\nminimum: 50.00\n",
]
METHODS = ["银行转账", "商业承兑汇票", "抵销", ""]
START = day("2026-09-10")


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(TERMS),
    st.lists(
        st.tuples(
            st.integers(1, 100), st.integers(-900_00, 3_000_00), st.sampled_from(METHODS)
        ),
        min_size=1, max_size=6,
    ),
    st.sets(st.integers(2, 99), max_size=3),
    st.none() | st.integers(1, 100),
)  # fmt: skip
def test_the_settlements_of_the_parts_are_the_settlement_of_the_whole(
    tmp_path: Path,
    terms: str,
    money: list[tuple[int, int, str]],
    cuts: set[int],
    closed: int | None,
) -> None:
    """However the time is cut, fee, price and tax of the cuts add up to those of the whole.

    So they do where the engagement ended on a day between, with money and refunds after it.
    """
    rows = [
        [YI, f"R{number}", str(START + dt.timedelta(days=after)), plain(yuan_of(fen)), "AR1", how]
        for number, (after, fen, how) in enumerate(money)
        if fen
    ]
    totals = []
    for ends in ([101], [*sorted(cuts), 101]):
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        book = engage(new_folder(folder / "book", "甲", "", create), terms)
        if rows:
            take(book, 回款=[HOW, *rows])
        if closed:
            with opened(book) as store:
                engaging.close(store, NUMBER, START + dt.timedelta(days=closed), "结案", WANG)
        made = [one for end in ends if (one := _settled_if_due(book, end))]
        sums = [(one.fee_fen, one.price_fen, one.tax_fen, one.received_fen) for one in made]
        totals.append([sum(column) for column in zip((0, 0, 0, 0), *sums, strict=True)])
    assert totals[0] == totals[1]
    assert totals[0][0] >= 0
    assert 0 <= totals[0][3] <= sum(max(fen, 0) for _, fen, how in money if how in {METHODS[0], ""})


def _settled_if_due(book: BookFolder, after: int) -> Settlement | None:
    try:
        return settled(book, str(START + dt.timedelta(days=after)))
    except InputError as error:
        assert "没有可以结算的" in str(error)  # noqa: PT017 - nothing came in that span
        return None
