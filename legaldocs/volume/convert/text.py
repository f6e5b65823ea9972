"""Plain text as pages: exports of chats that are not known, logs, notes."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from legaldocs.core.charset import decoded
from legaldocs.volume.convert import chat
from legaldocs.volume.convert.printed import (
    CHARACTERS,
    Print,
    print_pages,
    read_bounded,
    running_head,
)
from legaldocs.volume.convert.quoted import Quotes
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.volume.pages import OriginalPages

_CHAT = re.compile(r"聊天|微信|短信|WeChat|WhatsApp|\bQQ|\bSMS\b|\bchat\b", re.IGNORECASE)
"""What a file is called by which a chat is expected in it."""


def convert(path: Path, name: str, quotes: Sequence[str] = ()) -> OriginalPages:
    """Return a text as pages, the lines with quoted words marked; see ``Converter``."""
    data = read_bounded(path)
    text = decoded(data)
    if text is None:
        raise Unreadable("文字编码无法确认（不是 UTF-8、UTF-16 或 GB18030）")
    if len(text.text) > CHARACTERS:
        raise Unreadable(f"文字过多（{len(text.text)} 字，上限 {CHARACTERS} 字）")
    cited = Quotes(quotes)
    body = f"<div class=text>{cited.in_text(text.text)}</div>"
    remarks = (chat.unknown_layout(path, name),) if quotes or _CHAT.search(name) else ()
    pages = print_pages(Print(name, running_head(name, data), body), name, *remarks)
    return dataclasses.replace(pages, quoted=frozenset(cited.found))
