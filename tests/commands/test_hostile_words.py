"""Every command with words that somebody typed wrongly, or on purpose."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legaldocs import cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = (
    *("", "0", "-1", "9" * 40, "1e999999", "nan", "0.05%/day", "lpr*1e999", "壹", "１２３"),
    *("2026-11-21", "2026-02-30", "0001-01-01", "9999-12-31", "2199-12-31", "lpr_1y", "3.00"),
    *("\udcff", "甲" * 3000, "\x1b[31m", "{{ 1/0 }}", "../../x", "=", "a=b", "%", "\n", "催告函"),
    *("发出", "送达", "preservation=2026-01-01", "integrity,signature", "http://[", "ftp://x"),
)
PATHS = (
    *("missing", "missing/deep", "pipe", "empty", "loop", "random", "folder", "folder/case.yaml"),
    *("/dev/null", "/dev/zero", "/dev/full", "a" * 5000, "a\udcff", "x\ny", "~", "nested.json"),
)
ENDS = {0, 1, 2, 3, 4}
"""The exit codes of a command that did what it should, or said why not."""


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = tuple(commands(cli.group))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with what paths may lead to."""
    place = tmp_path_factory.mktemp("hostile")
    os.mkfifo(place / "pipe")
    (place / "empty").touch()
    (place / "loop").symlink_to("loop")
    (place / "random").write_bytes(bytes(range(256)) * 20)
    (place / "nested.json").write_bytes(b"[" * 100_000)
    (place / "folder").mkdir()
    (place / "folder" / "case.yaml").write_text("parties: []\n")
    return place


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Return a command with some of its arguments and options, each with any value."""
    words = list(draw(st.sampled_from(COMMANDS)))
    command: click.Command = cli.group
    for name in words:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), name) or command
    for param in command.params:
        value = draw(st.sampled_from(PATHS if isinstance(param.type, click.Path) else WORDS))
        if isinstance(param, click.Argument):
            words += [value]
        elif draw(st.booleans()) or param.required:
            words += (
                [param.opts[-1]] if getattr(param, "is_flag", False) else [param.opts[-1], value]
            )
    return words


@given(words=lines())
@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_words_are_a_fault_of_ours(
    place: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("LEGALDOCS_HOME", str(place / "home"))
    before = (place / "folder" / "case.yaml").read_bytes()
    capsys.readouterr()
    cli._set_streams(words)  # main() does this, and would end the test
    assert cli.run(words) in ENDS
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err
    if "--json" in words and words[0] != "prove":
        assert json.loads(shown.out)["schema"].startswith("legaldocs")
    assert (place / "folder" / "case.yaml").read_bytes() == before


def test_a_user_without_a_home_is_asked_for_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def homeless() -> Path:
        raise RuntimeError

    for name in ("LEGALDOCS_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("legaldocs.commands._law.Path.home", homeless)
    assert cli.run(["law", "status"]) == 2
    assert "LEGALDOCS_HOME" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["new", "made"], ["key", "new", "made", "--name", "甲"]])
def test_a_full_disk_leaves_nothing_half_made(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET", "password1234")
    more = ["--passphrase-env", "SECRET"] if words[0] == "key" else []
    with monkeypatch.context() as disk:
        disk.setattr("legaldocs.core.atomic.os.fsync", full)
        assert cli.run([*words, *more]) == 2
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []
    assert cli.run([*words, *more]) == 0
