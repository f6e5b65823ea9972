"""The case folders below a folder, and where the output of each goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from legaldocs.case.folder import CASE_FILE
from legaldocs.case.folders import case_folders
from legaldocs.core.errors import InputError


@dataclass(frozen=True, slots=True)
class CaseJob:
    """One case to build (一件): its name in the run, its folder, and the folder of its output."""

    name: str
    folder: Path
    out: Path


def case_jobs(folder: Path, cases: Path) -> tuple[CaseJob, ...]:
    """Return the cases below ``folder``, by name; outputs keep their relative path in ``cases``.

    Raises InputError when a folder cannot be listed, and when there is no case.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise InputError(
            "没有这个文件夹" if not root.exists() else "应给出放着各案件的文件夹",
            where=str(folder),
            next_step="核对路径；单个案件用 legaldocs build",
        )
    jobs = [_job(root, path, cases) for path in case_folders(root)]
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
