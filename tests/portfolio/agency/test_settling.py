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
from legaldocs.portfolio.agency import engaging
from legaldocs.portfolio.agency.costs import work
from legaldocs.portfolio.agency.model import Commission, Expense
from legaldocs.portfolio.agency.received import recoveries
from legaldocs.portfolio.agency.registry import engagement_named
from legaldocs.portfolio.agency.settling import Settlement, looked_up, pay, settle
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.store import create, opened
from tests.portfolio.agency.engaged import NUMBER, day, engage
from tests.portfolio.ledgers import PAID, WANG, YI, take

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
    assert came(book, day("2027-06-30")) == counted[:2]


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
    "tiers:\n- {up_to: 100.00, percent: 15%}\n- {percent: 7%}\nvat: {percent: 6%, included: 否}\n",
    "percent: 10%\nno_cure_no_pay: 是\nminimum: 50.00\ncap: 500.00\n",
]


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(TERMS),
    st.lists(
        st.tuples(st.integers(1, 100), st.integers(-900_00, 3_000_00)), min_size=1, max_size=6
    ),
    st.sets(st.integers(2, 99), max_size=3),
)
def test_the_settlements_of_the_parts_are_the_settlement_of_the_whole(
    tmp_path: Path, terms: str, money: list[tuple[int, int]], cuts: set[int]
) -> None:
    """However the time is cut, fee, price and tax of the cuts add up to those of the whole."""
    start = day("2026-09-10")
    paid = [
        [YI, f"R{number}", str(start + dt.timedelta(days=after)), str(fen / 100), "AR1"]
        for number, (after, fen) in enumerate(money)
        if fen
    ] or [[YI, "R", "2026-09-20", 1, "AR1"]]
    totals = []
    for ends in ([101], [*sorted(cuts), 101]):
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        book = engage(new_folder(folder / "book", "甲", "", create), terms, paid=paid)
        sums = [0, 0, 0]
        for end in ends:
            try:
                made = settled(book, str(start + dt.timedelta(days=end)))
            except InputError as error:
                assert "没有可以结算的" in str(error)  # noqa: PT017 - nothing came in that span
                continue
            sums = [
                a + b
                for a, b in zip(sums, (made.fee_fen, made.price_fen, made.tax_fen), strict=True)
            ]
        totals.append(sums)
    assert totals[0] == totals[1]
