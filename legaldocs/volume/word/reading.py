"""What is gathered while a document is read: revisions, notes, comments, what is not printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import attribute
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from legaldocs.volume.package import Package, Relation
    from legaldocs.volume.word.numbering import Numbering
    from legaldocs.volume.word.styles import Styles

DEEPEST = 12
"""Tables inside tables, text boxes inside text boxes, that are printed."""

PICTURES = 300
REVISIONS = 2000


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change (修订): what was done, by whom and when the file says."""

    kind: str
    author: str
    at: str


@dataclass(slots=True)
class Reading:
    """A document while it is read (正在读取的文档).

    ``lost`` counts, by name, what a page cannot show; ``hidden`` the characters that a viewer does
    not show either. ``notes`` and ``comments`` are those cited, in order.
    """

    package: Package
    styles: Styles
    numbering: Numbering
    lost: Counter[str] = field(default_factory=Counter)
    revisions: list[Revision] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    formats_changed: int = 0
    hidden: int = 0
    pictures: int = 0
    depth: int = 0

    def revise(self, element: _Element, kind: str) -> int:
        """Take up a tracked change and return its number. Raises Unreadable for too many."""
        if len(self.revisions) >= REVISIONS:
            raise Unreadable(f"修订过多（上限 {REVISIONS} 处）")
        author = visible(attribute(element, "author"))[:60] or "未载明"
        self.revisions.append(Revision(kind, author, moment(element)))
        return len(self.revisions)

    def enter(self) -> None:
        """Go one level deeper. Raises Unreadable when it is too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(f"表格或者文本框嵌套过深（上限 {DEEPEST} 层）")

    def leave(self) -> None:
        """Come back from one level."""
        self.depth -= 1


@dataclass(slots=True)
class Story:
    """A run of text of its own in a document (文字部分): body, header, note.

    ``fields`` are the fields open at this place: True once the result has begun.
    """

    reading: Reading
    relations: Mapping[str, Relation]
    fields: list[bool] = field(default_factory=list)
    instruction: str = ""

    @property
    def shown(self) -> bool:
        """Whether text at this place is shown: instructions of fields are not."""
        return all(self.fields)


def moment(element: _Element) -> str:
    """Return when the file says that something was written, as it says it."""
    return visible(attribute(element, "date")).replace("T", " ").removesuffix("Z")[:30] or "未载明"


def plain(text: str) -> str:
    """Return a text as HTML, control characters as their codes."""
    return escape(visible(text))
