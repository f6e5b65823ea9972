"""What a killed run left of statements: cleared by the next one, which touches nobody else's."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.core.atomic import write_whole
from legaldocs.core.draft import alone_in, hold, remove_drafts
from legaldocs.portfolio.statement.code import is_number
from legaldocs.portfolio.statement.model import AccountStatement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from legaldocs.portfolio.store import Store

_NOTE = ".run-"
"""How the note of a run begins: the numbers it writes, held while it lives."""


@contextmanager
def noted(folder: Path, numbers: Sequence[str]) -> Iterator[None]:
    """Note which statements a run is about to write; the note stays where it does not end well."""
    if not numbers:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"{_NOTE}{secrets.token_hex(4)}"
    with contextlib.ExitStack() as held:
        with alone_in(folder):
            write_whole(note, "\n".join(numbers).encode())
            held.enter_context(hold(note))
        yield
        note.unlink()


def clear_unfinished(store: Store, folder: Path) -> list[str]:
    """Remove what runs that ended badly had written and not entered; return the numbers.

    A folder that no note names is left alone: the book may be an older one, from a backup. On
    Windows, which holds no note, nothing is removed.
    """
    cleared: list[str] = []
    if not folder.is_dir():
        return cleared
    with alone_in(folder), store.reading() as connection:
        known = {*connection.scalars(select(AccountStatement.number))}
        for note in _notes(folder):
            with contextlib.suppress(OSError), hold(note) as mine:
                if mine:
                    cleared += [one for one in _numbers(note) if one not in known
                                and _cleared(folder / one)]  # fmt: skip
                    note.unlink()
    return cleared


def being_written(folder: Path) -> set[str]:
    """Return the numbers of statements that other runs are writing now."""
    found: set[str] = set()
    for note in _notes(folder):
        with contextlib.suppress(OSError), hold(note) as mine:
            if not mine:
                found |= {*_numbers(note)}
    return found


def _notes(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{_NOTE}*"))


def _numbers(note: Path) -> list[str]:
    return [line for line in note.read_text(encoding="utf-8").splitlines() if is_number(line)]


def _cleared(folder: Path) -> bool:
    """Remove a folder and its drafts; return whether there was one."""
    remove_drafts(folder)
    if not folder.is_dir():
        return False
    shutil.rmtree(folder)
    return True
