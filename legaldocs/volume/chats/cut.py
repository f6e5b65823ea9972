"""A text cut into entries: a line that begins a message, and the lines below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Container

_FEW = 2
_RULE = 4
_LONGEST_HEADING = 300


@dataclass(slots=True)
class Entry:
    """A line that begins a message, at its number, and the lines below it (条目)."""

    at: int
    head: re.Match[str]
    below: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines below, without the empty ones around them."""
        return "\n".join(self.below).strip("\n")


@dataclass(slots=True)
class Cut:
    """A text cut into entries (切分).

    ``front`` is what stands before the first; ``odd`` counts the lines that look as if they began
    an entry and were left where they stand.
    """

    front: str
    entries: list[Entry]
    odd: int


def cut(
    text: str, line: re.Pattern[str], stops: Container[int] = (), *, apart: bool = False
) -> Cut:
    """Cut a text at the lines that ``line`` matches whole; lines in ``stops`` are left out.

    Where messages are set apart by empty lines, a line that looks like a heading but stands inside
    a message was written there: it stays text, and nobody is made to have said it. ``apart`` says
    that the shape always has such lines.
    """
    rows = text.split("\n")
    found = {
        at: match
        for at, row in enumerate(rows)
        if len(row) <= _LONGEST_HEADING and (match := line.fullmatch(row.strip()))
    }
    clear = {at for at in found if at == 0 or at - 1 in stops or _divides(rows[at - 1])}
    heads = found
    if apart or (len(found) > _FEW and mostly(len(clear), len(found))):
        heads = {at: match for at, match in found.items() if at in clear or at == min(found)}
    front: list[str] = []
    entries: list[Entry] = []
    for at, row in enumerate(rows):
        if at in heads:
            entries.append(Entry(at, heads[at]))
        elif at not in stops:
            (entries[-1].below if entries else front).append(row.rstrip())
    return Cut("\n".join(front).strip("\n"), entries, len(found) - len(heads))


def mostly(part: int, whole: int) -> bool:
    """Return whether four of five are so: an export is regular, but for a few."""
    return 5 * part >= 4 * whole


def _divides(row: str) -> bool:
    """Return whether a line is empty or a rule drawn of one character."""
    plain = row.strip()
    return not plain or (len(set(plain)) == 1 and len(plain) >= _RULE)
