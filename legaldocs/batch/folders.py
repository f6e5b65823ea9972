"""The case folders below a folder, and where the output of each goes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case.folder import CASE_FILE
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason
from legaldocs.core.system_files import is_system_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUTPUTS = (frozenset({"summary.json", "SUMMARY.md"}), frozenset({"order.json"}))
"""What the output of a build, and that of a run, can be told by."""


@dataclass(frozen=True, slots=True)
class CaseJob:
    """One case to build (一件): its name in the run, its folder, and the folder of its output."""

    name: str
    folder: Path
    out: Path


def case_jobs(folder: Path, cases: Path) -> tuple[CaseJob, ...]:
    """Return the cases below ``folder``, by name; outputs keep their relative path in ``cases``.

    A folder that holds case.yaml is a case, and what lies in it is its own. Links are not followed;
    hidden folders, those of systems such as the recycle bin, and outputs of builds and runs are not
    entered. Raises InputError when a folder
    cannot be listed, and when there is no case.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise InputError(
            "没有这个文件夹" if not root.exists() else "应给出放着各案件的文件夹",
            where=str(folder),
            next_step="核对路径；单个案件用 legaldocs build",
        )
    jobs = [_job(root, path, cases) for path in _case_folders(root)]
    if not jobs:
        raise InputError(
            "没有案件",
            where=str(folder),
            expected=f"其中有含 {CASE_FILE} 的文件夹",
            next_step="核对路径；新建案件用 legaldocs new",
        )
    return tuple(sorted(jobs, key=lambda job: job.name))


def _job(root: Path, path: Path, cases: Path) -> CaseJob:
    relative = path.relative_to(root)
    name = relative.as_posix() if relative.parts else root.name
    return CaseJob(name, path, cases.joinpath(*Path(name).parts))


def _case_folders(root: Path) -> Iterator[Path]:
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
