"""A day to come is no day on which something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path

YI = "武汉乙食品有限公司"
CONTRACT = """
customer: 武汉乙食品有限公司
number: HT-1
price: 1000
signed_on: 2026-03-01
parts:
- {name: 货款, due_after: 交货, due_days: 30天}
events: {交货: 2199-01-01}
"""


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "book"
    assert run(["book", "new", str(folder), "--name", "甲公司"]) == 0
    rows = f"客户名称,应收单号,应收金额,到期日\n{YI},AR1,1000,2026-06-30\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    words = ["book", "import", str(tmp_path / "a.csv"), "--book", str(folder), "--by", "王某"]
    assert run(words) == 0
    capsys.readouterr()
    return folder


@pytest.mark.parametrize("words", [
    "close 应收 AR1 --why 抵清 --on 2999-01-01",
    f"log {YI} --channel 电话 --gist 好 --on 2999-01-01",
    f"log {YI} --letter 催告函 --sent 2999-01-01",
    f"log {YI} --letter 催告函 --arrived 2999-01-01",
    "approve HT-1 同意 --on 2999-01-01",
    f"credit review {YI} --grade A --on 2999-01-01",
    "agency paid WT-1-1 --on 2999-01-01",
    "agency accept WT-1 --on 2999-01-01",
    "agency hours WT-1 2 --who 王某 --gist 电话 --on 2999-01-01",
    "agency expense 100 --kind 差旅 --on 2999-01-01",
    "answer a.jpg --on 2999-01-01",
])  # fmt: skip
def test_what_happened_did_not_happen_in_the_future(
    words: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["book", *words.split(), "--by", "王某", "--book", str(book)]) == 2
    said = capsys.readouterr().err
    assert "日期晚于今天，还没有发生" in said
    assert "2999-01-01" in said


@pytest.mark.parametrize("words", [
    f"case {YI}", "follow", "credit warn", "report --out r", "plan ht.yaml",
])  # fmt: skip
def test_the_book_is_not_written_as_of_a_day_to_come(
    words: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["book", *words.split(), "--as-of", "2999-01-01", "--by", "王某", "--book", str(book)]
    assert run(asked) == 2
    assert "不能预先登记以后的一天" in capsys.readouterr().err


def test_an_event_of_a_contract_has_happened(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ht.yaml"
    file.write_text(CONTRACT, encoding="utf-8")
    words = ["book", "plan", str(file), "--by", "王某", "--book", str(book)]
    assert run(words) == 2
    said = capsys.readouterr().err
    assert "ht.yaml:8：事由的日期晚于基准日，还没有发生" in said
    assert "交货 2199-01-01" in said
    file.write_text(CONTRACT.replace("2199-01-01", "2026-04-01"), encoding="utf-8")
    assert run(words) == 0
    # a due day may lie in the future, and a promise, too
    fixed = CONTRACT.replace("due_after: 交货, due_days: 30天", "due_on: 2027-01-01")
    file.write_text(fixed.replace("events: {交货: 2199-01-01}\n", ""), encoding="utf-8")
    assert run(words) == 0
    promise = ["--promise", "2099-01-01", "10", "--channel", "电话", "--by", "王某"]
    assert run(["book", "log", YI, *promise, "--book", str(book)]) == 0


def test_the_same_promise_typed_twice_is_said(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["book", "log", YI, "--promise", "2099-01-01", "10", "--channel", "电话",
             "--on", "2026-07-01", "--by", "王某", "--book", str(book)]  # fmt: skip
    assert run(words) == 0
    assert "LD-DAY-TWICE" not in capsys.readouterr().out
    assert run(words) == 0
    said = capsys.readouterr().out
    assert "LD-DAY-TWICE" in said
    assert "是第 1 号，没有再记" in said
    assert "--another" in said
    assert run([*words, "--another"]) == 0
    assert "承诺 1 笔" in capsys.readouterr().out
