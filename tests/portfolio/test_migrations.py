"""The versions together make the tables that the models describe."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from legaldocs import portfolio
from legaldocs.portfolio.model import Base
from legaldocs.portfolio.store import opened

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder


def test_the_versions_make_the_tables_of_the_models(book: BookFolder) -> None:
    for found in pkgutil.walk_packages(portfolio.__path__, f"{portfolio.__name__}."):
        if found.name.endswith(".model"):
            importlib.import_module(found.name)
    with opened(book) as store, store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        tables = {*connection.dialect.get_table_names(connection)}
    assert {*Base.metadata.tables} <= tables
