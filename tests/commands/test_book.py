"""legaldocs book."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = "客户名称,应收单号,应收金额,到期日\n武汉乙食品有限公司,AR1,1000,2026-06-30\n"
JUNE = "--from 2026-06-01 --to 2026-06-30 --on 2026-07-01"
ANSWERS = [
    ("book new ledgerbook --name 甲公司", 0),
    ("book import owed.csv --book ledgerbook --by 王某", 0),
    ("book export --book ledgerbook --out owed.xlsx", 0),
    ("book case 武汉乙食品有限公司 --book ledgerbook --by 王某 --as-of 2026-11-21", 0),
    ("book follow --book ledgerbook --by 王某 --as-of 2026-11-21", 0),
    (f"book statement 武汉乙食品有限公司 {JUNE} --book ledgerbook --by 王某", 0),
    ("book statement --list --on 2026-07-02 --book ledgerbook", 0),
    ("book answer slip.eml --statement NUMBER --book ledgerbook --by 王某", 0),
    ("book close 应收 AR1 --why 已付清 --book ledgerbook --by 王某", 0),
    ("book history --book ledgerbook", 0),
]
FAILURES = [
    ("book new case", "legaldocs.book.new/1"),
    ("book import none.csv --book ledgerbook --by 王某", "legaldocs.book.import/1"),
    ("book import owed.csv --book ledgerbook", "legaldocs.book.import/1"),
    ("book export --book nowhere", "legaldocs.book.export/1"),
    ("book statement --book ledgerbook", "legaldocs.book.statement/1"),
    ("book answer none.eml --book ledgerbook --by 王某", "legaldocs.book.answer/1"),
    ("book close 应收 AR9 --why 无 --book ledgerbook --by 王某", "legaldocs.book.close/1"),
    ("book history --book nowhere", "legaldocs.book.history/1"),
    ("book case 某公司 --book ledgerbook --by 王某", "legaldocs.book.case/1"),
    ("book follow 某公司 --book ledgerbook --by 王某", "legaldocs.book.follow/1"),
]


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["book", "new", str(tmp_path / "book")]) == 0
    (tmp_path / "a.csv").write_text(LEDGER, encoding="utf-8")
    capsys.readouterr()
    return tmp_path / "book"


def test_a_clerk_sees_what_was_done(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["book", "import", str(book.parent / "a.csv"), "--book", str(book), "--by", "王某"]
    assert run(words) == 0
    said = capsys.readouterr().out
    assert "应收金额 → 应收金额" in said
    assert "应收：新增 1，有变化 0" in said
    assert run(words) == 0
    assert "账册没有变化" in capsys.readouterr().out
    (book.parent / "a.csv").write_text(LEDGER.replace("1000", "900"), encoding="utf-8")
    assert run(words) == 0
    assert "应收 AR1 金额：1,000.00 → 900.00" in capsys.readouterr().out


def test_refused_rows_end_with_one(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book.parent / "a.csv").write_text(LEDGER.replace("1000", "一千"), encoding="utf-8")
    words = ["book", "import", str(book.parent / "a.csv"), "--book", str(book), "--by", "王某"]
    assert run(words) == 1
    assert "退回 a.csv 第 2 行：“应收金额”金额无法识别" in capsys.readouterr().out
    assert (book / "exceptions.xlsx").is_file()


def test_who_does_it_must_be_said(book: Path) -> None:
    words = ["book", "import", str(book.parent / "a.csv"), "--book", str(book)]
    assert run(words) == 2
    assert run([*words, "--by", " "]) == 2


def test_an_edited_history_is_found(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["book", "import", str(book.parent / "a.csv"), "--book", str(book), "--by", "王"]) == 0
    )
    with closing(sqlite3.connect(book / "book.db")) as opened:
        opened.execute("DROP TRIGGER change_update_refused")
        opened.execute("UPDATE change SET who = '李' WHERE id = 2")
        opened.commit()
    capsys.readouterr()
    assert run(["book", "history", "--book", str(book), "--json"]) == 4
    answer = json.loads(capsys.readouterr().out)
    assert (answer["intact"], answer["ok"]) == (False, False)


def test_a_customer_becomes_a_case_and_the_book_follows_it(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ["--book", str(book), "--by", "王某", "--as-of", "2026-11-21"]
    run(["book", "import", str(book.parent / "a.csv"), "--book", str(book), "--by", "王某"])
    assert run(["book", "case", "武汉乙食品有限公司", *by]) == 0
    folder = book / "cases" / "武汉乙食品有限公司"
    said = capsys.readouterr().out
    assert f"新建：{folder}（办理中）" in said
    assert "缺什么.md" in said
    assert run(["check", str(folder), "--as-of", "2026-11-21"]) == 0
    assert "到期本金 1,000.00 元" in capsys.readouterr().out
    assert run(["book", "case", "武汉乙食品有限公司", *by]) == 0
    assert "没有变化" in capsys.readouterr().out
    with (folder / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("settlement:\n  signed_on: 2026-11-20\n  instalments:\n")
        file.write("  - {due_on: 2026-12-31, amount: 1000.00}\n")
    assert run(["book", "follow", *by]) == 0
    said = capsys.readouterr().out
    assert "办理中 → 已和解，未付 1,000.00 元" in said
    assert "新增应收：还款协议第一期 1,000.00 元，2026-12-31 到期" in said
    (folder / "case.yaml").write_text("parties: [", encoding="utf-8")
    assert run(["book", "follow", *by]) == 1
    assert "LD-FOLLOW-UNREADABLE" in capsys.readouterr().out


def test_a_customer_who_owes_is_closed_with_a_warning_and_no_day_to_come(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whose = ["--book", str(book), "--by", "王某"]
    assert run(["book", "import", str(book.parent / "a.csv"), *whose]) == 0
    name = "武汉乙食品有限公司"
    assert run(["book", "close", "客户", name, "--why", "误", "--on", "2999-01-01", *whose]) == 2
    assert "还没有发生" in capsys.readouterr().err
    assert run(["book", "run", "--as-of", "2999-01-01", *whose]) == 2
    assert "不能预先运行" in capsys.readouterr().err
    assert run(["book", "close", "客户", name, "--why", "误", "--on", "2026-07-01", *whose]) == 0
    said = capsys.readouterr().out
    assert "LD-BOOK-CLOSED-OWES" in said
    assert "1,000.00 元未收" in said


def test_a_book_that_cannot_be_written_or_read_is_said_to_be_so(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["book", "new", str(book)]) == 2
    assert "已有的账册直接用" in capsys.readouterr().err
    (book / "book.db").write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    assert run(["book", "history", "--book", str(book)]) == 2
    assert "损坏" in capsys.readouterr().err
