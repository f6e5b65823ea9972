"""A rendered .docx as HTML: its named styles become classes, its tables tables, its pages pages."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from legaldocs.render.code import code_html, words_of
from legaldocs.render.page_setup import PageSetup, read_page_setup
from legaldocs.render.tables import Cell, attributes, table_html
from legaldocs.render.word_xml import is_on, style_chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.render.word_xml import Fault

_ALIGNMENTS = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_ALIGNMENTS |= {"both": "justify", "distribute": "justify"}
_EMPHASIS = (("w:b", "b"), ("w:i", "i"), ("w:u", "u"), ("w:strike", "s"))
_SILENT = frozenset(map(qn, ("w:pPr", "w:rPr", "w:sectPr")))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A .docx ready to be set (排版稿): its body, its pages, and what it says about itself."""

    body: str
    page_setup: PageSetup
    title: str
    author: str
    made_on: str
    codes: tuple[str, ...] = ()
    """What its QR codes say, in their order."""


def to_sheet(package: bytes, fault: Fault) -> Sheet:
    """Return the HTML of a rendered .docx.

    ``fault`` makes the error raised when the document holds something that cannot be set, such as
    a picture: text is refused, never dropped.
    """
    document = docx.Document(io.BytesIO(package))
    styles = _style_classes(document)
    body = "".join(_block(child, styles, fault) for child in document.element.body)
    page_setup = read_page_setup(document, fault)
    core = document.core_properties
    made_on = core.created.date().isoformat() if core.created else ""
    codes = tuple(filter(None, map(words_of, document.element.body.iter(qn("w:drawing")))))
    return Sheet(body, page_setup, core.title, core.author, made_on, codes)


def _style_classes(document: Any) -> dict[str, str]:
    """Return the classes of each style id: its own name after the names it is based on."""
    named = {style.style_id: style for style in document.styles}
    return {
        style_id: " ".join(
            (base.name or "").replace(" ", "-") for base in reversed(style_chain(style))
        )
        for style_id, style in named.items()
    }


def _block(element: Any, styles: dict[str, str], fault: Fault) -> str:
    if element.tag == qn("w:p"):
        return paragraph_html(element, styles, fault)
    if element.tag == qn("w:tbl"):
        return table_html(element, styles, lambda cell: _cell(cell, styles, fault), fault)
    if element.tag in _SILENT:
        return ""
    raise fault(f"模板里有不能排版的内容：{_short(element)}")


def paragraph_html(element: Any, styles: dict[str, str], fault: Fault) -> str:
    """Return one paragraph as HTML, with its style as classes."""
    properties = element.find(qn("w:pPr"))
    inner = "".join(_runs(element, fault))
    rules = _direct_style(properties)
    return f"<p{attributes(_classes(properties, styles), rules)}>{inner or '<br>'}</p>\n"


def _cell(cell: Any, styles: dict[str, str], fault: Fault) -> Cell:
    """Return what a cell holds: a paragraph alone in it is the cell itself, set in less time."""
    blocks = [child for child in cell if child.tag != qn("w:tcPr")]
    if len(blocks) != 1 or blocks[0].tag != qn("w:p"):
        return Cell("", [], "".join(_block(child, styles, fault) for child in blocks))
    properties = blocks[0].find(qn("w:pPr"))
    inner = "".join(_runs(blocks[0], fault)) or "<br>"
    return Cell(_classes(properties, styles), _direct_style(properties), inner)


def _classes(properties: Any, styles: dict[str, str]) -> str:
    return styles.get(_property_value(properties, "w:pStyle"), "")


def _direct_style(properties: Any) -> list[str]:
    rules = []
    if alignment := _ALIGNMENTS.get(_property_value(properties, "w:jc")):
        rules.append(f"text-align:{alignment}")
    if _switched_on(properties, "w:pageBreakBefore"):
        rules.append("break-before:page")
    if _switched_on(properties, "w:keepNext"):
        rules.append("break-after:avoid")
    return rules


def _runs(parent: Any, fault: Fault) -> Iterator[str]:
    for element in parent:
        if element.tag == qn("w:r"):
            yield _run(element, fault)
        elif element.tag not in _SILENT:
            raise fault(f"模板里有不能排版的内容：{_short(element)}")


def _run(element: Any, fault: Fault) -> str:
    inner = "".join(_piece(child, fault) for child in element)
    properties = element.find(qn("w:rPr"))
    for name, tag in _EMPHASIS:
        if inner and _switched_on(properties, name):
            inner = f"<{tag}>{inner}</{tag}>"
    return inner


def _piece(element: Any, fault: Fault) -> str:
    if element.tag == qn("w:t"):
        return html.escape(element.text or "")
    if element.tag == qn("w:br"):
        page = element.get(qn("w:type")) == "page"
        return '<span class="分页"></span>' if page else "<br>"
    if element.tag == qn("w:tab"):
        return "\u3000"
    if element.tag == qn("w:noBreakHyphen"):
        return "-"
    if element.tag in _SILENT:
        return ""
    if element.tag == qn("w:drawing") and (words := words_of(element)):
        return code_html(words)
    raise fault(f"模板里有不能排版的内容：{_short(element)}")


def _property_value(properties: Any, name: str) -> str:
    found = None if properties is None else properties.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val")) or "")


def _switched_on(properties: Any, name: str) -> bool:
    found = None if properties is None else properties.find(qn(name))
    return found is not None and is_on(found) and found.get(qn("w:val")) != "none"


def _short(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
