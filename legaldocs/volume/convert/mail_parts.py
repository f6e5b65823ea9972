"""A mail taken apart: its heading, the text that is shown, inline pictures, attachments."""

from __future__ import annotations

import email.policy
from dataclasses import dataclass, field
from email.header import decode_header
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from legaldocs.core.charset import decoded
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

PARTS = 300
"""Parts that one mail may have."""

_HEADING = (
    *(("发件人", "from"), ("代发", "sender"), ("收件人", "to"), ("抄送", "cc"), ("密送", "bcc")),
    *(("回复至", "reply-to"), ("日期", "date"), ("主题", "subject"), ("邮件编号", "message-id")),
)
_ALWAYS = ("from", "to", "date", "subject")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a mail that is shown as its text (正文)."""

    text: str
    is_html: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail (附件); ``content_id`` when the text may show it."""

    name: str
    data: bytes
    content_id: str = ""


@dataclass(slots=True)
class Mail:
    """What a mail consists of (电子邮件).

    ``heading`` are labels and values as a reader program shows them; ``oddities`` count the places
    where the mail breaks the rules of the format.
    """

    heading: tuple[tuple[str, str], ...]
    texts: list[TextPart] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    oddities: int = 0
    _parts: int = 0

    def take(self, part: Message) -> None:
        """Take up a part and all below it. Raises Unreadable for too many parts."""
        self._parts += 1
        if self._parts > PARTS:
            raise Unreadable(f"邮件的组成部分过多（上限 {PARTS} 个）")
        self.oddities += len(part.defects)
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self._take_forwarded(part)
        elif part.is_multipart():
            self._take_multipart(part, kind)
        elif _is_text(part, kind):
            self.texts.append(TextPart(_text(part), kind == "text/html"))
        else:
            self._take_file(part)

    def _take_multipart(self, part: Message, kind: str) -> None:
        below = [inner for inner in part.get_payload() if not isinstance(inner, str)]
        if kind != "multipart/alternative":
            for inner in below:
                self.take(inner)
            return
        # One text in several forms, the richest last (RFC 2046, 5.1.4).
        shown = [inner for inner in below if _can_be_shown(inner)]
        for inner in below:
            if inner is (shown or below)[-1] or not _can_be_shown(inner):
                self.take(inner)

    def _take_forwarded(self, part: Message) -> None:
        inner = part.get_payload()
        message = inner[0] if isinstance(inner, list) and inner else None
        if message is None or isinstance(message, str):
            self.oddities += 1
            return
        subject = header(message, "subject") or "转发的邮件"
        self.attachments.append(Attachment(f"{subject}.eml", message.as_bytes()))

    def _take_file(self, part: Message) -> None:
        data = part.get_payload(decode=True)
        self.oddities += len(part.defects)
        if not isinstance(data, bytes):
            self.oddities += 1
            return
        number = len(self.attachments) + 1
        name = _words(part.get_filename() or "", "") or f"未命名附件{number}"
        self.attachments.append(
            Attachment(name, data, str(part.get("content-id", "")).strip("<> "))
        )


def read_mail(data: bytes) -> Mail:
    """Return a mail taken apart. Raises Unreadable when it is none or nested beyond reason."""
    try:
        message = BytesParser(policy=email.policy.compat32).parsebytes(data)
        mail = Mail(tuple(_heading(message)))
        mail.take(message)
    except RecursionError as error:
        raise Unreadable("邮件嵌套过深") from error
    if not message.keys():
        raise Unreadable("不是电子邮件")
    return mail


def header(message: Message, name: str) -> str:
    """Return a header as a reader program shows it; several are joined, none is empty."""
    charset = message.get_content_charset() or ""
    found = [value for key, value in message.raw_items() if key.lower() == name]
    return "；".join(_words(str(value), charset) for value in found)


def _heading(message: Message) -> Iterator[tuple[str, str]]:
    for label, name in _HEADING:
        value = header(message, name)
        if name == "date":
            value = _day_and_time(value)
        if value or name in _ALWAYS:
            yield label, value or "（邮件中没有）"


def _day_and_time(value: str) -> str:
    """Return the date as the mail states it, with its own zone; as written when it is odd."""
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return value
    if when.tzinfo is None:
        return value
    offset = f"{when:%z}"
    return f"{when:%Y-%m-%d %H:%M:%S}（时区 {offset[:3]}:{offset[3:5]}）"


def _words(value: str, charset: str) -> str:
    """Return a header with encoded words and bytes outside ASCII turned into text."""
    flat = " ".join(value.split())
    if any("\udc80" <= character <= "\udcff" for character in flat):
        raw = decoded(flat.encode("ascii", "surrogateescape"), charset)
        flat = raw.text if raw else flat.encode("ascii", "backslashreplace").decode()
    try:
        pieces = decode_header(flat)
    except ValueError:
        return flat
    return "".join(_word(piece, named) for piece, named in pieces).strip()


def _word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    text = decoded(piece, charset or "")
    return text.text if text else piece.decode("ascii", "backslashreplace")


def _is_text(part: Message, kind: str) -> bool:
    # A multipart without parts holds nothing but text that some program wrote in front of them.
    return (kind in {"text/plain", "text/html"} or kind.startswith("multipart/")) and not (
        part.get_filename() or part.get_content_disposition() == "attachment"
    )


def _can_be_shown(part: Message) -> bool:
    kind = part.get_content_type()
    return _is_text(part, kind) or kind in {"multipart/related", "multipart/mixed"}


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    text = decoded(data if isinstance(data, bytes) else b"", charset)
    if text is None:
        raise Unreadable(f"正文的文字编码无法确认（邮件写的是 {charset or '没有写明'}）")
    return text.text
