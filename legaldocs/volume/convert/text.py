"""Plain text as pages: line by line; by its name a table (.csv) or Markdown (.md)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
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
from legaldocs.volume.convert.spreadsheet import print_sheets
from legaldocs.volume.convert.webpage import found_in, print_html
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.sheets.delimited import read_delimited

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.volume.pages import OriginalPages

_TABLES = frozenset({".csv", ".tsv"})
_MARKDOWN = frozenset({".md", ".markdown"})
_CHAT = re.compile(r"聊天|微信|短信|WeChat|WhatsApp|\bQQ|\bSMS\b|\bchat\b", re.IGNORECASE)
"""What a file is called by which a chat is expected in it."""


def convert(path: Path, name: str, quotes: Sequence[str] = ()) -> OriginalPages:
    """Return a text as pages, the lines with quoted words marked; see ``Converter``.

    Its content cannot say that it is a table: its name does.
    """
    data = read_bounded(path)
    text, suffix = _read(data), _suffix(name)
    if suffix in _TABLES and text.strip():
        return print_sheets([read_delimited(text)], data, name)
    _refuse_long(text)
    if suffix in _MARKDOWN:
        return print_html(_from_markdown(text), data, name, " Markdown 文件", quotes)
    cited = Quotes(quotes)
    body = f"<div class=text>{cited.in_text(text)}</div>"
    remarks = (chat.unknown_layout(path, name),) if quotes or _CHAT.search(name) else ()
    printed = Print(name, running_head(name, data), body)
    return print_pages(printed, name, *remarks, quotes=cited)


def find(path: Path, name: str, quotes: Sequence[str]) -> frozenset[str] | None:
    """Return which of the quotes a text holds, and set nothing; None for a table."""
    text, suffix = _read(read_bounded(path)), _suffix(name)
    if suffix in _TABLES and text.strip():
        return None
    _refuse_long(text)
    if suffix in _MARKDOWN:
        return found_in(_from_markdown(text), quotes)
    cited = Quotes(quotes)
    cited.in_text(text)
    return frozenset(cited.found)


def _read(data: bytes) -> str:
    text = decoded(data)
    if text is None:
        raise Unreadable("文字编码无法确认（不是 UTF-8、UTF-16 或 GB18030）")
    return text.text


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _refuse_long(text: str) -> None:
    if len(text) > CHARACTERS:
        raise Unreadable(f"文字过多（{len(text)} 字，上限 {CHARACTERS} 字）")


def _from_markdown(text: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only such files pay

    # Its own limit on nesting (20) keeps a hostile text from running deep.
    made: str = (
        MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text)
    )
    return made
