"""A small book whose figures are worked out by hand in the tests."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from legaldocs.portfolio.model import Customer, Receivable
from legaldocs.portfolio.place import book_folder, new_folder
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import BING, WANG, YI, take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording

CUSTOMERS = [
    ["客户编码", "客户名称", "行业", "客户类别", "业务员"],
    ["C1", YI, "食品", "经销商", "王某"],
    ["C2", BING, "贸易", "大客户", "李某"],
]
OWED_ROWS = [
    ["客户名称", "应收单号", "应收金额", "开票日期", "到期日"],
    [YI, "A1", "1000.00", "2026-06-10", "2026-07-10"],
    [YI, "A2", "2000.00", "2026-05-31", "2026-06-30"],
    [YI, "A3", "300.00", "2026-05-30", "2026-06-29"],
    [YI, "A4", "400.00", "2026-05-01", "2026-05-31"],
    [BING, "A5", "500.00", "2026-04-30", "2026-05-30"],
    [BING, "A6", "600.00", "2026-03-02", "2026-04-01"],
    [BING, "A7", "700.00", "2026-03-01", "2026-03-31"],
    [BING, "A8", "-50.00", "2026-03-31", "2026-03-31"],
]
PAID_ROWS = [
    ["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"],
    [YI, "R1", "2026-06-20", "100.00", "A4"],
    [BING, "R2", "2026-07-05", "700.00", "A7"],
    [BING, "R3", "2026-06-25", "80.00", ""],
]
DAY = dt.date(2026, 6, 30)


SCRIPT = Path(__file__).parents[3] / "examples" / "make_book.py"


def make_book(folder: Path, *words: str) -> Path:
    """Run the maker of books, small."""
    command = [sys.executable, SCRIPT, folder, "--customers", "8", "--receivables", "240", *words]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the maker of books writes."""
    return make_book(tmp_path_factory.mktemp("made") / "one")


@pytest.fixture
def made_book(made_folder: Path) -> BookFolder:
    """A book of eight customers and three years; tests only read it."""
    return book_folder(made_folder / "账册")


def fill(book: BookFolder) -> BookFolder:
    """Import the small ledger."""
    assert not take(book, 客户=CUSTOMERS, 应收=OWED_ROWS, 回款=PAID_ROWS).refused
    return book


@pytest.fixture
def filled(book: BookFolder) -> BookFolder:
    """The small book, in one kind of database and the other."""
    return fill(book)


@pytest.fixture
def small(tmp_path: Path) -> BookFolder:
    """The small book in a file."""
    return fill(new_folder(tmp_path / "book", "甲公司", "", create))


class Writer:
    """Writes rows into a book for a test (登记)."""

    def __init__(self, entry: Recording) -> None:
        self.entry = entry

    def row(self, model: Any, **values: Any) -> int:
        made = self.entry.rows(model).make(values)
        self.entry.flush()
        return made

    def customer(self, name: str) -> int:
        chosen = select(Customer.id).where(Customer.name == name)
        return int(self.entry.connection.execute(chosen).scalar_one())

    def receivable(self, number: str) -> int:
        chosen = select(Receivable.id).where(Receivable.number == number)
        return int(self.entry.connection.execute(chosen).scalar_one())


@contextmanager
def writer(book: BookFolder) -> Iterator[Writer]:
    """Enter rows by hand."""
    with opened(book) as store, recording(store, WANG) as entry:
        yield Writer(entry)
