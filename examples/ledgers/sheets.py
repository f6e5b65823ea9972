"""The tables of a made book, as a finance program exports them."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ledgers.dealings import Invoice, Life, Paid

_CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook knows no zone
_ROWS_OF_A_FILE = 250_000
"""Some 40 MB: an import takes up to 64."""
_CUSTOMERS = ("客户编码", "客户名称", "统一社会信用代码", "地址", "所属行业", "客户分类", "业务员")
_PEOPLE = ("客户编码", "客户名称", "联系人", "职务", "联系电话", "电子邮箱")
_OWED = (
    "客户编码", "客户名称", "应收单号", "发票号码", "合同编号", "应收金额", "开票日期",
    "收到发票日期", "客户确认日期", "到期日", "业务员", "摘要",
)  # fmt: skip
_PAID = ("客户编码", "客户名称", "回款单号", "收款日期", "收款金额", "结算方式", "付款单位",
         "核销应收单号")  # fmt: skip


def write_sheets(lives: list[Life], folder: Path, until: dt.date, *, as_csv: bool) -> list[Path]:
    """Write the four tables and return their files; ``as_csv`` where a sheet would be too long."""
    folder.mkdir(parents=True, exist_ok=True)
    customers = folder / "客户.csv"
    # As the programs in use write it, which is not Unicode.
    _csv(customers, _CUSTOMERS, _customers(lives), "gb18030")
    made = [customers]
    for name, headings, rows in (
        ("联系人", _PEOPLE, _people(lives)),
        ("应收", _OWED, _owed(lives, until)),
        ("回款", _PAID, _paid(lives, until)),
    ):
        if as_csv:
            made += _several(folder, name, headings, rows)
        else:
            made.append(folder / f"{name}.xlsx")
            _workbook(made[-1], name, headings, rows)
    return made


def _several(
    folder: Path, name: str, headings: tuple[str, ...], rows: Iterator[tuple[Any, ...]]
) -> Iterator[Path]:
    """Write a table in files that an import takes, and yield them."""
    for number, some in enumerate(_parted(rows), 1):
        path = folder / (f"{name}.csv" if number == 1 else f"{name}-{number}.csv")
        _csv(path, headings, some, "utf-8-sig")
        yield path


def _parted(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of each file; those of one number, in the third column, stay together."""
    some: list[tuple[Any, ...]] = []
    for _, together in itertools.groupby(rows, key=itemgetter(2)):
        if len(some) >= _ROWS_OF_A_FILE:
            yield some
            some = []
        some += together
    yield some


def _csv(path: Path, headings: tuple[str, ...], rows: Iterable[tuple[Any, ...]], code: str) -> None:
    with path.open("w", encoding=code, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows(rows)


def _workbook(
    path: Path, title: str, headings: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _CREATED})
        sheet, day = book.add_worksheet(title), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.set_column(0, len(headings) - 1, 16)
        sheet.write_row(0, 0, headings)
        for line, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(line, at, value, day)
                elif value is not None:
                    sheet.write(line, at, value)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def _customers(lives: list[Life]) -> Iterator[tuple[Any, ...]]:
    for firm in (life.firm for life in lives):
        yield (
            firm.code, firm.name, firm.uscc, firm.address, firm.trade, firm.segment, firm.owner,
        )  # fmt: skip


def _people(lives: list[Life]) -> Iterator[tuple[Any, ...]]:
    for firm in (life.firm for life in lives):
        for at, name in enumerate(firm.buyers):
            post = "财务" if at == 0 else "采购"
            # No exchange of this number exists, and example.com belongs to nobody.
            phone = f"000-{firm.number:06d}{at}"
            yield firm.code, firm.name, name, post, phone, f"c{firm.number}-{at}@example.com"


def _owed(lives: list[Life], until: dt.date) -> Iterator[tuple[Any, ...]]:
    for life in lives:
        for one in life.invoices:
            happened = (
                day if day is not None and day <= until else None
                for day in (one.received_on, one.confirmed_on)
            )
            yield (
                life.firm.code, life.firm.name, one.number, one.invoice_number, one.contract,
                _yuan(one.fen), one.issued_on, *happened, one.due_on,
                one.owner, one.note,
            )  # fmt: skip


def _paid(lives: list[Life], until: dt.date) -> Iterator[tuple[Any, ...]]:
    for life in lives:
        firm = life.firm
        for number, (key, group) in enumerate(itertools.groupby(slips(life, until), _slip), 1):
            day, _, method = key
            towards: dict[str, int] = {}
            for _, _, paid, invoice in group:
                named = invoice.number if paid.named else ""
                towards[named] = towards.get(named, 0) + paid.fen + paid.over
            for named, fen in towards.items():
                yield (
                    firm.code, firm.name, f"HK{firm.number:06d}-{number:05d}", day, _yuan(fen),
                    method, firm.name, named,
                )  # fmt: skip


def slips(life: Life, until: dt.date) -> list[tuple[dt.date, str, Paid, Invoice]]:
    """Return the money that came in by a day, what one slip shows side by side."""
    found = [
        (paid.day, paid.method, paid, one)
        for one in life.invoices
        for paid in one.paid
        if paid.day <= until
    ]
    return sorted(found, key=lambda row: (_slip(row), row[3].number, row[2].fen))


def _slip(row: tuple[dt.date, str, Paid, Invoice]) -> tuple[dt.date, bool, str]:
    """Return what the rows of one slip share; one that names nothing stands alone."""
    day, method, paid, _ = row
    return day, paid.named, method
