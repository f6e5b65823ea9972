from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from legaldocs.core.atomic import publish
from legaldocs.core.draft import draft

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folders")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".out.0123abcd" / "bundle").mkdir(parents=True)
    (tmp_path / ".out.0123abcd" / "bundle" / "data").write_bytes(b"1")
    with publish(tmp_path / "out") as fresh:
        assert names(tmp_path) == [fresh.name]
    assert names(tmp_path) == ["out"]
    (tmp_path / ".out.old.x1y2" / "was").mkdir(parents=True)
    with publish(tmp_path / "out", replace=True):
        pass
    assert names(tmp_path) == ["out"]


def test_names_of_others_are_left_alone(tmp_path: Path) -> None:
    others = [".out.0123abcg", ".out.0123abcd9", "out.0123abcd", ".other.0123abcd", ".out"]
    for name in others:
        (tmp_path / name).mkdir()
    with draft(tmp_path / "out", Path.mkdir):
        pass
    assert names(tmp_path) == sorted(others)


def test_what_another_run_is_filling_is_left_alone(tmp_path: Path) -> None:
    code = """
import pathlib, sys
from legaldocs.core.draft import draft
with draft(pathlib.Path(sys.argv[1]), pathlib.Path.mkdir) as fresh:
    print(fresh.name, flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", code, str(tmp_path / "out")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdout is not None
        filling = running.stdout.readline().strip()
        with draft(tmp_path / "out", Path.mkdir) as fresh:
            assert names(tmp_path) == sorted([filling, fresh.name])
        running.kill()
    with draft(tmp_path / "out", Path.touch) as fresh:
        assert names(tmp_path) == [fresh.name]
    assert names(tmp_path) == []
