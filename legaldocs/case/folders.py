"""The case folders below a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case.folder import CASE_FILE
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason
from legaldocs.core.system_files import is_system_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = frozenset({"summary.json", "SUMMARY.md"})
"""What the output of a build is known by."""

_OUTPUTS = (MARKS, frozenset({"order.json"}))
"""What the outputs of a build and of a run are known by."""


def case_folders(root: Path) -> Iterator[Path]:
    """Yield the folders of cases at and below ``root``, at any depth.

    A folder that holds case.yaml is a case, and what lies in it is its own. Links are not followed;
    hidden folders, those of systems such as the recycle bin, and outputs of builds and runs are not
    entered. Raises InputError when a folder cannot be listed.
    """

    def refused(error: OSError) -> None:
        raise InputError(
            "文件夹无法列出",
            where=str(error.filename),
            found=reason(error),
            next_step="核对权限，或者移走该文件夹",
        )

    for top, folders, names in os.walk(root, onerror=refused):
        here = Path(top)
        if CASE_FILE in names:
            folders.clear()
            yield here
        elif here != root and any(marks.issubset(names) for marks in _OUTPUTS):
            folders.clear()
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not is_system_folder(name)
        )
