"""The maker of books: the same options make the same files, and what it enters agrees."""

from __future__ import annotations

import csv
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.portfolio.agency.model import Engagement, EngagementItem
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.statement.model import AccountStatement
from legaldocs.portfolio.store import opened
from tests.portfolio.report.conftest import make_book

if TYPE_CHECKING:
    import pytest

    from legaldocs.portfolio.place import BookFolder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "-" not in path.suffix  # db-wal and db-shm come and go
    }


def test_the_same_options_make_the_same_files(made_folder: Path, tmp_path: Path) -> None:
    assert contents(make_book(tmp_path / "two")) == contents(made_folder)
    other = make_book(tmp_path / "three", "--seed", "8", "--ledgers-only")
    assert (other / "台账" / "应收.xlsx").read_bytes() != contents(made_folder)["台账/应收.xlsx"]


def test_rows_of_one_number_stand_in_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[3] / "examples")
    sheets, maker = (importlib.import_module(name) for name in ("ledgers.sheets", "make_book"))
    monkeypatch.setattr(sheets, "_ROWS_OF_A_FILE", 10)
    words = [str(tmp_path), "--customers", "20", "--receivables", "200"]
    asked = maker.options().parse_args(words)
    files = sheets.write_sheets(maker.lives_of(asked), tmp_path, asked.until, as_csv=True)
    paid = [file for file in files if file.name.startswith("回款")]
    numbers = [{row["回款单号"] for row in rows_of(file)} for file in paid]
    assert len(paid) > 2
    assert sum(map(len, numbers)) == len(set.union(*numbers)) < sum(len(rows_of(f)) for f in paid)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [*csv.DictReader(stream)]


def test_a_statement_closes_with_what_the_book_has_open(made_book: BookFolder) -> None:
    with opened(made_book) as store, store.reading() as connection:
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


def test_what_is_placed_is_open_on_the_day(made_book: BookFolder) -> None:
    with opened(made_book) as store, store.reading() as connection:
        rows = connection.execute(
            select(Engagement.placed_on, EngagementItem.receivable_id, EngagementItem.placed_fen)
            .join(EngagementItem, EngagementItem.engagement_id == Engagement.id)
        ).all()  # fmt: skip
        assert rows
        for row in rows:
            open_fen = {item.id: item.open_fen for item in open_items(connection, row.placed_on)}
            assert open_fen[row.receivable_id] == row.placed_fen
