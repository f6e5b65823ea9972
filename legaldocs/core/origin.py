"""The place a fact was written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The file and line a fact was written at (位置).

    ``path`` is relative to the case folder, with forward slashes; ``line`` counts from one, and 0
    means the file as a whole.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path
