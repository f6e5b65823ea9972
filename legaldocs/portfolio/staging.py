"""Rows on their way into the book: read from files first, then sorted by what they are about."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, insert, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

_CHUNK = 2000
_STAGED = Table(
    "staged",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text),
    Column("sheet", Integer),
    Column("line", Integer),
    Column("key", Text),
    Column("payload", Text),
    prefixes=["TEMPORARY"],
)
Index("staged_key", _STAGED.c.kind, _STAGED.c.key, _STAGED.c.id)


class StagedRow(NamedTuple):
    """One row as it was read (待入账的一行); ``sheet`` counts the sheets of the import."""

    sheet: int
    line: int
    values: Mapping[str, str]


class Staging:
    """The rows of one import, in a table of this connection alone (待入账)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[dict[str, Any]] = []
        self.count = 0
        _STAGED.create(connection)

    def add(self, kind: str, key: str, row: StagedRow) -> None:
        """Add a row of a kind under the key by which it is known again."""
        self.count += 1
        self._waiting.append(
            {
                "id": self.count,
                "kind": kind,
                "sheet": row.sheet,
                "line": row.line,
                "key": key,
                "payload": json.dumps(row.values, ensure_ascii=False),
            }
        )
        if len(self._waiting) >= _CHUNK:
            self.finish()

    def finish(self) -> None:
        """Write what is waiting."""
        if self._waiting:
            self._connection.execute(insert(_STAGED), self._waiting)
            self._waiting = []

    def groups(self, kind: str) -> Iterator[tuple[str, list[StagedRow]]]:
        """Yield the rows of a kind under each key, in the order they were read."""
        rows = self._connection.execute(
            select(_STAGED).where(_STAGED.c.kind == kind).order_by(_STAGED.c.key, _STAGED.c.id),
            execution_options={"yield_per": _CHUNK},
        )
        for key, group in groupby(rows, key=lambda row: row.key):
            yield key, [StagedRow(row.sheet, row.line, json.loads(row.payload)) for row in group]
