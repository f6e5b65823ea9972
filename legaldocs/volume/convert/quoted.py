"""Words that the case cites, marked where they stand in a text or in cleaned HTML."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from lxml import etree, html

from legaldocs.volume.chats.quotes import bare
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PLACE = "quote-"
"""What the name of a place begins with where quoted words are marked, their number behind it."""

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
        cited: dict[int, list[int]] = {}
        for number, words in enumerate(self.words):
            for lines in _lines_with(text, bare(words)):
                self.found.add(words)
                for row in lines:
                    cited.setdefault(row, [])
                cited[lines[0]].append(number)
        return "\n".join(
            self._flagged(escape(visible(row)), cited[at]) if at in cited else escape(visible(row))
            for at, row in enumerate(rows)
        )

    def _flagged(self, row: str, numbers: Sequence[int]) -> str:
        flags = "".join(
            f'<span class="flag mark" id={PLACE}{number} '
            f'data-title="引用：{escape(visible(self.words[number]))}">引用</span> '
            for number in dict.fromkeys(numbers)
        )
        return f"<span class=cited>{flags}{row}</span>"

    def pages(self, places: Mapping[str, Iterable[int]]) -> dict[str, tuple[int, ...]]:
        """Return the words that were found with their pages, of the pages of each place."""
        found: dict[str, tuple[int, ...]] = {
            words: () for words in self.words if words in self.found
        }
        for number, words in enumerate(self.words):
            if words in found and not found[words]:
                found[words] = tuple(places.get(f"{PLACE}{number}", ()))
        return found

    def in_html(self, clean: str) -> str:
        """Return cleaned HTML with the elements marked that hold quoted words."""
        if not self.words:
            return clean
        parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
        root = html.fragment_fromstring(f"<div>{clean}</div>".encode(), parser=parser)
        self.in_tree(root)
        return str(etree.tostring(root, encoding="unicode", method="html"))

    def in_tree(self, root: etree._Element) -> None:
        """Mark the smallest elements of ``root`` that hold quoted words."""
        for number, words in enumerate(self.words):
            if bare(words):
                self._mark(root, number)

    def _mark(self, element: etree._Element, number: int) -> None:
        words = self.words[number]
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
                self._mark(child, number)
        elif element.tag in _ROWS:
            cells = [cell for cell in element.iter(etree.Element) if cell.tag in _CELLS]
            for cell in cells:
                cell.set("class", "cited")
            _put_flag(cells[0] if cells else element, words, number)
        else:
            element.set("class", "cited")
            _put_flag(element, words, number)


def _put_flag(element: etree._Element, words: str, number: int) -> None:
    said = {"class": "flag mark", "id": f"{PLACE}{number}", "data-title": f"引用：{visible(words)}"}
    flag = etree.Element("span", said)
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
