"""One entry into the book by hand: rows are made and changed together, with their history."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from legaldocs.portfolio.history import History
from legaldocs.portfolio.kept_rows import KeptRows
from legaldocs.portfolio.store import writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.model import Kept
    from legaldocs.portfolio.store import Store


class Recording:
    """The rows of an entry, written as one (一次登记)."""

    def __init__(self, connection: Connection, history: History) -> None:
        self.connection = connection
        self.history = history
        self._rows: dict[type[Kept], KeptRows] = {}

    def rows(self, model: type[Kept]) -> KeptRows:
        """Return what writes the rows of a table."""
        if model not in self._rows:
            self._rows[model] = KeptRows(self.connection, self.history, model)
        return self._rows[model]

    def flush(self) -> None:
        """Write what is waiting, tables in the order they were first asked for."""
        for rows in self._rows.values():
            rows.flush()


@contextmanager
def recording(store: Store, author: Author, *, keep: bool = True) -> Iterator[Recording]:
    """Hold the book alone for an entry, kept whole when the block ends, or not at all.

    Without ``keep`` it is only tried: the book stays as it was.
    """
    with store.session() as connection, writing(connection) as head:
        entry = Recording(connection, History(connection, head, author))
        yield entry
        entry.flush()
        entry.history.finish()
        if not keep and (transaction := connection.get_transaction()):
            transaction.rollback()
