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
from legaldocs.render.column_fit import _fitted, fit_columns
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
    rules = find_stylesheet().rules + "\ntd p { font-size: 10.5pt }"
    page = pypdf.PdfReader(io.BytesIO(write_pdf(sheet, rules))).pages[0]
    assert any(amount in line for line in page.extract_text().splitlines())


@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 4000)), min_size=1, max_size=9),
)
def test_the_table_keeps_its_width_and_each_figure_its_room(pairs: list[tuple[int, int]]) -> None:
    widths, needed = [width for width, _ in pairs], [need for _, need in pairs]
    fitted = _fitted(widths, needed)
    assert sum(fitted) == sum(widths)
    if fitted != widths:
        assert all(width >= need for width, need in zip(fitted, needed, strict=True))
