"""Ledgers made for a test, and imports of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
from sqlalchemy import func, select

from legaldocs.portfolio.history import Author
from legaldocs.portfolio.intake import Intake, import_files
from legaldocs.portfolio.model import Customer, Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.store import opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

WANG = Author("王某", "2026-11-26T09:00:00+08:00")
LATER = Author("王某", "2028-01-03T09:00:00+08:00")
"""The same person long after: what a test says came in by then may be imported."""
OWED = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日"]
PAID = ["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"]
YI, BING = "武汉乙食品有限公司", "长沙丙贸易有限公司"


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook with the rows of each sheet."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def take(book: BookFolder, **sheets: Sequence[Sequence[Any]]) -> Intake:
    """Import a workbook of some sheets."""
    return import_files(book, [workbook(book.path.parent / "台账.xlsx", sheets)], WANG)


def take_later(book: BookFolder, **sheets: Sequence[Sequence[Any]]) -> Intake:
    """Import a workbook of some sheets long after their days."""
    return import_files(book, [workbook(book.path.parent / "台账.xlsx", sheets)], LATER)


def owed(book: BookFolder) -> dict[str, tuple[str, int, int]]:
    """Return, by number, whose each receivable is, how many fen, and how many are paid."""
    chosen = (
        select(
            Receivable.number, Customer.name, Receivable.amount_fen,
            func.coalesce(func.sum(ReceiptPart.matched_fen), 0),
        )
        .join(Customer, Customer.id == Receivable.customer_id)
        .outerjoin(ReceiptPart, ReceiptPart.receivable_id == Receivable.id)
        .group_by(Receivable.number, Customer.name, Receivable.amount_fen)
    )  # fmt: skip
    with opened(book) as store, store.reading() as connection:
        return {row[0]: (row[1], row[2], int(row[3])) for row in connection.execute(chosen)}


def paid(book: BookFolder) -> dict[str, int]:
    """Return the fen of each receipt by its number."""
    chosen = select(Receipt.number, Receipt.amount_fen)
    with opened(book) as store, store.reading() as connection:
        return {row.number: row.amount_fen for row in connection.execute(chosen)}


def reasons(done: Intake) -> list[str]:
    """Return why rows were given back, each with its line and column."""
    return [
        f"{row.line} {one.column}：{one.reason}" for row in done.refused for one in row.refusals
    ]


def made(done: Intake) -> dict[str, tuple[int, int]]:
    """Return how many rows of each kind are new and changed."""
    return {one.kind: (one.made, one.changed) for one in done.taken}
