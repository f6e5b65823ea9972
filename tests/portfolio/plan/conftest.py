"""One kind of database is enough here: the SQL is that of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .contracts import sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    return sqlite_book(tmp_path)
