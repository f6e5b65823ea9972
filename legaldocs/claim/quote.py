"""What a row cites of its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.core.origin import Origin


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a row cites of its files (引用), a time, or both, and where it says so."""

    words: str
    origin: Origin
