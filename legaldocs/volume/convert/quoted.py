"""Words that the case cites, marked where they stand in a text or in cleaned HTML."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from legaldocs.volume.chats.quotes import bare
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})


@dataclass(slots=True)
class Quotes:
    """The words to look for, and which of them were found (引用)."""

    words: Sequence[str] = ()
    found: set[str] = field(default_factory=set)

    def in_text(self, text: str) -> str:
        """Return a text as HTML, the lines that hold quoted words marked."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        rows = text.split("\n")
        cited: dict[int, str] = {}
        for words in self.words:
            for lines in _lines_with(text, bare(words)):
                self.found.add(words)
                for row in lines:
                    cited.setdefault(row, words if row == lines[0] else "")
        return "\n".join(
            _flagged(escape(visible(row)), cited[at]) if at in cited else escape(visible(row))
            for at, row in enumerate(rows)
        )

    def in_tree(self, root: etree._Element) -> None:
        """Mark the smallest elements of ``root`` that hold quoted words."""
        for words in self.words:
            if bare(words):
                self._mark(root, words)

    def _mark(self, element: etree._Element, words: str) -> None:
        if bare(words) not in bare("".join(element.itertext())):
            return
        self.found.add(words)
        inner = [
            child
            for child in element.iterchildren(etree.Element)
            if bare(words) in bare("".join(child.itertext()))
        ]
        if inner:
            for child in inner:
                self._mark(child, words)
        elif element.tag in _ROWS:
            cells = [cell for cell in element.iter(etree.Element) if cell.tag in _CELLS]
            for cell in cells:
                cell.set("class", "cited")
            _put_flag(cells[0] if cells else element, words)
        else:
            element.set("class", "cited")
            _put_flag(element, words)


def _flagged(row: str, words: str) -> str:
    title = f' mark" data-title="引用：{escape(visible(words))}' if words else ""
    flag = f'<span class="flag{title}">引用</span> ' if words else ""
    return f"<span class=cited>{flag}{row}</span>"


def _put_flag(element: etree._Element, words: str) -> None:
    flag = etree.Element("span", {"class": "flag mark", "data-title": f"引用：{visible(words)}"})
    flag.text, flag.tail, element.text = "引用", f" {element.text or ''}", None
    element.insert(0, flag)


def _lines_with(text: str, words: str) -> Iterator[range]:
    """Yield the lines over which quoted words stand, wherever these are broken."""
    if not words:
        return
    kept: list[str] = []
    lines: list[int] = []
    line = 0
    for character in unicodedata.normalize("NFC", text):
        line += character == "\n"
        if left := bare(character):
            kept.append(left)
            lines += [line] * len(left)
    flat = "".join(kept)
    at = flat.find(words)
    while at >= 0:
        yield range(lines[at], lines[at + len(words) - 1] + 1)
        at = flat.find(words, at + len(words))
