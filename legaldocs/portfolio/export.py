"""The book as a workbook that an import reads again, and that then changes nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import case, func, select

from legaldocs.case.heading import fields
from legaldocs.core.draft import unused
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.model import ContactPerson, Customer, Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.row_kinds import CONTACT, CUSTOMER, RECEIPT, RECEIVABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Select

    from legaldocs.importing.row_kinds import RowKind

_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zone
_LARGEST_NUMBER = Decimal(10) ** 13
"""Yuan that a spreadsheet keeps to the fen."""
_WIDTH = 18
_PAGE = 2000
_MARKS = {
    "debtor.name": Customer.name,
    "debtor.uscc": Customer.uscc,
    "customer.code": Customer.code,
}
_OWN_NUMBER = case((Receivable.key.like("n:%"), Receivable.number), else_="")
"""One that is known by contract and part has no number, and is known by one if it is given it."""
_CLOSED = {"关闭日": "closed_on", "关闭原因": "closed_why"}


class _Sheet(NamedTuple):
    """One sheet: its kind, the columns by the field they state, and what stands beside them."""

    kind: RowKind
    columns: Mapping[str, Any]
    beside: Mapping[str, Any]
    rows: Select[Any]


def write_book(connection: Connection, path: Path) -> dict[str, int]:
    """Write the book to a workbook, whole or not at all; return the rows of each sheet.

    Raises InputError for a path that exists or cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 - only an export pays

    if path.exists():
        raise InputError("文件已经存在，不会覆盖", where=str(path), next_step="用 --out 换一个名称")
    fresh = unused(path)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        fresh.touch(exist_ok=False)
        with xlsxwriter.Workbook(str(fresh), options) as book:
            book.set_properties({"created": _CREATED})
            formats = {
                "head": book.add_format({"bold": True, "bg_color": "#DDEBF7"}),
                "day": book.add_format({"num_format": "yyyy-mm-dd"}),
                "sum": book.add_format({"num_format": "#,##0.00"}),
            }
            counts = {
                sheet.kind.name: _write(
                    connection, book.add_worksheet(sheet.kind.name), sheet, formats
                )
                for sheet in _sheets()
            }
        fresh.replace(path)
    except OSError as error:
        raise InputError(
            "表格没有写成", where=str(path), found=reason(error),
            next_step="用 --out 换一个可以写入的文件夹",
        ) from error  # fmt: skip
    finally:
        with contextlib.suppress(OSError):  # where it could not be made, it cannot be removed
            fresh.unlink()
    return counts


def _sheets() -> tuple[_Sheet, ...]:
    return _customers(), _contacts(), _receivables(), _receipts()


def _closed(model: Any) -> dict[str, Any]:
    return {heading: getattr(model, name) for heading, name in _CLOSED.items()}


def _customers() -> _Sheet:
    columns = _MARKS | {
        f"debtor.{name}": getattr(Customer, name)
        for name in ("id_number", "kind", "address", "representative", "service_address")
    }
    columns |= {
        f"customer.{name}": getattr(Customer, name)
        for name in ("owner", "trade", "segment", "registration", "owners", "note")
    }
    return _Sheet(CUSTOMER, columns, _closed(Customer), select().order_by(Customer.id))


def _contacts() -> _Sheet:
    columns = _MARKS | {
        "debtor.contact": ContactPerson.name,
        "contact.post": ContactPerson.post,
        "debtor.phone": ContactPerson.phone,
        "debtor.email": ContactPerson.email,
    }
    rows = select().join_from(ContactPerson, Customer).order_by(ContactPerson.id)
    return _Sheet(CONTACT, columns, _closed(ContactPerson), rows)


def _receivables() -> _Sheet:
    columns = _MARKS | {
        "receivable.number": _OWN_NUMBER,
        "contract.number": Receivable.contract_number,
        "part.name": Receivable.part,
        "part.amount": Receivable.amount_fen,
        "part.due_on": Receivable.due_on,
        "invoice.number": Receivable.invoice_number,
        "invoice.issued_on": Receivable.issued_on,
        "invoice.received_on": Receivable.invoice_received_on,
        "invoice.confirmed_on": Receivable.invoice_confirmed_on,
        "receivable.owner": Receivable.owner,
        "receivable.note": Receivable.note,
    }
    paid = (
        select(ReceiptPart.receivable_id, func.sum(ReceiptPart.matched_fen).label("fen"))
        .where(ReceiptPart.closed_on.is_(None), ReceiptPart.receivable_id.is_not(None))
        .group_by(ReceiptPart.receivable_id)
        .subquery()
    )
    taken = func.coalesce(paid.c.fen, 0)
    beside = {
        "已核销金额": taken,
        "未核销金额": Receivable.amount_fen - taken,
        **_closed(Receivable),
    }
    rows = (
        select()
        .join_from(Receivable, Customer)
        .outerjoin(paid, paid.c.receivable_id == Receivable.id)
    )
    return _Sheet(RECEIVABLE, columns, beside, rows.order_by(Receivable.id))


def _receipts() -> _Sheet:
    columns = _MARKS | {
        "payment.reference": Receipt.number,
        "payment.paid_on": Receipt.paid_on,
        "payment.amount": ReceiptPart.amount_fen,
        "payment.method": Receipt.method,
        "payment.payer": Receipt.payer,
        "receivable.number": ReceiptPart.towards,
    }
    beside = {"已核销金额": ReceiptPart.matched_fen, **_closed(Receipt)}
    rows = (
        select()
        .join_from(ReceiptPart, Receipt)
        .join(Customer, Customer.id == Receipt.customer_id)
        .where(ReceiptPart.closed_on.is_(None))
        .order_by(Receipt.id, ReceiptPart.id)
    )
    return _Sheet(RECEIPT, columns, beside, rows)


def _write(connection: Connection, sheet: Any, shown: _Sheet, formats: dict[str, Any]) -> int:
    known = fields(shown.kind.model)
    headings = [*(known[key].name for key in shown.columns), *shown.beside]
    sums = ["amount" in key for key in shown.columns] + ["金额" in text for text in shown.beside]
    sheet.set_column(0, len(headings) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
    for at, text in enumerate(headings):
        sheet.write_string(0, at, text, formats["head"])
    chosen = shown.rows.add_columns(*shown.columns.values(), *shown.beside.values())
    found = connection.execute(chosen, execution_options={"yield_per": _PAGE})
    line = 0
    for line, row in enumerate(found, start=1):
        for at, value in enumerate(row):
            _write_cell(sheet, (line, at), yuan_of(int(value)) if sums[at] else value, formats)
    return line


def _write_cell(sheet: Any, at: tuple[int, int], value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(*at, value, formats["day"])
    elif isinstance(value, Decimal) and abs(value) < _LARGEST_NUMBER:
        sheet.write_number(*at, value, formats["sum"])
    elif value not in (None, ""):
        sheet.write_string(*at, str(value))
