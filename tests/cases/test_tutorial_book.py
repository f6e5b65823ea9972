"""docs/tutorial-book.md, typed word for word: every command works and says what the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from legaldocs import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tutorial-book.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(console|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
UNKNOWN = "DZ20261112-XXXXXXXXX"
"""How the page writes the number of a statement, which differs each time."""


def steps() -> Iterator[tuple[list[str], list[str]]]:
    """Yield the commands of each block, and the lines shown below them."""
    commands: list[str] = []
    for kind, body in BLOCK.findall(PAGE):
        if kind == "console":
            if commands:
                yield commands, []
            commands = [line.removeprefix("$ ") for line in body.splitlines()]
        else:
            yield commands, body.splitlines()
            commands = []
    if commands:
        yield commands, []


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples" / "book", tmp_path / "book")
    Image.new("RGB", (300, 200), "white").save(tmp_path / "签收.jpg")
    Image.new("RGB", (300, 200), "white").save(tmp_path / "回执.pdf")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(line: str, desk: Path) -> int:
    made = sorted(desk.glob("账册/statements/DZ*"))
    words = shlex.split(line.replace(UNKNOWN, made[0].name) if made else line)
    if words[0] == "cp":
        shutil.copy(*words[1:])
        return 0
    assert words[0] == "legaldocs"
    return cli.run(words[1:])


def test_every_command_works_and_says_what_the_page_shows(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count, said = 0, ""
    for commands, shown in steps():
        if commands:
            capsys.readouterr()
        for line in commands:
            count += 1
            assert typed(line, desk) == 0, line
        said = capsys.readouterr().out if commands else said
        assert [line for line in shown if line not in said] == []
    assert count == PAGE.count("\n$ ")
    letters = desk / "账册" / "days" / "2026-11-02" / "财务部门" / "7-催告函-合肥戊设备有限公司"
    assert {path.name for path in letters.iterdir()} >= {"催告函.docx", "催告函.pdf"}
    gaps = desk / "账册" / "cases" / "合肥戊设备有限公司" / "internal" / "缺什么.md"
    assert gaps.is_file()
    assert (desk / "报表" / "report.html").is_file()
