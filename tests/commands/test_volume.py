"""legaldocs volume check."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.cli import run
from legaldocs.job import build
from tests.cases.conftest import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ANSWERS = [("volume check out/volume/证据卷-1.pdf", 0)]
FAILURES = [
    ("volume check none", "legaldocs.volume.check/1"),
    ("volume check pass", "legaldocs.volume.check/1"),
    ("volume check", "legaldocs.volume.check/1"),
    ("volume check case", "legaldocs.volume.check/1"),
]


def test_the_volume_of_a_case_is_proved_and_a_changed_one_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = build(EXAMPLE, as_of=dt.date(2026, 11, 21), out=tmp_path / "out")
    path = made.folder / "volume" / "证据卷-1.pdf"
    capsys.readouterr()
    assert run(["volume", "check", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "第 1 卷，共 1 卷；卷首 " in shown
    assert "与装订时一致" in shown
    data = path.read_bytes()
    assert data.count(b"/St 1\n") == 1
    path.write_bytes(data.replace(b"/St 1\n", b"/St 2\n"))
    assert run(["volume", "check", str(path)]) == 4
    shown = capsys.readouterr().out
    assert "LD-VOL-LABEL 证据卷-1.pdf 第 4 张：页面标签应为“1”，实际为“2”" in shown
    assert "与装订时不一致，不要提交" in shown
