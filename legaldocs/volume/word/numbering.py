"""The numbers of lists: counted as Word counts them, level by level (编号)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.volume.package import attribute, child, whole
from legaldocs.volume.word.numerals import written

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "o": "○"}
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    legal: bool = False
    restart: int | None = None


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._starts: dict[str, set[int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        styled = {}
        for element in root.iterfind("{*}abstractNum"):
            key = attribute(element, "abstractNumId")
            self._abstract[key] = _levels(element)
            if (link := child(element, "styleLink")) is not None:
                styled[attribute(link, "val")] = self._abstract[key]
        for element in root.iterfind("{*}abstractNum"):
            linked = styled.get(attribute(child(element, "numStyleLink"), "val"))
            if linked:
                self._abstract[attribute(element, "abstractNumId")] = linked
        for element in root.iterfind("{*}num"):
            key = attribute(element, "numId")
            abstract = attribute(child(element, "abstractNumId"), "val")
            levels = dict(self._abstract.get(abstract, {}))
            for override in element.iterfind("{*}lvlOverride"):
                at = whole(attribute(override, "ilvl"))
                levels |= _levels(override)
                if (start := child(override, "startOverride")) is not None:
                    base = levels.get(at, _Level())
                    first = whole(attribute(start, "val"), 1)
                    levels[at] = _Level(first, base.form, base.text, base.legal, base.restart)
                    self._starts.setdefault(key, set()).add(at)
            self._of[key] = abstract, levels

    def label(self, list_id: str, at: int) -> str:
        """Count on in a list and return the number of its next paragraph, empty for none."""
        if list_id not in self._of or not 0 <= at < LEVELS:
            return ""
        abstract, levels = self._of[list_id]
        level = levels.get(at)
        if level is None:
            return ""
        self._count(list_id, abstract, levels, at)
        if level.form == "bullet":
            return _bullet(level.text)
        return _PLACE.sub(lambda found: self._number(abstract, levels, level, found), level.text)

    def _count(self, list_id: str, abstract: str, levels: dict[int, _Level], at: int) -> None:
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        if at in self._starts.get(list_id, set()):
            self._starts[list_id].discard(at)
            counts[at] = None
        for above in range(at):
            if counts[above] is None:
                counts[above] = levels.get(above, _Level()).start
        before = counts[at]
        counts[at] = levels[at].start if before is None else before + 1
        for below in range(at + 1, LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or (restart and at < restart):
                counts[below] = None

    def _number(
        self, abstract: str, levels: dict[int, _Level], level: _Level, found: re.Match[str]
    ) -> str:
        at = int(found[1]) - 1
        own = levels.get(at, _Level())
        count = self._counts[abstract][at]
        number = own.start if count is None else count
        return written(number, "decimal" if level.legal else own.form)


def _levels(parent: _Element) -> dict[int, _Level]:
    found = {}
    for element in parent.iterfind("{*}lvl"):
        restart = child(element, "lvlRestart")
        found[whole(attribute(element, "ilvl"))] = _Level(
            whole(attribute(child(element, "start"), "val"), 0),
            attribute(child(element, "numFmt"), "val", "decimal"),
            attribute(child(element, "lvlText"), "val"),
            child(element, "isLgl") is not None,
            None if restart is None else whole(attribute(restart, "val")),
        )
    return found


def _bullet(text: str) -> str:
    sign = _BULLETS.get(text, text)
    return "•" if any(ord(character) in _PRIVATE for character in sign) else sign
