"""A change made in Word, carried to the lines of the source that it concerns."""

from __future__ import annotations

import difflib
import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.errors import InputError
from legaldocs.render.wording import WORD, read_wording
from legaldocs.render.wording_docx import build_template
from legaldocs.render.wording_text import write_wording

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.render.wording import SourceLine, Wording

_WIDTH_ROW = re.compile(r"\|[0-9:.|]+\|")
_NUMBER = re.compile(r"[0-9.]+")
_NO_CHANGE = Decimal("0.1")
"""Millimetres by which an editor moves a column on its own."""


class Change(NamedTuple):
    """One line of a source to be changed (改动); None for what was not there, or goes."""

    line: SourceLine
    """The line itself, or the one after which a new one stands."""
    old: str | None
    new: str | None


def changes_in(package: bytes, text: Path, shared: Path) -> list[Change]:
    """Return the changes to ``text`` and its blocks that make them say what ``package`` says.

    Raises InputError when the sources cannot be read, or hold a format that a text has no sign for.
    """
    wording = read_wording(text, shared / "blocks")
    old = write_wording(build_template(text, shared))
    new = _without_drift(write_wording(package), old)
    if len(old) != len(wording.lines):
        raise InputError(
            "源文件里有多余的行，无法逐行对应",
            where=str(text),
            expected=f"{len(old)} 行",
            found=f"{len(wording.lines)} 行",
            next_step="照 docs/how-to/change-the-wording.md 的写法核对源文件的每一行",
        )
    found: list[Change] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            found += _changes(wording, (start, end), new[new_start:new_end])
    return found


def apply(changes: list[Change]) -> None:
    """Write the changes into their files, the last line of each file first."""
    for change in sorted(changes, key=lambda change: change.line.number, reverse=True):
        file, place = change.line.file, change.line.number
        lines = file.read_text(encoding="utf-8").split("\n")
        indent = lines[place - 1][: len(lines[place - 1]) - len(lines[place - 1].lstrip(" "))]
        added = [] if change.new is None else [indent + change.new]
        start = place if change.old is None else place - 1
        lines[start:place] = added
        file.write_text("\n".join(lines), encoding="utf-8")


def _changes(wording: Wording, place: tuple[int, int], new: list[str]) -> list[Change]:
    """Return what replaces the lines of ``place``, pair by pair, and what is left of either."""
    start, end = place
    lines = wording.lines[start:end]
    paired = list(zip(lines, new, strict=False))
    changes = [Change(line, line.raw, _with_words(line, said, wording)) for line, said in paired]
    changes += [Change(line, line.raw, None) for line in lines[len(paired) :]]
    before = wording.lines[max(start + len(paired) - 1, 0)]
    # Written from the last line up, each one right behind ``before``, they keep their order.
    changes += [Change(before, None, said) for said in reversed(new[len(paired) :])]
    return changes


def _with_words(line: SourceLine, said: str, wording: Wording) -> str:
    """Return a new text of a line with the words that it had, such as <债权人>, in their places."""
    for word in set(WORD.findall(line.raw)):
        meaning = wording.words[word]
        if line.text.count(meaning) != line.raw.count(f"<{word}>"):
            raise line.fault(
                f"这一行用了 <{word}>，而“{meaning}”还另外出现，无法代为改写",
                found=said,
                then="按上面的文字手工修改这一行",
            )
        said = said.replace(meaning, f"<{word}>")
    return said


def _without_drift(new: list[str], old: list[str]) -> list[str]:
    """Return the new lines with the old widths where an editor moved columns on its own."""
    rows = [line for line in old if _WIDTH_ROW.fullmatch(line)]
    return [next((row for row in rows if _drifted(row, line)), line) for line in new]


def _drifted(old: str, new: str) -> bool:
    if _NUMBER.sub("", old) != _NUMBER.sub("", new):
        return False
    pairs = zip(_NUMBER.findall(old), _NUMBER.findall(new), strict=True)
    return all(abs(Decimal(before) - Decimal(after)) < _NO_CHANGE for before, after in pairs)
