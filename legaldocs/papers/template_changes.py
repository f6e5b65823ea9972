"""What a user's copy of a template changes, and what ours changed since the copy was made."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from legaldocs.core.errors import InputError
from legaldocs.papers.make import find_template
from legaldocs.render.docx import read_template
from legaldocs.render.passages import Passage, passages, tags_in
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.papers.kind import Form

RECORD = ".base.json"
"""What a copy is recorded in: the suffix of a file beside it."""

_LARGEST = 4 * 1024 * 1024


class Copied(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What our template said when it was copied (复制时的模板)."""

    version: str
    sha256: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two templates (改动): a passage before and after, either may be None.

    ``place`` is the number of the paragraph or row, counted from 1 in the text of the later
    template, and 0 for page, header and footer; of one that was taken out, where it stood.
    """

    kind: Literal["inserted", "removed", "changed"]
    place: int
    before: Passage | None
    after: Passage | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What parts two templates (模板的差异): passages, and tags added or dropped."""

    changes: tuple[Change, ...]
    tags_added: tuple[str, ...]
    tags_dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyChanges:
    """How a copy differs from our template of today (副本的改动).

    ``since`` is what ours changed since the copy was made in ``copied_from``, the version then;
    None, and an empty version, where the copy has no record.
    """

    form: Form
    path: Path
    own: Difference
    copied_from: str
    since: Difference | None


def record(form: Form) -> bytes:
    """Return what is written beside a copy, so that later changes of ours can be told."""
    package = find_template(form).path.read_bytes()
    copied = Copied(VERSION, hashlib.sha256(package).hexdigest(), _said(form, None))
    return msgspec.json.format(msgspec.json.encode(copied), indent=1) + b"\n"


def changes_of(form: Form, folder: Path) -> CopyChanges:
    """Return what the copy of a template in ``folder`` changes.

    Raises InputError where there is no copy, and where it or its record cannot be read.
    """
    path = folder / f"{form.template}.docx"
    if not path.is_file():
        raise InputError(
            f"没有{form.title}的模板副本",
            where=str(path),
            next_step=f"用 legaldocs template copy {form.title} 复制后修改",
        )
    today = _said(form, None)
    copied = _copied(path.with_name(path.name.removesuffix(".docx") + RECORD))
    since = None if copied is None else difference(copied.passages, today)
    own = difference(today, _said(form, folder))
    return CopyChanges(form, path, own, copied.version if copied else "", since)


def difference(before: tuple[Passage, ...], after: tuple[Passage, ...]) -> Difference:
    """Return what parts two templates, in the order of the later one."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    outside = sum(1 for passage in after if passage.is_repeated)
    changes: list[Change] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        paired = min(last - first, end - start)
        for step in range(paired):
            old, new = before[first + step], after[start + step]
            changes.append(Change("changed", max(start + step + 1 - outside, 0), old, new))
        here = max(start + paired + 1 - outside, 1)
        changes += [
            Change("removed", 0 if old.is_repeated else here, old, None)
            for old in before[first + paired : last]
        ]
        changes += [
            Change("inserted", max(place + 1 - outside, 0), None, after[place])
            for place in range(start + paired, end)
        ]
    had, has = Counter(tags_in(before)), Counter(tags_in(after))
    return Difference(tuple(changes), _more(has, had), _more(had, has))


def _more(one: Counter[str], other: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted((one - other).elements()))


def _said(form: Form, folder: Path | None) -> tuple[Passage, ...]:
    """Return what a template says, without the letterhead that it would be set under."""
    template = find_template(form, folder)
    return passages(read_template(template), template.fault)


def _copied(path: Path) -> Copied | None:
    if not path.is_file():
        return None
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        return msgspec.json.decode(content, type=Copied)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(
            "模板副本的记录无法读取",
            where=str(path),
            next_step="删去这个文件，改动照样列出，只是不知道附带的模板后来改了什么",
        ) from error
