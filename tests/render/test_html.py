"""What of a Word file is set, and what is refused because it would be lost."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from legaldocs.core.errors import InputError
from legaldocs.render.html import to_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from legaldocs.render.html import Sheet


def sheet_of(document: Document) -> Sheet:
    package = io.BytesIO()
    document.save(package)
    return to_sheet(package.getvalue(), InputError)


def test_a_paragraph_carries_its_style_after_those_it_is_based_on() -> None:
    document = docx.Document()
    style = document.styles.add_style("文书标题", 1)
    style.base_style = document.styles["Normal"]
    document.add_paragraph("催告函", style="文书标题").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    body = sheet_of(document).body
    assert '<p class="Normal 文书标题" style="text-align:right">催告函</p>' in body


def test_styles_based_on_each_other_and_without_a_name_come_to_an_end() -> None:
    document = docx.Document()
    first, second = (document.styles.add_style(name, 1) for name in ("甲", "乙"))
    first.base_style, second.base_style = second, first
    document.add_paragraph("丙", style=first)
    name = second.element.find(qn("w:name"))
    name.getparent().remove(name)
    assert '<p class=" 甲">丙</p>' in sheet_of(document).body


def test_a_row_of_many_lines_may_run_on_to_the_next_page() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(1, 1).text = "长" * 900
    body = sheet_of(document).body
    assert body.count('<tr class="长行">') == 1


def test_emphasis_breaks_and_signs_are_kept() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("甲<乙>&")
    paragraph.add_run("粗").bold = True
    run = paragraph.add_run("线")
    run.underline = True
    run.add_break()
    run.add_break(WD_BREAK.PAGE)
    paragraph.add_run("细").bold = False
    body = sheet_of(document).body
    assert "甲&lt;乙&gt;&amp;<b>粗</b><u>线<br>" in body
    assert '<span class="分页"></span></u>细' in body


def test_merged_cells_widths_and_repeating_heads_are_kept() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "头"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.cell(1, 0).merge(table.cell(2, 0)).text = "纵"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "横"
    for column, width in zip(table._tbl.tblGrid, ("1000", "1000", "2000"), strict=True):
        column.set(qn("w:w"), width)
    body = sheet_of(document).body
    assert "<thead><tr><td>头</td>" in body
    assert '<td rowspan="2">纵' in body
    assert '<td colspan="2">横' in body
    assert body.count("<td") == 7
    assert '<col style="width:50.0%">' in body


def test_page_size_margins_and_numbers_come_from_the_section() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = 7560310, 10692130
    section.header.paragraphs[0].text = '甲"}乙'
    footer = section.footer.paragraphs[0]
    footer.add_run("第")
    for name in ("PAGE", "NUMPAGES"):
        footer._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"/></w:r>'))
        footer._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:instrText> {name} </w:instrText></w:r>")
        )
        footer._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
    sheet = sheet_of(document)
    assert "size:210.01mm 297.00mm" in sheet.page_setup.page_rules()
    assert sheet.page_setup.printed(2, 5) == ('甲"}乙', "第25")


def pictured(document: Document) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (1, 1)).save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)


def page(mark: str, name: str, value: str | None) -> Callable[[Document], None]:
    """Return a change of an attribute of w:pgSz or w:pgMar; of the whole mark without a value."""

    def change(document: Document) -> None:
        element = document.sections[0]._sectPr.find(qn(mark))
        if value is None:
            element.getparent().remove(element)
        else:
            element.set(qn(name), value)

    return change


def table(mark: str, value: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        made = document.add_table(rows=1, cols=2)
        if mark == "w:gridCol":
            made._tbl.tblGrid[0].set(qn("w:w"), value)
        else:
            span = made.cell(0, 0)._tc.get_or_add_tcPr().get_or_add_gridSpan()
            span.set(qn("w:val"), value)

    return change


def with_own_first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = True


def with_a_date_field(document: Document) -> None:
    document.sections[0].footer.paragraphs[0]._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:instrText> DATE </w:instrText></w:r>")
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (pictured, "drawing"),
        (with_own_first_page, "首页"),
        (page("w:pgSz", "", None), "纸张"),
        (page("w:pgMar", "", None), "页边距"),
        (page("w:pgSz", "w:w", "abc"), "整数.*pgSz.*abc"),
        (page("w:pgSz", "w:w", "11906.5"), "整数.*11906.5"),
        (page("w:pgSz", "w:h", "99999"), "放不下"),
        (page("w:pgMar", "w:left", "11000"), "放不下"),
        (table("w:gridCol", "12.5"), "整数.*gridCol.*12.5"),
        (table("w:gridSpan", "x"), "整数.*gridSpan.*x"),
        (table("w:gridSpan", "2"), "一行占 3 列，表格有 2 列"),
        (table("w:gridSpan", "100000000"), "整数"),
        (with_a_date_field, "DATE"),
    ],
)
def test_what_cannot_be_set_is_refused(change: object, says: str) -> None:
    document = docx.Document()
    change(document)  # type: ignore[operator]
    with pytest.raises(InputError, match=says):
        sheet_of(document)


def test_a_cell_of_one_paragraph_bears_its_style_and_a_cell_of_two_keeps_them() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    one, two = table.rows[0].cells
    one.paragraphs[0].style = document.styles.add_style("表格金额", 1)
    one.paragraphs[0].add_run("1.00")
    one.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    one.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    two.paragraphs[0].add_run("甲")
    two.add_paragraph("乙")
    body = sheet_of(document).body
    assert '<td class="表格金额" style="text-align:right;vertical-align:middle">1.00</td>' in body
    assert "<td><p>甲</p>\n<p" in body
