"""A QR code in a paper: a paragraph of its style holds the words, and both files draw them.

The words of the code are its alternative text in the .docx and in the PDF, so that a machine that
cannot see it, and who compares both files, reads what it says.
"""

from __future__ import annotations

import html
import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import segno
from docx.oxml.ns import qn

from legaldocs.render.pictures import Picture, drawing_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.render.html import Sheet
    from legaldocs.render.printed_page import PrintedFile
    from legaldocs.render.word_xml import Fault

CODE = "二维码"
"""The paragraph style whose text is drawn, and what the picture is called."""

_MILLIMETRE = 36_000
_SIZE = 42
"""Millimetres of each side, its margin included: as much as the seal beside it needs."""

_SCALE, _BORDER = 8, 4
_ADDRESS = "legaldocs-code:"


def put_codes(document: Any) -> None:
    """Draw the text of each paragraph of a document that has the style of a code."""
    named = {style.name: style.style_id for style in document.styles}
    for paragraph in document.element.body.iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        words = "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip()
        if style is None or style.get(qn("w:val")) != named.get(CODE) or not words:
            continue
        for element in list(paragraph):
            if element is not properties:
                paragraph.remove(element)
        run = paragraph.makeelement(qn("w:r"), {})
        run.append(drawing_of(_picture(words), document.part, name=CODE, alternative=words))
        paragraph.append(run)


def is_code(drawing: Any, part: Any) -> bool:
    """Return whether a w:drawing is the code of its alternative text, and nothing else."""
    words, blips = words_of(drawing), list(drawing.iter(qn("a:blip")))
    related = part.related_parts.get(blips[0].get(qn("r:embed"))) if len(blips) == 1 else None
    return bool(words) and related is not None and related.blob == _picture(words).content


def words_of(drawing: Any) -> str:
    """Return the words of a code, nothing for another picture."""
    named = drawing.find(f"{qn('wp:inline')}/{qn('wp:docPr')}")
    return str(named.get("descr") or "") if named is not None and named.get("name") == CODE else ""


def code_html(words: str) -> str:
    """Return a code as HTML; it is fetched as :func:`code_drawing` draws it."""
    said = html.escape(words)
    size = f"width:{_SIZE}mm;height:{_SIZE}mm"
    return f'<img src="{_ADDRESS}{_hex(words)}" alt="{said}" style="{size}">'


def code_drawings(codes: Iterable[str]) -> dict[str, bytes]:
    """Return the drawing of each code, as SVG, by what it is fetched by."""
    return {f"{_ADDRESS}{_hex(words)}": _svg(words) for words in codes}


def check_same_codes(sheet: Sheet, printed: PrintedFile, fault: Fault) -> None:
    """See that the PDF has the codes of the document. Raises the ``fault`` where it has others."""
    if not sheet.codes:
        return
    found = tuple(words for page in printed.pages() for words in page.figures())
    if found != sheet.codes:
        raise fault(
            "PDF 与 Word 文书的二维码不一致",
            expected="、".join(sheet.codes),
            found="、".join(found),
        )


def _made(words: str) -> Any:
    """Return the code of words (ISO/IEC 18004), with correction level M or better."""
    return segno.make(words, error="m", micro=False)


@lru_cache(maxsize=8)
def _picture(words: str) -> Picture:
    written = io.BytesIO()
    _made(words).save(written, kind="png", scale=_SCALE, border=_BORDER)
    side = _SIZE * _MILLIMETRE
    return Picture(written.getvalue(), "png", side, side)


def _svg(words: str) -> bytes:
    written = io.BytesIO()
    _made(words).save(written, kind="svg", border=_BORDER, omitsize=True)
    return written.getvalue()


def _hex(words: str) -> str:
    return words.encode().hex()
