from __future__ import annotations

import errno
import importlib
import json
import signal
import sys
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


@pytest.mark.parametrize(
    ("raised", "code", "says"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (MemoryError(), 2, "内存不足"),
        (OSError(errno.ENOSPC, "full"), 2, "读写文件失败"),
        (RecursionError(), 70, "程序内部故障"),
    ],
)
def test_whatever_ends_a_run_is_one_object_with_json(
    raised: BaseException,
    code: int,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(cli.group, "main", fail)
    assert cli.run(["check", "--json"]) == code
    assert says in json.loads(capsys.readouterr().out)["error"]["message"]
    assert cli.run(["check"]) == code
    assert says in capsys.readouterr().err


def test_a_panic_in_rust_is_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class PanicException(BaseException):
        """As pyo3 has it: no Exception."""

    def fail(*_: object, **__: object) -> None:
        raise PanicException

    monkeypatch.setattr(cli.group, "main", fail)
    assert cli.run(["check", "--json"]) == 70
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "LD-INTERNAL"


def test_an_end_of_file_inside_a_command_is_no_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise EOFError

    monkeypatch.setattr("legaldocs.case.reading.load_case", fail)
    assert cli.run(["check", "."]) == 70
    assert "EOFError" in capsys.readouterr().err


def test_a_reader_that_went_away_is_no_error_of_the_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "")

    kept = sys.stdout
    monkeypatch.setattr("legaldocs.case.reading.load_case", fail)
    assert cli.run(["check", "."]) == 2
    monkeypatch.setattr(sys, "stdout", kept)
    assert "接收输出的一方已经关闭" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_run_as_ctrl_c_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    try:
        cli._clean_up_when_ended()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        signal.signal(number, signal.SIG_IGN)
        cli._clean_up_when_ended()
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)


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
        (["calc", "fee", "100", "200"], "多出了 200"),
        (["calc", "fee", "100", "--json=1"], "选项 --json 后面不写内容"),
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
