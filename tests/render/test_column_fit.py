"""A figure in a table stays on one line."""

from __future__ import annotations

import io

import docx
import docx.enum.style
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


def table_of(rows: list[tuple[str, ...]], widths: tuple[int, ...]) -> docx.document.Document:
    """Return a document with a table in the styles of tables, its first row a head."""
    document = docx.Document()
    for name in ("表头", "表格文字"):
        document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    table = document.add_table(rows=len(rows), cols=len(widths))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for number, (row, said) in enumerate(zip(table.rows, rows, strict=True)):
        if number == 0:
            row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
        for cell, text in zip(row.cells, said, strict=True):
            cell.text = text
            cell.paragraphs[0].style = "表格文字" if number else "表头"
    return document


LONG = "码垛机器人工作站和输送线及电控系统"


def test_a_column_with_room_gives_it_to_one_whose_words_break() -> None:
    rows = [("序号", "单号", "货物"), ("1", "SH-1", LONG)]
    document = table_of(rows, (630, 4000, 1400))
    fit_columns(document)
    number, slip, goods = widths_of(document)
    assert number == 630
    # Seventeen signs of 210 twips, and the edges of the cell.
    assert goods == 17 * 210 + 210
    assert slip == 6030 - 630 - goods


def test_words_that_fit_leave_a_table_as_it_is() -> None:
    document = table_of([("序号", "单号", "货物"), ("1", "SH-1", "机床")], (630, 4000, 1400))
    fit_columns(document)
    assert widths_of(document) == [630, 4000, 1400]


@pytest.mark.parametrize("blank", ["", "□ 同意", "＿＿＿＿", "年\u3000月\u3000日"])
def test_a_column_filled_in_by_hand_keeps_its_room(blank: str) -> None:
    document = table_of([("货物", "签收"), (LONG, blank)], (1400, 4000))
    fit_columns(document)
    assert widths_of(document) == [1400, 4000]


def test_a_table_in_other_styles_keeps_its_widths() -> None:
    document = table_of([("货物", "单号"), (LONG, "SH-1")], (1400, 4000))
    document.tables[0].rows[1].cells[0].paragraphs[0].style = "Normal"
    fit_columns(document)
    assert widths_of(document) == [1400, 4000]


@given(
    st.lists(
        st.tuples(st.text("货物12a，", max_size=40), st.integers(500, 5000)), min_size=2, max_size=6
    )
)
def test_balancing_keeps_the_width_of_a_table(columns: list[tuple[str, int]]) -> None:
    words, widths = zip(*columns, strict=True)
    document = table_of([("甲",) * len(words), words], widths)
    fit_columns(document)
    fitted = widths_of(document)
    assert sum(fitted) == sum(widths)
    assert min(fitted) > 0


def test_a_day_stays_on_one_line_in_editors_that_part_figures_from_words() -> None:
    document = table_of([("货物", "日期"), (LONG * 2, "2025年12月31日")], (2000, 3000))
    fit_columns(document)
    # Three Chinese signs, eight figures, the edges, and 44 twips at each of five bounds.
    assert widths_of(document)[1] == 3 * 210 + 8 * 105 + 210 + 5 * 44
