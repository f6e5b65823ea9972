"""The database: one writer at a time, all or nothing, older books brought up, newer refused."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from legaldocs.core.errors import InputError
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.model import Head, ImportedFile, Receivable
from legaldocs.portfolio.place import book_folder, new_folder
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import _engine, _script, _version, create, opened, upgrade

from .ledgers import OWED, WANG, YI, owed, take, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

ROWS = 6000
COMMAND = [sys.executable, "-m", "legaldocs", "book", "import"]


def start(book: BookFolder, file: Path) -> subprocess.Popen[bytes]:
    words = [*COMMAND, str(file), "--book", str(book.path), "--by", "王某"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ledger(folder: Path, name: str, first: int, count: int) -> Path:
    rows = [[YI, f"AR{n}", "HT-1", n, "2026-06-30"] for n in range(first, first + count)]
    return workbook(folder / name, {"应收": [OWED, *rows]})


def state(book: BookFolder) -> tuple[int, int, int]:
    """Return how many receivables, changes and files the book has; its history must hold."""
    with opened(book) as store, store.reading() as connection:
        assert broken_at(connection) is None
        counts = (select(func.count()).select_from(model) for model in (Receivable, ImportedFile))
        rows, files = (connection.scalar(chosen) for chosen in counts)
        return int(rows or 0), int(connection.scalar(select(Head.changes)) or 0), int(files or 0)


def test_two_writers_at_once_lose_nothing(book: BookFolder, tmp_path: Path) -> None:
    files = [ledger(tmp_path, f"{at}.xlsx", 1 + at * 300, 300) for at in range(2)]
    runs = [start(book, file) for file in files]
    for run in runs:
        _, said = run.communicate()
        assert run.returncode == 0, said.decode()
    assert state(book) == (600, 601, 2)  # with the customer, once
    assert sum(amount for _, amount, _ in owed(book).values()) == 600 * 601 // 2 * 100


def is_held(book: BookFolder) -> bool:
    """Return whether an import has begun to write."""
    if book.sqlite is not None:
        with closing(sqlite3.connect(book.sqlite, timeout=0, isolation_level=None)) as watch:
            try:
                watch.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
        return False
    with _engine(book) as engine, engine.connect() as connection:
        try:
            connection.execute(text("SELECT 1 FROM head FOR UPDATE NOWAIT"))
        except OperationalError:
            return True
    return False


def test_a_killed_import_leaves_the_book_as_before(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=[OWED, [YI, "AR0", "HT-1", 5, "2026-06-30"]])
    before = state(book)
    file = ledger(tmp_path, "大.xlsx", 1, ROWS)
    run = start(book, file)
    while run.poll() is None and not is_held(book):
        time.sleep(0.01)
    time.sleep(0.1)  # some rows are written then, and not yet kept
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    assert run.returncode == -signal.SIGKILL  # it was killed at work, not after it
    assert state(book) == before
    again = start(book, file)
    _, said = again.communicate()
    assert again.returncode == 0, said.decode()
    assert state(book) == (before[0] + ROWS, before[1] + ROWS, before[2] + 1)


def old_tables(book: BookFolder) -> None:
    """Make the tables of the first version, with a row in them."""
    with _engine(book) as engine, engine.connect() as connection:
        connection.execution_options(book_writes=True)
        with connection.begin():
            upgrade(connection, "0001")
            connection.execute(
                text(
                    "INSERT INTO customer (id, name, name_key, id_number, kind, address, "
                    "representative, service_address, closed_why) "
                    "VALUES (1, :name, :name, '', '', '', '', '', '')"
                ),
                {"name": YI},
            )


def test_an_older_book_is_brought_up_and_kept_aside(make_book: Callable[..., BookFolder]) -> None:
    book = make_book("old", old_tables)
    assert not book.path.joinpath("book-0001.db").exists()
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 5, "2026-06-30"]])
    assert state(book) == (1, 1, 1)  # the customer was known
    with opened(book) as store, store.reading() as connection:
        assert _version(connection) == _script().get_current_head()
    aside = book.path / "book-0001.db"
    assert aside.exists() == (book.sqlite is not None)
    if aside.exists():
        with closing(sqlite3.connect(aside)) as old:
            assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
            assert old.execute("SELECT count(*) FROM receivable").fetchall() == [(0,)]


def test_a_newer_book_is_refused(book: BookFolder) -> None:
    with opened(book) as store, store.session() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="更新版本") as caught, opened(book):
        pass
    assert "9999" in str(caught.value)


def test_a_new_book_takes_no_database_that_has_one(book: BookFolder) -> None:
    if book.sqlite is None:
        with pytest.raises(InputError, match="已经有一本账册"):
            new_folder(book.path.parent / "other", "乙", book.settings.database, create)
        assert not (book.path.parent / "other").exists()
    with pytest.raises(InputError, match="已经存在"):
        new_folder(book.path, "乙", "", create)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql+psycopg://u:secret@localhost/x", "密码不写在地址里"),
        ("mysql://u@localhost/x", "种类不支持"),
        ("none", "地址无法识别"),
        ("postgresql+psycopg://u@/x?host=/nowhere", "数据库没有照办"),
    ],
)
def test_an_address_that_does_not_serve_is_said(tmp_path: Path, address: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        new_folder(tmp_path / "book", "甲", address, create)
    assert "secret" not in str(caught.value)
    assert not (tmp_path / "book").exists()


def test_a_lost_database_is_not_made_anew(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲", "", create)
    (book.path / "book.db").unlink()
    with pytest.raises(InputError, match="不见了"), opened(book_folder(book.path)):
        pass
    (book.path / "book.db").write_bytes(b"no database" * 500)
    with pytest.raises(InputError, match="损坏"), opened(book_folder(book.path)):
        pass


def test_who_reads_sees_one_state_throughout(book: BookFolder) -> None:
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 5, "2026-06-30"]])
    count = select(func.count()).select_from(Receivable)
    with opened(book) as store, store.reading() as connection:
        before = connection.scalar(count)
        take(book, 应收=[OWED, [YI, "AR2", "HT-1", 5, "2026-06-30"]])
        assert connection.scalar(count) == before == 1
    with opened(book) as store, store.reading() as connection:
        assert connection.scalar(count) == 2


def test_only_what_differs_is_written(book: BookFolder) -> None:
    """A row that was read before another wrote to it does not undo what that one wrote."""
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 5, "2026-06-30"]])
    with opened(book) as store:
        with recording(store, WANG) as entry:
            (old,) = entry.rows(Receivable).known("number", ["AR1"])
        with recording(store, WANG) as entry:
            entry.rows(Receivable).change(old, {"note": "甲"})
        with recording(store, WANG) as entry:
            entry.rows(Receivable).change(old, {"owner": "李某"})
        with recording(store, WANG) as entry:
            (new,) = entry.rows(Receivable).known("number", ["AR1"])
            entry.rows(Receivable).change(new, {"note": "乙", "owner": "赵某"})
            entry.rows(Receivable).change({**new, "note": "乙"}, {"note": "丙"})
            (now,) = entry.rows(Receivable).known("number", ["AR1"])
    assert (new["note"], new["owner"]) == ("甲", "李某")
    assert (now["note"], now["owner"]) == ("丙", "赵某")
