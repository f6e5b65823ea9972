"""What repeats on every page: margins, the page's size, header and footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from docx.oxml.ns import qn

from legaldocs.render.word_xml import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.render.word_xml import Fault

_COUNTERS = {"PAGE": "counter(page)", "NUMPAGES": "counter(pages)"}
_TWIPS_PER_MILLIMETRE = 1440 * 10, 254
_LONGEST_EDGE = 31_680
"""Twips, 22 inches: the largest page that Word knows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a header or footer: its words, or the number of a page (页眉页脚片段)."""

    kind: Literal["text", "PAGE", "NUMPAGES"]
    text: str = ""

    def css(self) -> str:
        """Return the piece as a value of the CSS property content."""
        return _COUNTERS.get(self.kind) or css_string(self.text)

    def printed(self, page: int, pages: int) -> str:
        """Return its text on ``page`` of ``pages``."""
        return {"PAGE": str(page), "NUMPAGES": str(pages)}.get(self.kind, self.text)


class Margins(NamedTuple):
    """The edges of a page in twips (页边距)."""

    top: int
    right: int
    bottom: int
    left: int


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The page of a document and what repeats on it (版式)."""

    size: tuple[int, int]
    """Width and height in twips, a twentieth of a point."""
    margins: Margins
    header: tuple[Piece, ...]
    footer: tuple[Piece, ...]

    def page_rules(self) -> str:
        """Return the page as CSS."""
        size = " ".join(_millimetres(length) for length in self.size)
        margins = " ".join(_millimetres(length) for length in self.margins)
        boxes = "".join(
            f"@{place}{{content:{' '.join(piece.css() for piece in pieces)}}}"
            for place, pieces in (("top-center", self.header), ("bottom-center", self.footer))
            if pieces
        )
        return f"@page{{size:{size};margin:{margins};{boxes}}}"

    def printed(self, page: int, pages: int) -> tuple[str, str]:
        """Return header and footer of one page, as they read."""
        return (
            "".join(piece.printed(page, pages) for piece in self.header),
            "".join(piece.printed(page, pages) for piece in self.footer),
        )


def css_string(text: str) -> str:
    r"""Return text as a quoted CSS string that no sign in it can leave.

    >>> css_string('甲"乙')
    '"甲\\22 乙"'
    """
    escaped = "".join(f"\\{ord(sign):x} " if sign in '"\\<>\n\r\f' else sign for sign in text)
    return f'"{escaped}"'


def read_page_setup(document: Any, fault: Fault) -> PageSetup:
    """Return the page that a document of one section is set on.

    Raises the ``fault`` for a first page of its own, and for a page without size or room.
    """
    section = document.sections[0]
    if (
        section.different_first_page_header_footer
        or document.settings.odd_and_even_pages_header_footer
    ):
        raise fault("模板的首页或奇偶页用了不同的页眉页脚：请改为全文相同")
    size, margins = _measures(section._sectPr, fault)  # noqa: SLF001 - whole twips, which the property rounds
    header, footer = (tuple(_pieces(part, fault)) for part in (section.header, section.footer))
    return PageSetup(size, margins, header, footer)


def _measures(section: Any, fault: Fault) -> tuple[tuple[int, int], Margins]:
    page, edge = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if page is None or edge is None:
        raise fault("模板没有写明纸张或者页边距", next_step="在 Word 的“页面设置”里设置后保存")
    width, height = (whole_number(page, name, fault) for name in ("w:w", "w:h"))
    sides = ("top", "right", "bottom", "left")
    margins = Margins(*(whole_number(edge, f"w:{side}", fault) for side in sides))
    across, down = width - margins.left - margins.right, height - margins.top - margins.bottom
    if min(margins) < 0 or min(across, down) <= 0 or max(width, height) > _LONGEST_EDGE:
        raise fault("模板的纸张和页边距之间放不下文字", next_step="在 Word 的“页面设置”里改正")
    return (width, height), margins


def _pieces(part: Any, fault: Fault) -> Iterator[Piece]:
    for paragraph in part._element.findall(qn("w:p")):  # noqa: SLF001 - the property hides fields
        inside_field = False
        for element in paragraph.iter():
            if element.tag == qn("w:fldChar"):
                inside_field = element.get(qn("w:fldCharType")) != "end"
            elif element.tag == qn("w:instrText"):
                yield _field(element.text or "", fault)
            elif element.tag == qn("w:t") and not inside_field and element.text:
                yield Piece("text", element.text)


def _field(instruction: str, fault: Fault) -> Piece:
    name = instruction.strip().partition(" ")[0].upper()
    if name == "PAGE":
        return Piece("PAGE")
    if name == "NUMPAGES":
        return Piece("NUMPAGES")
    raise fault(f"页眉页脚只能有页码和总页数两种域，写的是 {instruction.strip()[:40]}")


def _millimetres(twips: int) -> str:
    numerator, denominator = _TWIPS_PER_MILLIMETRE
    hundredths = (twips * denominator * 100 + numerator // 2) // numerator
    return f"{hundredths // 100}.{hundredths % 100:02d}mm"
