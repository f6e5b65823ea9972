"""Slip sheets: one page in place of a file that cannot be printed (说明页)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from legaldocs.core.errors import InternalError
from legaldocs.render.house_style import house_style
from legaldocs.volume.visible import code_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.volume.separator import Separator

_STYLE = """
@page { size: A4; margin: 28mm 24mm 24mm 26mm }
body { font: 12pt/1.7 FangSong, 仿宋, FandolFang, "FandolFang R", "Noto Serif CJK SC", serif }
section { break-after: page; height: 230mm; overflow: hidden }
section:last-child { break-after: auto }
h1 { font: 700 18pt/1.5 SimSun, 宋体, FandolSong, "Noto Serif CJK SC", serif;
     text-align: center; letter-spacing: .3em; margin: 10mm 0 14mm }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
th, td { border: .6pt solid #000; padding: 2.4mm 3mm; text-align: left; vertical-align: top;
         overflow-wrap: anywhere }
th { width: 26mm; font: 400 12pt/1.7 SimHei, 黑体, FandolHei, "Noto Sans CJK SC", sans-serif }
td.hash { font: 10pt/1.6 "DejaVu Sans Mono", Consolas, Menlo, monospace }
p { margin: 8mm 0 0; text-indent: 2em }
.separator p { margin: 0; text-indent: 0; text-align: center; overflow-wrap: anywhere }
.separator .heading { font-size: 20pt; letter-spacing: .2em; padding-top: 60mm }
.separator .title { font: 700 26pt/1.6 SimSun, 宋体, FandolSong, "Noto Serif CJK SC", serif;
     margin-top: 8mm }
.separator .title:first-child { padding-top: 60mm }
.separator .note { font-size: 14pt; margin-top: 10mm }
"""

_LONGEST = 160

TITLE = "证据名称"
"""The label of the row that says what the exhibit is called."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The wording of a slip sheet (说明页).

    ``rows`` are label and value in order; ``note`` is the sentence below them.
    """

    rows: tuple[tuple[str, str], ...]
    note: str

    def titled(self, title: str) -> Slip:
        """Return the sheet for an exhibit that is called otherwise."""
        rows = ((label, title if label == TITLE else value) for label, value in self.rows)
        return Slip(tuple(rows), self.note)

    def html(self) -> str:
        """Return the sheet as a section of HTML."""
        rows = "".join(
            f"<tr><th>{escape(label)}<td{' class=hash' if label == 'SHA-256' else ''}>"
            f"{escape(_shortened(value))}"
            for label, value in self.rows
        )
        return f"<section><h1>说明页</h1><table>{rows}</table><p>{escape(self.note)}</p></section>"


def set_sheets(sheets: Sequence[Slip | Separator]) -> bytes:
    """Return a PDF with one page for each sheet; a character without a glyph stands as its code.

    Raises InternalError when one does not fit its page.
    """
    body = "".join(sheet.html() for sheet in sheets)
    count, missing, data = _rendered(body)
    if missing:
        codes = {point: code_of(chr(point)) for point in missing}
        count, _, data = _rendered(body.translate(codes))
    if count != len(sheets):
        raise InternalError("说明页排版有误", expected=f"{len(sheets)} 页", found=f"{count} 页")
    return data


def _rendered(body: str) -> tuple[int, set[int], bytes]:
    """Return the pages of a body, the characters that no font has, and the PDF."""
    # WeasyPrint takes most of a second to load: only where it is used.
    from weasyprint import HTML  # noqa: PLC0415

    page = f"<meta charset=utf-8><title>说明页</title>{body}"
    document = house_style(_STYLE).render(HTML(string=page, url_fetcher=_nothing))
    out = io.BytesIO()
    document.write_pdf(out)
    missing = {point for font in document.fonts.values() for point in font.missing}
    return len(document.pages), missing, out.getvalue()


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…（共 {len(value)} 字）"


def _nothing(url: str) -> dict[str, object]:
    raise InternalError("说明页不应引用外部内容", found=url)
