"""Reading a finished paper again: the .pdf must say what the .docx says."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
from docx.oxml.ns import qn

from legaldocs.render.printed_page import open_printed
from legaldocs.render.tables import head_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.core.errors import LegaldocsError
    from legaldocs.render.page_setup import PageSetup
    from legaldocs.render.printed_page import PrintedFile
    from legaldocs.render.word_xml import Fault

# Signs that fonts draw with one glyph, so that a PDF can name either; NFKC does not join them.
_ONE_GLYPH = str.maketrans({"•": "·", "・": "·", "⋯": "…", "―": "—", "〜": "～", "−": "－"})
_CONTEXT = 12
_MOST_PLACES = 50
"""Ways to cut one row between two pages that are followed; more than one is rare."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a .docx says (文书文字): line by line, and the table heads a PDF may repeat."""

    lines: tuple[str, ...]
    heads: tuple[str, ...]


def read_docx(package: bytes) -> Reading:
    """Return the body of a .docx: a line for each paragraph, and for each row of a table."""
    return _reading(_body(package))


def _body(package: bytes) -> Any:
    return docx.Document(io.BytesIO(package)).element.body


def _reading(body: Any) -> Reading:
    lines: list[str] = []
    for block in body:
        if block.tag == qn("w:tbl"):
            lines += [
                " | ".join(_words(cell) for cell in row.iter(qn("w:tc")))
                for row in block.iter(qn("w:tr"))
            ]
        elif block.tag == qn("w:p"):
            lines.append(_words(block))
    heads = tuple(head_text(table) for table in body.iter(qn("w:tbl")))
    return Reading(tuple(lines), tuple(head for head in heads if head))


def read_pdf(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page."""
    with open_printed(pdf) as printed:
        return printed.texts()


def check_same_text(
    package: bytes, printed: PrintedFile, page_setup: PageSetup, fault: Fault
) -> Reading:
    """Return what the .docx says after seeing that the PDF says the same.

    White space is not compared; headers, footers and repeated table heads are taken off first. A
    row that runs on to the next page prints the first part of each cell, then the rest of each.
    Raises the ``fault`` at the first difference, and for a page number that is not its own.
    """
    body = _body(package)
    reading, rows = _reading(body), _rows(body)
    places = [_Place(0, rows[0] if rows else ())]
    pages = printed.texts()
    for number, text in enumerate(pages, start=1):
        repeated = page_setup.printed(number, len(pages))
        page = _without_page_setup(_bare(text), repeated, number, fault)
        candidates = _candidates(page, reading.heads)
        found = (
            after for place in places for said in candidates for after in _after(place, said, rows)
        )
        after = list(dict.fromkeys(islice(found, _MOST_PLACES)))
        if not after:
            raise _difference(places[0].rest(rows), page, number, fault)
        places = after
    if all(place.rest(rows) for place in places):
        raise _difference(places[0].rest(rows), "", len(pages), fault)
    return reading


class _Place(NamedTuple):
    """How far a text is read (读到之处): the number of a row, and what is left of its cells."""

    row: int
    cells: tuple[str, ...]

    def rest(self, rows: Sequence[tuple[str, ...]]) -> str:
        """Return the text that is left."""
        return "".join((*self.cells, *("".join(row) for row in rows[self.row + 1 :])))


def _rows(body: Any) -> list[tuple[str, ...]]:
    """Return the cells of each row of the body; a paragraph is a row of one cell."""
    rows: list[tuple[str, ...]] = []
    for block in body:
        if block.tag == qn("w:tbl"):
            rows += [
                tuple(_bare(_words(cell)) for cell in row.findall(qn("w:tc")))
                for row in block.findall(qn("w:tr"))
            ]
        elif block.tag == qn("w:p"):
            rows.append((_bare(_words(block)),))
    return rows


def _after(place: _Place, page: str, rows: Sequence[tuple[str, ...]]) -> Iterator[_Place]:
    """Yield each place that reading ``page`` may end at."""
    row, cells, start = place.row, place.cells, 0
    while cells and page.startswith("".join(cells), start):
        start += len("".join(cells))
        row += 1
        cells = rows[row] if row < len(rows) else ()
    if start == len(page):
        yield _Place(row, cells)
    else:
        for left in _cuts(cells, page, start, set()):
            yield _Place(row, left)


def _cuts(
    cells: tuple[str, ...], page: str, start: int, dead: set[tuple[int, int]]
) -> Iterator[tuple[str, ...]]:
    """Yield what is left of each cell when the end of the page holds the first part of each.

    ``dead`` collects where nothing fitted, so that repetitive text is not tried again and again.
    """
    if not cells:
        if start == len(page):
            yield ()
        return
    if (len(cells), start) in dead:
        return
    fits = False
    cell, others = cells[0], cells[1:]
    for length in range(_same_length(cell, page[start : start + len(cell)]), -1, -1):
        for left in _cuts(others, page, start + length, dead):
            fits = True
            yield (cell[length:], *left)
    if not fits:
        dead.add((len(cells), start))


def _same_length(one: str, other: str) -> int:
    """Return how many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _candidates(page: str, heads: tuple[str, ...]) -> list[str]:
    """A page that a table runs on to starts with the table's head once more."""
    repeated = [page.removeprefix(_bare(head)) for head in heads if page.startswith(_bare(head))]
    return [page, *repeated]


def _without_page_setup(page: str, printed: tuple[str, str], number: int, fault: Fault) -> str:
    # WeasyPrint writes the boxes of the margins after the body, the header before the footer.
    for words in reversed([_bare(text) for text in printed]):
        if page.startswith(words):
            page = page.removeprefix(words)
        elif page.endswith(words):
            page = page.removesuffix(words)
        else:
            raise fault(f"PDF 第 {number} 页缺少页眉或页脚", expected=words)
    return page


def _difference(docx_rest: str, pdf_page: str, number: int, fault: Fault) -> LegaldocsError:
    same = _same_length(docx_rest, pdf_page)
    start = max(0, same - _CONTEXT)
    return fault(
        f"PDF 第 {number} 页与 Word 文书的文字不一致",
        expected=docx_rest[start : same + _CONTEXT],
        found=pdf_page[start : same + _CONTEXT],
    )


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text.translate(_ONE_GLYPH)).split())


def _words(element: Any) -> str:
    """Return the text of a paragraph or cell; a line break or a further paragraph is a space."""
    words: list[str] = []
    for node in element.iter():
        if node.tag == qn("w:t"):
            words.append(node.text or "")
        elif node.tag in {qn("w:br"), qn("w:tab"), qn("w:p")}:
            words.append(" ")
        elif node.tag == qn("w:noBreakHyphen"):
            words.append("-")
    return "".join(words).strip()
