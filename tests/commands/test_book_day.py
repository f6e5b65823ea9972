"""legaldocs book today, log and run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = (
    "客户名称,应收单号,合同编号,应收金额,到期日,业务员\n"
    "武汉乙食品有限公司,AR1,HT-1,1000,2026-06-30,李某\n"
    "长沙丙贸易有限公司,AR9,HT-2,70,2026-05-20,许某\n"
)
LOGGED = (
    "book log 武汉乙食品有限公司 --on 2026-07-07 --channel 电话 --gist 下周付"
    " --promise 2026-07-15 300.50 --dispute 少一件 --disputed 20 --by 李某 --book daybook"
)
ANSWERS = [
    ("book new daybook --name 甲公司", 0),
    ("book import owed.csv --book daybook --by 王某", 0),
    ("book today --as-of 2026-07-07 --book daybook --held", 0),
    ("book run --as-of 2026-07-07 --by 夜间 --book daybook", 0),
    (LOGGED, 0),
]
FAILURES = [
    ("book today --book nowhere", "legaldocs.book.today/1"),
    ("book run --book nowhere --by 王某", "legaldocs.book.run/1"),
    ("book run --as-of 2026-07-06 --by 夜间 --book daybook", "legaldocs.book.run/1"),
    ("book log 无名公司 --gist 好 --channel 电话 --by 李某 --book daybook", "legaldocs.book.log/1"),
    ("book log 甲 --gist 好 --on 2999-01-01 --by 李某 --book daybook", "legaldocs.book.log/1"),
]
YI = "武汉乙食品有限公司"


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "book"
    assert run(["book", "new", str(folder), "--name", "甲公司"]) == 0
    people = "people:\n- {name: 许某, post: 财务部门, level: 2}\n"
    file = folder / "book.yaml"
    file.write_text(file.read_text(encoding="utf-8") + people, encoding="utf-8")
    (tmp_path / "a.csv").write_text(LEDGER, encoding="utf-8")
    assert (
        run(["book", "import", str(tmp_path / "a.csv"), "--book", str(folder), "--by", "王"]) == 0
    )
    capsys.readouterr()
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: Any, code: int = 0) -> str:
    assert run(["book", *map(str, words)]) == code
    return capsys.readouterr().out


def test_today_shows_by_owner_what_is_to_be_done(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "today", "--as-of", "2026-07-07", "--book", book)
    assert text.splitlines()[:4] == [
        "李某：1 件",
        "  [电话催收] 武汉乙食品有限公司 1,000.00 元，电话，2026-07-08 以前：1 笔，最长逾期 7 天",
        "      AR1 1,000.00（2026-06-30 到期）",
        "许某：3 件",
    ]
    assert "      须 1 级审批：许某\n" in text
    assert "2026-07-07：待办 4 件（电话催收 2，催告函 2）" in text
    assert "其中 4 件还没有写进账册" in text
    mine = said(capsys, "today", "--as-of", "2026-07-07", "--owner", "李某", "--book", book)
    assert "许某：" not in mine
    one = said(capsys, "today", "--as-of", "2026-07-07", "--customer", YI, "--book", book)
    assert "丙" not in one
    assert not (book / "days").exists()
    held = said(capsys, "today", "--as-of", "2026-07-07", "--held", "--book", book)
    assert "长沙丙贸易有限公司 AR9 70.00 元：负责人沟通：催告函尚未送达或者期限未过" in held


def test_a_clerk_logs_in_a_line(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "run", "--as-of", "2026-07-07", "--by", "夜间", "--book", book)
    text = said(capsys, "today", "--as-of", "2026-07-07", "--owner", "李某", "--book", book)
    found = re.search(r"^  (\d+) \[电话催收\] 武汉乙", text, re.MULTILINE)
    assert found is not None
    text = said(
        capsys, "log", YI, "--on", "2026-07-07", "--at", "9:05", "--channel", "电话",
        "--with", "陈某", "--gist", "资金紧张", "--attitude", "配合", "--task", found[1],
        "--promise", "2026-07-15", "600", "--promise", "2026-07-30", "400",
        "--by", "李某", "--book", book,
    )  # fmt: skip
    assert text.splitlines() == [
        "已登记：武汉乙食品有限公司", "承诺 2 笔，到期由 book run 对照回款",
        f"待办 {found[1]}（电话催收）已办结",
    ]  # fmt: skip
    proof = book.parent / "签收.txt"
    proof.write_text("签收", encoding="utf-8")
    text = said(
        capsys, "log", YI, "--letter", "催告函", "--sent", "2026-07-08", "--tracking", "SF1",
        "--pay-by", "2026-07-16", "--by", "许某", "--book", book,
    )  # fmt: skip
    assert "（催告函）还没有办结" in text
    text = said(
        capsys, "log", YI, "--letter", "催告函", "--arrived", "2026-07-10", "--proof", proof,
        "--by", "许某", "--book", book,
    )  # fmt: skip
    assert "（催告函）已办结" in text
    assert "留底 imports/" in text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("--gist 好", "没有写联络的方式"),
        ("--channel 电话 --gist 好 --at 25:00", "时间无法识别"),
        ("--channel 电话 --gist 好 --on 2999-01-01", "日期晚于今天"),
        ("--channel 电话 --gist 好 --promise 2026-08-01 一百", "金额无法识别"),
        ("--channel 电话 --gist 好 --dispute 少一件 --disputed 0", "有异议的金额要大于 0"),
        ("--channel 电话 --gist 好 --dispute 少一件 --disputed 0.00", "有异议的金额要大于 0"),
        ("--letter 催告函 --result 退回", "没有写哪天送达或者退回"),
        ("--letter 催告函 --sent 2999-01-01", "日期晚于今天"),
        ("--channel 短信 --gist 好", "可选的有 快递、电子邮件、即时通讯、电话、当面"),
    ],
)
def test_a_slip_of_the_hand_is_explained(
    words: str, why: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["book", "log", YI, *words.split(), "--by", "李某", "--book", str(book)]) == 2
    assert why in capsys.readouterr().err


def test_a_run_says_what_it_did_and_ends_with_one_where_a_letter_is_missing(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paid = "客户名称,回款单号,回款日期,回款金额\n武汉乙食品有限公司,SK1,2026-07-01,10\n"
    (book.parent / "b.csv").write_text(
        LEDGER + "武汉乙食品有限公司,AR2,HT-1,5,2026-12-31,李某\n", encoding="utf-8"
    )
    (book.parent / "c.csv").write_text(paid, encoding="utf-8")
    files = [book.parent / "b.csv", book.parent / "c.csv"]
    said(capsys, "import", *files, "--book", book, "--by", "王某")
    text = said(capsys, "run", "--as-of", "2026-07-07", "--by", "夜间", "--book", book, code=1)
    assert "[错误] LD-DAY-LETTER days/2026-07-07/许某/" in text
    assert "LD-DAY-NO-CONTACT" in text
    assert "2026-07-07：新写入待办 5 件" in text
    assert "起草 5 件；1 封函没有生成" in text
    assert "清单：days/2026-07-07/李某" in text
    text = said(capsys, "run", "--as-of", "2026-07-07", "--by", "夜间", "--book", book, code=1)
    assert "新写入待办 0 件" in text
    assert "起草 0 件；1 封函没有生成" in text


def test_a_final_letter_that_must_stay_a_draft_is_named(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The rate of 2026-11-26 has not been confirmed: letters on that day stay drafts.
    row = "武汉乙食品有限公司,AR3,HT-3,5,2026-11-25,李某\n"
    (book.parent / "b.csv").write_text(LEDGER.splitlines()[0] + "\n" + row, encoding="utf-8")
    said(capsys, "import", book.parent / "b.csv", "--book", book, "--by", "王某")
    for number in ("AR1", "AR9"):
        words = ("--why", "付清", "--on", "2026-11-01", "--by", "王某", "--book", book)
        said(capsys, "close", "应收", number, *words)
    text = said(capsys, "run", "--as-of", "2026-11-26", "--by", "夜间", "--book", book)
    assert "[警告] LD-DAY-DRAFT" in text
    assert "逾期提醒只能是草稿" in text


def test_json_says_the_same(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, "today", "--as-of", "2026-07-07", "--book", book, "--json"))
    assert answer["counts"] == {"电话催收": 2, "催告函": 2}
    assert [task["amount"] for task in answer["tasks"]] == ["1000.00", "70.00", "1000.00", "70.00"]
    assert answer["held"] == []
