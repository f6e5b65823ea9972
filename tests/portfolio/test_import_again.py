"""What an import shows and refuses when its rows meet those of the book again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.portfolio.closing import close
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.store import opened

from .ledgers import BING, OWED, PAID, WANG, YI, made, paid, reasons, take
from .plan.contracts import WHOLE, plan, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.intake import Intake
    from legaldocs.portfolio.place import BookFolder

DAY = dt.date(2026, 12, 31)
TWO = [
    OWED,
    [YI, "AR1", "HT-1", 1000, "2026-06-30"],
    [YI, "AR2", "HT-1", 500, "2026-06-30"],
]
HEAD = [YI, "R1", "2026-07-01"]
UNNUMBERED = ["客户名称", "合同编号", "期次", "应收金额", "到期日"]
NUMBERED = ["客户名称", "应收单号", *UNNUMBERED[1:]]


@pytest.fixture
def file_book(tmp_path: Path) -> BookFolder:
    return sqlite_book(tmp_path)


def state(book: BookFolder) -> tuple[dict[str, int], int]:
    """Return what is open by number, and what is unmatched."""
    with opened(book) as store, store.reading() as connection:
        items = {item.number: item.open_fen for item in open_items(connection, DAY)}
        return items, sum(unmatched(connection, DAY).values())


def closed(book: BookFolder, kind: str, named: str) -> None:
    with opened(book) as store:
        close(store, kind, named, dt.date(2026, 8, 1), "抵清", WANG)


def moves(done: Intake) -> list[tuple[str, str, str]]:
    return [(c.name, c.old, c.new) for c in done.changes if c.field == "towards"]


def test_a_receipt_whose_allocation_alone_changed_is_shown(book: BookFolder) -> None:
    """300 came for nothing said, then for AR1 (1,000 - 300 = 700), then 200 and 100 apart."""
    take(book, 应收=TWO, 回款=[PAID, [*HEAD, 300, ""]])
    done = take(book, 回款=[PAID, [*HEAD, 300, "AR1"]])
    assert moves(done) == [("R1", "", "AR1")]
    assert (made(done)["回款"], done.changed_fields) == ((0, 1), 1)
    assert state(book) == ({"AR1": 70000, "AR2": 50000}, 0)
    done = take(book, 回款=[PAID, [*HEAD, 200, "AR1"], [*HEAD, 100, "AR2"]])
    assert moves(done) == [("R1", "AR1", "AR1 200.00；AR2 100.00")]
    assert state(book) == ({"AR1": 80000, "AR2": 40000}, 0)
    done = take(book, 回款=[PAID, [*HEAD, 150, "AR1"], [*HEAD, 150, "AR2"]])
    assert moves(done) == [("R1", "AR1 200.00；AR2 100.00", "AR1 150.00；AR2 150.00")]
    assert made(done)["回款"] == (0, 1)
    assert take(book, 回款=[PAID, [*HEAD, 150, "AR2"], [*HEAD, 150, "AR1"]]).changes == []


def test_a_receipt_that_changed_otherwise_too_counts_once(file_book: BookFolder) -> None:
    take(file_book, 应收=TWO, 回款=[PAID, [*HEAD, 300, "AR1"]])
    done = take(file_book, 回款=[PAID, [YI, "R1", "2026-07-02", 400, "AR2"]])
    assert made(done)["回款"] == (0, 1)
    assert {c.field for c in done.changes} == {"paid_on", "amount_fen", "towards"}
    only = take(file_book, 回款=[PAID, [YI, "R1", "2026-07-02", 450, "AR2"]])
    assert {c.field for c in only.changes} == {"amount_fen"}


def test_an_empty_cell_frees_no_money(file_book: BookFolder) -> None:
    """A later table without 核销: 300 stay with AR1; of another sum, too, where it is one part."""
    take(file_book, 应收=TWO, 回款=[PAID, [*HEAD, 300, "AR1"]])
    assert take(file_book, 回款=[PAID, [*HEAD, 300, ""]]).changes == []
    assert take(file_book, 回款=[PAID[:4], [*HEAD, 300]]).changes == []
    assert state(file_book) == ({"AR1": 70000, "AR2": 50000}, 0)
    done = take(file_book, 回款=[PAID, [*HEAD, 400, ""]])
    assert (made(done)["回款"], moves(done)) == ((0, 1), [])
    assert state(file_book) == ({"AR1": 60000, "AR2": 50000}, 0)
    done = take(file_book, 回款=[PAID, [*HEAD, 400, "未核销"]])
    assert moves(done) == [("R1", "AR1", "")]
    assert state(file_book) == ({"AR1": 100000, "AR2": 50000}, 40000)


def test_another_sum_of_a_split_receipt_has_to_say_how(file_book: BookFolder) -> None:
    take(file_book, 应收=TWO, 回款=[PAID, [*HEAD, 200, "AR1"], [*HEAD, 100, "AR2"]])
    assert take(file_book, 回款=[PAID, [*HEAD, 300, ""]]).changes == []
    done = take(file_book, 回款=[PAID, [*HEAD, 350, ""]])
    assert [("没有写现在怎样分" in why) for why in reasons(done)] == [True]
    assert paid(file_book) == {"R1": 30000}


@pytest.mark.parametrize("rows", [
    [[*HEAD, 300, "AR2"]],
    [[*HEAD, 300, "未核销"]],
    [[*HEAD, 200, "AR1"], [*HEAD, 100, "AR2"]],
    [[YI, "R1", "2026-07-02", 300, "AR1"]],
])  # fmt: skip
def test_a_closed_receipt_pays_nothing_else(
    file_book: BookFolder, rows: list[list[object]]
) -> None:
    take(file_book, 应收=TWO, 回款=[PAID, [*HEAD, 300, "AR1"]])
    closed(file_book, "回款", "R1")
    done = take(file_book, 回款=[PAID, *rows])
    assert len(done.refused) == len(rows)
    assert all("已经关闭（抵清）" in why and "又有变化" in why for why in reasons(done))
    assert state(file_book) == ({"AR1": 100000, "AR2": 50000}, 0)
    for same in ([*HEAD, 300, "AR1"], [*HEAD, 300, ""]):
        again = take(file_book, 回款=[PAID, same])
        assert (again.refused, again.changes) == ([], [])
    assert state(file_book) == ({"AR1": 100000, "AR2": 50000}, 0)


def test_a_closed_receivable_does_not_come_again_under_another_key(file_book: BookFolder) -> None:
    """Once known by its number and once by contract and part: closed, it is closed for both."""
    numbered = [YI, "AR9", "HT-1", "预付款", 1000, "2026-06-30"]
    unnumbered = [YI, "HT-2", "预付款", 800, "2026-06-30"]
    take(file_book, 应收=[NUMBERED, numbered])
    take(file_book, 应收=[UNNUMBERED, unnumbered])
    closed(file_book, "应收", "AR9")
    closed(file_book, "应收", "HT-2/预付款")
    for row in (
        [UNNUMBERED, [YI, "HT-1", "预付款", 1000, "2026-06-30"]],
        [NUMBERED, [YI, "AR8", "HT-2", "预付款", 800, "2026-06-30"]],
        [NUMBERED, [YI, "AR9", "HT-1", "预付款", 900, "2026-06-30"]],
    ):
        done = take(file_book, 应收=row)
        assert [("已经关闭（抵清）" in why) for why in reasons(done)] == [True]
        assert state(file_book) == ({}, 0)
    other = [YI, "AR8", "HT-2", "预付款二", 800, "2026-06-30"]
    assert take(file_book, 应收=[NUMBERED, other]).refused == []
    assert state(file_book) == ({"AR8": 80000}, 0)


def test_a_plan_does_not_open_what_finance_closed(file_book: BookFolder) -> None:
    """The prepayment of HT-1 (30 % of 100,000) came from finance and was closed there."""
    take(file_book, 应收=[NUMBERED, [YI, "AR9", "HT-1", "预付款", 30000, "2026-03-06"]])
    closed(file_book, "应收", "AR9")
    done = plan(file_book)
    assert done.taken.taken[0].what == "财务已经入账，已经关闭（抵清），没有改动"
    assert state(file_book) == ({}, 0)


def test_a_contract_of_which_nothing_is_open_is_planned_again(file_book: BookFolder) -> None:
    take(file_book, 客户=[["客户名称", "住所"], [YI, "某路1号"]])
    text = WHOLE[: WHOLE.index("parts:")] + (
        "parts:\n- {name: 货款, amount: 100000, due_on: 2026-04-01}\n"
    )
    plan(file_book, text)
    take(file_book, 回款=[PAID, [YI, "R1", "2026-04-01", 100000, "HT-1/货款"]])
    again = plan(file_book, text)
    assert (again.owes.open_fen, again.taken.what) == (0, "没有变化")


def test_a_closed_customer_takes_nothing_but_money(file_book: BookFolder) -> None:
    card = ["客户名称", "客户编码", "住所", "联系人", "电话"]
    take(file_book, 客户=[card, [YI, "K1", "甲路", "赵某", "1"], [BING, "K2", "乙路", "钱某", "2"]],
         应收=TWO)  # fmt: skip
    closed(file_book, "客户", YI)
    for sheets in (
        {"客户": [card, [YI, "K1", "新路", "赵某", "1"]]},
        {"客户": [card, [YI, "K1", "甲路", "赵某", "9"]]},
        {"联系人": [["客户名称", "联系人"], [YI, "孙某"]]},
        {"应收": [OWED, [YI, "AR3", "HT-1", 70, "2026-06-30"]]},
    ):
        done = take(file_book, **sheets)
        assert [("客户已经关闭（抵清）" in why) for why in reasons(done)] == [True]
        assert done.changes == []
    same = take(file_book, 客户=[card, [YI, "K1", "甲路", "赵某", "1"]], 应收=TWO)
    assert (same.refused, same.changes) == ([], [])
    done = take(file_book, 回款=[PAID, [YI, "R1", "2026-09-01", 100, "AR1"]])
    assert [f.code for f in done.findings] == ["LD-BOOK-CLOSED-CUSTOMER"]
    assert YI in done.findings[0].message
    assert state(file_book) == ({"AR1": 90000, "AR2": 50000}, 0)
    again = take(file_book, 应收=[[*OWED, "客户编码"], [YI, "AR4", "HT-9", 70, "2026-06-30", "K9"]])
    assert again.refused == []


@pytest.mark.parametrize(("column", "kind"), [
    ("回款日期", "回款"), ("开票日期", "应收"), ("收票日期", "应收"), ("发票确认日期", "应收"),
])  # fmt: skip
def test_a_day_to_come_is_given_back(file_book: BookFolder, column: str, kind: str) -> None:
    """The import is of 26 November 2026: of that day is taken, of the next given back."""
    head = PAID if kind == "回款" else [*OWED, column]
    for at, (day, fine) in enumerate((("2026-11-26", True), ("2026-11-27", False))):
        row = [YI, f"N{at}", day, 100, ""] if kind == "回款" else (
            [YI, f"N{at}", "HT-1", 100, "2027-06-30", day]
        )  # fmt: skip
        done = take(file_book, **{kind: [head, row]})
        said = f"2 {column}：晚于今天（2026-11-26），还没有发生，写的是“2026-11-27”"
        assert reasons(done) == ([] if fine else [said])
