"""legaldocs book plan and approve."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path

BOOK = "--book ledgerbook"
ANSWERS = [
    (f"book plan ht.yaml {BOOK} --dry-run", 0),
    (f"book plan ht.yaml {BOOK} --by 王某", 0),
    ("book plan blank.yaml --blank", 0),
    (f"book approve HT-1 不同意 {BOOK} --by 王某", 0),
]
FAILURES = [
    (f"book plan ht.yaml {BOOK}", "legaldocs.book.plan/1"),
    (f"book approve HT-9 同意 {BOOK} --by 王某", "legaldocs.book.approve/1"),
]
LEDGER = "客户名称,应收单号,应收金额,到期日\n武汉乙食品有限公司,AR1,1000,2026-06-30\n"
FILLED = {
    "请填写客户的名称、编码或者统一社会信用代码，须是账册里有的": "武汉乙食品有限公司",
    "number: 请填写合同编号，与财务应收表里的合同编号一致": "number: HT-1",
    "price: 请填写合同价款，以元为单位": "price: 100000",
    "signed_on:                  #": "signed_on: 2026-03-01     #",
}


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "book"
    assert run(["book", "new", str(folder)]) == 0
    (tmp_path / "a.csv").write_text(LEDGER, encoding="utf-8")
    assert (
        run(["book", "import", str(tmp_path / "a.csv"), "--book", str(folder), "--by", "王"]) == 0
    )
    with (folder / "book.yaml").open("a", encoding="utf-8") as stream:
        stream.write("people: [{name: 李经理, level: 1}, {name: 张总, level: 2}]\n")
    capsys.readouterr()
    return folder


@pytest.fixture
def file(book: Path) -> Path:
    """Return a blank file, filled in."""
    path = book.parent / "ht.yaml"
    assert run(["book", "plan", str(path), "--blank"]) == 0
    text = path.read_text(encoding="utf-8")
    for blank, filled in FILLED.items():
        assert blank in text
        text = text.replace(blank, filled)
    path.write_text(text, encoding="utf-8")
    return path


def planned(book: Path, file: Path, *more: str) -> int:
    return run(["book", "plan", str(file), "--book", str(book), "--as-of", "2026-06-01", *more])


def test_a_blank_file_is_not_taken_before_it_is_filled(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book.parent / "leer.yaml"
    assert run(["book", "plan", str(path), "--blank"]) == 0
    assert planned(book, path, "--by", "王某") == 2
    assert "还没有填写" in capsys.readouterr().err
    assert run(["book", "plan", str(path), "--blank"]) == 2
    assert "不会覆盖" in capsys.readouterr().err


def test_a_blank_file_that_cannot_be_written_says_what_to_do(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (book.parent / "文件").write_bytes(b"")
    path = book.parent / "文件" / "leer.yaml"
    assert run(["book", "plan", str(path), "--blank"]) == 2
    said = capsys.readouterr().err
    assert "文件没有写成" in said
    assert "换一个可以写入的文件夹" in said


def test_every_line_of_the_blank_file_can_be_read(
    book: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those behind a # too: what is offered is understood."""
    text = file.read_text(encoding="utf-8")
    for key in ("events", "  交货", "  验收", "late_payment", "  rate", "  clause", "  cap",
                "waives_late_charge", "guarantees", "- guarantor", "  signed_on", "  form",
                "  period", "  company", "  resolved"):  # fmt: skip
        assert f"\n#{key}:" in text, key
        text = text.replace(f"\n#{key}:", f"\n{key}:")
    assert "\n#" in text
    file.write_text(text.replace("guarantor: 请填写", "guarantor: 丙"), encoding="utf-8")
    assert planned(book, file, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "质保金 10,000.00 元，2027-04-20 到期" in said
    assert "LD-PLAN-GUARANTEE" not in said


def test_a_clerk_sees_the_plan_and_what_is_missing(
    book: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert planned(book, file, "--dry-run") == 0
    said = capsys.readouterr().out
    assert (
        "预付款 30,000.00 元，2026-03-06 到期（签订（2026年3月1日）后5天，起算当日不计）：新增"
        in said
    )
    assert "到货款 60,000.00 元：还没有到期日，等：交货的日期" in said
    assert "LD-PLAN-SERVICE" in said
    assert "只是试算" in said
    assert planned(book, file, "--by", "王某") == 0
    capsys.readouterr()
    assert planned(book, file, "--by", "王某") == 0
    assert "价款 100,000.00 元：没有变化" in capsys.readouterr().out


def test_a_term_that_cannot_be_read_ends_with_one(
    book: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write("late_payment: {rate: 很多}\n")
    capsys.readouterr()
    assert planned(book, file, "--dry-run", "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert "LD-PLAN-LATE-READ" in [one["code"] for one in answer["findings"]]


def test_who_may_approve(book: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write("waives_late_charge: 是\n")
    assert planned(book, file, "--by", "王某") == 0
    assert "审批：需要 2 级审批\n  2 级：免除逾期付款责任" in capsys.readouterr().out
    words = ["book", "approve", "HT-1", "同意", "--book", str(book), "--by", "王某"]
    on = ["--on", "2026-05-30", "--note", "老客户"]
    assert run([*words, "--who", "李经理", *on]) == 2
    assert (
        "李经理不能批准这些条件；应为：2 级；实际：1 级；免除逾期付款责任"
        in capsys.readouterr().err
    )
    assert run([*words, "--who", "张总", *on]) == 0
    assert "2026-05-30 张总（2 级）同意：老客户" in capsys.readouterr().out
    assert planned(book, file, "--dry-run") == 0
    assert "审批：2026-05-30 张总（2 级）同意：老客户" in capsys.readouterr().out


PART = "customer: 武汉乙食品有限公司\nnumber: A\nparts: [{name: 货款, amount: 1}]\n"


@pytest.mark.parametrize(
    "text",
    ["", "customer: 1", "- 1", "\x00", PART.replace("[{name: 货款, amount: 1}]", "[]"),
     PART.replace("amount: 1", "amount: 1, due_days: 无"),
     PART.replace("amount: 1", "amount: 99999999999999"),
     PART + "events: {开会: 2026-01-01}\n", PART + "events: 2026-01-01\n",
     PART + "price: 2\n", PART + "unbekannt: 1\n"],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(text: str, book: Path, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    assert planned(book, file, "--by", "王某") == 2
    assert planned(book, book.parent / "没有.yaml", "--by", "王某") == 2
