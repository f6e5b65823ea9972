"""The place a fact was written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The file and line a fact was written at (位置).

    ``path`` is relative to the case folder, with forward slashes; ``line`` counts from one, and 0
    means the file as a whole. ``lines`` are those of the fields of a fact, where they differ.
    """

    path: str
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path

    def of(self, key: str) -> Origin:
        """Return the place of one field of a fact, or that of the fact where it has none."""
        return Origin(self.path, self.lines.get(key, self.line))
