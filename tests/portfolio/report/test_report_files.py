"""The page, the workbook and JSON say the same, figure by figure; the page needs nothing else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import lxml.html
import openpyxl
import pytest

from legaldocs.core.errors import InputError
from legaldocs.portfolio.report.charts import bars, stacked_columns
from legaldocs.portfolio.report.files import PAGE, WORKBOOK, period_of, write_report
from legaldocs.portfolio.report.page import page
from legaldocs.portfolio.report.policy import USUAL, ReportPolicy
from legaldocs.portfolio.report.table import NOTHING, Measure, Table, Unit, stated
from legaldocs.portfolio.report.whole import WholeReport, whole_report
from legaldocs.portfolio.store import opened

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

DAY = dt.date(2026, 11, 21)
FEW = ReportPolicy(origin=USUAL.origin, fewest_cases=1)


def report(book: BookFolder, policy: ReportPolicy = FEW) -> WholeReport:
    with opened(book) as store, store.reading() as connection:
        return whole_report(connection, replace(book.settings, report=policy), period_of(DAY, None))


def page_rows(text: str) -> dict[str, list[list[str]]]:
    """Return the rows of each table of the page."""
    root = lxml.html.fromstring(text)
    found: dict[str, list[list[str]]] = {}
    for table in root.iter("table"):
        rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
        found[table.get("data-table")] = rows[1:]
    return found


def as_json(cell: Any, unit: Unit) -> str | int | None:
    """Return what a cell of the workbook says as JSON states it."""
    if cell is None:
        return None
    if isinstance(cell, dt.datetime):
        return str(cell.date())
    places = {Unit.MONEY: 2, Unit.SHARE: 4, Unit.RATIO: 4, Unit.DAYS: 1}
    if unit in places:
        return f"{Decimal(str(cell)):.{places[unit]}f}"
    return int(cell) if unit is Unit.COUNT else str(cell)


def units(table: Table, row: tuple[Any, ...]) -> list[Unit]:
    return [
        value.unit if isinstance(value, Measure) else column.unit
        for value, column in zip(row, table.columns, strict=True)
    ]


def test_the_three_say_the_same(made_book: BookFolder, tmp_path: Path) -> None:
    found = report(made_book)
    write_report(found, tmp_path / "out")
    shown = page_rows((tmp_path / "out" / PAGE).read_text(encoding="utf-8"))
    sheets = openpyxl.load_workbook(tmp_path / "out" / WORKBOOK).worksheets
    assert len(sheets) == len(found.tables)
    figures = 0
    for table, sheet in zip(found.tables, sheets, strict=True):
        assert sheet["A2"].value == table.defined
        plain = table.plain()
        if table.id != "cards":
            assert shown.get(table.id, []) == [list(row) for row in table.shown()]
        lines = list(sheet.iter_rows(min_row=5, max_col=len(table.columns), values_only=True))
        assert len(lines) == len(table.rows)
        for line, row, said in zip(lines, table.rows, plain, strict=True):
            kinds = units(table, row)
            assert [as_json(cell, kind) or "" for cell, kind in zip(line, kinds, strict=True)] == [
                value or "" for value in said.values()
            ]
            figures += len(row)
    assert figures > 500


def test_the_cards_say_what_json_says(made_book: BookFolder) -> None:
    found = report(made_book)
    (cards, *_) = found.tables
    root = lxml.html.fromstring(page(found))
    for row, card in zip(cards.shown(), root.find_class("card"), strict=True):
        cells = {one.get("data-cell"): one.text_content() for one in card.iter("span")}
        names = ("figure", "now", "before", "change", "growth")
        assert {name: cells.get(name, NOTHING) for name in names} == dict(
            zip(names, row, strict=False)
        )


def test_the_page_needs_no_network_and_no_script(made_book: BookFolder) -> None:
    text = page(report(made_book))
    root = lxml.html.fromstring(text)
    for name in ("script", "link", "img", "iframe", "object", "form", "base"):
        assert not list(root.iter(name))
    addresses = [link[2] for link in root.iterlinks()]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    assert not re.search(r"https?:|url\(|@import|\son\w+=", text)
    ids = {one.get("id") for one in root.iter("section")}
    assert {address[1:] for address in addresses} == ids


def test_the_same_book_and_day_give_the_same_bytes(made_book: BookFolder, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_report(report(made_book), tmp_path / name)
    for file in (PAGE, WORKBOOK):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_report_is_not_written_over_another(small: BookFolder, tmp_path: Path) -> None:
    found = report(small)
    write_report(found, tmp_path / "out")
    with pytest.raises(InputError):
        write_report(found, tmp_path / "out")
    write_report(found, tmp_path / "out", replace=True)


def test_an_empty_book_has_a_report(book: BookFolder, tmp_path: Path) -> None:
    found = report(book)
    write_report(found, tmp_path / "out")
    assert [row[1] for row in found.tables[0].shown()] == [
        "0.00", "0.00", "0.00", "0.00", NOTHING, NOTHING,
    ]  # fmt: skip


def test_hostile_names_stay_text(made_book: BookFolder) -> None:
    found = report(made_book)
    named = WholeReport("<script>alert(1)</script>", found.period, found.sections)
    assert "<script" not in page(named)
    assert "<b>" not in bars("x", [("<b>甲", 1, "1")], 1)
    assert "<b>" not in stacked_columns("<b>", ["<b>"], ["<b>"], [[1]])


def test_a_period_without_its_first_day_is_three_months() -> None:
    assert period_of(dt.date(2026, 5, 31), None).after == dt.date(2026, 2, 28)
    assert period_of(dt.date(2026, 2, 28), None).after == dt.date(2025, 11, 30)
    assert period_of(dt.date(2026, 2, 15), None).after == dt.date(2025, 11, 15)
    assert period_of(DAY, DAY).days == 1
    with pytest.raises(InputError):
        period_of(DAY, dt.date(2026, 11, 22))


def test_columns_are_as_high_as_their_sums() -> None:
    # The axis goes to 400, the drawing is 196 high: 100 is 49 and 300 is 147.
    drawn = stacked_columns("x", ["a"], ["p", "q"], [[100, 300]])
    assert re.findall(r'<rect x="\d+" y="(\d+)" width="\d+" height="(\d+)"', drawn)[2:] == [
        ("181", "49"), ("34", "147"),
    ]  # fmt: skip


def test_a_value_is_stated_by_its_unit() -> None:
    assert stated(123, Unit.MONEY) == "1.23"
    assert stated(Decimal("0.5000"), Unit.SHARE) == "0.5000"
    assert stated(7, Unit.COUNT) == 7
    assert stated(DAY, Unit.DAY) == "2026-11-21"
    assert stated(Measure(-5, Unit.MONEY), Unit.MIXED) == "-0.05"
