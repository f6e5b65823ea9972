"""An export of a chat, whatever program wrote it, as its messages; other files are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.charset import decoded
from legaldocs.volume.chats.headed import read_headed
from legaldocs.volume.chats.inline import day_order_unclear, read_inline
from legaldocs.volume.chats.objects import read_json
from legaldocs.volume.chats.records import read_table
from legaldocs.volume.chats.sms import read_sms
from legaldocs.volume.chats.web import read_page, read_saved_page

if TYPE_CHECKING:
    from legaldocs.volume.chats.message import Chat

MEDIA = frozenset(
    {
        *("application/json", "application/xml", "message/rfc822"),
        *("text/csv", "text/html", "text/plain", "text/markdown"),
    }
)
"""Kinds of file that may be an export of a chat."""


def read_chat(data: bytes, media: str) -> Chat | None:
    """Return the messages of an export, or None when the file is none that is known."""
    if media == "message/rfc822":
        return read_saved_page(data)
    if media == "application/xml":
        return read_sms(data)
    text = plain_text(data)
    if text is None:
        return None
    if media == "text/html":
        return read_page(text)
    if media == "application/json":
        return read_json(text)
    return read_table(text) or read_headed(text) or read_inline(text)


def plain_text(data: bytes) -> str | None:
    """Return the text of a file with line ends made alike; None when no character set fits."""
    text = decoded(data)
    return text.text.replace("\r\n", "\n").replace("\r", "\n") if text else None


def why_unknown(data: bytes) -> str:
    """Return why an export is printed as it stands; empty where no reason of its own is known."""
    text = plain_text(data)
    if text is not None and day_order_unclear(text):
        return "日期既可以读成“日/月”，也可以读成“月/日”"
    return ""
