"""A picture in the text of a paper is a code that says its own alternative text, or is refused."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from legaldocs.core.errors import InputError
from legaldocs.render.cleaning import drop_parts
from legaldocs.render.code import CODE, check_same_codes, is_code, put_codes
from legaldocs.render.finished import refuse_unfinished
from legaldocs.render.html import to_sheet
from legaldocs.render.pdf import write_pdf
from legaldocs.render.printed_page import open_printed
from legaldocs.render.template import Template, find_stylesheet

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = Template("letters/own", Path("own.docx"), packaged=False)


def coded(*words: str) -> Document:
    """Return a document with a code for each of some words, the second in a table."""
    document = docx.Document()
    document.styles.add_style(CODE, 1)
    document.add_paragraph("正文")
    cell = document.add_table(1, 1).cell(0, 0)
    for at, said in enumerate(words):
        paragraph = document.add_paragraph(said) if at != 1 else cell.paragraphs[0]
        if at == 1:
            paragraph.add_run(said)
        paragraph.style = document.styles[CODE]
    drop_parts(document)
    put_codes(document)
    return document


def saved(document: Document) -> bytes:
    package = io.BytesIO()
    document.save(package)
    return package.getvalue()


def drawings(document: Document) -> list[Any]:
    return list(document.element.body.iter(qn("w:drawing")))


def test_the_words_of_the_style_become_a_code_in_both_files() -> None:
    document = coded("ABC", "<对账>&“1”")
    refuse_unfinished(saved(document), TEMPLATE.fault)
    sheet = to_sheet(saved(document), TEMPLATE.fault)
    # In the order of the text, where the table stands first.
    assert sheet.codes == ("<对账>&“1”", "ABC")
    pdf = write_pdf(sheet, find_stylesheet().rules)
    with open_printed(pdf) as printed:
        check_same_codes(sheet, printed, TEMPLATE.fault)
    assert pdf == write_pdf(sheet, find_stylesheet().rules)


def test_an_empty_paragraph_of_the_style_stays_empty() -> None:
    assert drawings(coded("")) == []


def test_a_code_that_says_other_words_is_refused() -> None:
    document = coded("ABC")
    (drawing,) = drawings(document)
    assert is_code(drawing, document.part)
    drawing.find(f"{qn('wp:inline')}/{qn('wp:docPr')}").set("descr", "ABD")
    assert not is_code(drawing, document.part)
    with pytest.raises(InputError, match="图片"):
        refuse_unfinished(saved(document), TEMPLATE.fault)


@pytest.mark.parametrize("named", ["", CODE])
def test_any_other_picture_is_refused(named: str) -> None:
    document = coded("ABC")
    logo = io.BytesIO()
    Image.new("L", (9, 9)).save(logo, "PNG")
    document.add_paragraph().add_run().add_picture(io.BytesIO(logo.getvalue()), Mm(9))
    shown = drawings(document)[-1].find(f"{qn('wp:inline')}/{qn('wp:docPr')}")
    shown.set("name", named)
    shown.set("descr", "ABC")
    with pytest.raises(InputError, match="图片"):
        refuse_unfinished(saved(document), TEMPLATE.fault)


def test_a_pdf_with_other_codes_is_refused() -> None:
    one, other = (to_sheet(saved(coded(words)), TEMPLATE.fault) for words in ("ABC", "ABD"))
    pdf = write_pdf(other, find_stylesheet().rules)
    with open_printed(pdf) as printed, pytest.raises(InputError, match="二维码不一致"):
        check_same_codes(one, printed, TEMPLATE.fault)
