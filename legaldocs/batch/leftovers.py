"""Results in the folder of a run whose cases are no longer there: named, and removed on request."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case.folders import MARKS
from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from legaldocs.batch.folders import CaseJob


def leftovers(cases: Path, jobs: Sequence[CaseJob]) -> tuple[str, ...]:
    """Return the results below ``cases`` of none of these jobs (遗留的结果), by name.

    A case that was deleted, moved or renamed leaves its last result.
    """
    known = {job.out for job in jobs}
    return tuple(sorted(_outputs(cases, known)))


def _outputs(cases: Path, known: set[Path]) -> Iterator[str]:
    for top, folders, names in os.walk(cases):
        here = Path(top)
        folders[:] = [name for name in folders if not name.startswith(".")]
        if here in known or MARKS.issubset(names):
            folders.clear()
            if here not in known:
                yield here.relative_to(cases).as_posix()


def refuse_other_cases(left: Sequence[str], jobs: Iterable[CaseJob]) -> None:
    """Refuse to remove results where none is of these cases: it may be the wrong folder.

    Raises InputError.
    """
    if left and not any(job.out.is_dir() for job in jobs):
        raise InputError(
            "以前的结果没有一件是这个文件夹里的案件，没有删去，也没有开始",
            found=f"以前的结果 {len(left)} 件，如 {left[0]}",
            next_step="核对案件文件夹；确实都换了的，先不加 --prune 运行一次，再加 --prune",
        )


def remove_leftovers(cases: Path, left: Iterable[str], jobs: Iterable[CaseJob]) -> tuple[str, ...]:
    """Remove results, and the folders above that are empty then; return those that are gone.

    One with the result of a job inside stays. What a result is known by goes last: one that could
    not be removed whole is named by the next run.
    """
    inside = {above for job in jobs for above in job.out.parents}
    folders = {name: cases.joinpath(*Path(name).parts) for name in left}
    return tuple(
        name
        for name, folder in folders.items()
        if folder not in inside and _is_removed(cases, folder)
    )


def _is_removed(cases: Path, folder: Path) -> bool:
    try:
        for entry in sorted(folder.iterdir()):
            if entry.name in MARKS:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        shutil.rmtree(folder)
    except OSError:
        return False
    for above in folder.parents:
        if above == cases:
            break
        try:
            above.rmdir()
        except OSError:  # something else is in it
            break
    return True
