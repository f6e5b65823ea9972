"""Electronic data set as pages of our own: headed as a print, with the file's name and hash."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InternalError
from legaldocs.core.findings import Finding
from legaldocs.render.house_style import house_style
from legaldocs.volume.convert import pdf
from legaldocs.volume.convert.quoted import PLACE
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import PAGES, Unreadable
from legaldocs.volume.pages import Mark, OriginalPages
from legaldocs.volume.visible import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legaldocs.volume.convert.quoted import Quotes
    from legaldocs.volume.pdf.copy import PageContent
    from legaldocs.volume.pdf.document import Document
    from legaldocs.volume.pdf.geometry import Placement

CHARACTERS = 200_000
"""Characters of one file that are set; a longer one is handed in as data."""


_UNBROKEN = 1000
"""Characters without a place to break the line: the renderer takes the square of their number."""

_RUN = re.compile(
    # Between angle brackets there may be a whole picture; between ideographs a line can break.
    r"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>|[^\s<\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef]++"""
)
_PIECE = re.compile(rf"(?>&#?\w{{1,30}};|.){{1,{_UNBROKEN}}}")

BYTES = 32 << 20
"""Size up to which a file is read for printing."""

_PICTURE = re.compile(r"data:image/[a-z]+;base64,[A-Za-z0-9+/=]*")

_STYLE = """
@page { size: A4; margin: 22mm 20mm 24mm 22mm;
        @top-left { content: string(running); font: 8.5pt/1.3 FangSong, 仿宋, FandolFang,
                    "FandolFang R", "Noto Serif CJK SC", serif; color: #333; width: 100%;
                    border-bottom: .4pt solid #888; padding-bottom: 1.5mm;
                    margin-bottom: 2mm; vertical-align: bottom } }
body { font: 10.5pt/1.65 FangSong, 仿宋, FandolFang, "FandolFang R", "Noto Serif CJK SC", serif;
       overflow-wrap: anywhere }
.running { string-set: running content(); position: absolute; visibility: hidden; font-size: 1pt }
h1 { font: 700 14pt/1.5 SimSun, 宋体, FandolSong, "Noto Serif CJK SC", serif; text-align: center;
     margin: 0 0 4mm }
table { border-collapse: collapse; max-width: 100% }
table.facts { width: 100%; table-layout: fixed; margin-bottom: 5mm }
table.facts th { width: 24mm }
th, td { border: .5pt solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top }
th { font: 400 10.5pt/1.6 SimHei, 黑体, FandolHei, "Noto Sans CJK SC", sans-serif }
table.files { width: 100%; table-layout: fixed; margin-bottom: 5mm }
.received td, .received th { border: .25pt solid #bbb }
.hash { font: 8.5pt/1.5 "DejaVu Sans Mono", Consolas, Menlo, monospace }
pre, .text { white-space: pre-wrap; font: inherit; margin: 0 }
img { max-width: 100%; max-height: 200mm }
blockquote { margin: 0 0 0 3mm; padding-left: 3mm; border-left: 1pt solid #888 }
p, h2 { margin: 0 }
h2, .h1, .h2, .h3, .h4, .h5, .h6 { break-after: avoid; font-weight: 700; margin-top: 2mm }
h2, .h3 { font-size: 12pt } .h2 { font-size: 13pt } .h1 { font-size: 15pt }
table.word, table.sheet { width: 100%; margin: 1mm 0; table-layout: fixed }
table.word td { min-width: 4mm }
td.none { border: none }
@page wide { size: A4 landscape }
.wide { page: wide }
table.grid { table-layout: fixed; font-size: 8pt; line-height: 1.35; max-width: none }
table.grid td { padding: .5mm 1mm; border: .3pt solid #666 }
table.grid th { font-size: 7pt; line-height: 1.5; padding: .5mm; border: .3pt solid #999;
                background: #eee; text-align: center; color: #555 }
td.n { text-align: right }
td.gap { color: #555; text-align: center }
table.grid thead td { background: #f6f6f6 }
.number { margin-right: .5em }
.revision { font-size: 7pt; color: #00c }
ins { color: #00c; text-decoration: underline }
del { color: #c00; text-decoration: line-through }
.box { display: block; border: .4pt dashed #666; padding: 1mm 2mm; margin: 1mm 0 }
.around { border-left: 2pt solid #bbb; padding-left: 3mm; margin-bottom: 2mm; font-size: 9pt }
.entry { font-size: 9.5pt; margin-bottom: 1mm }
p.note { font-size: 9pt; color: #333; margin: 0 0 3mm }
h1, h2, h3, h4, h5, h6 { bookmark-level: none }
.mark { bookmark-level: 1; bookmark-label: attr(data-title) }
.flag { font: 8.5pt/1.4 SimHei, 黑体, FandolHei, "Noto Sans CJK SC", sans-serif; color: #fff;
        background: #000; padding: 0 1mm }
.text .cited, pre .cited, .received .cited { border-left: 2.5pt solid #000; padding-left: 2mm;
        background: #e8e8e8; display: block }
table.chat { width: 100%; table-layout: fixed; font-size: 9.5pt; line-height: 1.5 }
table.chat th { font-size: 9pt; padding: .6mm 1.5mm }
table.chat td { padding: .8mm 1.5mm; white-space: pre-wrap }
table.chat .n { width: 12mm; color: #333 }
table.chat .t { width: 17mm }
table.chat .w { width: 35mm }
table.chat .day td { text-align: center; border-left: 0; border-right: 0; background: #f2f2f2;
        font: 9pt/1.5 SimHei, 黑体, FandolHei, "Noto Sans CJK SC", sans-serif }
table.chat tr.day { break-after: avoid }
table.chat .notice td { color: #444 }
table.chat tr.cited td { background: #e8e8e8 }
table.chat tr.cited td.n { border-left: 4pt solid #000; color: #000 }
table.chat .file { font-size: 8.5pt; color: #333 }
"""


@dataclass(frozen=True, slots=True)
class Print:
    """Electronic data as it is set (电子数据打印件).

    ``body`` is HTML of our own making or cleaned; ``running`` stands at the head of every page.
    ``more`` are further bodies, each set by itself on pages of its own: memory grows with a body.
    """

    title: str
    running: str
    body: str
    more: tuple[str, ...] = ()


def read_bounded(path: Path) -> bytes:
    """Return the bytes of a file that is small enough to be printed; else raises Unreadable."""
    if path.stat().st_size > BYTES:
        raise Unreadable(f"文件超过 {BYTES >> 20} MB，不打印")
    return path.read_bytes()


def running_head(name: str, data: bytes) -> str:
    """Return the line at the head of each page: what the print was made from."""
    return f"由电子数据打印｜{name}｜SHA-256 {hashlib.sha256(data).hexdigest()}"


def facts(rows: Iterator[tuple[str, str]]) -> str:
    """Return a table of labels and values as HTML."""
    cells = "".join(f"<tr><th>{escape(label)}<td>{escape(value)}" for label, value in rows)
    return f"<table class=facts>{cells}</table>"


def print_pages(
    printed: Print, name: str, *remarks: Finding, quotes: Quotes | None = None
) -> OriginalPages:
    """Return a print as pages; ``quotes`` are those that are marked in it.

    Raises Unreadable when it has too many characters or pages. A character without a glyph is
    printed as its code, and a remark says so.
    """
    bodies = (printed.body, *printed.more)
    if any(written_length(body) > 4 * CHARACTERS for body in bodies):
        raise Unreadable(f"文字过多（上限约 {CHARACTERS // 10_000} 万字），以电子数据提交")
    parts = [Print(printed.title, printed.running, body) for body in bodies]
    return print_parts(parts, name, *remarks, quotes=quotes)


def written_length(text: str) -> int:
    """Return how many characters a text has, the bytes of pictures inside it left out."""
    return len(_PICTURE.sub("", text))


def print_parts(
    parts: Iterable[Print], name: str, *remarks: Finding, quotes: Quotes | None = None
) -> OriginalPages:
    """Return prints that follow one another as the pages of one original; see ``print_pages``.

    Each part is set alone, so that a long original costs no more memory than its longest part.
    """
    made: list[bytes] = []
    marks: list[Mark] = []
    places: dict[str, dict[int, None]] = {}
    missing: dict[str, None] = {}
    count = 0
    for part in parts:
        rendered = _set(part, missing)
        made.append(rendered.data)
        marks += [Mark(count + mark.page, mark.title) for mark in rendered.marks]
        for place, page in rendered.places:
            places.setdefault(place, {})[count + page] = None
        count += rendered.count
        if count > PAGES:
            raise Unreadable(f"页数过多（{count} 页，上限 {PAGES} 页）")
    if shown := "".join(character for character in sorted(missing) if code_of(character)):
        remarks = (*remarks, _without_glyph(name, shown))
    quoted = None if quotes is None else quotes.pages(places)
    return OriginalPages(count, partial(_draw, made), remarks, tuple(marks), quoted)


def _draw(made: list[bytes], document: Document) -> Iterator[tuple[Placement, PageContent]]:
    for data in made:
        yield from pdf.draw(io.BytesIO(data), len(data), document)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A print as a PDF, its pages and marks, and the characters that no installed font has.

    ``places`` are those of quoted words, with their pages.
    """

    data: bytes
    count: int
    marks: tuple[Mark, ...]
    missing: str
    places: tuple[tuple[str, int], ...]


def _set(printed: Print, missing: dict[str, None]) -> _Rendered:
    """Return the PDF; what no font has is added to ``missing``, and printed as its code."""
    parts = (printed.running, printed.title, printed.body)
    known = {ord(character): code_of(character) for character in missing}
    rendered = fenced(_rendered, *(part.translate(known) for part in parts))
    if rendered.missing:
        missing.update(dict.fromkeys(rendered.missing))
        codes = {ord(character): code_of(character) for character in missing}
        rendered = fenced(_rendered, *(part.translate(codes) for part in parts))
    return rendered


def _rendered(running: str, title: str, body: str) -> _Rendered:
    # WeasyPrint takes most of a second to load: only where it is used.
    from weasyprint import HTML  # noqa: PLC0415

    page = (
        f"<meta charset=utf-8><title>{escape(title)}</title>"
        f"<span class=running>{escape(running)}</span>{_breakable(body)}"
    )
    document = house_style(_STYLE).render(HTML(string=page, url_fetcher=_embedded))
    out = io.BytesIO()
    document.write_pdf(out)
    missing = {chr(point) for font in document.fonts.values() for point in font.missing}
    marks = tuple(Mark(place[0], label) for label, place, *_ in document.make_bookmark_tree())
    places = tuple(
        (anchor, at)
        for at, sheet in enumerate(document.pages)
        for anchor in sheet.anchors
        if anchor.startswith(PLACE)
    )
    return _Rendered(out.getvalue(), len(document.pages), marks, "".join(sorted(missing)), places)


def _breakable(body: str) -> str:
    """Return HTML in which no text runs on for ever without a place to break the line."""
    return _RUN.sub(_broken, body)


def _broken(run: re.Match[str]) -> str:
    whole = len(run[0]) < _UNBROKEN or run[0].startswith("<")
    return run[0] if whole else "<wbr>".join(_PIECE.findall(run[0]))


def _embedded(url: str) -> Any:
    """Read what the page holds itself, and nothing else."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - heavy

    if url.startswith("data:image/"):
        return URLFetcher(allowed_protocols=("data",)).fetch(url)
    raise InternalError("打印电子数据时不应读取外部内容", found=url[:80])


def _without_glyph(name: str, missing: str) -> Finding:
    shown = "、".join(f"U+{ord(character):04X}" for character in missing[:8])
    return Finding(
        "LD-VOL-GLYPH",
        "warning",
        f"有 {len(missing)} 个字符没有字形（{shown}），以字符代码印出",
        where=name,
        next_step="安装含有这些字符的字体后重新生成；或者附一份截图",
    )
