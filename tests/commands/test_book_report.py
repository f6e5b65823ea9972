"""legaldocs book ageing, report, stop-loss and agency compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = """客户名称,应收单号,应收金额,到期日
武汉乙食品有限公司,AR1,1000,2026-06-30
武汉乙食品有限公司,AR2,500,2026-10-31
"""
ANSWERS = [
    ("book ageing --book ledgerbook --as-of 2026-11-21 --by trade", 0),
    ("book report --book ledgerbook --as-of 2026-11-21 --out bookreport --by 王某", 0),
    ("book stop-loss 武汉乙食品有限公司 --book ledgerbook --as-of 2026-11-21", 0),
    (
        "book agency compare --book ledgerbook --as-of 2026-11-21 --customer 武汉乙食品有限公司",
        0,
    ),
]
FAILURES = [
    ("book ageing --book nowhere", "legaldocs.book.ageing/1"),
    ("book report --book ledgerbook", "legaldocs.book.report/1"),
    ("book stop-loss 无 --book ledgerbook", "legaldocs.book.stop-loss/1"),
    ("book agency compare --book nowhere", "legaldocs.book.agency.compare/1"),
]


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (tmp_path / "a.csv").write_text(LEDGER, encoding="utf-8")
    folder = str(tmp_path / "book")
    assert run(["book", "new", folder, "--name", "甲公司"]) == 0
    assert run(["book", "import", str(tmp_path / "a.csv"), "--book", folder, "--by", "王某"]) == 0
    capsys.readouterr()
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run([*words, "--as-of", "2026-11-21"]) == 0
    return capsys.readouterr().out


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(said(capsys, *words, "--json"))


def test_ageing(book: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = said(capsys, "book", "ageing", "--book", book)
    assert "账龄分界 30、60、90 天" in text
    # AR1 is 144 days overdue, AR2 21.
    (line,) = [line.split() for line in text.splitlines() if line.startswith("武汉乙")]
    assert line[1:] == ["0.00", "500.00", "0.00", "0.00", "1,000.00", "1,500.00", "0.00", "2"]
    file = str(tmp_path / "a.xlsx")
    answer = answered(capsys, "book", "ageing", "--book", book, "--xlsx", file)
    assert answer["edges"] == [30, 60, 90]
    assert answer["table"]["rows"][-1]["total"] == "1500.00"
    assert (tmp_path / "a.xlsx").exists()


def test_report_keeps_the_day_only_when_somebody_signs(
    book: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["book", "report", "--book", book, "--out"]
    assert not answered(capsys, *words, str(tmp_path / "one"))["kept"]
    assert answered(capsys, *words, str(tmp_path / "two"), "--by", "王某")["kept"]
    pages = [(tmp_path / name / "report.html").read_bytes() for name in ("one", "two")]
    assert pages[0] == pages[1]
    assert run(["book", "history", "--book", book, "--last", "1"]) == 0
    assert "王某 日结" in capsys.readouterr().out


def test_stop_loss_says_that_it_does_not_know(
    book: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "book", "stop-loss", "武汉乙食品有限公司", "--book", book)
    assert "逾期未收 1,500.00 元" in text
    assert "没有足够的同类案件" in text
    assert "过去的案件还不足以下结论" in text
    ways = answered(capsys, "book", "stop-loss", "武汉乙食品有限公司", "--book", book)["ways"]
    assert {row["expected"] for row in ways["rows"]} == {None}


def test_compare_without_agencies(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(
        capsys, "book", "agency", "compare", "--book", book, "--customer", "武汉乙食品有限公司"
    )
    assert answer["results"]["rows"] == []
    assert answer["proposal"] is None
    assert answer["reasons"][-1].endswith("不作建议")


def test_a_long_ageing_shows_the_largest_and_the_total(
    book: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = "".join(f"客户{n}有限公司,X{n},{n}.00,2026-06-30\n" for n in range(1, 41))
    head = LEDGER.splitlines(keepends=True)[0]
    (tmp_path / "b.csv").write_text(head + rows, encoding="utf-8")
    assert run(["book", "import", str(tmp_path / "b.csv"), "--book", book, "--by", "王某"]) == 0
    capsys.readouterr()
    text = said(capsys, "book", "ageing", "--book", book)
    # 41 customers, the largest 30 of them: 乙 with 1,500 and 40 down to 12. 1,500 + 820 in all.
    assert "客户12有限公司" in text
    assert "客户11有限公司" not in text
    assert "另有 11 行" in text
    assert "2,320.00" in text
