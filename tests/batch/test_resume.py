"""A run that was killed is finished by the next: nothing twice, nothing half, nothing mixed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from legaldocs.batch.outcome import Outcome, Reason, failed
from legaldocs.batch.place import RunPlace
from legaldocs.batch.rows import RowFile, read_rows, rows_of
from legaldocs.core.errors import InputError
from tests.batch.killable import NAMES, run, slow_jobs

ROOT = Path(__file__).parent.parent.parent
DONE = Outcome("00-slow", "built", ok=True)
ORDER = {"asked": 1}


def started(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, __file__.replace("test_resume", "killable"), folder],
                            env=environment)  # fmt: skip


def finished(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("out/*/done")}


def wait_for(folder: Path, count: int) -> None:
    for _ in range(600):
        if len(finished(folder)) >= count:
            return
        time.sleep(0.1)
    raise AssertionError("the run does not come on")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, stop: signal.Signals) -> None:
    with started(tmp_path) as process:
        wait_for(tmp_path, 3)
        process.send_signal(stop)
        process.wait(30)
    time.sleep(1)
    there = finished(tmp_path)
    assert 3 <= len(there) < len(NAMES)
    time.sleep(1)
    assert finished(tmp_path) == there, "a worker has outlived its run"
    rows = tmp_path / "run/run.jsonl"
    kept = {row.case for row in read_rows(rows)}
    with rows.open("ab") as file:
        file.write(rows_of([DONE])[:40])
    run(tmp_path, resume=True)
    assert finished(tmp_path) == set(NAMES)
    lines = rows.read_bytes().splitlines()
    assert len(lines) == len(NAMES) == len(read_rows(rows))
    assert kept <= {row.case for row in read_rows(rows)}
    for name in kept:
        assert (tmp_path / "out" / name / "done").read_text(encoding="utf-8") == f"{name}\n"


def test_a_torn_line_counts_for_nothing_and_spoils_none(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    second = Outcome("b", "built", ok=True)
    path.write_bytes(rows_of([DONE]) + b'{"schema": "lega')
    with RowFile(path) as rows:
        assert rows.written == (DONE,)
        rows.append(second)
    assert read_rows(path) == (DONE, second)
    path.write_bytes(rows_of([DONE])[:-1])
    assert read_rows(path) == ()
    path.write_bytes(b"\xff\n[]\n{}\n" + rows_of([second]))
    assert read_rows(path) == (second,)


def test_a_name_that_is_no_text_is_kept(tmp_path: Path) -> None:
    strange = Outcome(b"\xba\xcf".decode("utf-8", "surrogateescape"), "built", ok=True)
    with RowFile(tmp_path / "run.jsonl") as rows:
        rows.append(strange)
    assert read_rows(tmp_path / "run.jsonl") == (strange,)


def test_only_what_stands_is_kept_when_resumed(tmp_path: Path) -> None:
    place, jobs = RunPlace(tmp_path / "run"), slow_jobs(tmp_path)[:5]
    rows = [
        DONE,
        failed("01-slow", Reason("LD-CASE", "案件有误")),
        failed("02-slow", Reason("LD-BATCH-DIED", "被终止")),
        Outcome("03-slow", "built", ok=True),
        Outcome("other", "built", ok=True),
    ]
    (tmp_path / "out/00-slow").mkdir(parents=True)
    (tmp_path / "out/04-slow").mkdir(parents=True)
    with place.held():
        assert place.begin(ORDER, jobs, resume=True) == ()
        place.log.write_bytes(rows_of(rows))
        (place.rows / "000001.jsonl").write_bytes(rows_of([Outcome("04-slow", "built", ok=True)]))
        kept = place.begin(ORDER, jobs, resume=True)
        assert {row.case for row in kept} == {"00-slow", "01-slow", "04-slow"}
        assert read_rows(place.log) == kept
        changed = place.begin(ORDER, jobs, resume=True, stands=lambda job, _: job.name != "00-slow")
        assert {row.case for row in changed} == {"01-slow", "04-slow"}
        with pytest.raises(InputError, match="去掉 --resume"):
            place.begin({"asked": 2}, jobs, resume=True)
        assert place.begin({"asked": 2}, jobs, resume=False) == ()
        assert read_rows(place.log) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folders")
def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    place = RunPlace(tmp_path / "run")
    with place.held():
        with pytest.raises(InputError, match="另一次批量正在使用"), place.held():
            pass
        (place.folder / f".order.json.{'0' * 8}").write_bytes(b"left by a killed run")
    with place.held():
        assert [entry.name for entry in place.folder.iterdir()] == ["cases"]


def test_a_folder_with_other_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run/note.txt").write_bytes(b"")
    with pytest.raises(InputError, match="另有其他文件"), RunPlace(tmp_path / "run").held():
        pass
    assert [entry.name for entry in (tmp_path / "run").iterdir()] == ["note.txt"]
    (tmp_path / "other/rows").mkdir(parents=True)
    with pytest.raises(InputError, match="另有其他文件"), RunPlace(tmp_path / "other").held():
        pass
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="无法建立"), RunPlace(tmp_path / "file").held():
        pass


def test_a_list_in_which_a_person_may_have_written_is_set_aside(tmp_path: Path) -> None:
    place = RunPlace(tmp_path / "run")
    with place.held():
        place.begin(ORDER, (), resume=False)
    place.exceptions.write_bytes(b"noted by hand")
    with place.held():
        place.begin(ORDER, (), resume=False)
    assert not place.exceptions.exists()
    assert (place.folder / "exceptions-上次.xlsx").read_bytes() == b"noted by hand"
    with place.held():
        pass
