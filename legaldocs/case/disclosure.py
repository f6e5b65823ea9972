"""Who may see the files of a row."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated


class Disclosure(StrEnum):
    """Who may see a file (给谁看): what the other side may see, the court sees too.

    What is internal goes into the creditor's own bundle and no other.
    """

    OTHER_SIDE = "对方"
    COURT = "法院"
    INTERNAL = "内部"


Shown = Annotated[Disclosure | None, "给谁看"]
"""As a row says it; where it says nothing, the kind of fact decides."""


def stricter(one: Disclosure, other: Disclosure) -> Disclosure:
    """Return which of the two fewer people may see."""
    return max(one, other, key=list(Disclosure).index)
