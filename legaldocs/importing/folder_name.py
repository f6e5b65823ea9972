"""What the folder of a case is called."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_LONGEST = 60
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


def free_name(words: Iterable[str], taken: Container[str]) -> str:
    """Return an unused name for a folder, of these words; ``taken`` are plain names.

    >>> free_name(("HT/1", "乙公司"), {"ht_1-乙公司"})
    'HT_1-乙公司-2'
    """
    raw = "-".join(filter(None, words))
    stem = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", raw))[:_LONGEST]
    stem = stem.strip(" .") or "案件"
    name, number = stem, 1
    while plain_name(name) in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def plain_name(name: str) -> str:
    """Return a name as file systems compare it that know no capitals."""
    return unicodedata.normalize("NFC", name).casefold()
