"""The maker of books: the same options make the same files, and what it enters agrees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from legaldocs.portfolio.agency.model import Engagement, EngagementItem
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.place import BookFolder, book_folder
from legaldocs.portfolio.statement.model import AccountStatement
from legaldocs.portfolio.store import opened

SCRIPT = Path(__file__).parents[3] / "examples" / "make_book.py"


def make(folder: Path, *words: str) -> Path:
    command = [sys.executable, SCRIPT, folder, "--customers", "8", "--receivables", "240", *words]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made") / "one")


@pytest.fixture
def book(folder: Path) -> BookFolder:
    return book_folder(folder / "账册")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "-" not in path.suffix  # db-wal and db-shm come and go
    }


def test_the_same_options_make_the_same_files(folder: Path, tmp_path: Path) -> None:
    assert contents(make(tmp_path / "two")) == contents(folder)
    other = make(tmp_path / "three", "--seed", "8", "--ledgers-only")
    assert (other / "台账" / "应收.xlsx").read_bytes() != contents(folder)["台账/应收.xlsx"]


def test_a_statement_closes_with_what_the_book_has_open(book: BookFolder) -> None:
    with opened(book) as store, store.reading() as connection:
        rows = connection.execute(select(AccountStatement.__table__)).mappings().all()
        assert rows
        for row in rows:
            open_fen = sum(
                item.open_fen
                for item in open_items(connection, row["to_on"])
                if item.customer_id == row["customer_id"]
            )
            left = unmatched(connection, row["to_on"]).get(row["customer_id"], 0)
            assert row["closing_fen"] == open_fen - left


def test_what_is_placed_is_open_on_the_day(book: BookFolder) -> None:
    with opened(book) as store, store.reading() as connection:
        rows = connection.execute(
            select(Engagement.placed_on, EngagementItem.receivable_id, EngagementItem.placed_fen)
            .join(EngagementItem, EngagementItem.engagement_id == Engagement.id)
        ).all()  # fmt: skip
        assert rows
        for row in rows:
            open_fen = {item.id: item.open_fen for item in open_items(connection, row.placed_on)}
            assert open_fen[row.receivable_id] == row.placed_fen
