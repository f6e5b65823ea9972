"""The folder of a run: held by one run at a time, and never mixed with anything else."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legaldocs.batch.rows import read_rows, rows_of
from legaldocs.core.atomic import write_whole
from legaldocs.core.draft import remove_drafts
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from legaldocs.batch.folders import CaseJob
    from legaldocs.batch.outcome import Outcome

_ORDER, _LOG, _ROWS, _CASES = "order.json", "run.jsonl", "rows", "cases"
_LIST, _LAST_LIST, _SUMMARY = "exceptions.xlsx", "exceptions-上次.xlsx", "summary.json"
_FILES = (_ORDER, _LOG, _LIST, _SUMMARY)
_OURS = frozenset({*_FILES, _LAST_LIST, _ROWS, _CASES})


@dataclass(frozen=True, slots=True)
class RunPlace:
    """Where a run keeps what it makes (批量结果文件夹)."""

    folder: Path

    @property
    def cases(self) -> Path:
        """The outputs, one folder a case."""
        return self.folder / _CASES

    @property
    def log(self) -> Path:
        """A line for each case that has ended."""
        return self.folder / _LOG

    @property
    def rows(self) -> Path:
        """The same lines as each task writes them; gone when the run is over."""
        return self.folder / _ROWS

    @property
    def exceptions(self) -> Path:
        """What a person must look at."""
        return self.folder / _LIST

    @property
    def summary(self) -> Path:
        """What the whole run came to."""
        return self.folder / _SUMMARY

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder and keep other runs out of it while the block runs.

        Raises InputError for a folder with other content, one that another run holds and one that
        cannot be written. Windows has no such lock.
        """
        try:
            strange = self._strange()
            if not strange:
                self.cases.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                "批量结果文件夹无法建立",
                where=str(self.folder),
                found=reason(error),
                next_step="换一个 --out 位置",
            ) from error
        if strange:
            raise InputError(
                "批量结果文件夹里另有其他文件",
                where=str(self.folder),
                found=strange[0],
                next_step="用 --out 换一个尚不存在的文件夹",
            )
        with _alone(self.folder):
            for name in _FILES:
                remove_drafts(self.folder / name)
            yield

    def _strange(self) -> list[str]:
        """Return what lies in the folder and is of no run."""
        there = {entry.name for entry in self.folder.iterdir()} if self.folder.exists() else set()
        there = {name for name in there if not name.startswith(".")}
        begun = _ORDER in there or there == {_CASES}
        return sorted(there - _OURS if begun else there)

    def begin(
        self,
        order: Mapping[str, Any],
        jobs: Sequence[CaseJob],
        *,
        resume: bool,
        stands: Callable[[CaseJob, Outcome], bool] = lambda *_: True,
    ) -> tuple[Outcome, ...]:
        """Make the folder ready, and return what an interrupted run has done of these jobs.

        An outcome counts while it ``stands``: its case may have changed since. The last list of
        what a person must look at is set aside.

        Raises InputError when that run was asked for something else.
        """
        stated = json.dumps(order, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")
        done: tuple[Outcome, ...] = ()
        if resume and (self.folder / _ORDER).exists():
            if (self.folder / _ORDER).read_bytes() != stated + b"\n":
                raise InputError(
                    "上次的批量与这次的选项、程序或者字体不同，不能接着做",
                    where=str(self.folder / _ORDER),
                    next_step="去掉 --resume 重新运行，没有变化的案件会跳过",
                )
            done = tuple(self._done(jobs, stands))
        if self.exceptions.exists():
            self.exceptions.replace(self.folder / _LAST_LIST)
        self.summary.unlink(missing_ok=True)
        # The order first: it makes the folder one of ours, should this run end here.
        write_whole(self.folder / _ORDER, stated + b"\n")
        write_whole(self.log, rows_of(done))
        shutil.rmtree(self.rows, ignore_errors=True)
        self.rows.mkdir()
        return done

    def _done(
        self, jobs: Sequence[CaseJob], stands: Callable[[CaseJob, Outcome], bool]
    ) -> Iterator[Outcome]:
        """Yield the outcomes that stand: of cases that are there, and not of killed processes."""
        known = {job.name: job for job in jobs}
        files = (self.log, *sorted(self.rows.glob("*.jsonl")))
        rows = {row.case: row for file in reversed(files) for row in read_rows(file)}
        for name, row in rows.items():
            job = known.get(name)
            if job is None or not row.is_final or not stands(job, row):
                continue
            if row.state == "failed" or job.out.is_dir():
                yield row

    def end(self) -> None:
        """Remove what is needed only while the run lasts."""
        shutil.rmtree(self.rows, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(
                "另一次批量正在使用这个结果文件夹",
                where=str(folder),
                next_step="等它结束，或用 --out 换一个位置",
            ) from error
        except OSError:  # a file system without locks
            yield
            return
        yield
    finally:
        os.close(descriptor)
