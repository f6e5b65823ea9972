"""Which originals the rows of a case name, and which files are in its folder."""

from __future__ import annotations

import dataclasses
import os
import stat
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.near import suggestion
from legaldocs.core.origin import Origin
from legaldocs.core.system_error import reason
from legaldocs.core.system_files import is_system_file, is_system_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaldocs.case.disclosure import Disclosure
    from legaldocs.case.model import Case
    from legaldocs.core.findings import Finding

NOT_EVIDENCE = frozenset({"case.yaml", "journal.jsonl", "journal.head", "build"})
"""Names at the top of a case folder that are ours, not originals."""

_INTERNAL = frozenset({"internal", "内部"})
"""Folders whose files are put into no bundle, wherever in the case folder they stand."""

_NAMING_FIELDS = ("file", "proof", "resolution")
_NOT_PROOF = ("redactions",)
"""Rows that say what is done with a file, and prove nothing by it."""


@dataclasses.dataclass(frozen=True, slots=True)
class NamedFile:
    """A path that a row names (被引用的文件), where it does, the row, and who may see it."""

    path: str
    origin: Origin
    row: Origin
    audience: Disclosure | None = None


def named_files(fact: Any) -> tuple[NamedFile, ...]:
    """Return every path that a case, or one fact of it, names; in model order, with repeats."""
    return tuple(_walk(fact))


def _walk(fact: Any) -> Iterator[NamedFile]:
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if field.name in _NOT_PROOF:
            continue
        if field.name in _NAMING_FIELDS:
            where = fact.origin.of(field.name)
            shown = getattr(fact, "audience", None)
            yield from (NamedFile(path, where, fact.origin, shown) for path in value)
        elif isinstance(value, tuple):
            for item in value:
                if dataclasses.is_dataclass(item):
                    yield from _walk(item)
        elif dataclasses.is_dataclass(value) and not isinstance(value, Origin):
            yield from _walk(value)


def with_found_files(case: Case) -> Case:
    """Return the case as it can be proved: a file that is not in its folder proves nothing."""
    there = {same_name(path) for path in (*found_files(case), *internal_files(case))}
    found: Case = _keeping(case, there)
    return found


def _keeping(fact: Any, there: set[str]) -> Any:
    kept: dict[str, Any] = {}
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if field.name in _NOT_PROOF:
            continue
        if field.name in _NAMING_FIELDS:
            kept[field.name] = tuple(path for path in value if same_name(path) in there)
        elif isinstance(value, tuple):
            kept[field.name] = tuple(
                _keeping(item, there) if dataclasses.is_dataclass(item) else item for item in value
            )
        elif dataclasses.is_dataclass(value) and not isinstance(value, Origin):
            kept[field.name] = _keeping(value, there)
    changed = {name: value for name, value in kept.items() if value != getattr(fact, name)}
    return dataclasses.replace(fact, **changed) if changed else fact


def escapes(path: str) -> bool:
    """Return whether a named path is not plainly inside the case folder."""
    parts = PurePosixPath(path).parts
    return (
        not parts
        or path.startswith(("/", "~"))
        or ".." in parts
        or "\\" in path
        or (len(path) > 1 and path[1] == ":")
    )


def found_files(case: Case) -> tuple[str, ...]:
    """Return the files in the case folder that could be originals, sorted, as NFC paths.

    Hidden files, the case file, its tables, the journal, earlier builds, the folders internal/ and
    what systems and editors leave behind are left out. Links are listed, never followed; so are
    folders that cannot be entered. Raises InputError when the case folder itself cannot be.
    """
    return tuple(path for path in _files(case) if not is_internal(path))


def internal_files(case: Case) -> tuple[str, ...]:
    """Return the files in the folders named internal/ or 内部/, sorted: none ever leaves."""
    return tuple(path for path in _files(case) if is_internal(path))


def is_internal(path: str) -> bool:
    """Return whether a path leads through a folder internal/ or 内部/, however it is spelt."""
    folders = PurePosixPath(path).parts[:-1]
    return not _INTERNAL.isdisjoint(unicodedata.normalize("NFKC", n).casefold() for n in folders)


def _files(case: Case) -> tuple[str, ...]:
    ours = {*NOT_EVIDENCE, *case.tables}
    found: list[str] = []

    def refused(error: OSError) -> None:
        path = Path(error.filename).relative_to(case.folder).as_posix()
        if path == ".":
            raise InputError("案件文件夹无法列出", where=str(case.folder), found=reason(error))
        found.append(path)

    for top, folders, names in os.walk(case.folder, onerror=refused, followlinks=False):
        here = Path(top).relative_to(case.folder)
        if here == Path():
            folders[:] = [name for name in folders if name not in ours]
        linked = [name for name in folders if Path(top, name).is_symlink()]
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and not is_system_folder(name)
            and not is_build(Path(top, name))
        )
        for name in (*names, *linked):
            path = (here / name).as_posix()
            if path not in ours and not name.startswith(".") and not _is_litter(name):
                found.append(path)
    return tuple(sorted(found))


def is_file(case: Case, path: str) -> bool:
    """Return whether a found path is a file itself: a link, a pipe or a device is none."""
    try:
        return stat.S_ISREG((case.folder / path).lstat().st_mode)
    except OSError:
        return False


def is_build(folder: Path) -> bool:
    """Return whether a folder holds what an earlier build made, whole or only the bundle."""
    ours = (folder / "summary.json", folder / "seal" / "statement.json")
    return any(map(os.path.isfile, ours))  # which says no of a folder that may not be entered


def _is_litter(name: str) -> bool:
    return is_system_file(name) or name.lower().endswith((".bak", ".swp", ".tmp", "~"))


def downgraded(case: Case, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Downgrade errors on files that no row of the case names to warnings, which block no paper."""
    named = {same_name(file.path) for file in named_files(case)}
    return tuple(
        finding
        if same_name(finding.where) in named or finding.severity != "error"
        else dataclasses.replace(finding, severity="warning", blocks=())
        for finding in findings
    )


def same_name(path: str) -> str:
    """Return the form in which two spellings of one name are equal (NFC)."""
    return unicodedata.normalize("NFC", path)


def file_suggestion(path: str, there: Iterable[str]) -> str:
    """Return which file was meant by a path that is not there, or nothing.

    A name with a space at its end is written in quotes, or YAML leaves the space out.
    """
    hint = suggestion(path, sorted(there))
    return hint + ("名称首尾有空格的，在 case.yaml 里加引号写" if "␠" in hint else "")
