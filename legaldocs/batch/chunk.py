"""Some cases, built one by one in a process that is replaced whenever one of them ends it.

:func:`run_chunk` is the task that an executor runs, on this machine or another. It may be run
again, here or elsewhere: cases that have a row already are not done twice.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from legaldocs.batch.alive import minding
from legaldocs.batch.outcome import DIED, MEMORY, TIME, Reason, decoded, failed
from legaldocs.batch.rows import RowFile
from legaldocs.batch.worker import OUT_OF_MEMORY, out_of_memory, receive, send
from legaldocs.core.atomic import clear_left

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.batch.folders import CaseJob
    from legaldocs.batch.outcome import Outcome

    Work = Callable[[CaseJob], Outcome]

EPOCH = "315532800"
"""The time that the command line sets for WeasyPrint, which a cluster's worker has not seen."""

_STARTED = (
    "import json, os, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "os.environ.setdefault('SOURCE_DATE_EPOCH', sys.argv[2]); "
    "from legaldocs.batch.worker import serve; serve()"
)
_ATTEMPTS = 2
"""How often a case may end its process: a worker may also be killed by somebody else."""

_OFTEN_MEMORY = frozenset(
    getattr(signal, name, 0) for name in ("SIGKILL", "SIGABRT", "SIGTRAP", "SIGBUS")
)
"""Signals by which the system, or a library that gets no memory, ends a process."""

_TAIL = 4096
_NEXT = "单独运行 legaldocs build 查看；确有问题的，把案件文件和这条信息发给维护者"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one case may take (单件上限): seconds of the clock, and memory in MB (2^20 bytes)."""

    seconds: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some cases for one task (一批).

    ``work`` is a function that can be pickled. Each outcome is written to the file ``rows`` as it
    ends. ``alive`` is the file that the run renews, where the task could go on without it.
    """

    work: Work
    jobs: tuple[CaseJob, ...]
    limits: Limits
    rows: Path
    alive: Path | None = None


def run_chunk(chunk: Chunk) -> tuple[Outcome, ...]:
    """Do every job of a chunk that has no row yet, and return all its outcomes.

    It ends early, with what it has, once its run is over or has gone.
    """
    gone = threading.Event()
    with minding(chunk.alive, partial(_stop, gone)):
        return _done(chunk, gone)


def _done(chunk: Chunk, gone: threading.Event) -> tuple[Outcome, ...]:
    if gone.is_set():  # the file of rows may be another run's by now
        return ()
    with RowFile(chunk.rows) as rows:
        there = {outcome.case for outcome in rows.written}
        left = [job for job in chunk.jobs if job.name not in there]
        while left and not _is_over(gone):
            with _Worker(chunk.work, chunk.limits, gone) as worker:
                while left and worker.fit:
                    outcome = worker.do(left[0])
                    if outcome is not None:
                        rows.append(outcome)
                        del left[0]
        return rows.written


_STOP = threading.Event()
_living: set[_Worker] = set()


def stop_all() -> None:
    """Kill the workers of this process, and start no more of them."""
    _STOP.set()
    for worker in tuple(_living):
        worker.kill()


def _stop(gone: threading.Event) -> None:
    """Kill the worker of one chunk, and start no more for it."""
    gone.set()
    for worker in tuple(_living):
        if worker.gone is gone:
            worker.kill()


def _is_over(gone: threading.Event) -> bool:
    return gone.is_set() or _STOP.is_set()


def start_again() -> None:
    """Allow workers after :func:`stop_all`."""
    _STOP.clear()


class _Worker:
    """A worker and the pipes to it (工作进程); ``gone`` is set once its chunk is to end."""

    def __init__(self, work: Work, limits: Limits, gone: threading.Event) -> None:
        self._limits = limits
        self.gone = gone
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        self._begun = pickle.dumps((work, limits.megabytes))
        self.fit = True
        self._start()

    def _start(self) -> None:
        self._late = False
        self._errors.seek(0)
        self._errors.truncate()
        self._popen = subprocess.Popen(  # noqa: S603 - this very Python, on this very code
            [sys.executable, "-c", _STARTED, json.dumps(sys.path), EPOCH],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,  # so that what it starts can be ended with it
        )
        _living.add(self)
        if _is_over(self.gone):
            self.kill()
        self._send(self._begun)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._end()
        self._errors.close()

    def do(self, job: CaseJob) -> Outcome | None:
        """Return what became of a job; None where the whole run is being stopped."""
        for attempt in range(_ATTEMPTS):
            data = self._ask(pickle.dumps(job))
            if data is not None:
                outcome = decoded(data)
                if self._late:  # the answer came as its time ran out
                    self.fit = False
                    return outcome
                # Memory that ran out once may be short for the next case as well.
                self.fit = not any(one.code == MEMORY for one in outcome.reasons)
                return outcome
            reason = self._cause()
            with contextlib.suppress(OSError):
                clear_left(job.out)
            if _is_over(self.gone):
                self.fit = False
                return None
            if reason.code != DIED or attempt + 1 == _ATTEMPTS:
                break
            self._end()
            self._start()
        self.fit = False
        return failed(job.name, reason, older=job.out.exists())

    def _ask(self, job: bytes) -> bytes | None:
        """Return the answer, None where the worker died over it or was killed for being late."""
        assert self._popen.stdout is not None  # noqa: S101 - for the type checker
        clock = threading.Timer(self._limits.seconds, self._stop)
        clock.daemon = True
        clock.start()
        try:
            self._send(job)
            return receive(self._popen.stdout.fileno())
        finally:
            clock.cancel()

    def _send(self, data: bytes) -> None:
        # What a worker that has died does not read is found out when its answer fails to come.
        with contextlib.suppress(OSError):
            send(self._popen.stdin, data)

    def _stop(self) -> None:
        self._late = True
        self.kill()

    def kill(self) -> None:
        """End the worker and what it has started, unless its number may be another's by now."""
        if self._popen.returncode is not None:
            return
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
        else:
            self._popen.kill()

    def _died(self) -> int:
        """Return how the worker has ended; what it had started is ended as well."""
        if hasattr(os, "waitid"):
            os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOWAIT)
            self.kill()
        return self._popen.wait()

    def _end(self) -> None:
        self._popen.wait()
        _living.discard(self)
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _cause(self) -> Reason:
        """Return why the worker has ended."""
        code = self._died()
        if self._late:
            return Reason(
                TIME,
                f"用时超过上限 {self._limits.seconds} 秒，已停止",
                next_step="案件确实很大的，用 --timeout 放宽上限",
            )
        if code == OUT_OF_MEMORY:
            return out_of_memory(self._limits.megabytes)
        said = self._last_words()
        if code < 0:
            why = "，多因内存不足或者被人终止" if -code in _OFTEN_MEMORY else ""
            return Reason(DIED, f"处理它的进程被信号 {_name(-code)} 终止{why}", next_step=_NEXT)
        what = f"程序内部故障：{said}" if said else f"处理它的进程以退出码 {code} 退出"
        return Reason(DIED, what, next_step=_NEXT)

    def _last_words(self) -> str:
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _TAIL))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines and any(line.startswith("Traceback") for line in lines) else ""


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # those for the real time have none
        return str(number)
