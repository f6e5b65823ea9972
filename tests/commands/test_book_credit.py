"""legaldocs book credit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path

BOOK = "--book ledgerbook"
YI = "武汉乙食品有限公司"
ANSWERS = [
    (f"book credit show {YI} {BOOK}", 0),
    (f"book credit review {YI} --grade B --limit 5000 --why 首次 {BOOK} --by 王", 0),
    (f"book credit check signals.xlsx --blank {BOOK}", 0),
    (f"book credit check signals.csv {BOOK} --by 王某", 0),
    (f"book credit warn {BOOK} --by 王某", 0),
    (f"book credit warn {BOOK} --dry-run", 0),
]
FAILURES = [
    (f"book credit show {YI} --book nowhere", "legaldocs.book.credit.show/1"),
    (f"book credit review {YI} --grade B {BOOK} --by 王", "legaldocs.book.credit.review/1"),
    (f"book credit check signals.csv {BOOK}", "legaldocs.book.credit.check/1"),
    (f"book credit warn {BOOK}", "legaldocs.book.credit.warn/1"),
]
OWED = f"客户名称,应收单号,应收金额,到期日\n{YI},AR1,1000,2026-01-01\n"


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "book"
    assert run(["book", "new", str(folder)]) == 0
    (tmp_path / "a.csv").write_text(OWED, encoding="utf-8")
    assert (
        run(["book", "import", str(tmp_path / "a.csv"), "--book", str(folder), "--by", "王"]) == 0
    )
    capsys.readouterr()
    return folder


def credit(book: Path, *words: str) -> int:
    return run(["book", "credit", *words, "--book", str(book)])


def test_one_screen_says_how_a_customer_stands(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ("--on", "2026-06-01", "--by", "王某")
    assert credit(book, "review", YI, "--limit", "900", "--term", "30", "--why", "试", *day) == 0
    assert "额度 900.00 元，账期 30 天（试）" in capsys.readouterr().out
    assert credit(book, "show", YI, "--as-of", "2026-06-30") == 0
    said = capsys.readouterr().out
    # from 1 January to 30 June are 180 days
    assert "未收 1,000.00 元，其中逾期 1,000.00 元，最早的一笔逾期 180 天" in said
    assert "额度 900.00 元，超过 100.00 元" in said
    assert "预警：3 级" in said
    assert "建议等级：D（不自动采用）" in said
    assert "14 项没有检查过" in said


def test_the_same_day_gives_the_same_answer(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("show", YI, "--as-of", "2026-06-30", "--json")
    assert credit(book, *words) == 0
    first = capsys.readouterr().out
    assert credit(book, *words) == 0
    assert capsys.readouterr().out == first
    assert len(json.loads(first)["signals"]) == 18


def test_levels_are_recorded_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("warn", "--as-of", "2026-06-30", "--by", "王某")
    assert credit(book, "warn", "--as-of", "2026-06-30", "--dry-run") == 0
    assert "没有记入账册" in capsys.readouterr().out
    assert credit(book, *words) == 0
    assert f"3 级 {YI}（此前 0 级）：最早的一笔逾期 180 天，达到 90" in capsys.readouterr().out
    assert credit(book, *words) == 0
    assert "变动 0 个" in capsys.readouterr().out


def test_a_check_goes_out_and_comes_back(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = book.parent / "检查.xlsx"
    assert credit(book, "check", str(sheet), "--blank", "--on", "2026-06-30") == 0
    assert "1 个客户" in capsys.readouterr().out
    filled = book.parent / "填好.csv"
    filled.write_text(f"客户名称,信号,回答,说明\n{YI},被他人起诉,是,公告\n", encoding="utf-8")
    assert credit(book, "check", str(filled), "--by", "李某", "--on", "2026-06-30") == 0
    assert "新增 1，有变化 0，没有填 0" in capsys.readouterr().out
    assert credit(book, "show", YI, "--as-of", "2026-06-30") == 0
    assert "信号“被他人起诉”：是（李某 2026-06-30）公告" in capsys.readouterr().out
    filled.write_text(f"客户名称,信号,回答\n{YI},被他人起诉,难说\n", encoding="utf-8")
    assert credit(book, "check", str(filled), "--by", "李某") == 1
    assert "LD-CREDIT-ROW 填好.csv:2" in capsys.readouterr().out


@pytest.mark.parametrize("share", ["101%", "-1%", "三成", "1.234%", "NaN"])
def test_a_share_is_a_share(share: str, book: Path) -> None:
    words = ("review", YI, "--prepayment", share, "--why", "试", "--by", "王某")
    assert credit(book, *words) == 2


@pytest.mark.parametrize("share", ["0%", "100", "12.34%"])
def test_nothing_and_all_are_shares(share: str, book: Path) -> None:
    words = ("review", YI, "--prepayment", share, "--why", "试", "--by", "王某")
    assert credit(book, *words) == 0


def test_receipts_and_people_are_closed_too(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = book.parent / "b.csv"
    paid.write_text(
        f"客户名称,回款单号,回款日期,回款金额,核销应收单号\n{YI},R1,2026-02-01,400,AR1\n",
        encoding="utf-8",
    )
    assert run(["book", "import", str(paid), "--book", str(book), "--by", "王某"]) == 0
    words = ["book", "close", "回款", "R1", "--why", "记错", "--book", str(book), "--by", "王某"]
    assert run(words) == 0
    capsys.readouterr()
    assert credit(book, "show", YI, "--as-of", "2026-06-30") == 0
    assert "未收 1,000.00 元" in capsys.readouterr().out
