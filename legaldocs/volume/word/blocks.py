"""Paragraphs, lists and tables of a Word document as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.package import attribute, child, local, whole
from legaldocs.volume.word.inline import content
from legaldocs.volume.word.reading import plain
from legaldocs.volume.word.styles import is_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from legaldocs.volume.word.reading import Story

_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify"}
_TWIPS_PER_POINT = 20
_MOST_INDENT = 240
_COLUMNS = 63
"""Columns that a table of Word's may have."""

_WRAPPERS = frozenset({"customXml", "sdtContent", "smartTag", "ins", "moveTo"})


def blocks(parent: _Element, story: Story) -> Iterator[str]:
    """Yield the paragraphs and tables of a part of a document, in order."""
    for element in parent:
        name = local(element)
        if name == "p":
            yield _paragraph(element, story)
        elif name == "tbl":
            yield _table(element, story)
        elif name in _WRAPPERS:
            yield from blocks(element, story)
        elif name == "sdt":
            inner = child(element, "sdtContent")
            if inner is not None:
                yield from blocks(inner, story)
        elif name == "AlternateContent":
            form = child(element, "Choice")
            form = child(element, "Fallback") if form is None else form
            if form is not None:
                yield from blocks(form, story)
        elif name == "altChunk":
            story.reading.lost["嵌入的另一份文档"] += 1
            yield "<p class=note>〔嵌入的另一份文档，没有印出〕</p>"


def _paragraph(element: _Element, story: Story) -> str:
    properties = child(element, "pPr")
    styles = story.reading.styles
    if child(properties, "pPrChange") is not None:
        story.reading.formats_changed += 1
    list_id, level = styles.numbering(properties)
    number = story.reading.numbering.label(list_id, level) if list_id else ""
    inner = "".join(content(element, story, properties)) + _mark_changed(properties, story)
    own = child(properties, "rPr")
    if not inner.strip() and is_on((own,) if own is not None else (), "vanish"):
        return ""
    label = f"<span class=number>{plain(number)}</span>" if number else ""
    heading = styles.heading(properties)
    named = f" class=h{heading}" if heading else ""
    rules = _rules(properties, story, level if number else -1)
    style = f' style="{rules}"' if rules else ""
    return f"<p{named}{style}>{label}{inner or '<br>'}</p>\n"


def _mark_changed(properties: _Element | None, story: Story) -> str:
    """Return the note that a paragraph's end was inserted or deleted."""
    for name, kind in (("ins", "插入段落"), ("del", "删除段落标记")):
        mark = child(properties, "rPr", name)
        if mark is not None:
            return f"<sup class=revision>〔修{story.reading.revise(mark, kind)}〕</sup>"
    return ""


def _rules(properties: _Element | None, story: Story, level: int) -> str:
    styles = story.reading.styles
    rules = []
    if side := _ALIGNED.get(attribute(styles.paragraph(properties, "jc"), "val")):
        rules.append(f"text-align:{side}")
    indent = styles.paragraph(properties, "ind")
    left = whole(attribute(indent, "left") or attribute(indent, "start")) // _TWIPS_PER_POINT
    if level >= 0:
        left = max(left, 12 * (level + 1))
    if left > 0:
        rules.append(f"margin-left:{min(left, _MOST_INDENT)}pt")
    characters = whole(attribute(indent, "firstLineChars"))
    first = whole(attribute(indent, "firstLine")) // _TWIPS_PER_POINT
    if level < 0 and characters > 0:
        rules.append(f"text-indent:{min(characters // 100, 20)}em")
    elif level < 0 and first > 0:
        rules.append(f"text-indent:{min(first, _MOST_INDENT)}pt")
    if is_on(tuple(filter(_there, (properties,))), "pageBreakBefore"):
        rules.append("break-before:page")
    return ";".join(rules)


def _there(element: _Element | None) -> bool:
    return element is not None


def _table(table: _Element, story: Story) -> str:
    story.reading.enter()
    rows = list(_unwrapped(table, "tr"))
    placed = [list(_placed(row)) for row in rows]
    heads = 0
    for row in rows:
        if child(row, "trPr", "tblHeader") is None:
            break
        heads += 1
    heads = heads if heads < len(rows) else 0
    lines = [_row(row, placed, at, story) for at, row in enumerate(rows)]
    story.reading.leave()
    head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
    body = "".join(lines[heads:])
    return f"<table class=word>{_columns(table)}{head}<tbody>{body}</tbody></table>\n"


def _columns(table: _Element) -> str:
    grid = child(table, "tblGrid")
    widths = [max(whole(attribute(column, "w")), 0) for column in grid] if grid is not None else []
    total = sum(widths)
    if not total or len(widths) > _COLUMNS:
        return ""
    parts = (width * 1000 // total for width in widths)
    columns = "".join(f'<col style="width:{part // 10}.{part % 10}%">' for part in parts)
    return f"<colgroup>{columns}</colgroup>"


def _unwrapped(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, also those inside controls."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _unwrapped(element, name)


def _placed(row: _Element) -> Iterator[tuple[int, _Element]]:
    column = whole(attribute(child(row, "trPr", "gridBefore"), "val"))
    for cell in _unwrapped(row, "tc"):
        yield column, cell
        column += _span(cell)


def _span(cell: _Element) -> int:
    span = whole(attribute(child(cell, "tcPr", "gridSpan"), "val"), 1)
    return min(max(span, 1), _COLUMNS)


def _merged(cell: _Element) -> str:
    merge = child(cell, "tcPr", "vMerge")
    return "" if merge is None else attribute(merge, "val", "continue")


def _row(row: _Element, placed: list[list[tuple[int, _Element]]], at: int, story: Story) -> str:
    cells = []
    if before := whole(attribute(child(row, "trPr", "gridBefore"), "val")):
        cells.append(f'<td class=none colspan="{min(before, _COLUMNS)}">')
    above = {column for column, _ in placed[at - 1]} if at else set()
    for column, cell in placed[at]:
        merge = _merged(cell)
        if merge == "continue" and column in above:
            continue
        spans = f' colspan="{_span(cell)}"' if _span(cell) > 1 else ""
        down = _height(placed, at, column)
        if merge and down > 1:
            spans += f' rowspan="{down}"'
        cells.append(f"<td{spans}>{''.join(blocks(cell, story))}</td>")
    for name, kind in (("ins", "插入表格行"), ("del", "删除表格行")):
        mark = child(row, "trPr", name)
        if mark is not None and cells:
            number = story.reading.revise(mark, kind)
            note = f"<sup class=revision>〔修{number}〕</sup>"
            cells[-1] = cells[-1].removesuffix("</td>") + f"{note}</td>"
    return f"<tr>{''.join(cells)}</tr>"


def _height(placed: list[list[tuple[int, _Element]]], at: int, column: int) -> int:
    """Return how many rows a cell covers that is merged downwards."""
    height = 1
    for row in placed[at + 1 :]:
        below = next((cell for place, cell in row if place == column), None)
        if below is None or _merged(below) != "continue":
            break
        height += 1
    return height
