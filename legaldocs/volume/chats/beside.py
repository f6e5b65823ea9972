"""Files that a chat carried, where they lie beside its export."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from legaldocs.evidence.files.names import stored_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LARGEST = 256 << 20
"""Bytes of a file that is hashed once more for the print; its hash stands in the lists anyhow."""


@dataclass(frozen=True, slots=True)
class BesideFile:
    """A file that lies beside the export and has the name that a message gives (随附文件)."""

    place: str
    size: int
    sha256: str


def beside(export: Path, name: str) -> BesideFile | None:
    """Return the file that a message names, or None when none lies beside the export.

    A name never leads out of the export's own folder, and no link is followed.
    """
    for place in _places(name):
        path = export.parent.joinpath(*place.parts)
        if (
            path != export
            and path.is_file()
            and not any(
                step.is_symlink() for step in (path, *path.parents) if export.parent in step.parents
            )
        ):
            size = path.stat().st_size
            if size > _LARGEST:
                return BesideFile(place.as_posix(), size, "")
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return BesideFile(place.as_posix(), size, digest)
    return None


def _places(name: str) -> Iterator[PurePosixPath]:
    """Yield where a named file may lie, as it is named and as a bundle stores it."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name or not path.parts:
        return
    for candidate in dict.fromkeys((path, PurePosixPath(path.name))):
        yield candidate
        yield PurePosixPath(*(stored_name(part) for part in candidate.parts))
