"""Mails as pages: who wrote to whom and when, the text, and the attachments behind it."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import nh3
from PIL import Image

from legaldocs.core.filekinds import kind_of
from legaldocs.core.findings import Finding
from legaldocs.evidence.files.media import media_type
from legaldocs.volume.convert.mail_parts import Attachment, Mail, TextPart, read_mail
from legaldocs.volume.convert.printed import (
    CHARACTERS,
    Print,
    facts,
    print_pages,
    read_bounded,
    running_head,
)
from legaldocs.volume.limits import PAGES, Unreadable
from legaldocs.volume.pages import OriginalPages
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.volume.pages import Converter
    from legaldocs.volume.pdf.copy import PageContent
    from legaldocs.volume.pdf.document import Document
    from legaldocs.volume.pdf.geometry import Placement

DEEPEST = 3
"""Mails inside mails that are printed."""

_MAIL = "message/rfc822"
_INLINE_PIXELS = 20_000_000
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
    "img": {"src", "alt"},
    "ol": {"start"},
}
_CONTENT_DROPPED = frozenset({"script", "style", "title"})
_REMOTE = re.compile(r"<img\b[^>]*\bsrc\s*=\s*[\"']?\s*(?:https?:|//)", re.IGNORECASE)
_SHOWN_BY_ID = re.compile(r'<img src="cid:([^"]*)"[^>]*>')


@dataclass(frozen=True, slots=True)
class _Enclosure:
    """An attachment and the pages it has behind the mail, or why it has none (附件)."""

    attachment: Attachment
    kind: str
    pages: OriginalPages | None
    reason: str = ""


def convert(path: Path, name: str) -> OriginalPages:
    """Return a mail as pages, its attachments behind it; see ``Converter``."""
    return _convert(path, name, 1)


def _convert(path: Path, name: str, depth: int) -> OriginalPages:
    data = read_bounded(path)
    mail = read_mail(data)
    length = sum(len(part.text) for part in mail.texts)
    if length > CHARACTERS:
        raise Unreadable(f"正文过长（{length} 字，上限 {CHARACTERS} 字）")
    texts, shown, remote = _texts(mail)
    enclosed = [
        _enclosure(attachment, f"{name} 的附件“{attachment.name}”", depth)
        for attachment in mail.attachments
        if attachment.content_id not in shown
    ]
    body = (
        f"<h1>电子邮件</h1>{facts(iter(mail.heading))}{_listed(enclosed)}{_omitted(remote)}{texts}"
    )
    front = print_pages(
        Print(name, running_head(name, data), body), name, *_remarks(name, mail, remote, enclosed)
    )
    behind = [enclosure.pages for enclosure in enclosed if enclosure.pages is not None]
    count = front.count + sum(pages.count for pages in behind)
    if count > PAGES:
        raise Unreadable(f"连同附件页数过多（{count} 页，上限 {PAGES} 页）")
    remarks = (*front.remarks, *(remark for pages in behind for remark in pages.remarks))
    return OriginalPages(count, partial(_draw, path, front, frozenset(shown), depth), remarks)


def _draw(
    path: Path, front: OriginalPages, shown: frozenset[str], depth: int, document: Document
) -> Iterator[tuple[Placement, PageContent]]:
    yield from front.draw(document)
    for attachment in read_mail(path.read_bytes()).attachments:
        if attachment.content_id not in shown:
            with _unpacked(attachment) as file:
                try:
                    pages = _pages_of(file, attachment.name, depth)
                except Unreadable:
                    continue
                if pages is not None:
                    yield from pages.draw(document)


def _enclosure(attachment: Attachment, name: str, depth: int) -> _Enclosure:
    with _unpacked(attachment) as file:
        kind = kind_of(media_type(file)).title
        try:
            pages = _pages_of(file, name, depth)
        except Unreadable as reason:
            return _Enclosure(attachment, kind, None, str(reason))
    return _Enclosure(attachment, kind, pages, "" if pages else "这类文件不打印")


def _pages_of(file: Path, name: str, depth: int) -> OriginalPages | None:
    """Return an attachment as pages, or None when its kind is not printed."""
    # The table names this module.
    from legaldocs.volume.convert import CONVERTERS  # noqa: PLC0415

    media = media_type(file)
    if media == _MAIL:
        if depth >= DEEPEST:
            raise Unreadable("邮件嵌套过深")
        return _convert(file, name, depth + 1)
    converter: Converter | None = CONVERTERS.get(media)
    return converter(file, name) if converter is not None else None


@contextmanager
def _unpacked(attachment: Attachment) -> Iterator[Path]:
    """Yield a file with the attachment's bytes; its own name is never used as a path."""
    with tempfile.TemporaryDirectory(prefix="legaldocs-mail-") as folder:
        path = Path(folder) / "attachment"
        path.write_bytes(attachment.data)
        yield path


def _texts(mail: Mail) -> tuple[str, set[str], int]:
    """Return the text as HTML, the pictures it shows, and how many remote ones it leaves out."""
    inline = {
        attachment.content_id: attachment
        for attachment in mail.attachments
        if attachment.content_id
    }
    shown: set[str] = set()
    remote = 0
    pieces = []
    for part in mail.texts:
        if part.is_html:
            remote += len(_REMOTE.findall(part.text))
            pieces.append(f"<div class=received>{_cleaned(part, inline, shown)}</div>")
        else:
            pieces.append(f"<div class=text>{escape(visible(part.text))}</div>")
    return "<hr>".join(pieces) or "<p class=note>（邮件没有正文）</p>", shown, remote


def _cleaned(part: TextPart, inline: dict[str, Attachment], shown: set[str]) -> str:
    """Return HTML without scripts, styles and anything that lies elsewhere, pictures put in."""
    clean = nh3.clean(
        visible(part.text),
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        clean_content_tags=set(_CONTENT_DROPPED),
        url_schemes={"cid"},
        url_relative="deny",
        link_rel=None,
    )

    def picture(found: re.Match[str]) -> str:
        attachment = inline.get(found[1])
        address = _embedded(attachment.data) if attachment is not None else ""
        if not address:
            return "〔图片〕"
        shown.add(found[1])
        return f'<img src="{address}">'

    return re.sub(r"<img(?! src=\"data:)[^>]*>", "〔图片〕", _SHOWN_BY_ID.sub(picture, clean))


def _embedded(data: bytes) -> str:
    """Return a picture as an address that holds it; empty when it is none or too large."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "GIF")) as picture:
            if picture.width * picture.height > _INLINE_PIXELS:
                return ""
            picture.load()
            kind = (picture.format or "png").lower()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return ""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _listed(enclosed: list[_Enclosure]) -> str:
    rows = "".join(
        f"<tr><td>{number}<td>{escape(visible(item.attachment.name))}<td>{escape(item.kind)}"
        f"<td>{len(item.attachment.data):,} 字节<br><span class=hash>"
        f"{hashlib.sha256(item.attachment.data).hexdigest()}</span><td>{escape(_printed(item))}"
        for number, item in enumerate(enclosed, 1)
    )
    head = "<tr><th>附件<th>文件名<th>类型<th>大小和 SHA-256<th>打印"
    return f"<table class=files>{head}{rows}</table>" if rows else ""


def _printed(item: _Enclosure) -> str:
    return f"附后 {item.pages.count} 页" if item.pages is not None else f"未打印：{item.reason}"


def _omitted(remote: int) -> str:
    return f"<p class=note>（有 {remote} 张图片不在邮件之内，没有印出）</p>" if remote else ""


def _remarks(name: str, mail: Mail, remote: int, enclosed: list[_Enclosure]) -> Iterator[Finding]:
    if mail.oddities:
        yield Finding(
            "LD-VOL-MAIL-BROKEN",
            "warning",
            f"邮件有 {mail.oddities} 处不合规范，已按能读出的内容打印",
            where=name,
            next_step="对照邮件软件里显示的内容核对这几页；有缺失的，另附一份打印件",
        )
    if remote:
        yield Finding(
            "LD-VOL-MAIL-REMOTE",
            "note",
            f"邮件引用了 {remote} 张外部图片，没有下载，也没有印出",
            where=name,
            next_step="图片与待证事实有关的，另附邮件软件的打印件",
        )
    for item in enclosed:
        if item.pages is None:
            yield Finding(
                "LD-VOL-MAIL-ENCLOSURE",
                "warning",
                f"附件“{item.attachment.name}”没有印出（{item.reason}）",
                where=name,
                next_step="把附件另存为 PDF，与邮件写在同一行的 file 里",
            )
