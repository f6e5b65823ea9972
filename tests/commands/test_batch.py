"""legaldocs batch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from legaldocs import cli
from legaldocs.commands import _progress
from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ANSWERS = [
    ("batch case --as-of 2026-11-21 --only 催告函 --jobs 1 --out run --by 张三", 0),
    ("batch broken --as-of 2026-11-21 --jobs 1 --out run-broken", 1),
]
FAILURES = [
    ("batch nowhere --out run", "legaldocs.batch/1"),
    ("batch case --out run --only 没有的文书", "legaldocs.batch/1"),
    ("batch case --out run --templates nowhere", "legaldocs.batch/1"),
    ("batch case --out run --jobs 1 --scheduler tcp://127.0.0.1:9", "legaldocs.batch/1"),
    ("batch case", "legaldocs.batch/1"),
]


def test_a_journal_that_cannot_be_written_is_said_and_harms_no_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cases/a"
    folder.mkdir(parents=True)
    text = "parties:\n  - {role: 债权人, name: 甲公司}\n  - {role: 债务人, name: 乙公司}\n"
    text += "contracts: [{number: A1, price: 10.00, due_on: 2026-03-01}]\n"
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    out = tmp_path / "run"
    words = ["batch", str(tmp_path / "cases"), "--as-of", "2026-11-21", "--out", str(out)]

    def refuse(*_: object) -> None:
        raise InputError("日志无法写入")

    monkeypatch.setattr("legaldocs.commands._journal.note", refuse)
    assert cli.run([*words, "--only", "催告函", "--jobs", "1", "--by", "张三", "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in reply["findings"]] == ["LD-BATCH-JOURNAL"]
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["built"] == 1
    assert cli.run([*words, "--only", "催告函", "--jobs", "1"]) == 0
    shown = capsys.readouterr()
    assert "共 1 件：生成 0 件，已是最新 1 件，没有结果 0 件；需要处理 0 件" in shown.out
    assert shown.err == ""


CASE = """parties:
  - {role: 债权人, name: 甲公司}
  - {role: 债务人, name: 乙公司}
contracts: [{number: A1, price: 10.00, due_on: 2026-03-01}]
"""


def test_what_changed_and_what_is_gone_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b/c"):
        (tmp_path / "cases" / name).mkdir(parents=True)
        (tmp_path / "cases" / name / "case.yaml").write_text(CASE, encoding="utf-8")
    out = tmp_path / "run"
    words = ["batch", str(tmp_path / "cases"), "--as-of", "2026-11-21", "--out", str(out)]
    words += ["--only", "催告函", "--jobs", "1"]
    assert cli.run(words) == 0
    first = capsys.readouterr().out
    assert "共 2 件：生成 2 件" in first
    assert "案件已经不在" not in first
    assert cli.run([*words, "--changed"]) == 0
    shown = capsys.readouterr().out
    assert "有变化的 0 件（没有变化、没有列入的 2 件）：生成 0 件" in shown
    assert "0.00 元" not in shown, "nothing is summed, and no debt is zero"
    (tmp_path / "cases/b").rename(tmp_path / "cases/d")
    assert cli.run([*words, "--changed"]) == 0
    shown = capsys.readouterr().out
    assert "有变化的 1 件（没有变化、没有列入的 1 件）" in shown
    assert "案件已经不在、cases 里还有以前结果的：b/c" in shown
    assert "--prune" in shown
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["left_out"], summary["gone"], summary["removed"]) == (1, ["b/c"], [])
    assert (out / "cases/b/c/summary.json").exists(), "nothing is removed without a word"
    assert cli.run([*words, "--prune"]) == 0
    assert "以前的结果已删去的：b/c" in capsys.readouterr().out
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["cases"], summary["gone"], summary["removed"]) == (2, [], ["b/c"])
    assert sorted(path.name for path in (out / "cases").iterdir()) == ["a", "d"]


def test_a_wrong_folder_removes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("mine/a", "other/b"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "case.yaml").write_text(CASE, encoding="utf-8")
    more = ["--as-of", "2026-11-21", "--out", str(tmp_path / "run"), "--only", "催告函"]
    assert cli.run(["batch", str(tmp_path / "mine"), *more]) == 0
    before = (tmp_path / "run/summary.json").read_bytes()
    assert cli.run(["batch", str(tmp_path / "other"), *more, "--prune"]) == 2
    assert "没有一件是这个文件夹里的案件" in capsys.readouterr().err
    assert (tmp_path / "run/cases/a/summary.json").exists()
    assert (tmp_path / "run/summary.json").read_bytes() == before


def test_the_line_says_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(_progress.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with _progress.pace(10) as tick:
        for in_order in (True, False):
            tick(in_order)
    shown = capsys.readouterr().err
    assert "1/10 件，需要处理 0 件" in shown
    assert "2/10 件，需要处理 1 件" in shown
    assert "秒一件，约剩" in shown
