"""Original files found for a row by the number in their names, and copied into its case."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.scaffold import FOLDERS
from legaldocs.core.errors import InputError
from legaldocs.evidence.files.gather import gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legaldocs.importing.record import CaseKey

_SHORTEST, _SHORTEST_FIGURE = 3, 6
"""Signs of a number, and of one of digits alone; a shorter one has to be the name."""
_MOST_SIGNS = 200
_RUN = re.compile(r"[0-9a-z]+|[^\W_]")
_JOINED = re.compile(r"[-./][0-9a-z]", re.ASCII)
_JOINED_BEFORE = re.compile(r"[0-9a-z][-./]", re.ASCII)


class Target(NamedTuple):
    """A fact with a number, to which a file may belong (编号): its case, list and number."""

    case: CaseKey
    key: str
    number: str


class _Found(NamedTuple):
    start: int
    end: int
    targets: frozenset[Target]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A file that no row has for certain (没有归到案件的文件)."""

    name: str
    why: str


def plain(text: str) -> str:
    """Return a number without width, case and marks; two runs of digits stay apart.

    >>> plain("HT－2026/001 号"), plain("HT-1-11") == plain("HT-111")
    ('ht2026-001号', False)
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    joined = ""
    for run in _RUN.findall(folded):
        joined = _with(joined, run)
    return joined


def _with(text: str, run: str) -> str:
    apart = text[-1:].isdigit() and run[0].isdigit()
    return f"{text}-{run}" if apart else text + run


class Numbers:
    """The numbers of all facts, to be found in names (编号表)."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._targets: dict[str, set[Target]] = defaultdict(set)
        for target in targets:
            if found := plain(target.number):
                self._targets[found].add(target)

    def of(self, name: str) -> Target | str:
        """Return the one fact that a name states the number of, or why there is none."""
        stem = unicodedata.normalize("NFKC", name.rpartition(".")[0] or name).casefold()
        whole = self._targets.get(plain(stem), set())
        found = [_Found(0, len(stem), frozenset(whole))] if whole else [*self._inside(stem)]
        outer = [
            one
            for one in found
            if not any(
                other.start <= one.start and one.end <= other.end
                and (other.start, other.end) != (one.start, one.end)
                for other in found
            )
        ]  # fmt: skip
        targets = {target for one in outer for target in one.targets}
        if not targets:
            return "文件名里没有任何一行的编号"
        if len({target.case for target in targets}) == 1:
            rows = {target for target in targets if target.key != "contracts"}
            targets = rows or targets
        if len(targets) == 1:
            return targets.pop()
        numbers = "、".join(sorted({target.number for target in targets}))
        return f"可能属于几行（{numbers}），没有归到任何一行"

    def _inside(self, stem: str) -> Iterator[_Found]:
        """Yield each number in a name that is no part of a longer one."""
        runs = [(m.start(), m.end()) for m in _RUN.finditer(stem[:_MOST_SIGNS])]
        for first, (start, _) in enumerate(runs):
            if _JOINED_BEFORE.fullmatch(stem[max(0, start - 2) : start]):
                continue
            text = ""
            for left, right in runs[first:]:
                text = _with(text, stem[left:right])
                shortest = _SHORTEST_FIGURE if text.isdigit() else _SHORTEST
                if len(text) < shortest or text not in self._targets:
                    continue
                if not _JOINED.match(stem[right : right + 2]):
                    yield _Found(start, right, frozenset(self._targets[text]))


def found_files(folder: Path) -> list[str]:
    """Return the files below a folder, relative to it; hidden ones and links are passed over.

    Raises InputError when there is no such folder.
    """
    if not folder.is_dir():
        raise InputError("没有这个文件夹", where=str(folder), next_step="核对 --files 的路径")
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and path.is_file()
        and not path.is_symlink()
    )


def folder_of(key: str) -> str:
    """Return the folder of the case for originals of a list of facts."""
    return key if key in FOLDERS else "other"


def copy_into(root: Path, names: Iterable[str], case: Path, key: str) -> dict[str, str]:
    """Copy originals into the case's folder of that kind; return their paths in the case by name.

    Each is read once, hashed, and the copy read again. Raises InputError for one that fails.
    """
    gathered = gather(root, names, case / folder_of(key))
    failed = [finding for finding in gathered.findings if finding.severity == "error"]
    if failed:
        raise InputError(
            f"原件没有复制：{failed[0].message}",
            where=failed[0].where,
            next_step=failed[0].next_step,
        )
    return {item.path: f"{folder_of(key)}/{item.stored}" for item in gathered.items}
