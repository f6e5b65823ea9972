from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING

import pytest

from legaldocs import cli
from legaldocs.core.errors import InputError, IntegrityError, LawError

if TYPE_CHECKING:
    from pathlib import Path


def test_every_line_of_the_table_is_the_commands_own_help() -> None:
    for name, line in cli.COMMANDS.items():
        module = importlib.import_module(f"legaldocs.commands.{name.replace('-', '_')}")
        help_text = module.command.help or ""
        assert help_text.splitlines()[0] == line, name


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)
    assert cli.run([]) == 0


@pytest.mark.parametrize(
    "words", [["nothing"], ["check"], ["check", ".", "--as-of", "2026-02-30"], ["build", "--nope"]]
)
def test_a_usage_error_exits_2_with_a_message_on_stderr(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err


def test_wrong_words_are_one_object_with_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "--json", "--nope"]) == 2
    reply = json.loads(capsys.readouterr().out)
    assert reply["schema"] == "legaldocs.check/1"
    assert reply["ok"] is False
    assert reply["error"]["code"] == "LD-USAGE"


@pytest.mark.parametrize("error", [InputError("甲"), LawError("甲"), IntegrityError("甲")])
def test_an_error_exits_with_the_code_of_its_class(
    error: InputError | LawError | IntegrityError,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli.group, "main", fail)
    assert cli.run(["check"]) == error.exit_code
    assert "甲" in capsys.readouterr().err
    assert cli.run(["check", "--json"]) == error.exit_code
    assert json.loads(capsys.readouterr().out)["error"]["message"] == "甲"


def test_a_fault_of_ours_exits_70_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli.group, "main", fail)
    assert cli.run(["check"]) == 70
    shown = capsys.readouterr().err
    assert "程序内部故障" in shown
    assert "ZeroDivisionError" in shown


def test_new_then_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["new", str(tmp_path / "案")]) == 0
    assert cli.run(["new", str(tmp_path / "案")]) == 2
    capsys.readouterr()
    assert cli.run(["check", str(tmp_path / "案"), "--as-of", "2026-11-21", "--json"]) == 1
    reply = json.loads(capsys.readouterr().out)
    assert {finding["code"] for finding in reply["findings"]} == {"LD-CASE-PLACEHOLDER"}
    assert cli.run(["build", str(tmp_path / "案"), "--as-of", "2026-11-21"]) == 1
    assert not (tmp_path / "案" / "build").exists()


def test_check_of_a_broken_case_lists_every_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.yaml").write_text("parties: 1\ncontracts:\n  - price: x\n    q: 1\n")
    assert cli.run(["check", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert shown.out.count("LD-CASE-") == 3
    assert cli.run(["check", str(tmp_path), "--json"]) == 1
    reply = json.loads(capsys.readouterr().out)
    assert [finding["where"] for finding in reply["findings"]] == [
        "case.yaml:1",
        "case.yaml:3",
        "case.yaml:4",
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["chek", "x"], "是否想写 check？"),
        (["check", ".", "--as-off", "x"], "没有选项 --as-off；是否想写 --as-of？"),
        (["check"], "缺少 CASE"),
        (["build", "x", "--out"], "--out"),
        (["seal", "x", "--timeout", "abc"], "--timeout 有误：应为数字"),
        (["journal", "add", "x", "lost", "--by", "y"], "可选的有 收集、生成"),
    ],
)
def test_usage_errors_are_in_chinese(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 2
    shown = capsys.readouterr().err
    assert says in shown
    assert "No such" not in shown
