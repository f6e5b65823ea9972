"""Plain text as pages: line by line; by its name a table (.csv) or Markdown (.md)."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from legaldocs.core.charset import decoded
from legaldocs.volume.convert.printed import (
    CHARACTERS,
    Print,
    print_pages,
    read_bounded,
    running_head,
)
from legaldocs.volume.convert.spreadsheet import print_sheets
from legaldocs.volume.convert.webpage import print_html
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.sheets.delimited import read_delimited
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.volume.pages import OriginalPages

_TABLES = frozenset({".csv", ".tsv"})
_MARKDOWN = frozenset({".md", ".markdown"})


def convert(path: Path, name: str) -> OriginalPages:
    """Return a text as pages; see ``Converter``. Its content cannot say that it is a table."""
    data = read_bounded(path)
    text = decoded(data)
    if text is None:
        raise Unreadable("文字编码无法确认（不是 UTF-8、UTF-16 或 GB18030）")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _TABLES and text.text.strip():
        return print_sheets([read_delimited(text.text)], data, name)
    if len(text.text) > CHARACTERS:
        raise Unreadable(f"文字过多（{len(text.text)} 字，上限 {CHARACTERS} 字）")
    if suffix in _MARKDOWN:
        return print_html(_from_markdown(text.text), data, name, " Markdown 文件")
    body = f"<div class=text>{escape(visible(text.text))}</div>"
    return print_pages(Print(name, running_head(name, data), body), name)


def _from_markdown(text: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only such files pay

    # Its own limit on nesting (20) keeps a hostile text from running deep.
    made: str = (
        MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text)
    )
    return made
