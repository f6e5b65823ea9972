"""How due days were found, said once where many were found in one way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.claim.figures import InstalmentAccount

_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_EVENT_DAY = re.compile(f"（{_DAY}）")
_ROLLED = re.compile(f"；末日{_DAY}为休息日，顺延至{_DAY}")
_ROLLS = "；末日为休息日的，顺延至其后第一个工作日"
_MANY = 4
"""Lines of one contract from which what they share is said once."""


@dataclass(frozen=True, slots=True)
class DueGround:
    """How the due day of one part, or of several, was found (到期日的依据).

    ``of`` names the part, or the first and how many; ``says`` then leaves out the days of each.
    """

    of: str
    says: str


def due_grounds(
    lines: Iterable[InstalmentAccount], *, several: bool = False
) -> tuple[DueGround, ...]:
    """Return how the days were found that follow from an event, in the order of the lines.

    ``several`` puts the contract before each name.
    """
    groups: dict[tuple[int, str], list[InstalmentAccount]] = {}
    for line in lines:
        if line.counted:
            shared = _ROLLED.sub("", _EVENT_DAY.sub("", line.due_says))
            groups.setdefault((id(line.contract), shared), []).append(line)
    grounds = []
    for (_, shared), alike in groups.items():
        if len(alike) >= _MANY:
            rolled = any(_ROLLED.search(line.due_says) for line in alike)
            of = f"{_named(alike[0], several=several)}等{len(alike)}笔"
            grounds.append(DueGround(of, shared + (_ROLLS if rolled else "")))
        else:
            grounds += [DueGround(_named(line, several=several), line.due_says) for line in alike]
    return tuple(grounds)


def _named(line: InstalmentAccount, *, several: bool) -> str:
    contract = line.contract
    return f"{contract.number or contract.title}项下{line.name}" if several else line.name
