"""A book in a file of SQLite: what agencies ask of a database differs in no way from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.store import create

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


@pytest.fixture
def ledger(tmp_path: Path) -> BookFolder:
    """Return an empty book."""
    return new_folder(tmp_path / "book", "甲公司", "", create)
