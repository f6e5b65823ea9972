"""What a killed run wrote is cleared by the next one; what others write, or nobody knows, stays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.portfolio.statement import making
from legaldocs.portfolio.statement.overview import FOLDER, cleared_folders, stray_folders
from legaldocs.portfolio.statement.unfinished import clear_unfinished, noted
from legaldocs.portfolio.store import opened

from .made import chances, make, order, ready

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.statement.making import Made

UNKNOWN = "DZ20261130-WWCDATWEM"


class Killed(BaseException):
    """What no program catches."""


@pytest.fixture
def made(tmp_path: Path) -> tuple[BookFolder, Made]:
    return ready(tmp_path)


def kill(book: BookFolder) -> None:
    """Make statements of all, and end when the first are written and not yet entered."""

    def ended(*_words: Any, **_names: Any) -> Any:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "_entered", ended)
        with pytest.raises(Killed):
            make(book, order("", chance=chances(7), through_on=dt.date(2026, 11, 29)))


def names(book: BookFolder) -> set[str]:
    return {one.name for one in (book.path / FOLDER).iterdir() if one.name[0] != "."}


def cleared(book: BookFolder) -> list[str]:
    with opened(book) as store:
        return [found.code for found in cleared_folders(store, book.path)]


def strays(book: BookFolder) -> list[str]:
    with opened(book) as store, store.reading() as connection:
        return [found.code for found in stray_folders(connection, book.path)]


def test_the_next_run_clears_what_a_killed_one_left(made: tuple[BookFolder, Made]) -> None:
    book, one = made
    number = one.content.number if one.content else ""
    assert names(book) == {number}
    assert cleared(book) == []
    kill(book)
    assert len(names(book)) > 1
    assert strays(book) == ["LD-STMT-STRAY"]
    assert cleared(book) == ["LD-STMT-CLEARED"]
    assert names(book) == {number}  # what the book knows stays
    assert [*(book.path / FOLDER).glob(".*")] == []
    assert (cleared(book), strays(book)) == ([], [])


def test_what_another_run_writes_is_left_and_not_called_stray(
    made: tuple[BookFolder, Made],
) -> None:
    book, _ = made
    folder = book.path / FOLDER
    (folder / UNKNOWN).mkdir()
    with noted(folder, [UNKNOWN]):
        assert (cleared(book), strays(book)) == ([], [])
        assert UNKNOWN in names(book)
    # It ended well and the book does not know the folder: an older book, from a backup.
    assert cleared(book) == ["LD-STMT-STRAY"]
    assert UNKNOWN in names(book)


def test_a_note_names_nothing_but_statements(made: tuple[BookFolder, Made]) -> None:
    book, _ = made
    folder = book.path / FOLDER
    (folder / ".run-00000000").write_text("../imports\n.\n", encoding="utf-8")
    with opened(book) as store:
        assert clear_unfinished(store, folder) == []
    assert (book.path / "imports").is_dir()
    assert not (folder / ".run-00000000").exists()
