"""One machine with one worker or two, and a Dask cluster that loses a worker: the same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.batch import crew
from legaldocs.batch.chunk import EPOCH
from legaldocs.batch.crew import cluster_crew
from legaldocs.batch.rows import read_rows
from legaldocs.cli import _EPOCH
from legaldocs.core.errors import InputError
from legaldocs.output.made_with import made_with

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
COUNT = 8
BROKEN, MISSING = "000/000003", "000/000006"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cases of which one cannot be read, and one has an error."""
    folder = tmp_path_factory.mktemp("many")
    runpy.run_path(str(ROOT / "examples/make_cases.py"))["make_cases"](folder / "cases", COUNT)
    (folder / "cases" / BROKEN / "case.yaml").write_text("parties: 1\n", encoding="utf-8")
    (folder / "cases" / MISSING / "contracts/合同.txt").unlink()
    return folder


def batch(folder: Path, run: str, *more: str) -> subprocess.Popen[str]:
    words = ["batch", str(folder / "cases"), "--as-of", "2026-11-21", "--out", str(folder / run)]
    words = [sys.executable, "-m", "legaldocs", *words, "--only", "催告函", *more, "--json"]
    return subprocess.Popen(words, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)


def made(run: Path) -> dict[str, bytes]:
    files = [path for path in run.rglob("*") if path.is_file()]
    assert not [path for path in files if ".old." in path.name]
    kept = {path.relative_to(run).as_posix(): path.read_bytes() for path in files}
    return {
        name: data
        for name, data in kept.items()
        if name.startswith("cases/") or name == "exceptions.xlsx"
    }


@pytest.fixture(scope="module")
def alone(folder: Path) -> dict[str, bytes]:
    with batch(folder, "one", "--jobs", "1") as process:
        reply = json.loads(process.communicate(timeout=300)[0])
    assert process.returncode == 1
    assert (reply["cases"], reply["built"], reply["failed"]) == (COUNT, COUNT - 1, 1)
    rows = {row.case: row for row in read_rows(folder / "one/run.jsonl")}
    assert len(rows) == COUNT
    assert {name for name, row in rows.items() if not row.ok} == {BROKEN, MISSING}
    assert rows[MISSING].reasons[0].where.startswith("case.yaml:")
    return made(folder / "one")


def test_two_workers_make_what_one_makes(folder: Path, alone: dict[str, bytes]) -> None:
    with batch(folder, "two", "--jobs", "2") as process:
        process.communicate(timeout=300)
    assert process.returncode == 1
    assert made(folder / "two") == alone
    with batch(folder, "two", "--changed") as process:
        reply = json.loads(process.communicate(timeout=300)[0])
    assert (reply["cases"], reply["unchanged"], reply["failed"]) == (1, 0, 1)
    assert {row.state for row in read_rows(folder / "two/run.jsonl")} == {"unchanged", "failed"}
    assert len(made(folder / "two")) == len(alone)


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers, each a process of its own, on this machine."""
    file = folder / "scheduler.json"
    host = ["--host", "127.0.0.1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "distributed.cli"]
    schedule = [f"{dask[-1]}.dask_scheduler", *host, "--port", "0", "--no-dashboard"]
    work = [f"{dask[-1]}.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    work += ["--local-directory", str(folder / "dask")]
    with contextlib.ExitStack() as stack:

        def start(words: list[str]) -> subprocess.Popen[bytes]:
            words = [*dask[:-1], *words, "--scheduler-file", str(file)]
            process = subprocess.Popen(words, env=ENVIRONMENT, **quiet)  # type: ignore[call-overload]
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start(schedule)
        for _ in range(600):
            if file.exists() and file.read_text(encoding="utf-8").endswith("}"):
                break
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], [start(work), start(work)]


def test_a_cluster_that_loses_a_worker_makes_what_one_machine_makes(
    folder: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    with cluster(tmp_path) as (address, workers):
        wait_for_workers(address)
        with batch(folder, "cluster", "--scheduler", address) as process:
            wait_for_rows(folder / "cluster", process)
            workers[0].send_signal(signal.SIGKILL)
            reply = json.loads(process.communicate(timeout=300)[0])
        assert workers[1].poll() is None
    assert process.returncode == 1
    assert (reply["cases"], reply["failed"], reply["to_look_at"]) == (COUNT, 1, 2)
    assert made(folder / "cluster") == alone
    lines = (folder / "cluster/run.jsonl").read_bytes().splitlines()
    assert len(lines) == len(read_rows(folder / "cluster/run.jsonl")) == COUNT


def test_an_interrupted_run_ends_its_tasks_on_the_cluster(
    folder: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    run = folder / "interrupted"
    with cluster(tmp_path) as (address, workers):
        wait_for_workers(address)
        with batch(folder, run.name, "--scheduler", address) as process:
            wait_for_rows(run, process)
            process.send_signal(signal.SIGTERM)  # as Ctrl-C, which a test may be told to ignore
            process.communicate(timeout=60)
        assert process.returncode == 130
        wait_for_rest(workers)
        there = made(run)
        rows = {row.case for file in run.rglob("*.jsonl") for row in read_rows(file)}
        assert 0 < len(rows) < COUNT, "the run was over before it could be interrupted"
        time.sleep(2)
        assert made(run) == there, "a task went on"
        assert not list(run.glob("cases/**/.*[!n]")), "half a result was left"
        with batch(folder, run.name, "--scheduler", address, "--resume") as process:
            reply = json.loads(process.communicate(timeout=300)[0])
    assert (process.returncode, reply["cases"], reply["failed"]) == (1, COUNT, 1)
    assert made(run) == alone
    assert rows <= {row.case for row in read_rows(run / "run.jsonl")}


def wait_for_rest(workers: list[subprocess.Popen[bytes]]) -> None:
    """Wait until no worker of the cluster has a process that builds cases."""
    parents = {str(worker.pid) for worker in workers}
    for _ in range(200):
        shown = subprocess.run(
            ["ps", "-eo", "ppid=,stat="], capture_output=True, text=True, check=True
        )
        rows = (line.split() for line in shown.stdout.splitlines())
        if not [row for row in rows if row[0] in parents and not row[1].startswith("Z")]:
            return
        time.sleep(0.1)
    raise AssertionError("a task goes on although its run was interrupted")


def wait_for_workers(address: str) -> None:
    code = "import distributed, sys; distributed.Client(sys.argv[1]).wait_for_workers(2, 60)"
    subprocess.run([sys.executable, "-c", code, address], check=True, timeout=90)


def wait_for_rows(run: Path, process: subprocess.Popen[str]) -> None:
    for _ in range(1200):
        assert process.poll() is None, "the run was over before a worker could be killed"
        if any(path.stat().st_size for path in (run / "rows").glob("*.jsonl")):
            return
        time.sleep(0.05)
    raise AssertionError("no case ended")


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(crew, "_PATIENCE", 1)
    with pytest.raises(InputError, match="连不上 Dask 调度器"), cluster_crew("tcp://127.0.0.1:9"):
        pass
    with pytest.raises(InputError, match="连不上 Dask 调度器"), cluster_crew("nonsense://x"):
        pass


def test_a_cluster_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match="cluster"), cluster_crew("tcp://127.0.0.1:9"):
        pass


class Cluster:
    """A client of a cluster whose workers are as given."""

    def __init__(self, made: dict[str, str]) -> None:
        self.made = made

    def run(self, _: object) -> dict[str, str]:
        return self.made


def test_a_worker_that_would_make_other_papers_is_refused() -> None:
    crew._refuse_others(Cluster({"a": made_with(), "b": made_with()}), "tcp://x")
    with pytest.raises(InputError, match="没有工作节点"):
        crew._refuse_others(Cluster({}), "tcp://x")
    with pytest.raises(InputError, match="与本机不同") as refused:
        crew._refuse_others(Cluster({"a": made_with(), "b": "other"}), "tcp://x")
    assert refused.value.where == "b"


def test_papers_carry_the_same_time_wherever_they_are_made() -> None:
    assert EPOCH == _EPOCH
