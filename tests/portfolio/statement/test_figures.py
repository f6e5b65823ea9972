"""Opening and movements are the closing, to the fen, and both are what the book says is open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from legaldocs.portfolio import closing
from legaldocs.portfolio.model import Customer, Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.statement.figures import Figures, figures
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import BING, PAID, WANG, YI, take

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

ISSUED = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日", "开票日期"]
OWED_ROWS = [
    ISSUED,
    [YI, "AR1", "HT-1", 1000, "2026-08-30", "2026-07-30"],
    [YI, "AR2", "HT-1", 500, "2026-10-31", "2026-09-15"],
    [YI, "AR3", "HT-2", -70, "2026-10-31", "2026-10-05"],
    [YI, "AR4", "HT-2", 300, "2026-12-31", "2026-11-05"],
    [BING, "AR9", "HT-9", 88.5, "2026-06-30", ""],
]
PAID_ROWS = [
    PAID,
    [YI, "SK1", "2026-09-10", 400, "AR1"],
    [YI, "SK2", "2026-11-01", 33, ""],
    [YI, "SK3", "2026-11-20", -50, "AR1"],
]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def of(book: BookFolder, name: str, from_on: str, through_on: str) -> Figures:
    with opened(book) as store, store.reading() as connection:
        customer = connection.scalar(
            Customer.__table__.select().with_only_columns(Customer.id).where(Customer.name == name)
        )
        (found,) = figures(connection, day(from_on), day(through_on), customer)
    return found


def rows(found: Figures) -> list[tuple[str, str, str, str | None, int]]:
    return [
        (str(row.day), row.what, row.number, row.contract, row.change_fen)
        for row in found.movements
    ]


def test_every_kind_of_row_moves_the_balance(book: BookFolder) -> None:
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS)
    found = of(book, YI, "2026-09-01", "2026-11-30")
    # Before September: AR1 of 1,000.00, nothing paid.
    assert found.opening_fen == 1000_00
    assert rows(found) == [
        ("2026-09-10", "收款", "SK1", "HT-1", -400_00),
        ("2026-09-15", "应收", "AR2", "HT-1", 500_00),
        ("2026-10-05", "红字发票", "AR3", "HT-2", -70_00),
        ("2026-11-01", "收款", "SK2", None, -33_00),
        ("2026-11-05", "应收", "AR4", "HT-2", 300_00),
        ("2026-11-20", "退款", "SK3", "HT-1", 50_00),
    ]
    # Raised 500 + 300 + 50 = 850, lowered 400 + 70 + 33 = 503: 1,000 + 850 - 503 = 1,347.
    assert (found.raised_fen, found.lowered_fen, found.closing_fen) == (850_00, 503_00, 1347_00)
    # Open: AR1 1,000 - 400 + 50 = 650, 92 days late; AR2 500 - 70 of AR3, 30 days; AR4 not due.
    assert found.ageing == (300_00, 430_00, 0, 0, 650_00)
    assert sum(found.ageing) - found.unmatched_fen == found.closing_fen
    assert (found.unmatched_fen, found.prepaid_fen, found.without_day) == (33_00, 0, 0)
    # HT-1: 1,000 + 500 + 50 - 400 = 1,150; HT-2: 300 - 70 = 230; for nothing said: -33.
    assert [tuple(line) for line in found.contracts] == [
        ("HT-1", 1000_00, 550_00, 400_00, 1150_00),
        ("HT-2", 0, 300_00, 70_00, 230_00),
        (None, 0, 0, 33_00, -33_00),
    ]
    assert found.first_due_on == day("2026-08-30")


@pytest.mark.parametrize(
    ("through_on", "ageing"),
    [
        ("2026-08-30", (1000_00, 0, 0, 0, 0)),
        ("2026-08-31", (0, 1000_00, 0, 0, 0)),
        ("2026-09-29", (500_00, 600_00, 0, 0, 0)),
        ("2026-09-30", (500_00, 0, 600_00, 0, 0)),
        ("2026-10-30", (430_00, 0, 0, 600_00, 0)),
        ("2026-11-28", (300_00, 430_00, 0, 650_00, 0)),
        ("2026-11-29", (300_00, 430_00, 0, 0, 650_00)),
    ],
)
def test_a_bucket_ends_with_its_last_day(
    tmp_path: Path, through_on: str, ageing: tuple[int, ...]
) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS)
    assert of(book, YI, "2026-08-01", through_on).ageing == ageing


def test_a_receivable_of_unknown_day_stands_in_the_opening(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    take(book, 应收=OWED_ROWS)
    found = of(book, BING, "2026-09-01", "2026-11-30")
    assert (found.opening_fen, found.movements, found.closing_fen) == (88_50, (), 88_50)
    assert (found.without_day, found.planned) == (1, 0)
    # Before its due day it may be a part of a plan for which nothing was delivered.
    assert of(book, BING, "2026-05-01", "2026-05-31").planned == 1


def test_money_for_a_later_receivable_lowers_the_balance_of_its_own_day(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    take(book, 应收=OWED_ROWS, 回款=[PAID, [YI, "SK7", "2026-10-20", 120, "AR4"]])
    found = of(book, YI, "2026-10-01", "2026-10-31")
    # 1,000 + 500 before October; -70 and -120 in it. AR4 of November is not there yet.
    assert (found.opening_fen, found.closing_fen) == (1500_00, 1310_00)
    assert (found.prepaid_fen, found.unmatched_fen) == (120_00, 0)
    assert sum(found.ageing) - found.prepaid_fen == 1310_00
    later = of(book, YI, "2026-11-01", "2026-11-30")
    # 1,310 + 300 = 1,610, and AR4 is open with 300 - 120 = 180.
    assert (later.opening_fen, later.closing_fen, later.prepaid_fen) == (1310_00, 1610_00, 0)
    assert later.ageing[0] == 180_00


def test_what_is_closed_is_taken_off_on_that_day_and_later_money_changes_nothing(
    tmp_path: Path,
) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS[:2])
    with opened(book) as store:
        closing.close(store, "应收", "AR1", day("2026-10-10"), "以货抵清", WANG)
    found = of(book, YI, "2026-10-01", "2026-10-31")
    # AR1 was open with 1,000 - 400 = 600.
    assert ("2026-10-10", "其他冲减", "AR1", "HT-1", -600_00) in rows(found)
    assert (found.opening_fen, found.closing_fen) == (1100_00, 430_00)
    take(book, 回款=[PAID, [YI, "SK8", "2026-11-02", 25, "AR1"]])
    later = of(book, YI, "2026-11-01", "2026-11-30")
    assert ("2026-11-02", "收款", "SK8", "HT-1", -25_00) in rows(later)
    assert ("2026-11-02", "冲减后又收回", "AR1", "HT-1", 25_00) in rows(later)
    assert (later.opening_fen, later.closing_fen) == (430_00, 730_00)


def test_all_customers_with_a_balance_or_movement(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    other = "成都丁商行"
    take(
        book,
        客户=[["客户名称", "客户编码"], ["没有往来", "K1"]],
        应收=[*OWED_ROWS, [other, "AR10", "HT-7", 10, "2026-09-30", "2026-09-05"]],
        回款=[*PAID_ROWS, [other, "SK9", "2026-09-30", 10, "AR10"]],
    )
    with opened(book) as store, store.reading() as connection:
        found = figures(connection, day("2026-09-01"), day("2026-09-30"))
        later = figures(connection, day("2026-10-01"), day("2026-10-31"))
    # One has paid all: its balance is nothing, and it moved in September only.
    assert sorted(one.closing_fen for one in found) == [0, 88_50, 1100_00]
    assert len(later) == 2


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 20))
FEN = st.integers(-900, 900).filter(bool)


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Rows of one customer, as the book may hold them: any days, signs and links."""
    receivables = [
        {
            "id": at, "customer_id": 1, "key": f"n:{at}", "number": f"AR{at}", "amount_fen": amount,
            "open_fen": amount, "due_on": due, "invoice_number": "", "part": "",
            "contract_number": draw(st.sampled_from(["", "HT-1", "HT-2"])),
            "issued_on": draw(st.none() | DAYS), "closed_on": draw(st.none() | DAYS),
            "closed_why": "",
        }
        for at, (amount, due) in enumerate(draw(st.lists(st.tuples(FEN, DAYS), max_size=5)), 1)
    ]  # fmt: skip
    receipts, parts = [], []
    for at, (amount, paid_on) in enumerate(draw(st.lists(st.tuples(FEN, DAYS), max_size=5)), 1):
        receipts.append({
            "id": at, "customer_id": 1, "key": f"sk{at}", "number": f"SK{at}",
            "paid_on": paid_on, "amount_fen": amount,
        })  # fmt: skip
        linked = draw(st.none() | st.sampled_from(receivables)) if receivables else None
        taken = draw(st.integers(min(amount, 0), max(amount, 0))) if linked else 0
        closed = draw(st.booleans())
        parts.append({
            "id": at, "receipt_id": at, "towards": "", "towards_key": "", "amount_fen": amount,
            "receivable_id": linked and linked["id"], "matched_fen": 0 if closed else taken,
            "closed_on": paid_on if closed else None, "closed_why": "",
        })  # fmt: skip
        if linked and not closed:
            linked["open_fen"] -= taken
    return {"receivable": receivables, "receipt": receipts, "receipt_part": parts}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> BookFolder:
    return new_folder(tmp_path_factory.mktemp("figures") / "book", "甲公司", "", create)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledger=ledgers(), first=DAYS, length=st.integers(0, 10))
def test_opening_and_movements_are_the_closing_of_the_book(
    empty: BookFolder, ledger: dict[str, list[dict[str, Any]]], first: dt.date, length: int
) -> None:
    last = first + dt.timedelta(days=length)
    models = {"receivable": Receivable, "receipt": Receipt, "receipt_part": ReceiptPart}
    with opened(empty) as store, store.session() as connection:
        transaction = connection.begin()
        named = {"id": 1, "name": "乙", "name_key": "乙"}
        connection.execute(insert(Customer), [named])
        for name, values in ledger.items():
            if values:
                connection.execute(insert(models[name]), values)
        (found,) = figures(connection, first, last, 1)
        stated = []
        for on in (first - dt.timedelta(days=1), last):
            there = sum(item.open_fen for item in open_items(connection, on))
            stated.append(there - unmatched(connection, on).get(1, 0))
        transaction.rollback()
    assert [found.opening_fen, found.closing_fen] == stated
    moved = sum(row.change_fen for row in found.movements)
    assert found.opening_fen + moved == found.closing_fen
    assert sum(line.closing_fen for line in found.contracts) == found.closing_fen
    assert sum(found.ageing) - found.unmatched_fen - found.prepaid_fen == found.closing_fen
    assert all(first <= row.day <= last for row in found.movements)
