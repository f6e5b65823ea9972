"""Whoever reads the history of a book reads Chinese."""

from __future__ import annotations

import importlib
import json
import pkgutil

from legaldocs import portfolio
from legaldocs.commands.book._labels import NOUN_OF, NOUNS, label, new_row, shown
from legaldocs.portfolio.model import Base

UNSEEN = {"id", "key", "name_key", "towards_key", "open_fen"}


def test_every_table_and_column_of_the_book_has_a_name() -> None:
    for found in pkgutil.walk_packages(portfolio.__path__, f"{portfolio.__name__}."):
        if found.name.endswith(".model"):
            importlib.import_module(found.name)
    tables = [
        table for table in Base.metadata.sorted_tables if table.name not in ("change", "head")
    ]
    assert {table.name for table in tables} == {*NOUNS}
    assert [
        (table.name, column.name)
        for table in tables
        for column in table.columns
        if column.name not in UNSEEN and label(table.name, column.name) == column.name
    ] == []
    assert len(NOUN_OF) == len(NOUNS)


def test_a_new_row_is_said_in_words() -> None:
    row = {"number": "AR1", "amount_fen": "123450", "key": "n:ar1", "note": "", "sha256": "ab"}
    assert new_row("receivable", json.dumps(row)) == "单号 AR1，金额 1,234.50 元"
    assert shown("limit_fen", "") == ""
