"""A book that cannot be written can be looked at; what would write says why not."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.portfolio import closing as book_closing
from legaldocs.portfolio import store as book_store
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.place import book_folder
from legaldocs.portfolio.store import opened

from .ledgers import OWED, WANG, YI, take
from .plan.contracts import sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def kept(tmp_path: Path) -> BookFolder:
    made = sqlite_book(tmp_path)
    take(made, 应收=[OWED, [YI, "AR1", "HT-1", 1000, "2026-06-30"]])
    return made


@pytest.fixture
def locked(kept: BookFolder, monkeypatch: pytest.MonkeyPatch) -> BookFolder:
    """A book that its program thinks it may not write; tests may run as one who may anything."""
    monkeypatch.setattr(book_store, "may_be_written", lambda _path: False)
    return kept


def files(book: BookFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in book.path.iterdir() if path.is_file()}


def shown(book: BookFolder) -> list[tuple[str, int]]:
    with opened(book) as store, store.reading() as connection:
        return [(item.number, item.open_fen) for item in open_items(connection, DAY)]


def test_it_is_read_and_nothing_is_written_beside_it(locked: BookFolder) -> None:
    before = files(locked)
    assert shown(locked) == [("AR1", 100000)]
    assert files(locked) == before


def test_what_would_write_says_why_not(locked: BookFolder) -> None:
    before = files(locked)
    with opened(locked) as store, pytest.raises(InputError, match="只能查看"):
        book_closing.close(store, "应收", "AR1", DAY, "抵清", WANG)
    assert files(locked) == before


def with_journal(book: BookFolder) -> None:
    """Let a change stand in the journal of the database, as a writer that was killed leaves it."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('UPDATE receivable SET open_fen = 70000'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(book.sqlite)], check=True)
    assert (book.path / "book.db-wal").stat().st_size > 0


def test_what_a_writer_has_not_merged_is_read_too(locked: BookFolder) -> None:
    with_journal(locked)
    assert shown(locked) == [("AR1", 70000)]


def test_a_journal_that_cannot_be_read_is_not_passed_over(locked: BookFolder) -> None:
    with_journal(locked)
    (locked.path / "book.db-shm").unlink()
    with pytest.raises(InputError, match="读不全") as refused, opened(locked):
        pass
    assert "复制" in refused.value.next_step


def test_a_book_written_while_it_was_read_is_read_again(locked: BookFolder) -> None:
    def read() -> None:
        with opened(locked) as store, store.reading() as connection:
            assert open_items(connection, DAY)
            with closing(sqlite3.connect(locked.path / "book.db")) as other, other:
                other.execute("UPDATE receivable SET open_fen = 5")

    with pytest.raises(InputError, match="正由另一个程序写入"):
        read()


def test_an_older_book_is_not_brought_up(locked: BookFolder) -> None:
    with closing(sqlite3.connect(locked.path / "book.db")) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '0009'")
    before = files(locked)
    with pytest.raises(InputError, match="较早版本") as refused, opened(locked):
        pass
    assert "复制" in refused.value.next_step
    assert files(locked) == before


def test_a_name_with_signs_of_an_address_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "甲 乙%20?x#1"
    folder.mkdir()
    made = sqlite_book(folder)
    take(made, 应收=[OWED, [YI, "AR1", "HT-1", 1000, "2026-06-30"]])
    monkeypatch.setattr(book_store, "may_be_written", lambda _path: False)
    assert shown(made) == [("AR1", 100000)]


def without_rights() -> list[str]:
    """Return what runs a program as one for whom the rights of files hold."""
    if os.geteuid() != 0:
        return []
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("root may write everywhere, and setpriv is not here")
    rights = "-dac_override,-dac_read_search"
    return [program, "--bounding-set", rights, "--inh-caps", rights]


def test_commands_that_read_work_in_a_folder_that_cannot_be_written(kept: BookFolder) -> None:
    words = [*without_rights(), sys.executable, "-m", "legaldocs", "book"]
    for path in (*kept.path.rglob("*"), kept.path):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        said = {}
        for name, *rest in (
            ("today", "--as-of", "2026-07-20"),
            ("ageing", "--as-of", "2026-07-20"),
            ("history",),
            ("close", "应收", "AR1", "--why", "抵清", "--by", "王某"),
        ):
            done = subprocess.run(
                [*words, name, *rest, "--book", str(kept.path)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            said[name] = done.returncode, done.stdout + done.stderr
    finally:
        kept.path.chmod(0o755)
    assert [code for code, _ in said.values()] == [0, 0, 0, 2], said
    assert "1,000.00" in said["ageing"][1]
    assert "只能查看" in said["close"][1]
    assert shown(book_folder(kept.path)) == [("AR1", 100000)]
