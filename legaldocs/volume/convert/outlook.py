"""Mails that Outlook saved (.msg), taken apart; their reader is installed apart."""

from __future__ import annotations

import io
import struct
from email.message import Message
from typing import IO, TYPE_CHECKING, Any, cast

from legaldocs.core.charset import decoded
from legaldocs.volume.convert.mail_parts import Attachment, Mail, TextPart, headed
from legaldocs.volume.convert.printed import read_bounded
from legaldocs.volume.limits import Unreadable, metered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MSG = "application/vnd.ms-outlook"
_HTML, _RTF = 0x1013, 0x1009
_CONTENT_ID, _LOCATION, _RECIPIENT = 0x3712, 0x3713, 0x0C15
"""Properties ([MS-OXPROPS]): PidTagHtml, PidTagRtfCompressed, PidTagAttachContentId,
PidTagAttachContentLocation, PidTagRecipientType."""

_RECIPIENTS = {1: "to", 2: "cc", 3: "bcc"}
_PARTS = 300
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError),
    *(TypeError, ValueError, struct.error),
)
"""What the reader raises on files that are not what they should be."""


def read_msg(path: Path) -> Mail:
    """Return a mail taken apart.

    Raises Unreadable when the file is broken or nothing that reads it is installed.
    """
    try:
        import oxmsg  # noqa: PLC0415 - an extra
    except ImportError:
        raise Unreadable("读取 Outlook 的 .msg 需要另装 legaldocs[mail]") from None
    data = read_bounded(path)
    with metered(io.BytesIO(data), len(data)) as file:
        try:
            return _mail(oxmsg.Message.load(cast("IO[bytes]", file)))
        except _FAULTS as error:
            raise Unreadable("Outlook 邮件已损坏，或者其中的文字编码无法确认") from error


def _mail(message: Any) -> Mail:
    mail = Mail(tuple(headed(_header(message))))
    html, plain = _html(message), message.body
    if html:
        mail.texts.append(TextPart(html, is_html=True))
    elif plain:
        mail.texts.append(TextPart(plain, is_html=False))
    if not html and message.properties.binary_prop_value(_RTF):
        mail.left_out["RTF 格式的正文"] += 1
    for number, attached in enumerate(message.attachments, 1):
        if number > _PARTS:
            raise Unreadable(f"附件过多（上限 {_PARTS} 个）")
        mail.attachments.append(_attachment(attached, number))
    return mail


def _html(message: Any) -> str:
    """Return the text as HTML, by the character set that is stated or the rule for all text."""
    properties = message.properties
    data = properties.binary_prop_value(_HTML)
    if not data:
        return properties.str_prop_value(_HTML) or ""
    text = decoded(data, properties.body_encoding)
    if text is None:
        raise Unreadable("正文的文字编码无法确认")
    return text.text


def _header(message: Any) -> Message:
    """Return the header it was sent with, or one made of what Outlook notes of it."""
    found = Message()
    for name, value in message.message_headers.items():
        found[name] = value
    noted = dict(_noted(message))
    for name, value in noted.items():
        if value and not found.get(name):
            found[name] = value
    return found


def _noted(message: Any) -> Iterator[tuple[str, str]]:
    yield "from", message.sender or ""
    for kind, name in _RECIPIENTS.items():
        people = [
            f"{person.name} <{person.email_address}>" if person.email_address else person.name
            for person in message.recipients
            if (person.properties.int_prop_value(_RECIPIENT) or 1) == kind
        ]
        yield name, ", ".join(people)
    sent = message.sent_date
    yield "date", sent.strftime("%d %b %Y %H:%M:%S +0000") if sent else ""
    yield "subject", message.subject


def _attachment(attached: Any, number: int) -> Attachment:
    properties = attached.properties
    addresses = (
        (properties.str_prop_value(_CONTENT_ID) or "").strip("<> "),
        properties.str_prop_value(_LOCATION) or "",
    )
    return Attachment(
        attached.file_name or f"未命名附件{number}",
        attached.file_bytes or b"",
        tuple(filter(None, addresses)),
    )
