"""Contract files made for a test, and what becomes of them in a book."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.place import book_folder, new_folder
from legaldocs.portfolio.plan.kept_terms import read_terms
from legaldocs.portfolio.plan.planned import Planned, plan_contract
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import WANG, YI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

DAY = dt.date(2026, 6, 1)
WHOLE = """
number: HT-1
price: 100000
signed_on: 2026-03-01
parts:
- {name: 预付款, purpose: 预付款, share: 30%, due_after: 签订, due_days: 5天}
- {name: 到货款, share: 60%, due_after: 交货, due_days: 30天}
- {name: 质保金, purpose: 质保金, share: 10%, due_after: 验收, due_days: 一年}
"""


def sqlite_book(folder: Path, settings: str = "") -> BookFolder:
    """Make an empty book in a file, with more in its book.yaml."""
    made = new_folder(folder / "book", "甲公司", "", create)
    with (made.path / "book.yaml").open("a", encoding="utf-8") as stream:
        stream.write(settings)
    return book_folder(made.path)


def contract(folder: Path, text: str = WHOLE, customer: str = YI) -> Path:
    """Write a contract file of a customer."""
    path = folder / "ht.yaml"
    path.write_text(f"customer: {customer}\n{text}", encoding="utf-8")
    return path


def plan(
    book: BookFolder, text: str = WHOLE, *, as_of: dt.date = DAY, keep: bool = True
) -> Planned:
    """Plan a contract in a book."""
    terms = read_terms(contract(book.path.parent, text))
    with opened(book) as store, recording(store, WANG, keep=keep) as entry:
        return plan_contract(entry, book.settings, terms, packaged(), as_of)


def owing(book: BookFolder) -> dict[str, tuple[str, int, dt.date, bool]]:
    """Return, by part, the number, fen and due day of each receivable, and whether it is closed."""
    with opened(book) as store, store.reading() as connection:
        rows = [*_rows(connection)]
    assert len({row["part"] for row in rows}) == len(rows)
    return {
        row["part"]: (row["number"], row["amount_fen"], row["due_on"], row["closed_on"] is not None)
        for row in rows
    }


def _rows(connection: Any) -> Iterator[Any]:
    return iter(connection.execute(select(Receivable.__table__).order_by(Receivable.id)).mappings())


def codes(planned: Planned) -> list[str]:
    """Return the codes of the findings of a plan."""
    return [finding.code for finding in planned.findings]
