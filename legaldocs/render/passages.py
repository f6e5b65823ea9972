"""What a template says, passage by passage, so that two of them can be compared in words."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from legaldocs.render.page_setup import millimetres, read_page_setup
from legaldocs.render.word_xml import is_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.render.page_setup import PageSetup
    from legaldocs.render.word_xml import Fault

PAGE, HEADER, FOOTER, ROW = "版面", "页眉", "页脚", "表格行"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_LOOKS = {
    "b": "加粗",
    "i": "倾斜",
    "u": "下划线",
    "strike": "删除线",
    "pageBreakBefore": "段前分页",
}
_SIDES = {"left": "左对齐", "start": "左对齐", "center": "居中", "right": "右对齐", "end": "右对齐"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a row of a template (模板的段落).

    ``style`` is its paragraph style, or which part of the page it is; ``look`` what is set beside
    the style, such as 加粗.
    """

    style: str
    text: str
    look: str = ""

    @property
    def is_repeated(self) -> bool:
        """Whether it stands on every page, and is no part of the text."""
        return self.style in {PAGE, HEADER, FOOTER}


def passages(package: bytes, fault: Fault) -> tuple[Passage, ...]:
    """Return what a .docx says: its page, header and footer, then its body.

    Quotes in tags are straight, whichever the editor made of them. Raises the ``fault`` for a page
    that cannot be set.
    """
    document = docx.Document(io.BytesIO(package))
    names = {style.style_id: style.name or "" for style in document.styles}
    found = [*_of_page(read_page_setup(document, fault)), *_of_body(document.element.body, names)]
    return tuple(found)


def tags_in(said: tuple[Passage, ...]) -> list[str]:
    """Return the tags of a template, each as often as it stands there, without needless spaces."""
    return [" ".join(tag.split()) for passage in said for tag in _TAG.findall(passage.text)]


def _of_page(setup: PageSetup) -> Iterator[Passage]:
    width, height = map(millimetres, setup.size)
    top, right, bottom, left = map(millimetres, setup.margins)
    edges = f"上 {top}、右 {right}、下 {bottom}、左 {left}"
    yield Passage(PAGE, f"纸张 {width}×{height}，页边距 {edges}")
    shown = {"picture": "〔图片〕", "PAGE": "〔页码〕", "NUMPAGES": "〔总页数〕", "break": " "}
    for name, lines in ((HEADER, setup.header), (FOOTER, setup.footer)):
        for line in lines:
            words = "".join(shown.get(piece.kind, piece.text) for piece in line.pieces)
            yield Passage(name, _straight(words))


def _of_body(body: Any, names: dict[str, str]) -> Iterator[Passage]:
    for block in body:
        if block.tag == qn("w:p"):
            style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            named = "Normal" if style is None else names.get(style.get(qn("w:val")), "")
            yield Passage(named, _straight(_words(block)), _look(block))
        elif block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                cells = [_words(cell) for cell in row.findall(qn("w:tc"))]
                yield Passage(ROW, _straight(" | ".join(cells)), _look(row))


def _words(element: Any) -> str:
    pieces = {qn("w:br"): "\n", qn("w:tab"): "\u3000", qn("w:noBreakHyphen"): "-"}
    kinds = (qn("w:t"), *pieces)
    return "".join(pieces.get(node.tag) or node.text or "" for node in element.iter(*kinds))


def _look(element: Any) -> str:
    found = {
        word
        for name, word in _LOOKS.items()
        for mark in element.iter(qn(f"w:{name}"))
        if is_on(mark) and mark.get(qn("w:val")) != "none"
    }
    sides = (mark.get(qn("w:val")) for mark in element.iterfind(f"{qn('w:pPr')}/{qn('w:jc')}"))
    return "、".join([*sorted(found), *(_SIDES.get(side, "两端对齐") for side in sides)])


def _straight(text: str) -> str:
    return _TAG.sub(lambda tag: tag[0].translate(_STRAIGHT), text)
