"""A run over many cases: chunks go to an executor, and each outcome is kept as it ends."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.batch.alive import beating
from legaldocs.batch.chunk import Chunk, run_chunk
from legaldocs.batch.outcome import NODE, Reason, failed
from legaldocs.batch.rows import RowFile, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from legaldocs.batch.chunk import Limits, Work
    from legaldocs.batch.folders import CaseJob
    from legaldocs.batch.outcome import Outcome
    from legaldocs.batch.place import RunPlace

    Kept = Callable[[Outcome], object]

_LARGEST = 50
"""Cases of a chunk: a process grows by some 3 MB a case, and its successor starts afresh."""

_SMALLEST = 10
"""Fewer are not worth a start: a process needs a second or two before its first page."""

_SHARES = 4
"""Chunks for each that works at a time, so that none waits long for the last."""

_POLL = 1
"""Seconds between two looks at what the tasks have written."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work (执行者): an executor, and how many chunks it runs at a time.

    ``far`` where its tasks go on without this process, unless they see that it has gone.
    """

    executor: Executor
    hands: int
    far: bool = False


def run_cases(
    place: RunPlace,
    jobs: Sequence[CaseJob],
    work: Work,
    limits: Limits,
    crew: Crew,
    kept: Kept = lambda _: None,
) -> tuple[Outcome, ...]:
    """Do ``work`` for each job that has no line in the log; return all outcomes, in job order.

    ``place`` is held by the caller, and has begun. ``kept`` is called with each new outcome once
    it is on disk.
    """
    with RowFile(place.log) as log:
        ledger = _Ledger(log, kept)
        left = [job for job in jobs if job.name not in ledger.names]
        with beating(place.rows) if crew.far else nullcontext() as alive:
            _Tasks(crew, work, limits, place.rows, ledger, alive).finish(left)
        rows = {outcome.case: outcome for outcome in log.written}
    place.end()
    return tuple(rows[job.name] for job in jobs)


class _Ledger:
    """The outcomes of a run, each kept once (结果簿)."""

    def __init__(self, log: RowFile, kept: Kept) -> None:
        self._log = log
        self._kept = kept
        self.names = {outcome.case for outcome in log.written}

    def keep(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            if outcome.case not in self.names:
                self._log.append(outcome)
                self.names.add(outcome.case)
                self._kept(outcome)


@dataclass(slots=True)
class _Tasks:
    """The chunks that are being done (任务)."""

    crew: Crew
    work: Work
    limits: Limits
    rows: Path
    ledger: _Ledger
    alive: Path | None
    running: dict[Future[tuple[Outcome, ...]], Chunk] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    begun: int = 0

    def finish(self, jobs: Sequence[CaseJob]) -> None:
        for part in _parts(jobs, self.crew.hands):
            self._begin(part)
        while self.running:
            ended, _ = wait(self.running, timeout=_POLL, return_when=FIRST_COMPLETED)
            for path in self._grown():
                self.ledger.keep(read_rows(path))
            for future in ended:
                self._end(future, self.running.pop(future))

    def _begin(self, jobs: tuple[CaseJob, ...]) -> None:
        self.begun += 1
        rows = self.rows / f"{self.begun:06d}.jsonl"
        chunk = Chunk(self.work, jobs, self.limits, rows, self.alive)
        self.running[self.crew.executor.submit(run_chunk, chunk)] = chunk

    def _grown(self) -> Iterator[Path]:
        for path in self.rows.glob("*.jsonl"):
            size = path.stat().st_size
            if size != self.sizes.get(path.name):
                self.sizes[path.name] = size
                yield path

    def _end(self, future: Future[tuple[Outcome, ...]], chunk: Chunk) -> None:
        """Keep what a task has done; what it has not is done again, one by one."""
        error = future.exception()
        self.ledger.keep(read_rows(chunk.rows) if error else future.result())
        left = [job for job in chunk.jobs if job.name not in self.ledger.names]
        if len(chunk.jobs) > 1:
            for job in left:
                self._begin((job,))
        else:
            self.ledger.keep(failed(job.name, _lost(error), older=job.out.exists()) for job in left)


def _lost(error: BaseException | None) -> Reason:
    said = f"{type(error).__name__}：{error}" if error else "任务没有给出结果"
    return Reason(
        NODE, f"执行任务的节点失败：{said}", next_step="检查节点和共享文件夹后加 --resume"
    )


def _parts(jobs: Sequence[CaseJob], hands: int) -> Iterator[tuple[CaseJob, ...]]:
    least = min(_SMALLEST, -(-len(jobs) // hands))
    size = max(1, least, min(_LARGEST, -(-len(jobs) // (hands * _SHARES))))
    for first in range(0, len(jobs), size):
        yield tuple(jobs[first : first + size])
