"""The rows of one table as they are written: new ones, and changed ones with what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import History
    from legaldocs.portfolio.model import Kept

_CHUNK = 2000
_DERIVED = frozenset({"open_fen"})
"""What follows from other rows, whose history says it already."""


class KeptRows:
    """Writes the rows of one table and their history (一张表的写入)."""

    def __init__(self, connection: Connection, history: History, model: type[Kept]) -> None:
        self._connection = connection
        self._history = history
        self._table: Any = model.__table__
        self._noun = model.__tablename__
        self._last: int = connection.scalar(select(func.max(self._table.c.id))) or 0
        self._new: list[dict[str, Any]] = []
        self._changed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        self._waiting: set[int] = set()
        self._empty = {column.name: _empty(column) for column in self._table.columns}
        self.made = self.changed = 0

    def make(self, values: Mapping[str, Any]) -> int:
        """Add a row and return its identifier."""
        self._last += 1
        row = {**self._empty, **values, "id": self._last}
        shown = {key: value for key, value in row.items() if key not in _DERIVED}
        self._history.made(self._noun, shown)
        self._new.append(row)
        self.made += 1
        if len(self._new) >= _CHUNK:
            self.flush()
        return self._last

    def change(self, row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Change what differs; what a row does not state stays. Return whether anything did."""
        different = {key: value for key, value in values.items() if row[key] != value}
        for key, value in different.items():
            if key.endswith("key") or key in _DERIVED:  # other fields say it already
                continue
            self._history.changed(self._noun, row["id"], key, row[key], value)
        if different:
            # Only what differs is written: the row may have been read a while ago.
            if row["id"] in self._waiting:
                self.flush()
            self._waiting.add(row["id"])
            names = tuple(sorted(different))
            values = {"id": row["id"], **different}
            self._changed.setdefault(names, []).append(
                {f"to_{key}": value for key, value in values.items()}
            )
            self.changed += 1
        return bool(different)

    def flush(self) -> None:
        """Write what is waiting."""
        if self._new:
            self._connection.execute(insert(self._table), self._new)
            self._new = []
        for names, rows in self._changed.items():
            statement = (
                update(self._table)
                .where(self._table.c.id == bindparam("to_id"))
                .values({name: bindparam(f"to_{name}") for name in names})
            )
            self._connection.execute(statement, rows)
        self._changed = {}
        self._waiting.clear()

    def known(self, column: str, wanted: Iterable[Any]) -> Sequence[Mapping[str, Any]]:
        """Return the rows with one of some values in a column."""
        self.flush()
        chosen = select(self._table).where(self._table.c[column].in_([*wanted]))
        found = self._connection.execute(chosen.order_by(self._table.c.id))
        return [dict(row) for row in found.mappings()]


def _empty(column: Any) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None
