"""A case that ends its process, or never ends, loses only itself and is named with the reason."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.batch import worker
from legaldocs.batch.chunk import Chunk, Limits, run_chunk
from legaldocs.batch.crew import local_crew
from legaldocs.batch.folders import CaseJob
from legaldocs.batch.place import RunPlace
from legaldocs.batch.run import Crew, run_cases
from tests.batch.harmful import MEGABYTES, SECONDS, harm

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.batch.outcome import Outcome

LIMITS = Limits(SECONDS, MEGABYTES)
REASONS = {
    "a-raises": ("LD-BATCH-DIED", "程序内部故障：ValueError: 坏的案件"),
    "b-hangs": ("LD-BATCH-TIME", f"用时超过上限 {SECONDS} 秒，已停止"),
    "c-eats": ("LD-BATCH-MEMORY", f"所需内存超过上限 {MEGABYTES} MB"),
    "d-exits": ("LD-BATCH-DIED", "处理它的进程以退出码 3 退出"),
    "e-killed": ("LD-BATCH-DIED", "被信号 SIGKILL 终止"),
    "f-crashes": ("LD-BATCH-DIED", "被信号 SIGSEGV 终止"),
    "g-leaves": ("LD-BATCH-DIED", "处理它的进程以退出码 0 退出"),
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


class Losing(Executor):
    """An executor that loses every task with the job b in it."""

    def submit(self, function: Any, chunk: Chunk, /) -> Future[Any]:  # type: ignore[override]
        future: Future[Any] = Future()
        if any(job.name == "b" for job in chunk.jobs):
            future.set_exception(KeyError("worker"))
        else:
            future.set_result(function(chunk))
        return future


def jobs(folder: Path, *names: str) -> tuple[CaseJob, ...]:
    return tuple(CaseJob(name, folder / name, folder / "out" / name) for name in names)


def by_name(outcomes: tuple[Outcome, ...]) -> dict[str, Outcome]:
    return {outcome.case: outcome for outcome in outcomes}


def lives(process: int) -> bool:
    """Return whether a process has not ended; a container may leave one that has for ever."""
    shown = ["ps", "-o", "stat=", "-p", str(process)]
    state = subprocess.run(shown, capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


@posix
def test_each_way_to_fail_loses_one_case(tmp_path: Path) -> None:
    good = ["0", "b", "h-speaks", "i-once", "z"]
    names = sorted((*REASONS, *good))
    place = RunPlace(tmp_path / "run")
    work = jobs(tmp_path, *names)
    with place.held(), local_crew(2) as crew:
        place.begin({}, work, resume=False)
        outcomes = run_cases(place, work, harm, LIMITS, crew)
    assert [outcome.case for outcome in outcomes] == names
    for outcome in outcomes:
        assert outcome.ok == (outcome.case in good), outcome
        assert (tmp_path / "out" / outcome.case / "done").exists() == outcome.ok
        if not outcome.ok:
            code, what = REASONS[outcome.case]
            (reason,) = outcome.reasons
            assert reason.code == code, reason
            assert what in reason.what
    assert not place.rows.exists()
    assert not lives(int((tmp_path / "out/d-exits.child").read_text()))
    assert not list((tmp_path / "out").glob(".*")), "what a killed worker left is removed"


@posix
def test_a_chunk_done_again_does_only_what_it_had_not_done(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    work = jobs(tmp_path, "a", "b", "c")
    first = run_chunk(Chunk(harm, work[:1], LIMITS, rows))
    with rows.open("ab") as file:
        file.write(b'{"schema": "legaldocs.outcome/1", "case": "b", "sta')
    again = run_chunk(Chunk(harm, work, LIMITS, rows))
    assert [outcome.case for outcome in again] == ["a", "b", "c"]
    assert again[0] == first[0]
    assert (tmp_path / "out/a/done").read_text(encoding="utf-8") == "a\n"


@posix
def test_memory_is_watched_where_the_system_sets_no_limit() -> None:
    code = "from legaldocs.batch.worker import watch_memory; watch_memory(1)"
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == worker.OUT_OF_MEMORY


def test_a_job_that_the_executor_loses_is_done_alone(tmp_path: Path) -> None:
    """As a cluster does that gives a task up because its worker died each time."""
    place = RunPlace(tmp_path / "run")
    work = jobs(tmp_path, "a", "b", "c")
    with place.held():
        place.begin({}, work, resume=False)
        found = by_name(run_cases(place, work, harm, LIMITS, Crew(Losing(), 1)))
    assert [name for name, outcome in found.items() if outcome.ok] == ["a", "c"]
    (reason,) = found["b"].reasons
    assert reason.code == "LD-BATCH-NODE"
    assert "KeyError" in reason.what
