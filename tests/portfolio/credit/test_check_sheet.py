"""The check sheet goes out with what is known, and comes back with answers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.credit.check_sheet import CheckTaken, take_sheet, write_sheet
from legaldocs.portfolio.credit.model import SignalAnswer
from legaldocs.portfolio.credit.signals import Signal
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import WANG, YI
from tests.portfolio.plan.contracts import sqlite_book

from .dealt import DAY, USUAL, deal, sold

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    return sqlite_book(tmp_path)


def blank(book: BookFolder, path: Path) -> Path:
    with opened(book) as store, store.reading() as connection:
        rows = [customer_named(connection, YI)]
        write_sheet(connection, USUAL, rows, DAY, path)
    return path


def fill(path: Path, answers: dict[int, tuple[str, str]]) -> Path:
    read = openpyxl.load_workbook(path)
    for line, (answer, note) in answers.items():
        read.worksheets[0].cell(line, 5, answer)
        read.worksheets[0].cell(line, 6, note)
    read.save(path)
    return path


def taken(book: BookFolder, path: Path, day: dt.date = DAY) -> CheckTaken:
    with opened(book) as store, recording(store, WANG) as entry:
        return take_sheet(entry, path, day, "李某")


@pytest.fixture
def sheet(book: BookFolder, tmp_path: Path) -> Path:
    deal(book, [sold("A", 1000, "2025-01-01"), sold("B", 10, "2026-01-01")])
    return blank(book, tmp_path / "检查.xlsx")


def test_each_signal_has_a_row_with_what_is_known(sheet: Path) -> None:
    read = openpyxl.load_workbook(sheet).worksheets[0]
    rows = [[cell.value for cell in row] for row in read.iter_rows(min_row=2)]
    assert [row[3] for row in rows] == [*map(str, Signal)]
    assert {row[4] for row in rows} == {None}
    assert rows[-1][6:] == ["否", "账册数字；2026-06-30；近一年销售 10.00 元，前一年 1,000.00 元"]


def test_the_same_rows_give_the_same_bytes(sheet: Path, book: BookFolder, tmp_path: Path) -> None:
    other = blank(book, tmp_path / "另一张.xlsx")
    assert other.read_bytes() == sheet.read_bytes()
    with pytest.raises(InputError, match="已经存在"):
        blank(book, sheet)


def test_a_sheet_that_cannot_be_written_says_what_to_do(book: BookFolder, tmp_path: Path) -> None:
    deal(book, [sold("A", 1, "2026-01-01")])
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(InputError, match="表格没有写成") as caught:
        blank(book, tmp_path / "文件" / "检查.xlsx")
    assert "可以写入的文件夹" in caught.value.next_step


def test_answers_are_taken_once(sheet: Path, book: BookFolder) -> None:
    fill(sheet, {2: ("是", "搬到郊区"), 4: ("不清楚", "")})
    first = taken(book, sheet)
    assert (first.made, first.changed, first.empty, first.findings) == (2, 0, 16, [])
    again = taken(book, sheet)
    assert (again.made, again.changed) == (0, 0)
    fill(sheet, {2: ("否", "核实没有搬")})
    assert (taken(book, sheet).changed, taken(book, sheet).changed) == (1, 0)
    later = taken(book, sheet, DAY + dt.timedelta(90))
    assert later.made == 2
    with opened(book) as store, store.reading() as connection:
        assert len(connection.execute(select(SignalAnswer.id)).all()) == 4


def test_rows_that_cannot_be_read_are_given_back(sheet: Path, book: BookFolder) -> None:
    fill(sheet, {2: ("也许", ""), 3: ("是", "")})
    read = openpyxl.load_workbook(sheet)
    page = read.worksheets[0]
    page.append(["没有这个客户", None, None, str(Signal.SUED), "是"])
    page.append([YI, None, None, "生意不好", "是"])
    page.append([YI, None, None, str(Signal.STAFF_CHANGES), "否"])
    read.save(sheet)
    done = taken(book, sheet)
    assert [one.code for one in done.findings] == ["LD-CREDIT-ROW"] * 3 + ["LD-CREDIT-TWICE"]
    assert done.findings[0].where == "检查.xlsx:2"
    assert done.made == 0  # what stands twice, and differs, is not taken at all


def test_another_table_is_refused(book: BookFolder, tmp_path: Path) -> None:
    deal(book, [sold("A", 1, "2026-01-01")])
    path = tmp_path / "别的.csv"
    path.write_text("客户名称,回答\n乙,是\n", encoding="utf-8")
    with pytest.raises(InputError, match="不是危险信号检查表"):
        taken(book, path)
