from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from .crash import crash, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

JOB = """
import datetime as dt, pathlib, sys
from legaldocs.core.atomic import publish
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.files.gather import gather
case, out = map(pathlib.Path, sys.argv[1:])
with publish(out, replace=True) as folder:
    names = [path.relative_to(case).as_posix() for path in case.rglob("*") if path.is_file()]
    gather(case, names, folder / "data" / "originals")
    write_bag(folder, version="9.9.9", as_of=dt.date(2026, 11, 21))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_build_leaves_the_last_one_whole(case: Path, tmp_path: Path) -> None:
    (case / "large.bin").write_bytes(bytes(range(256)) * 80_000)
    command = [sys.executable, "-c", JOB, str(case), str(tmp_path / "out")]
    assert crash(command, case, tmp_path / "out", times=8, seed=4) == []


def test_the_fingerprint_sees_names_and_bytes(case: Path) -> None:
    before = fingerprint(case)
    (case / "payments/slip.bin").rename(case / "payments/slip2.bin")
    renamed = fingerprint(case)
    (case / "payments/slip2.bin").write_bytes(b"changed")
    assert len({before, renamed, fingerprint(case)}) == 3
