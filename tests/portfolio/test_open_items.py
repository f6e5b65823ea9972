"""What is open on a day is the amount less the money of that day, and not of later ones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.portfolio import closing
from legaldocs.portfolio.model import Customer, Receivable
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.store import opened

from .ledgers import BING, OWED, PAID, WANG, YI, take

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder

OWED_ROWS = [
    OWED,
    [YI, "AR1", "HT-1", 1000, "2026-06-30"],
    [YI, "AR2", "HT-1", 500, "2026-05-31"],
    [BING, "AR3", "HT-2", 70, "2026-07-31"],
]
PAID_ROWS = [
    PAID,
    [YI, "SK1", "2026-07-10", 400, "AR1"],
    [YI, "SK2", "2026-08-01", 600, "AR1"],
    [YI, "SK3", "2026-08-02", 33, ""],
]


def shown(book: BookFolder, day: str) -> list[tuple[str, int]]:
    with opened(book) as store, store.reading() as connection:
        found = open_items(connection, dt.date.fromisoformat(day))
        return [(item.number, item.open_fen) for item in found]


def test_later_receipts_are_not_subtracted(book: BookFolder) -> None:
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS)
    assert shown(book, "2026-07-09") == [("AR2", 50000), ("AR1", 100000), ("AR3", 7000)]
    assert shown(book, "2026-07-10") == [("AR2", 50000), ("AR1", 60000), ("AR3", 7000)]
    assert shown(book, "2026-08-01") == [("AR2", 50000), ("AR3", 7000)]
    with opened(book) as store, store.reading() as connection:
        assert unmatched(connection, dt.date(2026, 8, 1)) == {}
        (left,) = unmatched(connection, dt.date(2026, 8, 2)).values()
        assert unmatched(connection, dt.date(2026, 8, 2), customer=1) == {1: left}
        assert unmatched(connection, dt.date(2026, 8, 2), customer=2) == {}
    assert left == 3300


def test_the_open_sum_follows_every_import(book: BookFolder) -> None:
    take(book, 应收=OWED_ROWS)
    take(book, 回款=PAID_ROWS)
    assert ("AR1", 0) not in shown(book, "2026-12-31")
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 1200, "2026-06-30"]])
    assert shown(book, "2026-12-31") == [("AR2", 50000), ("AR1", 20000), ("AR3", 7000)]
    take(book, 回款=[PAID, [YI, "SK2", "2026-08-01", 600, "AR2"]])
    assert shown(book, "2026-12-31") == [("AR1", 80000), ("AR3", 7000)]


def test_what_is_closed_is_not_open_from_that_day(book: BookFolder) -> None:
    take(book, 应收=OWED_ROWS)
    with opened(book) as store:
        closing.close(store, "应收", "AR3", dt.date(2026, 9, 1), "以货抵清", WANG)
    assert ("AR3", 7000) in shown(book, "2026-08-31")
    assert ("AR3", 7000) not in shown(book, "2026-09-01")


def test_conditions_restrict_the_receivables(book: BookFolder) -> None:
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS)
    with opened(book) as store, store.reading() as connection:
        bing = connection.scalar(Customer.__table__.select().with_only_columns(Customer.id).where(
            Customer.name == BING))  # fmt: skip
        found = open_items(connection, dt.date(2026, 12, 31), Receivable.customer_id == bing)
    assert [item.number for item in found] == ["AR3"]
    assert found[0].days_overdue(dt.date(2026, 8, 10)) == 10
    with opened(book) as store, store.reading() as connection:
        for day in (dt.date(2026, 7, 9), dt.date(2026, 12, 31)):
            every = open_items(connection, day)
            for one in (1, 2):
                mine = open_items(connection, day, customer=one)
                assert mine == [item for item in every if item.customer_id == one]
    assert found[0].days_overdue(dt.date(2026, 7, 31)) == 0


def test_a_corrected_day_of_payment_changes_what_pays_what(book: BookFolder) -> None:
    """1,000 owed; 800 and 800 came. Whichever came first is taken whole, 200 of the other."""
    owed, first = [YI, "AR9", "HT-1", 1000, "2026-01-31"], [YI, "S1", "2026-02-01", 800, "AR9"]
    take(book, 应收=[OWED, owed], 回款=[PAID, first, [YI, "S2", "2026-03-01", 800, "AR9"]])
    assert shown(book, "2026-03-15") == []
    take(book, 回款=[PAID, [YI, "S1", "2026-04-01", 800, "AR9"]])
    assert shown(book, "2026-03-15") == [("AR9", 20000)]
    with opened(book) as store, store.reading() as connection:
        assert unmatched(connection, dt.date(2026, 3, 15)) == {}
        assert [*unmatched(connection, dt.date(2026, 4, 1)).values()] == [60000]
