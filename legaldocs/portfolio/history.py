"""The history of the book: every change in a chain of hashes, written as it is made."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from legaldocs.portfolio.model import Change, Head

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes the book, and when (经办); ``at`` is a time with its zone, as text."""

    who: str
    at: str

    @property
    def day(self) -> dt.date:
        """The day on which they do."""
        return dt.date.fromisoformat(self.at[:10])


class History:
    """Adds changes to the chain, within the transaction of its connection (变更记录)."""

    def __init__(self, connection: Connection, head: Head, author: Author) -> None:
        self._connection = connection
        self._head = head
        self._author = author
        self._waiting: list[dict[str, Any]] = []
        self.import_number: int | None = None

    @property
    def count(self) -> int:
        """How many changes there are in all, with those not yet written."""
        return self._head.changes

    def made(self, noun: str, row: Mapping[str, Any]) -> None:
        """Note a new row with all it holds."""
        shown = {key: _text(value) for key, value in row.items() if key != "id"}
        filled = {key: text for key, text in shown.items() if text}
        new = json.dumps(filled, ensure_ascii=False, sort_keys=True)
        self.changed(noun, row["id"], "", "", new)

    def changed(self, noun: str, row_id: int, field: str, old: Any, new: Any) -> None:
        """Note that a field of a row was ``old`` and is ``new``."""
        self._head.changes += 1
        entry: dict[str, Any] = {
            "id": self._head.changes,
            "at": self._author.at,
            "who": self._author.who,
            "import_number": self.import_number,
            "noun": noun,
            "row_id": row_id,
            "field": field,
            "old": _text(old),
            "new": _text(new),
        }
        self._head.digest = entry["digest"] = chained(self._head.digest, entry)
        self._waiting.append(entry)
        if len(self._waiting) >= _CHUNK:
            self._write()

    def finish(self) -> None:
        """Write what is waiting, and the end of the chain."""
        self._write()
        self._connection.execute(
            update(Head).values(
                changes=self._head.changes, imports=self._head.imports, digest=self._head.digest
            )
        )

    def _write(self) -> None:
        if self._waiting:
            self._connection.execute(insert(Change), self._waiting)
            self._waiting = []


def chained(before: str, entry: Mapping[str, Any]) -> str:
    """Return the digest of a change: SHA-256 over that of the one before and its own content."""
    content = [before, *(entry[key] for key in _SEALED)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


_SEALED = ("id", "at", "who", "import_number", "noun", "row_id", "field", "old", "new")


def broken_at(connection: Connection) -> int | None:
    """Return the number of the first change that does not follow from those before, or None."""
    before, number = "0" * 64, 0
    for entry in connection.execute(select(Change.__table__).order_by(Change.id)).mappings():
        number += 1
        if entry["id"] != number or entry["digest"] != chained(before, dict(entry)):
            return number
        before = entry["digest"]
    head = connection.execute(select(Head.changes, Head.digest)).one()
    return None if (head.changes, head.digest) == (number, before) else number + 1


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def latest(connection: Connection, count: int) -> list[tuple[Any, ...]]:
    """Return the last changes: number, time, who, import, table, row, field, old and new."""
    columns = [Change.__table__.c[name] for name in _SEALED]
    found = connection.execute(select(*columns).order_by(Change.id.desc()).limit(count)).all()
    return [tuple(row) for row in reversed(found)]
