"""legaldocs kit, and build --kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.cli import run
from tests.cases.conftest import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ANSWERS = [
    ("kit copy general mine.yaml", 0),
    ("kit returned case returned.csv --as-of 2026-11-21", 0),
]
FAILURES = [
    ("kit copy none mine2.yaml", "legaldocs.kit.copy/1"),
    ("kit copy general pass", "legaldocs.kit.copy/1"),
    ("kit returned case none.xlsx", "legaldocs.kit.returned/1"),
    ("kit returned case pass", "legaldocs.kit.returned/1"),
    ("build case --kit none", "legaldocs.build/1"),
]


def test_what_the_court_sends_back_names_the_exhibit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "退回.csv"
    path.write_text("材料名称,审核意见\n证据3,签章处看不清\n", encoding="utf-8")
    assert run(["kit", "returned", str(EXAMPLE), str(path), "--as-of", "2026-11-21"]) == 0
    shown = capsys.readouterr().out
    assert "法院退回：“证据3”；签章处看不清" in shown
    assert "涉及证据3 《设备买卖合同》" in shown
