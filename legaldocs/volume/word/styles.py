"""The styles of a document: what a paragraph or run is by its own marks and by its style's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.volume.package import attribute, child, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"(?:heading|标题) ?([1-6])", re.IGNORECASE)
_BODY_LEVEL = 9
_DEEPEST = 6


class Styles:
    """The styles of a document by their id (样式)."""

    def __init__(self, root: _Element | None) -> None:
        self._by_id: dict[str, _Element] = {}
        self._default: dict[str, str] = {}
        self._run_defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        for element in root.iterfind("{*}style") if root is not None else ():
            key = attribute(element, "styleId")
            self._by_id[key] = element
            if attribute(element, "default") in {"1", "true", "on"}:
                self._default[attribute(element, "type")] = key

    def chain(self, style_id: str, kind: str = "") -> Iterator[_Element]:
        """Yield a style and those it is based on, each once; the default one for an empty id."""
        seen = set()
        key = style_id or self._default.get(kind, "")
        while key in self._by_id and key not in seen:
            seen.add(key)
            yield self._by_id[key]
            key = attribute(child(self._by_id[key], "basedOn"), "val")

    def paragraph(self, properties: _Element | None, name: str) -> _Element | None:
        """Return a mark of a paragraph such as w:jc: its own, else that of its style."""
        own = child(properties, name)
        if own is not None:
            return own
        style = attribute(child(properties, "pStyle"), "val")
        found = (child(base, "pPr", name) for base in self.chain(style, "paragraph"))
        return next((mark for mark in found if mark is not None), None)

    def numbering(self, properties: _Element | None) -> tuple[str, int]:
        """Return the list a paragraph belongs to and its level; an empty id for none."""
        mark = self.paragraph(properties, "numPr")
        level = attribute(child(mark, "ilvl"), "val")
        if not level:
            inherited = child(properties, "numPr") is None
            level = str(max(self.heading(properties) - 1, 0)) if inherited else "0"
        number = attribute(child(mark, "numId"), "val")
        return ("" if number == "0" else number), whole(level)

    def heading(self, properties: _Element | None) -> int:
        """Return the level of a heading from one, 0 for a paragraph of the body."""
        outline = self.paragraph(properties, "outlineLvl")
        if outline is not None:
            level = whole(attribute(outline, "val"), _BODY_LEVEL)
            return min(level + 1, _DEEPEST) if 0 <= level < _BODY_LEVEL else 0
        style = attribute(child(properties, "pStyle"), "val")
        for base in self.chain(style):
            name = attribute(child(base, "name"), "val")
            if match := _HEADING.fullmatch(name):
                return int(match[1])
            if name.lower() == "title":
                return 1
        return 0

    def run(self, own: _Element | None, paragraph: _Element | None) -> tuple[_Element, ...]:
        """Return where the marks of a run stand, the nearest first."""
        styles = (
            *self.chain(attribute(child(own, "rStyle"), "val")),
            *self.chain(attribute(child(paragraph, "pStyle"), "val"), "paragraph"),
        )
        places = (own, *(child(style, "rPr") for style in styles), self._run_defaults)
        return tuple(place for place in places if place is not None)


def value_of(places: tuple[_Element, ...], name: str) -> str:
    """Return the value of a mark where it stands nearest; ``on`` for one without; else empty."""
    for place in places:
        mark = child(place, name)
        if mark is not None:
            return attribute(mark, "val", "on")
    return ""


def is_on(places: tuple[_Element, ...], name: str) -> bool:
    """Return whether a mark such as w:b is switched on where it stands nearest."""
    value = value_of(places, name)
    return bool(value) and value not in _OFF
