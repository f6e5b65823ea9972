"""What the book wrote into a case folder, kept there so that it is known again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from legaldocs.core.errors import InputError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.importing.record import Facts

MEMORY_FILE = "internal/book.json"
"""Inside ``internal``, which no bundle takes in."""
_FORM = 1


@dataclass(frozen=True, slots=True)
class Memory:
    """What the book last wrote (账册写过的内容): the facts, and what it calls each receivable.

    ``written`` are the SHA-256 of the case file as the book wrote it: two, the one that was there
    and the one that comes, while a write is under way.
    """

    facts: Facts
    names: dict[int, str]
    gaps: tuple[str, ...]
    written: tuple[str, ...] = ()

    def data(self) -> bytes:
        """Return it as it is stored."""
        stored = {
            "form": _FORM,
            "facts": self.facts,
            "names": {str(key): name for key, name in sorted(self.names.items())},
            "gaps": list(self.gaps),
            "written": list(self.written),
        }
        return (json.dumps(stored, ensure_ascii=False, indent=1) + "\n").encode()


class _Stored(msgspec.Struct, forbid_unknown_fields=True):
    form: Literal[1]
    facts: dict[str, Any]
    names: dict[int, str]
    gaps: tuple[str, ...]
    written: tuple[str, ...] = ()


def memory_of(folder: Path) -> Memory:
    """Return what the book wrote into a case. Raises InputError where it cannot be read."""
    path = folder / MEMORY_FILE
    cause: Exception | None = None
    try:
        stored = msgspec.json.decode(read_regular(path, LARGEST), type=_Stored)
        if _is_plain(stored.facts):
            return Memory(stored.facts, stored.names, stored.gaps, stored.written)
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError) as error:
        cause = error
    raise InputError(
        "账册写进案件的记录读不出，不知道哪些内容是账册写的",
        where=str(path),
        next_step="从备份恢复这个文件",
    ) from cause


def _is_plain(value: Any) -> bool:
    """Return whether a value is made of texts, lists and mappings only."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, str | list | dict) and all(map(_is_plain, inner))
