"""Daily totals: kept once, brought up to date, and read by the trend."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.portfolio.credit.model import WarningMove
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.report.model import Snapshot
from legaldocs.portfolio.report.policy import USUAL
from legaldocs.portfolio.report.snapshots import keep_day
from legaldocs.portfolio.report.trend import Point, month_ends, trend
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, PAID, WANG, YI, take
from tests.portfolio.report.conftest import DAY, writer

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder

MAY = dt.date(2026, 5, 31)


def kept(book: BookFolder) -> dict[tuple[str, str, str], tuple[int, int]]:
    with opened(book) as store, store.reading() as connection:
        rows = connection.execute(select(Snapshot.__table__)).mappings().all()
        assert broken_at(connection) is None
    return {
        (row["dimension"], row["name"], row["bucket"]): (row["count"], row["amount_fen"])
        for row in rows
    }


def keep(book: BookFolder, day: dt.date = DAY) -> tuple[int, int]:
    with opened(book) as store:
        return keep_day(store, day, USUAL, WANG)


def test_the_totals_of_a_day(filled: BookFolder) -> None:
    with writer(filled) as entry:
        entry.row(WarningMove, customer_id=entry.customer(BING), moved_on=MAY, level=2)
    # One whole book, two people and two trades with five bands each, the unmatched money, and two
    # levels: 5 x 5 + 1 + 2.
    assert keep(filled) == (28, 0)
    found = kept(filled)
    assert found["全部", "", "未到期"] == (2, 300_000)
    assert found["全部", "", "逾期90天以上"] == (2, 65_000)
    assert found["全部", "", "未核销回款"] == (1, 8_000)
    assert found["业务员", "李某", "逾期61—90天"] == (1, 60_000)
    assert found["行业", "食品", "逾期1—30天"] == (2, 60_000)
    assert found["预警级别", "2", ""] == (1, 175_000)
    assert found["预警级别", "0", ""] == (1, 360_000)


def test_a_day_is_kept_once_and_brought_up_to_date(filled: BookFolder) -> None:
    assert keep(filled)[0] > 0
    assert keep(filled) == (0, 0)
    take(filled, 回款=[PAID, [YI, "R9", "2026-06-30", "300.00", "A3"]])
    # Now A3 is paid: 300 less with 1 to 30 days, of the whole, of 王某, of 食品, and of level 0.
    assert keep(filled) == (0, 4)
    assert kept(filled)["全部", "", "逾期1—30天"] == (1, 30_000)


def test_the_trend_takes_what_was_kept_and_works_out_the_rest(small: BookFolder) -> None:
    keep(small, MAY)
    # A receipt that is entered only now, but was paid in May, no longer moves what was kept.
    take(small, 回款=[PAID, [BING, "R8", "2026-05-20", "500.00", "A5"]])
    with opened(small) as store, store.reading() as connection:
        points = trend(connection, DAY, USUAL)
    assert len(points) == 13
    assert points[-2] == Point(MAY, "日结", (270_000, 50_000, 60_000, 65_000, 0))
    # A5 is paid: nothing is left with 31 to 60 days.
    assert points[-1] == Point(DAY, "重算", (300_000, 60_000, 0, 60_000, 65_000))
    assert points[-3].day == dt.date(2026, 4, 30)
    # 2026-04-30: A5 of 500 was issued that day, A6 is 29 days overdue, A7 and A8 are 30 days.
    assert points[-3].bands == (50_000, 125_000, 0, 0, 0)


def test_month_ends() -> None:
    assert month_ends(dt.date(2026, 3, 31), 2) == [
        dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31),
    ]  # fmt: skip
    assert month_ends(dt.date(2026, 1, 5), 1) == [dt.date(2025, 12, 31), dt.date(2026, 1, 5)]
