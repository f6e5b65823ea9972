"""A figure in a table stays on one line."""

from __future__ import annotations

import io

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.render.column_fit import _WAYS, _fitted, fit_columns
from legaldocs.render.html import to_sheet
from legaldocs.render.pdf import write_pdf
from legaldocs.render.template import find_stylesheet

LONGEST = "999,999,999,999.99"


def document_of(*cells: str, widths: tuple[int, ...]) -> docx.document.Document:
    document = docx.Document()
    table = document.add_table(rows=1, cols=len(cells))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for cell, text in zip(table.rows[0].cells, cells, strict=True):
        cell.text = text
    return document


def widths_of(document: docx.document.Document) -> list[int]:
    columns = document.tables[0]._tbl.tblGrid.findall(qn("w:gridCol"))
    return [int(column.get(qn("w:w"))) for column in columns]


def test_the_column_of_a_long_amount_takes_room_from_the_widest() -> None:
    document = document_of("1", "货物", LONGEST, widths=(700, 5000, 1200))
    fit_columns(document)
    number, goods, amount = widths_of(document)
    assert number == 700
    assert amount > 1200
    assert goods + amount == 6200


def test_a_table_whose_amounts_fit_stays_as_it_is() -> None:
    document = document_of("1", "货物", "482,000.00", widths=(700, 5000, 1300))
    fit_columns(document)
    assert widths_of(document) == [700, 5000, 1300]


def test_a_table_without_room_stays_as_it_is() -> None:
    document = document_of(*[LONGEST] * 8, widths=(1000,) * 8)
    fit_columns(document)
    assert widths_of(document) == [1000] * 8


@pytest.mark.parametrize("amount", [LONGEST, "-" + LONGEST, "123,456,789,012.3456…"])
def test_an_amount_of_twelve_digits_is_one_line_in_the_pdf(amount: str) -> None:
    document = document_of("1", "送货单", amount, widths=(800, 6600, 1300))
    document.tables[0].rows[0].cells[2].paragraphs[0].style.font.size = docx.shared.Pt(10.5)
    fit_columns(document)
    package = io.BytesIO()
    document.save(package)
    sheet = to_sheet(package.getvalue(), InputError)
    rules = find_stylesheet().rules + "\ntd { font-size: 10.5pt }"
    page = pypdf.PdfReader(io.BytesIO(write_pdf(sheet, rules))).pages[0]
    assert any(amount in line for line in page.extract_text().splitlines())


@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 4000)), min_size=1, max_size=9),
)
def test_the_table_keeps_its_width_and_each_figure_its_room(pairs: list[tuple[int, int]]) -> None:
    widths, needed = [width for width, _ in pairs], [need for _, need in pairs]
    for way in _WAYS:
        fitted = _fitted(widths, needed, way)
        if fitted is not None:
            assert sum(fitted) == sum(widths)
            assert all(width >= need for width, need in zip(fitted, needed, strict=True))


def test_three_sums_of_twelve_digits_and_a_day_stand_in_one_row() -> None:
    """The list of what a letter claims: number, name, due, day, unpaid, days late, charge."""
    row = ("1", "到货款", LONGEST, "2026年12月31日", LONGEST, "999", LONGEST)
    document = document_of(*row, widths=(714, 1360, 1474, 1701, 1474, 680, 1442))
    fit_columns(document)
    widths = widths_of(document)
    assert sum(widths) == 8845
    assert min(widths[2], widths[4], widths[6]) >= 1860
    assert widths[3] >= 1650
