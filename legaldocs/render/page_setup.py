"""What repeats on every page: margins, the page's size, header and footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.oxml.ns import qn

from legaldocs.render.page_lines import pictures_in, read_lines
from legaldocs.render.pictures import EMU_PER_TWIP
from legaldocs.render.word_xml import whole_number

if TYPE_CHECKING:
    from legaldocs.render.page_lines import Line
    from legaldocs.render.word_xml import Fault

_TWIPS_PER_MILLIMETRE = 1440 * 10, 254
_LONGEST_EDGE = 31_680
"""Twips, 22 inches: the largest page that Word knows."""

HEADER, FOOTER = "页眉", "页脚"
"""The names of both among the running elements of CSS, and of what they are anchored by."""

_COUNTERS = ".本页::before{content:counter(page)}.总页数::before{content:counter(pages)}"


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
    distances: tuple[int, int]
    """How far header and footer are from the edge of the paper, in twips; 0 for none."""
    header: tuple[Line, ...]
    footer: tuple[Line, ...]

    def page_rules(self, margins: Margins | None = None) -> str:
        """Return the page as CSS; ``margins`` are larger ones where the header needs the room."""
        size = " ".join(millimetres(length) for length in self.size)
        edges = " ".join(millimetres(length) for length in margins or self.margins)
        above, below = (millimetres(length) for length in self.distances)
        boxes, running = "", ""
        for name, place, inside, lines in (
            (HEADER, "top-center", f"vertical-align:top;padding-top:{above}", self.header),
            (FOOTER, "bottom-center", f"vertical-align:bottom;padding-bottom:{below}", self.footer),
        ):
            if lines:
                boxes += f"@{place}{{content:element({name});width:100%;{inside}}}"
                running += f"#{name}{{position:running({name})}}"
        return f"@page{{size:{size};margin:{edges};{boxes}}}{running}{_COUNTERS if running else ''}"

    def printed(self, page: int, pages: int) -> tuple[str, str]:
        """Return header and footer of one page, as they read."""
        return (
            "".join(line.printed(page, pages) for line in self.header),
            "".join(line.printed(page, pages) for line in self.footer),
        )


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
    element = section._sectPr  # noqa: SLF001 - whole twips, which the properties round
    size, margins = _measures(element, fault)
    header = read_lines(section.header, document, fault)
    footer = read_lines(section.footer, document, fault)
    across = (size[0] - margins.left - margins.right) * EMU_PER_TWIP
    if any(picture.width > across for picture in pictures_in((*header, *footer))):
        raise fault("页眉的图片比版心宽", next_step="在 Word 里缩小图片，或者改小左右页边距")
    above, below = _distances(element, fault)
    distances = above if header else 0, below if footer else 0
    return PageSetup(size, margins, distances, header, footer)


def _distances(section: Any, fault: Fault) -> tuple[int, int]:
    """Return how far header and footer are from the edge of the paper; Word writes both."""
    edge = section.find(qn("w:pgMar"))
    named = (("w:header", edge.get(qn("w:header"))), ("w:footer", edge.get(qn("w:footer"))))
    above, below = (whole_number(edge, name, fault) if value else 0 for name, value in named)
    return max(above, 0), max(below, 0)


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


def millimetres(twips: int) -> str:
    """Return twips as a CSS length."""
    numerator, denominator = _TWIPS_PER_MILLIMETRE
    hundredths = (twips * denominator * 100 + numerator // 2) // numerator
    return f"{hundredths // 100}.{hundredths % 100:02d}mm"
