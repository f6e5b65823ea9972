"""Reading a finished paper again: the .pdf must say what the .docx says."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
import pypdf
from docx.oxml.ns import qn

from legaldocs.core.errors import InternalError
from legaldocs.render.tables import head_text

if TYPE_CHECKING:
    from legaldocs.render.page_setup import PageSetup

# Signs that fonts draw with one glyph, so that a PDF can name either; NFKC does not join them.
_ONE_GLYPH = str.maketrans({"•": "·", "・": "·", "⋯": "…", "―": "—", "〜": "～", "−": "－"})
_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What a .docx says (文书文字): line by line, and the table heads a PDF may repeat."""

    lines: tuple[str, ...]
    heads: tuple[str, ...]


def read_docx(package: bytes) -> Reading:
    """Return the body of a .docx: a line for each paragraph, and for each row of a table."""
    body = docx.Document(io.BytesIO(package)).element.body
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
    return tuple(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def check_same_text(package: bytes, pdf: bytes, page_setup: PageSetup) -> Reading:
    """Return what the .docx says after seeing that the PDF says the same.

    White space is not compared; headers, footers and repeated table heads are taken off first.
    Raises InternalError at the first difference, and for a page number that is not its own.
    """
    reading = read_docx(package)
    rest = _bare(_words(docx.Document(io.BytesIO(package)).element.body))
    pages = read_pdf(pdf)
    for number, text in enumerate(pages, start=1):
        bare = _without_page_setup(_bare(text), page_setup.printed(number, len(pages)), number)
        bare = next(
            (
                candidate
                for candidate in _candidates(bare, reading.heads)
                if rest.startswith(candidate)
            ),
            bare,
        )
        if not rest.startswith(bare):
            raise _difference(rest, bare, number)
        rest = rest[len(bare) :]
    if rest:
        raise _difference(rest, "", len(pages))
    return reading


def _candidates(page: str, heads: tuple[str, ...]) -> list[str]:
    """A page that a table runs on to starts with the table's head once more."""
    repeated = [page.removeprefix(_bare(head)) for head in heads if page.startswith(_bare(head))]
    return [page, *repeated]


def _without_page_setup(page: str, printed: tuple[str, str], number: int) -> str:
    # WeasyPrint writes the boxes of the margins after the body, the header before the footer.
    for words in reversed([_bare(text) for text in printed]):
        if page.startswith(words):
            page = page.removeprefix(words)
        elif page.endswith(words):
            page = page.removesuffix(words)
        else:
            raise InternalError(f"PDF 第 {number} 页缺少页眉或页脚", expected=words)
    return page


def _difference(docx_rest: str, pdf_page: str, number: int) -> InternalError:
    same = 0
    while same < min(len(docx_rest), len(pdf_page)) and docx_rest[same] == pdf_page[same]:
        same += 1
    start = max(0, same - _CONTEXT)
    return InternalError(
        f"PDF 第 {number} 页与 Word 文书的文字不一致",
        expected=docx_rest[start : same + _CONTEXT],
        found=pdf_page[start : same + _CONTEXT],
        next_step="请把案件文件和这条信息发给维护者",
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
