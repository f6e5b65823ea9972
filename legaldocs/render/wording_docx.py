"""A wording and its base become a template: the .docx that papers are filled from."""

from __future__ import annotations

import difflib
import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from legaldocs.core.errors import InputError
from legaldocs.render.settle import settle
from legaldocs.render.wording import AFTER_TABLE, Paragraph, Table, read_wording, to_twips

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.render.wording import Cell, Row, SourceLine, Wording

TABLE = "文书表格"
_EMU_PER_TWIP = 635


def build_template(text: Path, shared: Path) -> bytes:
    """Return the .docx template of a text, the same bytes each time.

    ``shared`` is the folder with ``blocks`` and ``bases``. Raises InputError, with file and line,
    for a text that cannot be understood, a style or base that is not there.
    """
    wording = read_wording(text, shared / "blocks")
    base = shared / "bases" / f"{wording.base}.docx"
    if not base.is_file():
        names = "、".join(sorted(path.stem for path in base.parent.glob("*.docx")))
        raise InputError(
            "没有这个版式",
            where=str(text),
            expected=names,
            found=wording.base,
            next_step="改正 @base",
        )
    document = docx.Document(str(base))
    _fill_body(document, wording)
    _fill_header(document.sections[0], wording)
    package = io.BytesIO()
    document.save(package)
    return settle(package.getvalue())


class _Styles:
    """The styles of a base by their names (样式)."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.name: style for style in document.styles}

    def id_of(self, name: str, line: SourceLine) -> str:
        """Return the id of a style, or say that the base has none of this name."""
        if name not in self._styles:
            near = difflib.get_close_matches(name, self._styles, n=1)
            hint = f"是否应为 {near[0]}？" if near else "在 Word 里给版式文件加上该样式"
            raise line.fault(f"没有样式“{name}”", then=hint)
        return str(self._styles[name].style_id)

    def keeps_with_next(self, name: str) -> bool:
        """Return whether a paragraph of this style stays on the page of what follows it."""
        return bool(self._styles[name].paragraph_format.keep_with_next)


def _fill_body(document: Any, wording: Wording) -> None:
    styles = _Styles(document)
    body = document.element.body
    section = body.find(qn("w:sectPr"))
    for element in body.findall(qn("w:p")) + body.findall(qn("w:tbl")):
        body.remove(element)
    page = document.sections[0]
    width = (page.page_width - page.left_margin - page.right_margin) // _EMU_PER_TWIP
    for place, part in enumerate(wording.parts):
        if isinstance(part, Table):
            xml = _table(part, styles, width)
        else:
            following = wording.parts[place + 1 : place + 2]
            before_table = bool(following) and isinstance(following[0], Table)
            xml = _paragraph(part, styles, before_table=before_table)
        for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
            section.addprevious(element)


def _fill_header(section: Any, wording: Wording) -> None:
    has_one = not section.header.is_linked_to_previous
    if has_one != bool(wording.header):
        raise InputError(
            "版式有页眉，文字没有" if has_one else "版式没有页眉，不能写页眉文字",
            where=str(wording.file),
            next_step="加上 @header 行" if has_one else "删去 @header 行，或改用有页眉的版式",
        )
    if has_one:
        section.header.paragraphs[0].add_run(wording.header)


def _paragraph(paragraph: Paragraph, styles: _Styles, *, before_table: bool) -> str:
    """Return a w:p; words that lead to a table stay with it."""
    style = styles.id_of(paragraph.style, paragraph.line)
    leads = before_table and paragraph.text and not styles.keeps_with_next(paragraph.style)
    return _p(style, paragraph.text, "<w:keepNext/>" if leads else "")


def _p(style: str, text: str, direct: str = "") -> str:
    run = f"<w:r>{'<w:br/>'.join(_t(line) for line in text.split(chr(10)))}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direct}</w:pPr>{run}</w:p>'


def _t(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip(" ") else ""
    return f"<w:t{space}>{escape(text)}</w:t>"


_ROUNDED = 10
"""Twips that the columns of a table may gain when millimetres become twips."""


def _table(table: Table, styles: _Styles, text_width: int) -> str:
    """Return a w:tbl over the width of the text, and the paragraph that parts it from the next."""
    first = table.rows[0].line
    grid = [to_twips(column.width) for column in table.columns]
    if (wide := sum(grid)) > text_width + _ROUNDED:
        raise first.fault(
            "表格比文字部分宽，会伸到页边距里", expected=f"{text_width} 缇以内", found=f"{wide} 缇"
        )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    rows = "".join(_row(row, grid, styles) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles.id_of(TABLE, first)}"/>'
        f'<w:tblW w:type="dxa" w:w="{text_width}"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
        + _p(styles.id_of(AFTER_TABLE, first), "")
    )


def _row(row: Row, grid: list[int], styles: _Styles) -> str:
    cells = []
    column = 0
    for cell in row.cells:
        width = sum(grid[column : column + cell.span])
        cells.append(_cell(cell, width, styles.id_of(cell.style, row.line)))
        column += cell.span
    head = "<w:tblHeader/>" if row.head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, style: str) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{span}'
        f'<w:vAlign w:val="center"/></w:tcPr>{_p(style, cell.text)}</w:tc>'
    )
