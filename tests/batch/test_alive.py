"""A task that could go on without its run ends when the run has ended, or has gone."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from legaldocs.batch import alive
from legaldocs.batch.alive import beating, minding
from legaldocs.batch.chunk import Chunk, Limits, run_chunk
from legaldocs.batch.folders import CaseJob
from tests.batch.harmful import harm

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alive, "EVERY", 0.02)
    monkeypatch.setattr(alive, "PATIENCE", 20)


def test_a_run_that_ends_takes_its_mark_away(tmp_path: Path) -> None:
    gone = threading.Event()
    with beating(tmp_path) as path:
        with minding(path, gone.set):
            assert not gone.wait(2), "a run that beats was taken for gone"
        first = path.read_bytes()
        time.sleep(0.2)
        assert path.read_bytes() != first
    assert not path.exists()
    with minding(path, gone.set):
        assert gone.is_set(), "known before any work begins"


def test_a_run_that_ends_is_seen_while_the_work_is_done(tmp_path: Path) -> None:
    gone = threading.Event()
    with beating(tmp_path) as path, minding(path, gone.set):
        path.unlink()
        assert gone.wait(10)


def test_a_run_that_was_killed_beats_no_more(tmp_path: Path) -> None:
    gone = threading.Event()
    (tmp_path / "left").write_bytes(b"000000000007\n")
    with minding(tmp_path / "left", gone.set):
        assert not gone.is_set()
        assert gone.wait(10)


def test_work_that_is_not_far_minds_nothing() -> None:
    with minding(None, lambda: pytest.fail("no run to mind")):
        pass


@posix
def test_a_chunk_keeps_what_was_done_when_its_run_goes(tmp_path: Path) -> None:
    names = ("0-good", "1-hangs", "2-good")
    jobs = tuple(CaseJob(name, tmp_path / name, tmp_path / "out" / name) for name in names)
    with beating(tmp_path) as mark:
        chunk = Chunk(harm, jobs, Limits(600, 1024), tmp_path / "rows.jsonl", mark)

        def leave() -> None:
            while not list((tmp_path / "out").glob(".1-hangs.*/half")):
                time.sleep(0.02)
            mark.unlink()

        threading.Thread(target=leave, daemon=True).start()
        done = run_chunk(chunk)
    assert [outcome.case for outcome in done] == ["0-good"]
    assert not list((tmp_path / "out").glob(".*")), "half a result was left"
    assert run_chunk(chunk) == ()
    assert not (tmp_path / "out/2-good").exists()
