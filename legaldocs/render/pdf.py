"""HTML and a stylesheet become a .pdf whose bytes depend on nothing else."""

from __future__ import annotations

import hashlib
import html
import io
import warnings
from contextlib import redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError, InternalError, MissingGlyphError
from legaldocs.render.code import code_drawings
from legaldocs.render.house_style import fetch_font, house_style
from legaldocs.render.page_lines import lines_html, pictures_in
from legaldocs.render.page_setup import FOOTER, HEADER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.render.html import Sheet
    from legaldocs.render.page_setup import Margins
    from legaldocs.render.pictures import Picture

_OPTIONS: dict[str, Any] = {"pdf_tags": True, "pdf_variant": "pdf/a-2a"}
"""PDF/A-2a (ISO 19005-2), so that a paper can be archived and read aloud; it is 2b as well."""
_MISSING_SHOWN = 20
_TWIPS_PER_PIXEL = 15
"""A CSS pixel is the 96th part of an inch, a twip the 1,440th."""

_GAP = 120
"""Twips that part the text from a header or footer that reaches beyond its margin."""


def write_pdf(sheet: Sheet, stylesheet: str) -> bytes:
    """Return the PDF/A-2a of a sheet set with the CSS text ``stylesheet``.

    Raises the same errors as :func:`typeset`, and MissingGlyphError for a character that no font
    has.
    """
    return typeset(sheet, stylesheet).pdf()


class Typeset:
    """A sheet that is laid out and not written yet (排好的版)."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def heights(self) -> dict[str, int]:
        """Return the height of each element with an id, in twips."""
        return {
            element: round((place[3] - place[1]) * _TWIPS_PER_PIXEL)
            for page in self._document.pages
            for element, place in page.anchors.items()
        }

    def pdf(self) -> bytes:
        """Return the PDF/A-2a. Raises MissingGlyphError for a character that no font has."""
        written: bytes = self._document.write_pdf(**_OPTIONS)
        _refuse_missing_glyphs(self._document)
        return written


def typeset(sheet: Sheet, stylesheet: str) -> Typeset:
    """Lay out a sheet with the CSS text ``stylesheet``.

    Raises InputError when a system library is missing, and when the stylesheet points at an address
    or a file that is no font.
    """
    weasyprint = _weasyprint()
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - heavy, and may be absent

    _known_options(weasyprint)
    fetch = partial(_fetch, _pictures(sheet) | _codes(sheet))

    try:
        style = house_style(stylesheet)

        def render(margins: Margins | None = None) -> Any:
            rules = weasyprint.CSS(string=sheet.page_setup.page_rules(margins))
            page = weasyprint.HTML(string=_page(sheet), url_fetcher=fetch)
            return style.render(page, rules, **_OPTIONS)

        document = render()
        if wider := _margins_for(sheet, document.pages[0].anchors):
            document = render(wider)
    except FatalURLFetchingError as error:
        raise InputError(
            "样式表引用了外部文件或网址，排版时一律不读取",
            where="style.css",
            found=str(error)[:80],
            next_step="删去 url(…) 和 @import",
        ) from error
    return Typeset(document)


def _weasyprint() -> Any:
    """Import the renderer, which prints to the terminal when a system library is absent."""
    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint  # noqa: PLC0415 - heavy, and its system libraries may be absent
    except OSError as error:
        raise InputError(
            "缺少排版 PDF 所需的系统库（Pango）",
            found=str(error).splitlines()[0][:120],
            next_step="装好后重试：Debian/Ubuntu 用 make setup，macOS 用 brew install pango，"
            "Windows 见 docs/how-to/install.md",
        ) from error
    return weasyprint


def _known_options(weasyprint: Any) -> None:
    """Refuse an option that this release of the renderer would log and ignore."""
    unknown = sorted(set(_OPTIONS) - set(weasyprint.DEFAULT_OPTIONS))
    if unknown:
        raise InternalError(f"WeasyPrint 没有这些选项：{'、'.join(unknown)}")


def _margins_for(sheet: Sheet, anchors: Mapping[str, tuple[float, ...]]) -> Margins | None:
    """Return margins that leave room for header and footer, None where they have it.

    Word moves the text in the same way. Raises InputError where no room for text is left.
    """
    setup = sheet.page_setup
    top, bottom = setup.margins.top, setup.margins.bottom
    if setup.header and (end := round(anchors[HEADER][3] * _TWIPS_PER_PIXEL)) > top:
        top = end + _GAP
    if setup.footer and (begin := round(anchors[FOOTER][1] * _TWIPS_PER_PIXEL)):
        reach = setup.size[1] - begin
        bottom = reach + _GAP if reach > bottom else bottom
    if (top, bottom) == (setup.margins.top, setup.margins.bottom):
        return None
    if top + bottom > setup.size[1] // 2:
        raise InputError(
            "页眉页脚太高，正文没有地方",
            expected="与页边距合计不超过纸张高度的一半",
            next_step="在 Word 里缩小页眉的图片和文字",
        )
    return setup.margins._replace(top=top, bottom=bottom)


def _pictures(sheet: Sheet) -> dict[str, tuple[str, bytes]]:
    setup = sheet.page_setup
    found = pictures_in((*setup.header, *setup.footer))
    return {_address(one): (f"image/{one.kind}", one.content) for one in found}


def _codes(sheet: Sheet) -> dict[str, tuple[str, bytes]]:
    drawn = code_drawings(sheet.codes).items()
    return {address: ("image/svg+xml", content) for address, content in drawn}


def _address(picture: Picture) -> str:
    """Return what a picture of the document itself is fetched by: nothing else has such a name."""
    return f"legaldocs-picture:{hashlib.sha256(picture.content).hexdigest()}"


def _fetch(pictures: Mapping[str, tuple[str, bytes]], url: str) -> Any:
    """Read a picture of ours, or what the stylesheet may name."""
    from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 - heavy

    if picture := pictures.get(url):
        kind, content = picture
        return URLFetcherResponse(url, content, {"Content-Type": kind})
    return fetch_font(url)


def _page(sheet: Sheet) -> str:
    setup = sheet.page_setup
    repeated = "".join(
        f'<div id="{name}">{lines_html(lines, _address)}</div>'
        for name, lines in ((HEADER, setup.header), (FOOTER, setup.footer))
        if lines
    )
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{html.escape(sheet.title)}</title>"
        f'<meta name="author" content="{html.escape(sheet.author)}">'
        f'<meta name="dcterms.created" content="{sheet.made_on}">'
        f'<meta name="dcterms.modified" content="{sheet.made_on}">'
        f"</head><body>{repeated}{sheet.body}</body></html>"
    )


def _refuse_missing_glyphs(document: Any) -> None:
    missing = sorted({point for font in document.fonts.values() for point in font.missing})
    if missing:
        shown = "、".join(f"{chr(point)} U+{point:04X}" for point in missing[:_MISSING_SHOWN])
        error = MissingGlyphError(
            f"缺字：{shown}",
            expected="每个字都有字形",
            found=f"{len(missing)} 个字在已安装的字体里没有字形",
            next_step="安装含有这些字的字体（如思源宋体、Noto Serif CJK SC）后重试",
        )
        error.characters = "".join(map(chr, missing))
        raise error
