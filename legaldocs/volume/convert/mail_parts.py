"""A mail taken apart: its heading, the text that is shown, inline pictures, attachments."""

from __future__ import annotations

import email.policy
from codecs import BOM_UTF8
from collections import Counter
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from legaldocs.core.charset import decoded, fits, is_single_byte
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from legaldocs.core.charset import DecodedText

PARTS = 300
"""Parts that one mail may have."""

_HEADING = (
    *(("发件人", "from"), ("代发", "sender"), ("收件人", "to"), ("抄送", "cc"), ("密送", "bcc")),
    *(("回复至", "reply-to"), ("日期", "date"), ("主题", "subject"), ("邮件编号", "message-id")),
)
_DEFECTS = {
    "NoBoundaryInMultipartDefect": "没有写明各部分的分隔标记",
    "StartBoundaryNotFoundDefect": "找不到写明的分隔标记",
    "CloseBoundaryNotFoundDefect": "缺少结尾的分隔标记",
    "MultipartInvariantViolationDefect": "写明由几部分组成而没有各部分",
    "MissingHeaderBodySeparatorDefect": "邮件头与正文之间没有空行",
    "FirstHeaderLineIsContinuationDefect": "邮件头的第一行残缺",
    "MisplacedEnvelopeHeaderDefect": "邮件头里夹有信封行",
    "InvalidMultipartContentTransferEncodingDefect": "传输编码用在了由几部分组成的邮件上",
    "InvalidBase64PaddingDefect": "Base64 结尾残缺",
    "InvalidBase64CharactersDefect": "Base64 里有不应有的字符",
    "InvalidBase64LengthDefect": "Base64 长度残缺",
}
"""What the standard library finds wrong with a mail, in words."""

_ALWAYS = ("from", "to", "date", "subject")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a mail that is shown as its text (正文)."""

    text: str
    is_html: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail (附件); the text may show it under its ``addresses``."""

    name: str
    data: bytes
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class Mail:
    """What a mail consists of (电子邮件).

    ``heading`` are labels and values as a reader program shows them; ``oddities`` count the places
    where the mail breaks the rules of the format, by what is wrong; ``charsets`` name those that it
    states and that do not fit; ``left_out`` counts what was not read, by what it is.
    """

    heading: tuple[tuple[str, str], ...]
    texts: list[TextPart] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    oddities: Counter[str] = field(default_factory=Counter)
    charsets: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    _parts: int = 0

    def note(self, oddity: str) -> None:
        """Note that something in the mail is not as it should be."""
        self.oddities[oddity] += 1

    def take(self, part: Message) -> None:
        """Take up a part and all below it. Raises Unreadable for too many parts."""
        self._parts += 1
        if self._parts > PARTS:
            raise Unreadable(f"邮件的组成部分过多（上限 {PARTS} 个）")
        self._note_defects(part)
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self._take_forwarded(part)
        elif part.is_multipart():
            self._take_multipart(part, kind)
        elif _is_text(part, kind):
            self.texts.append(TextPart(self._text(part), kind == "text/html"))
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
            self.note("转发的邮件缺少内容")
            return
        subject = header(message, "subject") or "转发的邮件"
        self.attachments.append(Attachment(f"{subject}.eml", message.as_bytes()))

    def _take_file(self, part: Message) -> None:
        data = part.get_payload(decode=True)
        self._note_defects(part)
        if not isinstance(data, bytes):
            self.note("附件缺少内容")
            return
        number = len(self.attachments) + 1
        name = _words(part.get_filename() or "", "") or f"未命名附件{number}"
        addresses = (
            str(part.get("content-id", "")).strip("<> "),
            str(part.get("content-location", "")).strip(),
        )
        self.attachments.append(Attachment(name, data, tuple(filter(None, addresses))))

    def _note_defects(self, part: Message) -> None:
        for defect in part.defects:
            self.note(_DEFECTS.get(type(defect).__name__, "其他"))
        # A part is asked more than once; what is noted once is not noted again.
        part.defects.clear()

    def _text(self, part: Message) -> str:
        data = part.get_payload(decode=True)
        named = part.get_content_charset() or ""
        data = data if isinstance(data, bytes) else b""
        text = decoded(data, named)
        if text is None:
            raise Unreadable(f"正文的文字编码无法确认（邮件写的是 {named or '没有写明'}）")
        if named and (fault := misnamed(data, named, text)):
            self.charsets.append(fault)
        return text.text


def read_mail(data: bytes) -> Mail:
    """Return a mail taken apart. Raises Unreadable when it is none or nested beyond reason."""
    try:
        message = BytesParser(policy=email.policy.compat32).parsebytes(data.removeprefix(BOM_UTF8))
        mail = Mail(tuple(headed(message)))
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


def misnamed(data: bytes, named: str, read: DecodedText) -> str:
    """Return how the character set that a mail names misses its bytes; empty when it fits.

    A set of single bytes fits any bytes, and says nothing where these are UTF-8 throughout.
    """
    if not fits(data, named):
        return f"写明 {named}，按 {read.charset.upper()} 读出"
    if not data.isascii() and fits(data, "utf-8") and is_single_byte(named):
        return f"写明 {named}，照此读出；这些字节也是完整的 UTF-8"
    return ""


def headed(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the lines of the heading that a reader shows, what is missing named as missing."""
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
    except (ValueError, HeaderParseError):
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
