"""Headers and footers line by line: what each says, how it looks, and the HTML of it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from legaldocs.render.pictures import Picture, drawing_of, read_picture
from legaldocs.render.word_xml import is_on, style_chain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from legaldocs.render.word_xml import Fault

_COUNTERS = {"PAGE": "本页", "NUMPAGES": "总页数"}
_SIDES = {"center": "center", "right": "right", "end": "right"}
_DEFAULT_SIZE = 20
"""Half points: the size that Word takes where none is written."""

_SIZE = re.compile(r"[0-9]{1,3}")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_RULES = {"single": "solid", "thick": "solid", "double": "double", "dashed": "dashed"}
_RULES |= {"dotted": "dotted", "thinThickSmallGap": "double", "thickThinSmallGap": "double"}
_ELSEWHERE = (
    *(qn("w:fldSimple"), qn("w:drawing")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
)
"""What is read as a whole, or not at all: nothing in it is words of the line."""

_TAGS = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("strike", "s"))
_MARKS = {"bold": "b", "italic": "i", "underline": "u", "strike": "strike"}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of a header looks (字符格式): its size in half points, and its emphasis."""

    size: int = _DEFAULT_SIZE
    colour: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a header or footer (页眉页脚片段): words, a number of pages or a picture."""

    kind: Literal["text", "PAGE", "NUMPAGES", "break", "picture"]
    text: str = ""
    look: Look = Look()
    picture: Picture | None = None

    def printed(self, page: int, pages: int) -> str:
        """Return its text on ``page`` of ``pages``."""
        return {"PAGE": str(page), "NUMPAGES": str(pages)}.get(self.kind, self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a header or footer (页眉页脚行).

    ``size`` is that of the paragraph where it is empty; ``rule`` is style, width in eighths of a
    point and colour of the line below it, or nothing.
    """

    pieces: tuple[Piece, ...]
    align: str = "left"
    size: int = _DEFAULT_SIZE
    rule: tuple[str, int, str] | None = None

    @property
    def tallest(self) -> int:
        """The size of its largest words, by which its height goes, in half points."""
        return max((piece.look.size for piece in self.pieces if piece.text), default=self.size)

    def printed(self, page: int, pages: int) -> str:
        """Return its text on ``page`` of ``pages``."""
        return "".join(piece.printed(page, pages) for piece in self.pieces)


def pictures_in(lines: Sequence[Line]) -> list[Picture]:
    """Return the pictures of lines, in their order."""
    return [piece.picture for line in lines for piece in line.pieces if piece.picture]


def lines_html(lines: Sequence[Line], address: Callable[[Picture], str]) -> str:
    """Return lines as HTML; ``address`` gives what a picture is fetched by."""
    return "".join(_line_html(line, address) for line in lines)


def _line_html(line: Line, address: Callable[[Picture], str]) -> str:
    inner = "".join(_piece_html(piece, address) for piece in line.pieces) or "<br>"
    # A third more than the size, as the .docx has it.
    height = f"line-height:{line.tallest * 2 / 3:.2f}pt"
    rules = f"text-align:{line.align};font-size:{line.tallest / 2:g}pt;{height}"
    if line.rule:
        style, width, colour = line.rule
        rules += f";border-bottom:{width / 8:g}pt {_RULES.get(style, 'solid')} #{colour}"
    return f'<div style="{rules}">{inner}</div>'


def _piece_html(piece: Piece, address: Callable[[Picture], str]) -> str:
    if piece.kind == "break":
        return "<br>"
    if piece.picture is not None:
        size = piece.picture.css_size()
        return f'<img src="{address(piece.picture)}" alt="徽标" style="{size}">'
    counter = _COUNTERS.get(piece.kind)
    inner = f'<span class="{counter}"></span>' if counter else html.escape(piece.text)
    for name, tag in _TAGS:
        if getattr(piece.look, name):
            inner = f"<{tag}>{inner}</{tag}>"
    colour = f";color:#{piece.look.colour}" if piece.look.colour else ""
    return f'<span style="font-size:{piece.look.size / 2:g}pt{colour}">{inner}</span>'


def read_lines(part: Any, document: Any, fault: Fault) -> tuple[Line, ...]:
    """Return the lines of a header or footer; none where the section has none of its own.

    Raises the ``fault`` for a table, for a field other than those of pages, and for a picture that
    cannot be set.
    """
    if part.is_linked_to_previous:
        return ()
    element = part._element  # noqa: SLF001 - the properties hide fields and pictures
    if element.find(qn("w:tbl")) is not None:
        raise fault("页眉页脚里有表格，目前不能排版", next_step="删去表格，一行写一个段落")
    styles = _Looks(document)
    lines = [
        _read_line(paragraph, part.part, styles, fault) for paragraph in element.findall(qn("w:p"))
    ]
    return tuple(lines) if any(line.pieces for line in lines) else ()


def _read_line(paragraph: Any, part: Any, styles: _Looks, fault: Fault) -> Line:
    properties = [paragraph.find(qn("w:pPr")), *styles.of_paragraph(paragraph, "w:pPr")]
    side = _first(properties, "w:jc")
    align = _SIDES.get("" if side is None else side.get(qn("w:val"), ""), "left")
    pieces = tuple(_joined(_read_pieces(paragraph, part, styles, fault)))
    worded = any(piece.text for piece in pieces)
    size = _DEFAULT_SIZE if worded else styles.look(paragraph, paragraph.find(qn("w:pPr"))).size
    return Line(pieces, align, size, _rule(_first(properties, "w:pBdr")))


def _rule(borders: Any) -> tuple[str, int, str] | None:
    bottom = None if borders is None else borders.find(qn("w:bottom"))
    style = "none" if bottom is None else bottom.get(qn("w:val"), "none")
    if bottom is None or style in {"none", "nil"}:
        return None
    width, colour = bottom.get(qn("w:sz"), ""), bottom.get(qn("w:color"), "")
    return (
        style if style in _RULES else "single",
        int(width) if _SIZE.fullmatch(width) else 4,
        colour.upper() if _COLOUR.fullmatch(colour) else "000000",
    )


def _read_pieces(paragraph: Any, part: Any, styles: _Looks, fault: Fault) -> Iterator[Piece]:
    inside_field = False
    for element in paragraph.iter():
        run = next(element.iterancestors(qn("w:r")), None)
        if next(element.iterancestors(*_ELSEWHERE), None) is not None:
            continue
        if element.tag == qn("w:fldSimple"):
            look = styles.look(paragraph, element.find(qn("w:r")))
            yield _field(element.get(qn("w:instr")) or "", look, fault)
        elif element.tag == qn("w:fldChar"):
            inside_field = element.get(qn("w:fldCharType")) != "end"
        elif element.tag == qn("w:instrText"):
            yield _field(element.text or "", styles.look(paragraph, run), fault)
        elif element.tag == qn("w:drawing"):
            yield Piece("picture", picture=read_picture(element, part, fault))
        elif element.tag in {qn("w:br"), qn("w:cr")} and not inside_field and run is not None:
            yield Piece("break", look=styles.look(paragraph, run))
        elif not inside_field and run is not None and (text := _text(element)):
            yield Piece("text", text, styles.look(paragraph, run))


def _text(element: Any) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    return {qn("w:tab"): "\u3000", qn("w:noBreakHyphen"): "-"}.get(element.tag, "")


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join words that look the same, which an editor spreads over several runs."""
    before = None
    for piece in pieces:
        same = before is not None and before.kind == piece.kind == "text"
        if before is not None and same and before.look == piece.look:
            before = replace(before, text=before.text + piece.text)
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _field(instruction: str, look: Look, fault: Fault) -> Piece:
    name = instruction.strip().partition(" ")[0].upper()
    if name == "PAGE":
        return Piece("PAGE", look=look)
    if name == "NUMPAGES":
        return Piece("NUMPAGES", look=look)
    raise fault(f"页眉页脚只能有页码和总页数两种域，写的是 {instruction.strip()[:40]}")


class _Looks:
    """What paragraphs and their styles say of a look (格式), the nearest first."""

    def __init__(self, document: Any) -> None:
        self._chains = {style.style_id: style_chain(style) for style in document.styles}
        default = document.styles.default(1)
        self._default = [] if default is None else style_chain(default)
        self._base = [
            properties
            for defaults in document.styles.element.iter(qn("w:rPrDefault"))
            if (properties := defaults.find(qn("w:rPr"))) is not None
        ]

    def of_paragraph(self, paragraph: Any, kind: str) -> list[Any]:
        """Return the properties of one kind that the styles of a paragraph give."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = None if named is None else named.get(qn("w:val"))
        chain = self._chains.get(name, self._default) if name else self._default
        found = (style.element.find(qn(kind)) for style in chain)
        return [properties for properties in found if properties is not None]

    def look(self, paragraph: Any, run: Any) -> Look:
        """Return how the words of a run look; ``run`` may be the w:pPr of an empty paragraph."""
        own = None if run is None else run.find(qn("w:rPr"))
        chain = [own, *self.of_paragraph(paragraph, "w:rPr"), *self._base]
        size, colour = _first(chain, "w:sz"), _first(chain, "w:color")
        number = "" if size is None else size.get(qn("w:val"), "")
        hue = "" if colour is None else colour.get(qn("w:val"), "")
        marks = {name: _first(chain, f"w:{mark}") for name, mark in _MARKS.items()}
        return Look(
            int(number) if _SIZE.fullmatch(number) else _DEFAULT_SIZE,
            hue.upper() if _COLOUR.fullmatch(hue) and hue != "000000" else "",
            **{
                name: mark is not None and is_on(mark) and mark.get(qn("w:val")) != "none"
                for name, mark in marks.items()
            },
        )


def _first(properties: Sequence[Any], name: str) -> Any:
    found = (one.find(qn(name)) for one in properties if one is not None)
    return next((mark for mark in found if mark is not None), None)


def write_lines(part: Any, lines: Sequence[Line]) -> None:
    """Replace what a header or footer holds by lines whose look is written out."""
    part.is_linked_to_previous = False
    element = part._element  # noqa: SLF001 - its content is replaced as a whole
    for child in list(element):
        element.remove(child)
    for line in lines or (Line(()),):
        element.append(line_element(line, part.part))


def line_element(line: Line, part: Any) -> Any:
    """Return a line as a w:p in which nothing is left to a style."""
    paragraph = OxmlElement("w:p")
    properties = paragraph.get_or_add_pPr()
    if line.rule:
        style, width, colour = line.rule
        border = OxmlElement("w:bottom", _values(val=style, sz=width, space=1, color=colour))
        properties.append(OxmlElement("w:pBdr"))
        properties[-1].append(border)
    rule = "atLeast" if pictures_in([line]) else "exact"
    spacing = _values(before=0, after=0, line=line.tallest * 40 // 3, lineRule=rule)
    properties.append(OxmlElement("w:spacing", spacing))
    properties.append(OxmlElement("w:ind", _values(left=0, right=0, firstLine=0)))
    properties.append(OxmlElement("w:jc", _values(val=line.align)))
    properties.append(OxmlElement("w:rPr"))
    properties[-1].append(OxmlElement("w:sz", _values(val=line.size)))
    for piece in line.pieces:
        for run in _runs(piece, part):
            paragraph.append(run)
    return paragraph


def _runs(piece: Piece, part: Any) -> Iterator[Any]:
    if piece.kind in _COUNTERS:
        for kind in ("begin", piece.kind, "end"):
            mark = OxmlElement("w:instrText")
            mark.text = f" {piece.kind} "
            if kind != piece.kind:
                mark = OxmlElement("w:fldChar", _values(fldCharType=kind))
            yield _run(piece.look, mark)
    elif piece.picture is not None:
        yield _run(piece.look, drawing_of(piece.picture, part))
    elif piece.kind == "break":
        yield _run(piece.look, OxmlElement("w:br"))
    else:
        words = OxmlElement("w:t")
        words.text = piece.text
        words.set(_PRESERVE, "preserve")
        yield _run(piece.look, words)


def _run(look: Look, content: Any) -> Any:
    run = OxmlElement("w:r")
    properties = run.get_or_add_rPr()
    for name, mark in (("bold", "b"), ("italic", "i"), ("strike", "strike")):
        properties.append(OxmlElement(f"w:{mark}", _values(val=int(getattr(look, name)))))
    properties.append(OxmlElement("w:color", _values(val=look.colour or "000000")))
    properties.append(OxmlElement("w:sz", _values(val=look.size)))
    properties.append(OxmlElement("w:szCs", _values(val=look.size)))
    if look.underline:
        properties.append(OxmlElement("w:u", _values(val="single")))
    run.append(content)
    return run


def _values(**values: object) -> dict[str, str]:
    return {qn(f"w:{name}"): str(value) for name, value in values.items()}
