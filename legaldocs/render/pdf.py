"""HTML and a stylesheet become a .pdf whose bytes depend on nothing else."""

from __future__ import annotations

import html
import io
import warnings
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError, InternalError

if TYPE_CHECKING:
    from legaldocs.render.html import Sheet

_OPTIONS: dict[str, Any] = {"pdf_tags": True, "pdf_variant": "pdf/a-2a"}
"""PDF/A-2a (ISO 19005-2), so that a paper can be archived and read aloud; it is 2b as well."""
_MISSING_SHOWN = 20
_FONTS = (".otf", ".ttf", ".ttc")


def write_pdf(sheet: Sheet, stylesheet: str) -> bytes:
    """Return the PDF/A-2a of a sheet set with the CSS text ``stylesheet``.

    Raises InputError when a system library or the glyph of a character is missing, and when the
    stylesheet points at an address or a file that is no font.
    """
    weasyprint = _weasyprint()
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - heavy, and may be absent

    _known_options(weasyprint)
    try:
        document = weasyprint.HTML(string=_page(sheet, stylesheet), url_fetcher=_fetch).render(
            **_OPTIONS
        )
        pdf: bytes = document.write_pdf(**_OPTIONS)
    except FatalURLFetchingError as error:
        raise InputError(
            "样式表引用了外部文件或网址，排版时一律不读取",
            where="style.css",
            found=str(error)[:80],
            next_step="删去 url(…) 和 @import",
        ) from error
    _refuse_missing_glyphs(document)
    return pdf


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


def _fetch(url: str) -> Any:
    """Read an installed font, which ``local()`` in the stylesheet names, and nothing else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 - heavy

    if url.startswith("file:") and url.lower().endswith(_FONTS):
        return URLFetcher(allowed_protocols=("file",)).fetch(url)
    raise FatalURLFetchingError(url)


def _page(sheet: Sheet, stylesheet: str) -> str:
    # "</style" is the only text that could end the element early; CSS needs no such words.
    rules = f"{stylesheet}\n{sheet.page_rules}".replace("</", "<\\/")
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{html.escape(sheet.title)}</title>"
        f'<meta name="author" content="{html.escape(sheet.author)}">'
        f'<meta name="dcterms.created" content="{sheet.made_on}">'
        f'<meta name="dcterms.modified" content="{sheet.made_on}">'
        f"<style>{rules}</style></head><body>{sheet.body}</body></html>"
    )


def _refuse_missing_glyphs(document: Any) -> None:
    missing = sorted({point for font in document.fonts.values() for point in font.missing})
    if missing:
        shown = "、".join(f"{chr(point)} U+{point:04X}" for point in missing[:_MISSING_SHOWN])
        raise InputError(
            f"缺字：{shown}",
            expected="每个字都有字形",
            found=f"{len(missing)} 个字在已安装的字体里没有字形",
            next_step="安装含有这些字的字体（如思源宋体、Noto Serif CJK SC）后重试",
        )
