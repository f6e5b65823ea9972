"""Whole hostile folders through check, build and verify: no fault of ours, nothing half-written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from legaldocs import cli

from .hostile import CASE, HOSTILE, HostileCase

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-11-21"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a good case folder."""
    (tmp_path / "case" / "contracts").mkdir(parents=True)
    (tmp_path / "case" / "contracts" / "c.txt").write_text("合同")
    (tmp_path / "case" / "case.yaml").write_text(CASE)
    return tmp_path / "case"


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_check_and_build_say_the_same(
    hostile: HostileCase, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile.make(folder)
    out = folder.parent / "out"
    said = []
    for words in (["check", str(folder)], ["build", str(folder), "--out", str(out)]):
        assert cli.run([*words, "--as-of", DAY, "--json"]) == hostile.code
        reply = json.loads(capsys.readouterr().out)
        assert hostile.says in json.dumps(reply, ensure_ascii=False)
        said.append([finding for finding in reply["findings"] if finding["severity"] == "error"])
        assert bool(said[-1]) == (hostile.code == 1)
    assert said[0] == said[1]
    made = ["case", "out"] if out.exists() else ["case"]
    assert sorted(path.name for path in folder.parent.iterdir()) == made
    assert out.exists() or hostile.code != 0
    if out.exists():
        assert cli.run(["verify", str(out / "bundle"), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["ok"]
