"""The ageing of a book as a command answers it, and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.report.ageing import aged, ageing_table, item_table
from legaldocs.portfolio.report.bands import age_bands
from legaldocs.portfolio.report.customers import Customers
from legaldocs.portfolio.report.new_file import new_file
from legaldocs.portfolio.report.policy import USUAL
from legaldocs.portfolio.report.workbook import write_tables

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.customers import Grouping
    from legaldocs.portfolio.report.table import Table
    from legaldocs.portfolio.settings import BookFile


@dataclass(frozen=True, slots=True)
class AgedBook:
    """An ageing and the items it adds up (账龄表和明细)."""

    as_of: dt.date
    edges: tuple[int, ...]
    table: Table
    items: Table

    def write(self, path: Path) -> None:
        """Write both as a workbook. Raises InputError where it exists or cannot be written."""
        with new_file(path) as fresh:
            write_tables(fresh, (self.table, self.items), f"截至 {self.as_of}")


def aged_book(
    connection: Connection, settings: BookFile, as_of: dt.date, grouping: Grouping
) -> AgedBook:
    """Return the ageing of a book at the end of a day."""
    bands = age_bands(settings.report or USUAL)
    customers, items = Customers(connection), open_items(connection, as_of)
    found = aged(items, unmatched(connection, as_of), as_of, grouping, customers, bands)
    return AgedBook(
        as_of,
        bands.edges,
        ageing_table(found, grouping.value),
        item_table(items, customers, found),
    )
