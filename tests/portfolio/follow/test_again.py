"""A case that is there is brought to what the book knows, and what a person wrote stays."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import InputError
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio import closing
from legaldocs.portfolio.follow.model import BookCase, BookCaseItem
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.store import opened
from tests.portfolio.follow.made_books import (
    DAY,
    OWED,
    PAID,
    TWO,
    case_of,
    kept,
    made,
    promise,
    talk,
)
from tests.portfolio.ledgers import WANG, YI, take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


def recorded(book: BookFolder) -> dict[str, list[str]]:
    """Return the numbers of the receivables of each case."""
    chosen = (
        select(BookCase.folder, Receivable.number)
        .join(BookCaseItem, BookCaseItem.book_case_id == BookCase.id)
        .join(Receivable, Receivable.id == BookCaseItem.receivable_id)
        .order_by(Receivable.id)
    )
    found: dict[str, list[str]] = {}
    with opened(book) as store, store.reading() as connection:
        for folder, number in connection.execute(chosen):
            found.setdefault(folder, []).append(number)
    return found


def principal(folder: Path) -> Decimal:
    return open_claim(load_case(folder), DAY, packaged()).principal


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "case.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_book_changes_nothing(make_book: Callable[..., BookFolder]) -> None:
    book = make_book()
    take(book, 应收=TWO, 回款=[PAID, [YI, "SK1", "2026-07-10", 400, "AR1"]])
    (first,) = case_of(book)
    before = tree(first.folder)
    (again,) = case_of(book)
    assert (first.became, again.became, again.folder) == ("新建", "没有变化", first.folder)
    assert tree(first.folder) == before
    assert recorded(book) == {f"cases/{YI}": ["AR1", "AR2"]}


def test_a_case_that_nobody_edited_is_written_anew(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, [YI, "SK1", "2026-07-10", 400, ""]])
    (first,) = case_of(book)
    assert principal(first.folder) == Decimal("1100.00")
    take(book, 应收=[OWED, [YI, "AR3", "HT-1", 70, "2026-09-30", "F3", "2026-08-30"]],
         回款=[PAID, [YI, "SK1", "2026-07-10", 400, "AR2"]])  # fmt: skip
    (again,) = case_of(book)
    assert (again.became, again.findings) == ("已更新", [])
    assert principal(first.folder) == Decimal("1170.00")
    (payment,) = load_case(first.folder).payments
    assert payment.towards == "发票 F2"
    assert recorded(book) == {f"cases/{YI}": ["AR1", "AR2", "AR3"]}
    assert case_of(book)[0].became == "没有变化"


def test_what_a_person_wrote_stays_and_new_facts_are_added(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, [YI, "SK1", "2026-07-10", 400, "AR1"]])
    (first,) = case_of(book)
    edit(
        first.folder, "  - number: HT-1\n", "  - number: HT-1   # 核对过原件\n    price: 1500.00\n"
    )
    edit(first.folder, "due_on: 2026-06-30", "due_on: 2026-07-31")
    called = talk(book, dt.date(2026, 10, 1), "说下月付", **kept(book, "录音.mp3", b"ID3"))
    promise(book, called, dt.date(2026, 10, 31), 10000)
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 1000, "2026-06-15", "F1", "2026-05-30"]],
         回款=[PAID, [YI, "SK2", "2026-09-10", 100, "AR2"]])  # fmt: skip
    (again,) = case_of(book)
    assert again.became == "已更新"
    (left,) = again.findings
    assert (left.code, "人改过" in left.message) == ("LD-FOLLOW-BY-HAND", True)
    text = (first.folder / "case.yaml").read_text(encoding="utf-8")
    assert "# 核对过原件" in text
    assert "due_on: 2026-07-31" in text
    case = load_case(first.folder)
    assert [row.reference for row in case.payments] == ["SK1", "SK2"]
    (said,) = case.communications
    assert said.promised[0].amount == Decimal("100.00")
    assert (first.folder / said.file[0]).read_bytes() == b"ID3"
    # The same again: only what a person has to decide is said once more.
    (third,) = case_of(book)
    assert (third.became, [one.code for one in third.findings]) == (
        "有变化没有写进", ["LD-FOLLOW-BY-HAND"],
    )  # fmt: skip


def test_a_receipt_that_is_told_otherwise_is_never_counted_twice(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, [YI, "SK1", "2026-07-10", 400, ""]])
    (first,) = case_of(book)
    # A person corrects the sum by the slip of the bank; then finance divides the receipt.
    edit(first.folder, "    amount: 400.00\n", "    amount: 390.00\n")
    split = [PAID, [YI, "SK1", "2026-07-10", 300, "AR2"], [YI, "SK1", "2026-07-10", 100, "AR1"]]
    take(book, 回款=split)
    (again,) = case_of(book)
    assert {one.code for one in again.findings} == {"LD-FOLLOW-BY-HAND", "LD-FOLLOW-BALANCE"}
    assert [row.amount for row in load_case(first.folder).payments] == [Decimal("390.00")]


def test_what_the_book_no_longer_has_is_said_and_kept(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    (first,) = case_of(book)
    edit(first.folder, "# 由 ", "# 已核对；由 ")
    with opened(book) as store:
        closing.close(store, "应收", "AR2", dt.date(2026, 10, 1), "以货抵清", WANG)
    (again,) = case_of(book)
    codes = [one.code for one in again.findings]
    assert "LD-FOLLOW-GONE" in codes
    assert principal(first.folder) == Decimal("1500.00")


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    (first,) = case_of(book)
    shutil.rmtree(first.folder)
    with pytest.raises(InputError, match="不见了"):
        case_of(book)


def test_a_case_that_a_killed_run_wrote_is_taken_over(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    other = made(tmp_path / "other", 应收=TWO)
    (first,) = case_of(book)
    shutil.copytree(first.folder, other.path / "cases" / first.folder.name)
    (again,) = case_of(other)
    assert again.folder == other.path / "cases" / first.folder.name
    assert recorded(other) == recorded(book)


def test_a_page_of_gaps_that_a_person_worked_on_stays(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    (first,) = case_of(book)
    page = first.folder / "internal" / "缺什么.md"
    page.write_text("合同原件：已找到\n", encoding="utf-8")
    take(book, 应收=[OWED, [YI, "AR3", "HT-1", 70, "2026-09-30", "", ""]])
    case_of(book)
    assert page.read_text(encoding="utf-8") == "合同原件：已找到\n"


def test_an_own_folder_may_be_named_once(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    (first,) = case_of(book, out=tmp_path / "mine")
    assert first.folder == tmp_path / "mine"
    (again,) = case_of(book)
    assert (again.folder, again.became) == (tmp_path / "mine", "没有变化")
    other = made(tmp_path / "other", 应收=TWO)
    with pytest.raises(InputError, match="已经存在"):
        case_of(other, out=tmp_path / "mine")
