"""What is over is closed: what a receipt had paid is open again, a person is named alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.closing import close
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.model import ContactPerson, Receivable
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.store import opened

from .ledgers import BING, OWED, PAID, WANG, YI, made, take

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder

DAY = dt.date(2026, 7, 10)
RECEIPTS = [
    PAID,
    [YI, "R1", "2026-07-01", 700, "AR1"],
    [YI, "R1", "2026-07-01", 50, "AR2"],
    [YI, "R2", "2026-07-02", 600, "AR1"],
]


def state(book: BookFolder) -> tuple[dict[str, int], dict[str, int], int]:
    """Return what is open by number as of the day, and as the table keeps it, and unmatched fen."""
    with opened(book) as store, store.reading() as connection:
        assert broken_at(connection) is None
        items = {item.number: item.open_fen for item in open_items(connection, DAY)}
        kept = connection.execute(select(Receivable.number, Receivable.open_fen))
        return (
            items,
            {row.number: row.open_fen for row in kept},
            sum(unmatched(connection, DAY).values()),
        )


def closed(book: BookFolder, kind: str, named: str) -> None:
    with opened(book) as store:
        close(store, kind, named, DAY, "记错", WANG)


@pytest.fixture
def filled(book: BookFolder) -> BookFolder:
    rows = [[YI, "AR1", "HT-1", 1000, "2026-06-30"], [YI, "AR2", "HT-1", 200, "2026-06-30"]]
    take(book, 应收=[OWED, *rows], 回款=RECEIPTS)
    return book


def test_a_receipt_that_is_closed_frees_what_it_paid(filled: BookFolder) -> None:
    """AR1 of 1,000: R1 took 700, R2 of 600 the last 300. Without R1, R2 takes 600: 400 are open."""
    assert state(filled) == ({"AR2": 15000}, {"AR1": 0, "AR2": 15000}, 30000)
    closed(filled, "回款", "r1")
    now = {"AR1": 40000, "AR2": 20000}
    assert state(filled) == (now, now, 0)
    # the same file again brings nothing of it back
    assert made(take(filled, 回款=RECEIPTS))["回款"] == (0, 0)
    assert state(filled) == (now, now, 0)
    with pytest.raises(InputError, match="已经关闭") as twice:
        closed(filled, "回款", "R1")
    assert "legaldocs book history" in twice.value.next_step


def test_a_receipt_that_is_not_there_cannot_be_closed(filled: BookFolder) -> None:
    with pytest.raises(InputError, match="没有这个回款"):
        closed(filled, "回款", "R9")


def test_a_person_is_closed_by_name(book: BookFolder) -> None:
    head = ["客户名称", "联系人", "电话"]
    take(book, 联系人=[head, [YI, "赵某", "1"], [BING, "赵某", "2"], [BING, "老赵某", "3"]])
    closed(book, "联系人", "老赵某")
    with pytest.raises(InputError, match="有 2 个这样的联系人") as several:
        closed(book, "联系人", "赵某")
    assert several.value.next_step == "写成 客户/姓名"
    closed(book, "联系人", f"{YI}/赵某")
    with opened(book) as store, store.reading() as connection:
        left = select(func.count()).where(ContactPerson.closed_on.is_(None))
        assert connection.scalar(left) == 1
    again = take(book, 联系人=[head, [YI, "赵某", "1"]])
    assert made(again)["联系人"] == (0, 0)


def test_a_receivable_without_a_number_is_named_by_contract_and_part(book: BookFolder) -> None:
    """In a receipt and in a closing, before finance gives it a number."""
    head = ["客户名称", "合同编号", "期次", "应收金额", "到期日"]
    rows = [[YI, "HT/1", "预付款", 1000, "2026-06-30"], [YI, "HT/1", "尾款", 500, "2026-06-30"]]
    take(book, 应收=[head, *rows], 回款=[PAID, [YI, "R1", "2026-07-01", 700, "HT/1/预付款"]])
    assert state(book)[0] == {"预付款": 30000, "尾款": 50000}
    closed(book, "应收", "HT/1/尾款")
    assert state(book)[0] == {"预付款": 30000}


def test_a_number_means_the_open_receivable_before_a_closed_one(book: BookFolder) -> None:
    head = [*OWED, "发票号码"]
    take(book, 应收=[head, [YI, "AR1", "HT-1", 1000, "2026-06-30", "FP9"],
                     [YI, "AR2", "HT-1", 1000, "2026-06-30", "FP9"]])  # fmt: skip
    with opened(book) as store:
        close(store, "应收", "AR1", dt.date(2026, 7, 1), "重复录入", WANG)
    take(book, 回款=[PAID, [YI, "R9", "2026-07-02", 1000, "FP9"]])
    assert state(book)[0] == {}
    assert state(book)[2] == 0
