"""The text of a PDF compared with that of its .docx, where rows run on from page to page."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement

from legaldocs.core.errors import InputError, InternalError
from legaldocs.render.compare_text import check_same_text
from legaldocs.render.html import to_sheet
from legaldocs.render.pdf import write_pdf
from legaldocs.render.printed_page import open_printed
from legaldocs.render.template import find_stylesheet


def package_of(*cells: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("证据目录")
    table = document.add_table(rows=2, cols=len(cells))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row, words in zip(table.rows, (["栏目"] * len(cells), cells), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    document.add_paragraph("以上。")
    package = io.BytesIO()
    document.save(package)
    return package.getvalue()


def compare(said: bytes, shown: bytes) -> None:
    sheet = to_sheet(shown, InputError)
    with open_printed(write_pdf(sheet, find_stylesheet().rules)) as printed:
        check_same_text(said, printed, sheet.page_setup, InternalError)


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "证明债务人多次确认欠款" * 200, "2"),
        ("证明债务人多次确认欠款" * 200, "债权人持有的原件" * 180, "2"),
        ("付款100,000.00元" * 200, "1" * 900, "1"),
    ],
)
def test_a_row_longer_than_a_page_is_read_cell_by_cell(cells: tuple[str, ...]) -> None:
    package = package_of(*cells)
    compare(package, package)


def test_a_sign_that_is_missing_on_a_later_page_is_found() -> None:
    words = "证明债务人多次确认欠款" * 200
    with pytest.raises(InternalError, match="不一致"):
        compare(package_of("1", words, "2"), package_of("1", words[:-4] + words[-3:], "2"))
