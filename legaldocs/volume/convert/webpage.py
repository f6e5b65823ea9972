"""Saved web pages and Markdown as pages: cleaned, nothing fetched, pictures inside them shown."""

from __future__ import annotations

import base64
import re
from html import escape
from typing import TYPE_CHECKING

from legaldocs.core.charset import decoded
from legaldocs.core.findings import Finding
from legaldocs.volume.convert.clean_html import clean_html
from legaldocs.volume.convert.printed import (
    CHARACTERS,
    Print,
    print_pages,
    read_bounded,
    running_head,
)
from legaldocs.volume.convert.quoted import Quotes
from legaldocs.volume.inline_picture import address
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.volume.pages import OriginalPages

DEEPEST = 60
"""Elements inside elements that are set."""

_TAGS = frozenset(
    (
        *("a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "center", "code"),
        *("col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption"),
        *("figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i"),
        *("img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp"),
        *("section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var"),
    )
)
_ATTRIBUTES = {
    **{tag: {"colspan", "rowspan"} for tag in ("td", "th")},
    "img": {"src", "alt"},
    "ol": {"start"},
}
_DROPPED = frozenset({"script", "style", "title", "noscript", "template"})
_NOT_SHOWN = {
    "视频或者声音": re.compile(r"<(?:video|audio)\b", re.IGNORECASE),
    "内嵌网页或者对象": re.compile(r"<(?:iframe|embed|object|applet)\b", re.IGNORECASE),
    "图形": re.compile(r"<(?:svg|canvas|math)\b", re.IGNORECASE),
    "表单栏目": re.compile(r"<(?:input|select|textarea)\b(?![^<>]*hidden)", re.IGNORECASE),
}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|<[a-z]+\s[^<>]*\bhidden[\s>]", re.IGNORECASE
)
_PICTURE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r'\bsrc="data:image/[a-z.+-]+;base64,([A-Za-z0-9+/=\s%]+)"')
_WORDS = re.compile(r'\balt="([^"]*)"')
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_SPAN = re.compile(r'\b(colspan|rowspan)="([^"]*)"')
_OPEN = re.compile(r"<(/?)(?:div|section|article|blockquote|table|ul|ol|span|font|b|i)\b")
_START = re.compile(r'<ol start="(\d{1,6})"', re.ASCII)
_MOST_SPAN = 100
_NO_PICTURE = "图片（在文件之外，或者不能显示）"


def convert(path: Path, name: str, quotes: Sequence[str] = ()) -> OriginalPages:
    """Return a saved web page as pages, elements with quoted words marked; see ``Converter``."""
    data = read_bounded(path)
    return print_html(_read(data), data, name, "网页文件", quotes)


def find(path: Path, quotes: Sequence[str]) -> frozenset[str]:
    """Return which of the quotes a saved web page holds, and set nothing."""
    return found_in(_read(read_bounded(path)), quotes)


def found_in(source: str, quotes: Sequence[str]) -> frozenset[str]:
    """Return which of the quotes HTML holds. Raises Unreadable when it is too long or too deep."""
    cited = Quotes(quotes)
    _shown(source, {}, cited)
    return frozenset(cited.found)


def _read(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    text = decoded(data, declared[1].decode("ascii") if declared else "")
    if text is None:
        raise Unreadable("文字编码无法确认（不是 UTF-8、UTF-16 或 GB18030）")
    return text.text


def print_html(
    source: str, data: bytes, name: str, kind: str, quotes: Sequence[str] = ()
) -> OriginalPages:
    """Return HTML as pages. Raises Unreadable when it is too long or too deep."""
    lost: dict[str, int] = {}
    cited = Quotes(quotes)
    body = _shown(source, lost, cited)
    for what, mark in _NOT_SHOWN.items():
        if count := len(mark.findall(source)):
            lost[what] = count
    if _HIDDEN.search(source):
        lost["设为隐藏的内容（浏览器不显示的，这里可能印出）"] = 1
    note = f"本件由{kind}排印，版式与浏览器中显示的不同；不联网，文件之外的图片和样式没有取用。"
    said = "".join(
        f"<p class=note>{escape(line)}</p>"
        for line in (
            note,
            *(f"有 {count} 处没有印出或者没有原样印出：{what}。" for what, count in lost.items()),
        )
    )
    printed = Print(name, running_head(name, data), f"{said}<hr><div class=received>{body}</div>")
    remarks = (_partly(name, lost),) if lost else ()
    return print_pages(printed, name, *remarks, quotes=cited)


def _shown(source: str, lost: dict[str, int], cited: Quotes) -> str:
    if len(_SOURCE.sub("", source)) > 20 * CHARACTERS:
        raise Unreadable("网页过大，以电子数据提交")
    clean = clean_html(
        visible(source),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        dropped=_DROPPED,
        schemes={"data"},
    )
    _refuse_deep(clean)
    clean = cited.in_html(clean)

    def picture(found: re.Match[str]) -> str:
        held = _SOURCE.search(found[0])
        shown = address(_unpacked(held[1])) if held else ""
        if shown:
            return f'<img src="{shown}">'
        lost[_NO_PICTURE] = lost.get(_NO_PICTURE, 0) + 1
        words = _WORDS.search(found[0])
        return f"〔图片{f'：{words[1]}' if words and words[1] else ''}〕"

    shown = _SPAN.sub(_bounded_span, _PICTURE.sub(picture, clean))
    # The renderer knows where a list starts by its style alone.
    return _START.sub(
        lambda found: f'<ol style="counter-reset:list-item {int(found[1]) - 1}"', shown
    )


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s|%0[AD]", "", text))
    except ValueError:
        return b""


def _bounded_span(found: re.Match[str]) -> str:
    number = int(found[2]) if found[2].isascii() and found[2].isdigit() else 1
    return f'{found[1]}="{min(max(number, 1), _MOST_SPAN)}"'


def _refuse_deep(clean: str) -> None:
    depth = 0
    for tag in _OPEN.finditer(clean):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            raise Unreadable(f"网页嵌套过深（上限 {DEEPEST} 层）")


def _partly(name: str, lost: dict[str, int]) -> Finding:
    what = "；".join(f"{kind} {count} 处" for kind, count in lost.items())
    return Finding(
        "LD-VOL-PARTLY",
        "warning",
        f"有内容没有印出或者没有原样印出：{what}",
        where=name,
        next_step="用浏览器打印成 PDF，与原件写在同一行的 file 里",
    )
