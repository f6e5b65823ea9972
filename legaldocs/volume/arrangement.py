"""What stands in a volume besides the exhibits, as it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_PAGES = 1000
"""Pages that one part of the volume may have (分卷上限); an exhibit is never split."""


class Separators(StrEnum):
    """Where separator sheets stand (分隔页): before each group of exhibits or each exhibit."""

    GROUPS = "按组"
    EXHIBITS = "按证据"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a volume is arranged (编排要求).

    A part has at most ``most_pages``; ``codes`` asks for a code on the first page of each file.
    """

    most_pages: int = MOST_PAGES
    separators: Separators | None = None
    codes: bool = False
