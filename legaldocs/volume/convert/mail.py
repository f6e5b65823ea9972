"""Mails as pages: who wrote to whom and when, the text, and the attachments behind it."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.filekinds import kind_of
from legaldocs.core.findings import Finding
from legaldocs.evidence.files.media import media_type
from legaldocs.evidence.files.names import shown
from legaldocs.volume.convert.mail_parts import read_mail
from legaldocs.volume.convert.outlook import MSG, read_msg
from legaldocs.volume.convert.printed import (
    CHARACTERS,
    Print,
    facts,
    print_pages,
    read_bounded,
    running_head,
    written_length,
)
from legaldocs.volume.convert.quoted import Quotes
from legaldocs.volume.convert.received_html import ReceivedHtml
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import PAGES, Unreadable, unforeseen
from legaldocs.volume.pages import Mark, OriginalPages
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.volume.convert.mail_parts import Attachment, Mail
    from legaldocs.volume.pdf.copy import PageContent
    from legaldocs.volume.pdf.document import Document
    from legaldocs.volume.pdf.geometry import Placement

DEEPEST = 3
"""Mails inside mails that are printed."""

_MAIL = "message/rfc822"
_KINDS = frozenset({_MAIL, MSG})


@dataclass(frozen=True, slots=True)
class _Enclosure:
    """An attachment and the pages it has behind the mail, or why it has none (附件)."""

    attachment: Attachment
    kind: str
    pages: OriginalPages | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A mail taken apart, its text ready to be set (拆开的邮件)."""

    mail: Mail
    received: ReceivedHtml
    texts: str
    cited: Quotes

    @property
    def inline(self) -> frozenset[str]:
        """Addresses of the attachments that are shown in the text."""
        return frozenset(self.received.shown)


def convert(path: Path, name: str, quotes: Sequence[str] = ()) -> OriginalPages:
    """Return a mail as pages, its attachments behind it; see ``Converter``.

    Lines of its text, and of its attachments, with quoted words are marked.
    """
    return _convert(path, name, 1, quotes)


def find(path: Path, quotes: Sequence[str], depth: int = 1) -> frozenset[str]:
    """Return which of the quotes a mail or its attachments hold, and set nothing."""
    # The table names this module.
    from legaldocs.volume.convert.search import quotes_in  # noqa: PLC0415

    mail = _read(path)
    cited = Quotes(quotes)
    received, _ = _texts(mail, cited)
    found = frozenset(cited.found)
    for attachment in _behind(mail, frozenset(received.shown)):
        with _unpacked(attachment) as file:
            media = media_type(file)
            if media in _KINDS and depth >= DEEPEST:
                continue
            try:
                name = _named("", attachment)
                found |= quotes_in(media, file, name, quotes, depth + 1) or frozenset()
            except Unreadable:
                continue
    return found


def _behind(mail: Mail, inline: frozenset[str]) -> list[Attachment]:
    """Return the attachments that are printed behind a mail: not the pictures in its text."""
    return [file for file in mail.attachments if not inline.intersection(file.addresses)]


def _convert(path: Path, name: str, depth: int, quotes: Sequence[str] = ()) -> OriginalPages:
    data = read_bounded(path)
    opened = fenced(_opened, path, quotes)
    enclosed = [
        _enclosure(attachment, _named(name, attachment), depth, quotes)
        for attachment in _behind(opened.mail, opened.inline)
    ]
    body = f"<h1>电子邮件</h1>{_above(opened, enclosed)}{opened.texts}"
    remarks = (*_remarks(name, opened.mail, opened.received), *_unprinted(name, enclosed))
    printed = Print(name, running_head(name, data), body)
    front = print_pages(printed, name, *remarks, quotes=opened.cited)
    behind = [enclosure.pages for enclosure in enclosed if enclosure.pages is not None]
    count = front.count + sum(pages.count for pages in behind)
    if count > PAGES:
        raise Unreadable(f"连同附件页数过多（{count} 页，上限 {PAGES} 页）")
    return OriginalPages(
        count,
        partial(_draw, path, name, front, (opened.inline, depth, quotes)),
        (*front.remarks, *(remark for pages in behind for remark in pages.remarks)),
        (*front.marks, *_marks(front.count, enclosed)),
        _quoted(front, behind),
    )


def _quoted(front: OriginalPages, behind: Sequence[OriginalPages]) -> dict[str, tuple[int, ...]]:
    """Return the quotes that were found, with their pages counted from the mail's first."""
    found: dict[str, tuple[int, ...]] = {}
    before = 0
    for pages in (front, *behind):
        for words, places in (pages.quoted or {}).items():
            found[words] = (*found.get(words, ()), *(before + place for place in places))
        before += pages.count
    return found


def _opened(path: Path, quotes: Sequence[str]) -> _Opened:
    """Take a mail apart, and clean its text. Raises Unreadable when it has too much of it."""
    with unforeseen():
        mail = _read(path)
        cited = Quotes(quotes)
        received, texts = _texts(mail, cited)
        return _Opened(mail, received, texts, cited)


def _above(opened: _Opened, enclosed: list[_Enclosure]) -> str:
    """Return what stands above the text: the heading, the attachments, what was left out."""
    heading = facts((label, visible(value)) for label, value in opened.mail.heading)
    return f"{heading}{_listed(enclosed)}{_omitted(opened.received)}"


def _read(path: Path) -> Mail:
    return read_msg(path) if media_type(path) == MSG else read_mail(path.read_bytes())


def _named(name: str, attachment: Attachment) -> str:
    """Return what an attachment is called in findings and at the head of its pages."""
    return f"{name} 的附件“{shown(attachment.name)}”"


def _draw(
    path: Path,
    name: str,
    front: OriginalPages,
    laid_out: tuple[frozenset[str], int, Sequence[str]],
    document: Document,
) -> Iterator[tuple[Placement, PageContent]]:
    yield from front.draw(document)
    inline, depth, quotes = laid_out
    for attachment in _behind(fenced(_read, path), inline):
        with _unpacked(attachment) as file:
            try:
                pages = _pages_of(file, _named(name, attachment), depth, quotes)
            except Unreadable:
                continue
            if pages is not None:
                yield from pages.draw(document)


def _marks(first: int, enclosed: Sequence[_Enclosure]) -> Iterator[Mark]:
    """Yield a mark where each attachment begins, and those inside it."""
    for number, item in enumerate(enclosed, 1):
        if item.pages is not None:
            yield Mark(first, f"附件{number}：{item.attachment.name}")
            for mark in item.pages.marks:
                yield Mark(first + mark.page, f"附件{number} · {mark.title}")
            first += item.pages.count


def _enclosure(attachment: Attachment, name: str, depth: int, quotes: Sequence[str]) -> _Enclosure:
    with _unpacked(attachment) as file:
        kind = kind_of(media_type(file)).title
        try:
            pages = _pages_of(file, name, depth, quotes)
        except Unreadable as reason:
            return _Enclosure(attachment, kind, None, str(reason))
    return _Enclosure(attachment, kind, pages, "" if pages else "这类文件不打印")


def _pages_of(file: Path, name: str, depth: int, quotes: Sequence[str]) -> OriginalPages | None:
    """Return an attachment as pages, or None when its kind is not printed."""
    # The table names this module.
    from legaldocs.volume.convert import convert as convert_any  # noqa: PLC0415

    media = media_type(file)
    if media in _KINDS:
        if depth >= DEEPEST:
            raise Unreadable("邮件嵌套过深")
        return _convert(file, name, depth + 1, quotes)
    return convert_any(media, file, name, quotes)


@contextmanager
def _unpacked(attachment: Attachment) -> Iterator[Path]:
    """Yield a file with the attachment's bytes; its own name is never used as a path."""
    with tempfile.TemporaryDirectory(prefix="legaldocs-mail-") as folder:
        path = Path(folder) / "attachment"
        path.write_bytes(attachment.data)
        yield path


def _texts(mail: Mail, cited: Quotes) -> tuple[ReceivedHtml, str]:
    """Return the text as HTML, and what became of its pictures and of what it holds besides.

    Raises Unreadable when it is too long.
    """
    length = sum(written_length(part.text) for part in mail.texts)
    if length > CHARACTERS:
        raise Unreadable(f"正文过长（{length} 字，上限 {CHARACTERS} 字）")
    pictures = {
        address: attachment.data
        for attachment in mail.attachments
        for address in attachment.addresses
    }
    received = ReceivedHtml(pictures, cited, left_out=mail.left_out.copy())
    pieces = [
        f"<div class=received>{received.cleaned(part.text)}</div>"
        if part.is_html
        else f"<div class=text>{cited.in_text(part.text)}</div>"
        for part in mail.texts
    ]
    return received, "<hr>".join(pieces) or "<p class=note>（邮件没有正文）</p>"


def _listed(enclosed: list[_Enclosure]) -> str:
    rows = "".join(
        f"<tr><td>{number}<td>{escape(visible(item.attachment.name))}<td>{escape(item.kind)}"
        f"<td>{len(item.attachment.data):,} 字节<br><span class=hash>"
        f"{hashlib.sha256(item.attachment.data).hexdigest()}</span><td>{escape(_printed(item))}"
        for number, item in enumerate(enclosed, 1)
    )
    head = (
        "<tr><th style='width:9mm'>附件<th style='width:44mm'>文件名<th style='width:19mm'>类型"
        "<th>大小和 SHA-256<th style='width:26mm'>打印"
    )
    return f"<table class=files>{head}{rows}</table>" if rows else ""


def _printed(item: _Enclosure) -> str:
    return f"附后 {item.pages.count} 页" if item.pages is not None else f"未打印：{item.reason}"


def _omitted(received: ReceivedHtml) -> str:
    left = [f"{what} {count} 处" for what, count in received.left_out.items() if count]
    return f"<p class=note>（没有印出：{'、'.join(left)}）</p>" if left else ""


def _remarks(name: str, mail: Mail, received: ReceivedHtml) -> Iterator[Finding]:
    if mail.oddities:
        yield Finding(
            "LD-VOL-MAIL-BROKEN",
            "warning",
            f"邮件有 {sum(mail.oddities.values())} 处不合规范（{'、'.join(mail.oddities)}），"
            "已按能读出的内容打印",
            where=name,
            next_step="对照邮件软件里显示的内容核对这几页；有缺失的，另附一份打印件",
        )
    for charset in dict.fromkeys(mail.charsets):
        yield Finding(
            "LD-VOL-MAIL-CHARSET",
            "warning",
            f"邮件写明的文字编码与内容不符（{charset}）",
            where=name,
            next_step="对照邮件软件里显示的文字核对；有乱码的，另附一份打印件",
        )
    left = [f"{what} {count} 处" for what, count in received.left_out.items() if count]
    if left:
        yield Finding(
            "LD-VOL-MAIL-REMOTE",
            "note",
            f"邮件里没有印出的：{'、'.join(left)}；引用的外部内容没有下载",
            where=name,
            next_step="与待证事实有关的，另附邮件软件的打印件",
        )


def _unprinted(name: str, enclosed: list[_Enclosure]) -> Iterator[Finding]:
    for item in enclosed:
        if item.pages is None:
            yield Finding(
                "LD-VOL-MAIL-ENCLOSURE",
                "warning",
                f"附件“{item.attachment.name}”没有印出（{item.reason}）",
                where=name,
                next_step="把附件另存为 PDF，与邮件写在同一行的 file 里",
            )
