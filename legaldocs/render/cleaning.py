"""What Word and other editors leave in a template goes; what would change the paper is refused.

A template keeps its styles and its page, of header and footer the lines with their look and a logo
(``page_lines``), and of its text: the words, the style of each
paragraph, alignment, page breaks, bold, italics, underlining, strike-through, and tables with
widths, merged cells and head rows. Everything else a .docx may hold is either noise, which goes,
or something a paper must not carry unseen, which is refused with the words of its paragraph.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from legaldocs.render.page_lines import read_lines, write_lines
from legaldocs.render.refusals import refuse_parts, refuse_story, refuse_styles
from legaldocs.render.settle import settle
from legaldocs.render.tables import column_widths
from legaldocs.render.word_xml import is_on, stories, style_chain

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from legaldocs.render.word_xml import Fault

_MAX_PARTS = 500
_MAX_BYTES = 32 * 1024 * 1024
_PART_RELATIONS = {REL.STYLES, REL.SETTINGS, REL.THEME, REL.FONT_TABLE}
_WHOLE = {REL.THEME, REL.FONT_TABLE}
"""Parts that point at their own pictures or fonts by number: they go, or stay, as one."""
_PACKAGE_RELATIONS = {REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES}
_SETTINGS = (
    *("zoom", "evenAndOddHeaders", "defaultTabStop", "characterSpacingControl", "compat"),
    *("themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"),
)

_EMPHASIS = ("b", "i", "strike", "u")
_PARAGRAPH = ("pStyle", "keepNext", "pageBreakBefore", "jc")
_TABLE = ("tblStyle", "tblW", "jc", "tblLayout")
_ROW = ("cantSplit", "tblHeader")
_CELL = ("tcW", "gridSpan", "vMerge", "vAlign")
_LOST = ("highlight", "shd", "vertAlign", "position", "caps", "smallCaps", "em")
_LOST_OF_BODY = ("sz", "color")
"""What a header or footer keeps, and the text does not."""

_TOGGLES = {qn(f"w:{name}") for name in ("keepNext", "pageBreakBefore", *_ROW)}

_SESSION = qn("w:rsid")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WRAPPERS = {qn(f"w:{name}") for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo")}
_BLOCKS = {qn(f"w:{name}") for name in ("p", "tbl", "tblPr", "tblGrid", "tr", "trPr", "tc", "tcPr")}
_BLOCKS |= {qn("w:sectPr")}
_NO_ZIP = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
_NO_WORD_FILE = (
    PackageNotFoundError,
    etree.XMLSyntaxError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
)
"""What python-docx raises for a part that is missing, broken or of another kind."""
_PIECES = {qn(f"w:{name}") for name in ("t", "br", "tab", "noBreakHyphen")}


class _Run(NamedTuple):
    """A stretch of text under one emphasis (文字片段)."""

    emphasis: tuple[tuple[str, str], ...]
    pieces: list[Any]


def clean(package: bytes, fault: Fault) -> bytes:
    """Return a user's template without what its editor left in it.

    Raises the ``fault`` for what is no Word file, and for revisions, comments, hidden text, fields,
    pictures and anything else a paper must not contain.
    """
    document = _opened(package, fault)
    refuse_parts(document, fault)
    refuse_styles(document, stories(document), fault)
    _clean_body(document, fault)
    section = document.sections[0]
    for part, pictures in ((section.header, True), (section.footer, False)):
        if not part.is_linked_to_previous:
            _clean_lines(part, document, fault, pictures=pictures)
    drop_parts(document)
    cleaned = io.BytesIO()
    document.save(cleaned)
    return settle(cleaned.getvalue())


def _clean_body(document: Any, fault: Fault) -> None:
    body, alignments = document.element.body, _alignments(document)
    refuse_story(body, fault)
    _clean_blocks(body)
    for table in body.iter(qn("w:tbl")):
        column_widths(table, fault)
    for properties in body.iter(qn("w:pPr")):
        _drop_alignment_of_style(properties, alignments)


def _clean_lines(part: Any, document: Any, fault: Fault, *, pictures: bool) -> None:
    """Write a header or footer anew from what its lines say, and how they look."""
    element = part._element  # noqa: SLF001 - the only way to all of its content
    refuse_story(element, fault, fields=True, pictures=pictures)
    _unwrapped(element)
    write_lines(part, read_lines(part, document, fault))


def _opened(package: bytes, fault: Fault) -> Any:
    """Return the document, after python-docx has read whatever it reads only when it is asked."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
        if len(sizes) > _MAX_PARTS or sum(sizes) > _MAX_BYTES:
            raise fault(
                "模板过大", found=f"解开后 {sum(sizes) // 1024} KB", next_step="删去其中的图片等"
            )
        document = docx.Document(io.BytesIO(package))
        _ = [list(document.element.body), list(stories(document)), document.core_properties.title]
        _ = [(style.type, style_chain(style)) for style in document.styles]
    except (*_NO_ZIP, *_NO_WORD_FILE) as error:
        raise fault("模板不是可用的 Word 文件（.docx）") from error
    return document


def lost_format(package: bytes) -> tuple[str, ...]:
    """Return the words whose size, colour or the like a paper does not keep."""
    document = docx.Document(io.BytesIO(package))
    lost = {qn(f"w:{name}") for name in _LOST}
    of_body = {qn(f"w:{name}") for name in _LOST_OF_BODY}
    return tuple(
        "".join(text.text or "" for text in run.iter(qn("w:t")))
        for story in stories(document)
        for run in story.iter(qn("w:r"))
        if any(
            _shows(mark)
            for mark in run.iterfind("w:rPr/*", run.nsmap)
            if mark.tag in lost or (mark.tag in of_body and story is document.element.body)
        )
    )


def _shows(mark: Any) -> bool:
    unseen = {"auto", "none", "baseline", "clear", "000000"}
    return is_on(mark) and mark.get(qn("w:val")) not in unseen


def drop_parts(document: Any) -> None:
    """Drop comments, notes, macros, data, properties and session numbers, which no paper needs."""
    part = document.part
    section = document.sections[0]._sectPr  # noqa: SLF001 - the only way to its references
    for reference in section.xpath("w:headerReference | w:footerReference"):
        if reference.get(qn("w:type")) != "default":
            section.remove(reference)
    pages = section.xpath("w:headerReference/@r:id | w:footerReference/@r:id")
    _keep_relations(part.package, _PACKAGE_RELATIONS)
    _keep_relations(part, _PART_RELATIONS, pages)
    for name, relation in list(part.rels.items()):
        if relation.reltype in _WHOLE and relation.target_part.rels:
            del part.rels[name]
        else:
            _keep_relations(relation.target_part, set(), _shown(relation.target_part))
    for element in list(document.core_properties._element):  # noqa: SLF001 - all of them go
        element.getparent().remove(element)
    for element in list(document.element):
        if element is not document.element.body:
            document.element.remove(element)
    _drop_settings(document.settings.element)
    for element in (*stories(document), document.styles.element):
        _drop_sessions(element)


def _drop_settings(settings: Any) -> None:
    kept = {qn(f"w:{name}") for name in _SETTINGS}
    for setting in list(settings):
        if setting.tag not in kept:
            settings.remove(setting)


def _drop_sessions(element: Any) -> None:
    """Drop the numbers of the sessions in which editors wrote what (w:rsid, w:rsidR and others)."""
    for node in list(element.iter("*")):
        for name in [name for name in node.attrib if name.startswith(_SESSION)]:
            del node.attrib[name]
        if node.tag == _SESSION:
            node.getparent().remove(node)


def _shown(part: Any) -> list[str]:
    """Return the relations of the pictures that a header shows.

    A header whose tags docxtpl has filled is a plain XmlPart, no longer python-docx's HeaderPart.
    """
    return list(part.element.xpath(".//a:blip/@r:embed")) if isinstance(part, XmlPart) else []


def _keep_relations(owner: Any, kinds: set[str], names: Container[str] = ()) -> None:
    for name, relation in list(owner.rels.items()):
        if relation.reltype not in kinds and name not in names:
            del owner.rels[name]


def _clean_blocks(parent: Any) -> None:
    """Leave paragraphs and tables below ``parent``, each in its clean form."""
    for element in _unwrapped(parent):
        if element.tag == qn("w:p"):
            _clean_paragraph(element)
        elif element.tag == qn("w:tbl"):
            _clean_table(element)
        elif element.tag == qn("w:sectPr"):
            _clear(element)
            for change in element.findall(qn("w:sectPrChange")):
                element.remove(change)


def _unwrapped(parent: Any) -> list[Any]:
    """Return the blocks of a story, table, row or cell, after putting them in place of wrappers."""
    while wrappers := [element for element in parent if _inside(element) is not None]:
        for wrapper in wrappers:
            for block in list(_inside(wrapper)):
                wrapper.addprevious(block)
            parent.remove(wrapper)
    for element in list(parent):
        if element.tag not in _BLOCKS:
            parent.remove(element)
    return list(parent)


def _inside(element: Any) -> Any:
    """Return what a wrapper holds, None for an element that is none."""
    if element.tag in _WRAPPERS:
        return element
    if element.tag == qn("w:sdt"):
        content = element.find(qn("w:sdtContent"))
        return element.makeelement("none", {}) if content is None else content
    if element.tag == _ALTERNATE:
        fallback = element.find(_FALLBACK)
        return element.makeelement("none", {}) if fallback is None else fallback
    return None


def _clean_table(table: Any) -> None:
    for element in _unwrapped(table):
        if element.tag == qn("w:tblPr"):
            _keep(element, _TABLE)
        elif element.tag == qn("w:tblGrid"):
            _keep(element, ("gridCol",))
        elif element.tag == qn("w:tr"):
            _clean_row(element)


def _clean_row(row: Any) -> None:
    _clear(row)
    for element in _unwrapped(row):
        if element.tag == qn("w:trPr"):
            _keep(element, _ROW)
        elif element.tag == qn("w:tc"):
            _clean_blocks(element)
            if (properties := element.find(qn("w:tcPr"))) is not None:
                _keep(properties, _CELL)


def _clean_paragraph(paragraph: Any) -> None:
    _clear(paragraph)
    properties = paragraph.find(qn("w:pPr"))
    runs = _merged(_runs(paragraph))
    for element in list(paragraph):
        if element is not properties:
            paragraph.remove(element)
    if properties is not None:
        _keep(properties, _PARAGRAPH)
    for run in runs:
        paragraph.append(_element(run))


def _runs(parent: Any) -> Iterator[_Run]:
    for element in parent:
        inner = _inside(element)
        if inner is not None:
            yield from _runs(inner)
        elif element.tag == qn("w:r"):
            pieces = list(_pieces(element))
            if pieces:
                yield _Run(_emphasis(element.find(qn("w:rPr"))), pieces)


def _pieces(run: Any) -> Iterator[Any]:
    for piece in run:
        if (inner := _inside(piece)) is not None:
            yield from _pieces(inner)
        elif piece.tag == qn("w:cr"):
            yield OxmlElement("w:br")
        elif piece.tag in _PIECES:
            yield piece


def _emphasis(properties: Any) -> tuple[tuple[str, str], ...]:
    if properties is None:
        return ()
    found = ((name, properties.find(qn(f"w:{name}"))) for name in _EMPHASIS)
    return tuple(
        (name, element.get(qn("w:val")) or "") for name, element in found if element is not None
    )


def _merged(runs: Iterator[_Run]) -> list[_Run]:
    """Join neighbours under one emphasis, so that no tag is spread over several runs."""
    joined: list[_Run] = []
    for run in runs:
        if joined and joined[-1].emphasis == run.emphasis:
            joined[-1].pieces.extend(run.pieces)
        else:
            joined.append(run)
    return joined


def _element(run: _Run) -> Any:
    element = OxmlElement("w:r")
    if run.emphasis:
        properties = element.get_or_add_rPr()
        for name, value in run.emphasis:
            properties.append(OxmlElement(f"w:{name}", {qn("w:val"): value} if value else {}))
    for piece in run.pieces:
        before = element[-1] if len(element) else None
        if piece.tag != qn("w:t"):
            element.append(piece)
        elif before is not None and before.tag == qn("w:t"):
            _write(before, f"{before.text or ''}{piece.text or ''}")
        else:
            text = OxmlElement("w:t")
            _write(text, piece.text or "")
            element.append(text)
    return element


def _write(text: Any, words: str) -> None:
    text.text = words
    text.attrib.pop(_SPACE, None)
    if words != words.strip(" "):
        text.set(_SPACE, "preserve")


def _keep(properties: Any, names: tuple[str, ...]) -> None:
    """Leave the named properties, in this order, and of these what is switched on."""
    kept = [properties.find(qn(f"w:{name}")) for name in names]
    if names == ("gridCol",):
        kept = properties.findall(qn("w:gridCol"))
    for element in list(properties):
        properties.remove(element)
    for element in kept:
        if element is not None and (element.tag not in _TOGGLES or is_on(element)):
            properties.append(element)


def _alignments(document: Any) -> dict[str, str]:
    """Return how each style aligns its paragraphs, by its id or that of a style it is based on."""
    found = {}
    for style in document.styles:
        alignments = (
            base.element.find(f"{qn('w:pPr')}/{qn('w:jc')}") for base in style_chain(style)
        )
        found[style.style_id] = _side(next((side for side in alignments if side is not None), None))
    return found


def _side(alignment: Any) -> str:
    value = "left" if alignment is None else alignment.get(qn("w:val"))
    return {"start": "left", "end": "right"}.get(value, value)


def _drop_alignment_of_style(properties: Any, alignments: dict[str, str]) -> None:
    """Remove an alignment that repeats that of the style, as LibreOffice writes it."""
    style, alignment = properties.find(qn("w:pStyle")), properties.find(qn("w:jc"))
    if style is None or alignment is None:
        return
    if _side(alignment) == alignments.get(style.get(qn("w:val"))):
        properties.remove(alignment)


def _clear(element: Any) -> None:
    """Remove the attributes, by which editors number their sessions (w:rsid)."""
    for name in list(element.attrib):
        del element.attrib[name]
