"""A bag in a folder."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from legaldocs.evidence.files.container import MOST_FILES, Container, too_many_files
from legaldocs.evidence.files.safe_open import folders_in, opening_inside, walk

if TYPE_CHECKING:
    from pathlib import Path


def folder_container(root: Path) -> Container:
    """Return the files below ``root``; no link is followed."""
    found = {entry.path: entry for entry in islice(walk(root, empty_folders=True), MOST_FILES + 1)}
    entries = {path: entry for path, entry in found.items() if entry.kind != "folder"}
    return Container(
        entries=entries,
        opening=partial(opening_inside, root),
        folders=frozenset(folders_in(root)),
        empty_folders=frozenset(found.keys() - entries.keys()),
        findings=(too_many_files(),) if len(found) > MOST_FILES else (),
    )
