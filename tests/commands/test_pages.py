"""The commands that the pages of docs/ show print what the pages say they print."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from pathlib import Path

import pytest

from legaldocs.cli import run

DOCS = Path(__file__).parents[2] / "docs"
HOME = "~/.local/share/legaldocs"


@pytest.mark.parametrize("name", ["explanation/late-charge.md", "how-to/new-lpr.md"])
def test_a_page_shows_what_its_commands_print(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The commands of a page run in its order, by one user with a data folder of their own."""
    monkeypatch.setenv("LEGALDOCS_HOME", str(tmp_path))
    monkeypatch.setattr("legaldocs.commands.law.today", lambda: dt.date(2026, 11, 21))
    text = (DOCS / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert blocks
    for shown in blocks:
        printed = []
        for command in re.findall(r"^\$ (.*)\n", shown, re.MULTILINE):
            run(shlex.split(command)[1:])
            output = capsys.readouterr()
            printed.append(f"$ {command}\n{output.out}{output.err}".replace(str(tmp_path), HOME))
        assert "".join(printed) == shown
