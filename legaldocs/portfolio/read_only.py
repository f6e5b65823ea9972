"""A book that can be looked at and not written: nothing is made beside its file, nothing waits."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def may_be_written(database: Path) -> bool:
    """Return whether a file and its folder, where SQLite keeps its journal, can be written."""
    effective = os.access in os.supports_effective_ids
    return all(
        os.access(path, os.W_OK, effective_ids=effective) for path in (database, database.parent)
    )


@dataclass(frozen=True, slots=True)
class ReadOnlyFile:
    """The file of a book that cannot be written (只能查看的账册).

    What a writer has not yet merged stands in a journal beside it, which is read with it. Without
    one the file is read as it is; SQLite looks at no lock then, so that :meth:`check` has to be
    asked afterwards whether somebody else wrote meanwhile.
    """

    database: Path
    seen: tuple[int, int] | None

    @classmethod
    def of(cls, database: Path) -> ReadOnlyFile:
        """Return how a file is read. Raises InputError where its journal cannot be read with it."""
        path = database.resolve()
        if not _has_journal(path):
            return cls(path, _state(path))
        if not _beside(path, "-shm").exists():
            raise InputError(
                "账册里有还没有合并的登记，文件夹不能写，读不全",
                where=str(_beside(path, "-wal")),
                next_step="把整个账册文件夹复制到能写的地方，在那里查看",
            )
        return cls(path, None)

    def connect(self) -> sqlite3.Connection:
        """Open the file for reading."""
        still = "" if self.seen is None else "&immutable=1"
        address = f"{self.database.as_uri()}?mode=ro{still}"
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    def check(self) -> None:
        """Raise InputError where the file was written while it was read."""
        if self.seen is None:
            return
        if _has_journal(self.database) or _state(self.database) != self.seen:
            raise InputError(
                "读的时候账册正由另一个程序写入", where=str(self.database), next_step="再运行一次"
            )


def _has_journal(database: Path) -> bool:
    journal = _beside(database, "-wal")
    return journal.is_file() and journal.stat().st_size > 0


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _state(database: Path) -> tuple[int, int]:
    found = database.stat()
    return found.st_size, found.st_mtime_ns
