"""Plain text as pages: exports of chats, logs, notes."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING

from legaldocs.core.charset import decoded
from legaldocs.volume.convert.printed import (
    CHARACTERS,
    Print,
    print_pages,
    read_bounded,
    running_head,
)
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.volume.pages import OriginalPages

_KEPT = "\n\t"


def convert(path: Path, name: str) -> OriginalPages:
    """Return a text as pages; see ``Converter``."""
    data = read_bounded(path)
    text = decoded(data)
    if text is None:
        raise Unreadable("文字编码无法确认（不是 UTF-8、UTF-16 或 GB18030）")
    if len(text.text) > CHARACTERS:
        raise Unreadable(f"文字过多（{len(text.text)} 字，上限 {CHARACTERS} 字）")
    body = f"<div class=text>{escape(visible(text.text))}</div>"
    return print_pages(Print(name, running_head(name, data), body), name)


def visible(text: str) -> str:
    """Return a text with line ends made alike and control characters written as their codes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        f"〔U+{ord(character):04X}〕"
        if unicodedata.category(character) in {"Cc", "Cs", "Co"} and character not in _KEPT
        else character
        for character in lines
    )
