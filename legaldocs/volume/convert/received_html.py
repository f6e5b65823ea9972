"""HTML that others wrote, fit for print: nothing runs, nothing is fetched or hidden."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree, html
from PIL import Image

from legaldocs.volume.chats.quotes import bare
from legaldocs.volume.convert.clean_html import clean_html
from legaldocs.volume.convert.quoted import Quotes
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_PIXELS = 20_000_000
_TAGS = frozenset(
    (
        *("a", "b", "big", "blockquote", "br", "caption", "center", "code", "col", "colgroup"),
        *("dd", "del", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
        *("i", "img", "ins", "li", "ol", "p", "pre", "s", "small", "span", "strike", "strong"),
        *("sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul"),
    )
)
_ATTRIBUTES = {
    **{tag: {"colspan", "rowspan"} for tag in ("td", "th")},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
}
_CONTENT_DROPPED = frozenset({"script", "style", "title"})
_SCHEMES = frozenset({"cid", "data", "http", "https", "mailto"})
_LEFT_OUT = {
    "脚本": re.compile(r"<script\b", re.IGNORECASE),
    "内嵌网页": re.compile(r"<i?frame\b", re.IGNORECASE),
    "表单项": re.compile(r"<(?:input|select|textarea|button)\b", re.IGNORECASE),
    "动画、图形或者其他对象": re.compile(
        r"<(?:object|embed|applet|video|audio|svg|canvas|math)\b", re.IGNORECASE
    ),
}
_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL)
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_REMOTE = re.compile(r"\s*(?:https?:|//)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset({"br", "col", "hr", "img"})
_DEEPEST = 150
"""Elements inside one another that are set."""

_LINK = 160
_FORMATS = ("JPEG", "PNG", "GIF")


@dataclass(slots=True)
class ReceivedHtml:
    """HTML as it is printed (收到的网页内容).

    ``pictures`` are those that came with it, by the addresses it may show them under; ``shown`` the
    addresses it did show. ``left_out`` counts what is not printed, by what it is.
    """

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    quotes: Quotes = field(default_factory=Quotes)
    shown: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)

    def cleaned(self, source: str) -> str:
        """Return a piece of HTML to print; the styles by which text is hidden are gone too.

        Raises Unreadable when its elements are nested too deeply to be read whole.
        """
        for what, pattern in _LEFT_OUT.items():
            self.left_out[what] += len(pattern.findall(source))
        clean = clean_html(
            visible(source),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            dropped=_CONTENT_DROPPED,
            schemes=_SCHEMES,
        )
        root = _parsed(clean)
        for link in list(root.iter("a")):
            _print_address(link)
        for picture in list(root.iter("img")):
            self._put_in(picture)
        self.quotes.in_tree(root)
        written = etree.tostring(root, encoding="unicode", method="html")
        return str(written)

    def _put_in(self, picture: etree._Element) -> None:
        """Give a picture its bytes, or words in its place."""
        source = picture.get("src", "").strip()
        found = _DATA.fullmatch(source)
        key = source[4:] if source.lower().startswith("cid:") else source
        data = self.pictures.get(key)
        if found is not None:
            data = _decoded(found[1])
        address = embedded(data) if data else ""
        if address:
            self.shown.add(key)
            picture.set("src", address)
            return
        self.left_out["外部图片" if _REMOTE.match(source) else "图片"] += 1
        alt = " ".join(picture.get("alt", "").split())
        _replace(picture, f"〔图片{'：' if alt else ''}{alt}〕")


def embedded(data: bytes) -> str:
    """Return a picture as an address that holds it; empty when it is none or too large."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > _PIXELS:
                return ""
            picture.load()
            kind = (picture.format or "png").lower()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return ""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _parsed(clean: str) -> etree._Element:
    depth = deepest = 0
    for closing, tag in _TAG.findall(clean):
        depth += 0 if tag in _VOID else -1 if closing else 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Unreadable("正文的 HTML 嵌套过深")
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
    return html.fragment_fromstring(f"<div>{clean}</div>".encode(), parser=parser)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text))
    except ValueError:
        return b""


def _print_address(link: etree._Element) -> None:
    """Print where a link leads behind its words, unless these say so, and unlink it."""
    address = link.attrib.pop("href", "").strip()
    plain = address.partition(":")[2].lstrip("/") if ":" in address else ""
    if not plain or bare(plain).rstrip("/") in bare("".join(link.itertext())):
        return
    shown = address if len(address) <= _LINK else f"{address[:_LINK]}…（共 {len(address)} 字）"
    link.tail = f"〔链接 {shown}〕{link.tail or ''}"


def _replace(element: etree._Element, words: str) -> None:
    """Put words where an element stands."""
    parent, before = element.getparent(), element.getprevious()
    said = words + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + said
    else:
        parent.text = (parent.text or "") + said
    parent.remove(element)
