"""On every day what is open less what is unmatched is what was invoiced less what came in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from legaldocs.portfolio.day.day_list import day_list
from legaldocs.portfolio.model import Customer, Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.open_items import open_items, prepaid, unmatched, unmatched_receipts
from legaldocs.portfolio.receipt_parts import part_row
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.rematch import rematch
from legaldocs.portfolio.report.ageing import ageing
from legaldocs.portfolio.report.customers import Customers, Grouping
from legaldocs.portfolio.report.policy import USUAL
from legaldocs.portfolio.report.snapshots import UNMATCHED, totals
from legaldocs.portfolio.statement.figures import figures
from legaldocs.portfolio.store import opened

from .ledgers import BING, PAID, WANG, YI, take
from .plan.contracts import sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording

FIRST = dt.date(2026, 1, 1)
DAYS = 30
OWED = ["客户名称", "应收单号", "合同编号", "应收金额", "开票日期", "到期日"]


@dataclass(frozen=True)
class Owed:
    """A receivable: days are counted from the first, None where nobody said."""

    customer: int
    fen: int
    issued: int | None
    starts: int | None
    closed: int | None

    @property
    def entered(self) -> int:
        return self.issued if self.issued is not None else self.starts or 0


@dataclass(frozen=True)
class Came:
    """A receipt with its parts: what each pays, and of which receivable, None where unsaid."""

    customer: int
    day: int
    parts: tuple[tuple[int, int | None], ...]
    closed: bool = False


SUMS = st.integers(-300, 900).filter(bool)
DAY = st.integers(0, DAYS)
OWED_ROWS = st.builds(
    Owed, st.integers(0, 1), SUMS, st.none() | DAY, st.none() | DAY, st.none() | DAY
)
CAME = st.builds(
    Came, st.integers(0, 1), DAY,
    st.lists(st.tuples(SUMS, st.none() | st.integers(0, 4)), min_size=1, max_size=3).map(tuple),
    st.booleans(),
)  # fmt: skip


def on(day: int | None) -> dt.date | None:
    return None if day is None else FIRST + dt.timedelta(days=day)


def written(entry: Recording, owed: list[Owed], came: list[Came]) -> None:
    """Write the rows, as an import and a closing would, and match them."""
    customers = [
        entry.rows(Customer).make({"name": name, "name_key": name, "uscc": None, "code": None})
        for name in (YI, BING)
    ]
    ids = [
        entry.rows(Receivable).make(
            {
                "customer_id": customers[one.customer], "key": f"n:{at}", "number": f"AR{at}",
                "amount_fen": one.fen, "open_fen": one.fen, "due_on": FIRST,
                "issued_on": on(one.issued), "starts_on": on(one.starts),
                "closed_on": on(one.closed), "closed_why": "了结" if one.closed else "",
            }
        )
        for at, one in enumerate(owed)
    ]  # fmt: skip
    for at, one in enumerate(came):
        closed = {"closed_on": on(DAYS), "closed_why": "记错"} if one.closed else {}
        receipt = entry.rows(Receipt).make(
            {
                "customer_id": customers[one.customer], "key": f"sk{at}", "number": f"SK{at}",
                "paid_on": on(one.day), "amount_fen": sum(fen for fen, _ in one.parts), **closed,
            }
        )  # fmt: skip
        for fen, to in one.parts:
            row: dict[str, Any] = part_row(receipt, "", fen)
            if to is not None and to < len(owed) and owed[to].customer == one.customer:
                row["receivable_id"] = ids[to]
            entry.rows(ReceiptPart).make(row | closed)
    entry.flush()
    rematch(entry.connection, entry.history, {*ids})


def settled(entry: Recording, day: dt.date) -> int:
    """Return what closing took out of the balance by a day: what was not paid then."""
    total = 0
    for row in entry.connection.execute(select(Receivable.__table__)).mappings():
        if row["closed_on"] is None or row["closed_on"] > day:
            continue
        entered = row["issued_on"] or row["starts_on"] or dt.date.min
        paid = entry.connection.execute(
            select(ReceiptPart.matched_fen)
            .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
            .where(ReceiptPart.receivable_id == row["id"], ReceiptPart.closed_on.is_(None))
            .where(Receipt.paid_on <= day)
        ).scalars()
        total += (row["amount_fen"] if entered <= day else 0) - sum(paid)
    return total


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> BookFolder:
    return sqlite_book(tmp_path_factory.mktemp("balance"))


@given(st.lists(OWED_ROWS, max_size=5), st.lists(CAME, max_size=5), DAY)
@example([Owed(0, 500, 20, None, None)], [Came(0, 5, ((300, 0),))], 10)
@example([Owed(0, 500, None, 20, None)], [Came(0, 5, ((700, 0),))], 10)
@example([Owed(0, 500, 20, None, 12)], [Came(0, 5, ((300, 0),))], 15)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_open_less_unmatched_is_invoiced_less_received(
    empty: BookFolder, owed: list[Owed], came: list[Came], at: int
) -> None:
    day = FIRST + dt.timedelta(days=at)
    invoiced = sum(one.fen for one in owed if one.entered <= at)
    received = sum(fen for one in came if one.day <= at and not one.closed for fen, _ in one.parts)
    with opened(empty) as store, recording(store, WANG, keep=False) as entry:
        written(entry, owed, came)
        open_fen = sum(item.open_fen for item in open_items(entry.connection, day))
        left = unmatched(entry.connection, day)
        adjusted = settled(entry, day)
        assert invoiced - received - adjusted == open_fen - sum(left.values())
        # every other reading says the same
        customers = Customers(entry.connection)
        total = ageing(entry.connection, day, Grouping.CUSTOMER, customers, USUAL).total
        assert (total.total, total.unmatched) == (open_fen, sum(left.values()))
        kept = {one.bucket: one for one in totals(entry.connection, day, USUAL) if not one.name}
        assert kept[UNMATCHED].amount_fen == sum(left.values())
        for one in figures(entry.connection, day, day):
            items = open_items(entry.connection, day, customer=one.customer_id)
            alone = unmatched(entry.connection, day, customer=one.customer_id)
            assert alone.get(one.customer_id, 0) == left.get(one.customer_id, 0)
            balance = sum(item.open_fen for item in items) - left.get(one.customer_id, 0)
            assert one.closing_fen == balance
            assert one.unmatched_fen + one.prepaid_fen == left.get(one.customer_id, 0)


def test_money_before_its_invoice_is_unmatched_until_that_day(tmp_path: Path) -> None:
    """120 came on 1 October for an invoice of 1 November of 300; 1,000 were open already.

    On 15 October 1,000 - 120 = 880; on 1 November 1,000 + 300 - 120 = 1,180.
    """
    book = sqlite_book(tmp_path)
    rows = [
        [YI, "AR1", "HT-1", 1000, "2026-08-01", "2026-09-30"],
        [YI, "AR2", "HT-2", 300, "2026-11-01", "2026-11-30"],
    ]
    paid = [[YI, "SK1", "2026-10-01", 120, "AR2"], [YI, "SK2", "2026-10-02", 7, ""]]
    take(book, 应收=[OWED, *rows], 回款=[PAID, *paid])
    with opened(book) as store, store.reading() as connection:
        before, after = dt.date(2026, 10, 15), dt.date(2026, 11, 1)
        assert unmatched(connection, dt.date(2026, 9, 30)) == {}
        assert unmatched_receipts(connection, dt.date(2026, 10, 1)) == {1: (12000, 1, 1, 12000)}
        assert unmatched_receipts(connection, before) == {1: (12700, 1, 2, 12000)}
        assert unmatched(connection, before, customer=1) == {1: 12700}
        assert unmatched(connection, before, customer=2) == {}
        assert prepaid(connection, before) == {1: {"HT-2": 12000}}
        assert unmatched(connection, after) == {1: 700}
        assert [item.open_fen for item in open_items(connection, before)] == [100000]
        assert [item.open_fen for item in open_items(connection, after)] == [100000, 18000]
        work = day_list(connection, book.settings, before).work
        (asked,) = [one for one in work if one.step == "核对回款"]
        assert asked.amount_fen == 12700
        assert asked.why == (
            "7.00 元回款没有写明付的是哪一笔，120.00 元回款付的是以后才开票的应收，先核对再催"
        )
