"""legaldocs book agency."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import docx
import pytest

from legaldocs.cli import run
from legaldocs.commands.book.agency import report
from legaldocs.portfolio.place import book_folder
from legaldocs.portfolio.store import opened
from tests.portfolio.agency.engaged import log

if TYPE_CHECKING:
    from pathlib import Path

DEBTS = (
    "客户名称,应收单号,应收金额,到期日\n"
    "武汉乙食品有限公司,AR1,1000,2026-06-30\n武汉乙食品有限公司,AR2,2000,2026-07-31\n"
)
PAID = (
    "客户名称,回款单号,回款日期,回款金额,核销应收单号\n武汉乙食品有限公司,R1,2026-10-09,500,AR1\n"
)
CREDITOR = "creditor: {name: 苏州甲设备有限公司, address: 江苏省苏州市某路1号}\n"
AGENT = "武汉信诺商账管理有限公司"
OWES, FROM = "武汉乙食品有限公司", "--on 2026-09-01"
FIRST, LATER = f"--number W1 {FROM}", f"--number W2 {FROM}"
BOOK = "--book agencybook"
BY = f"{BOOK} --by 王某"
ANSWERS = [
    (f"book agency add {AGENT} --kind 催收机构 --uscc 91330106MA2GK7RX4N {BY}", 0),
    (f"book agency assess {OWES} --agency {AGENT} --terms terms.yaml {FIRST} {BY}", 0),
    (f"book agency assess {OWES} --agency {AGENT} --terms terms.yaml --owed AR2 {LATER} {BY}", 0),
    (f"book agency decline W2 --why 材料不全 --on 2026-09-02 {BY}", 0),
    (f"book agency accept W1 --on 2026-09-03 {BY}", 0),
    (f"book agency place W1 --until 2026-12-31 --on 2026-09-10 {BY}", 0),
    (f"book agency signed W1 owed.csv --on 2026-09-11 {BY}", 0),
    (f"book agency hand-over W1 owed.csv --out given --on 2026-09-11 {BY}", 0),
    (f"book agency hours W1 1.5 --who 孙某 --gist 约谈 --on 2026-09-12 {BY}", 0),
    (f"book agency report W1 --week 2026-10-09 {BY}", 0),
    (f"book agency commission W1 --through 2026-10-31 --settle --on 2026-11-01 {BY}", 0),
    (f"book agency paid W1-1 --on 2026-11-05 {BY}", 0),
    (f"book agency complaint --agency {AGENT} --gist 连续来电 --engagement W1 {BY}", 0),
    (f"book agency expense 300 --kind 差旅 --engagement W1 {BY}", 0),
    (f"book agency end W1 --outcome 部分收回 --on 2026-11-20 {BY}", 0),
    (f"book agency paper W1 应收账款管理授权书 {BOOK}", 0),
    (f"book agency show W1 --as-of 2026-11-20 {BOOK}", 0),
    (f"book agency list {BOOK}", 0),
]
FAILURES = [
    (f"book agency {words}", f"legaldocs.book.agency.{words.split()[0]}/1")
    for words in (
        f"add 某 --kind 催收机构 --uscc 1 {BY}", "assess 某", f"accept W9 {BY}",
        f"decline W9 --why 无 {BY}", f"place W9 --until 2026-12-31 {BY}",
        f"signed W9 owed.csv {BY}", f"hand-over W9 owed.csv --out given {BY}",
        f"hours W9 x --who 甲 --gist 乙 {BY}",
        f"report W9 {BY}", f"commission W9 {BOOK}", f"paid W9-1 {BY}", f"complaint {BY}",
        f"expense 300 --kind 差旅 {BY}", f"end W9 --outcome 无 {BY}", f"paper W9 收条 {BOOK}",
        f"show W9 {BOOK}", "list --book nowhere",
    )
]  # fmt: skip


def made_book(folder: Path) -> None:
    """Make a book with a creditor, debts and a receipt, and terms beside it, for the lines above.

    ``folder`` is the one the commands run in.
    """
    assert run(["book", "new", str(folder / "agencybook")]) == 0
    with (folder / "agencybook" / "book.yaml").open("a", encoding="utf-8") as file:
        file.write(CREDITOR)
    (folder / "terms.yaml").write_text("percent: 10%\n", encoding="utf-8")
    (folder / "debts.csv").write_text(DEBTS, encoding="utf-8")
    (folder / "paid.csv").write_text(PAID, encoding="utf-8")
    files = [str(folder / "debts.csv"), str(folder / "paid.csv")]
    book = str(folder / "agencybook")
    assert run(["book", "import", *files, "--book", book, "--by", "王某"]) == 0


@pytest.fixture
def placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Return a folder with a book, debts placed in it, and files to hand over."""
    monkeypatch.chdir(tmp_path)
    made_book(tmp_path)
    (tmp_path / "owed.csv").write_text("应收单号\nAR1\n", encoding="utf-8")
    for line, code in ANSWERS[:6]:
        assert run(line.split()) == code
    capsys.readouterr()
    return tmp_path


def test_a_clerk_sees_what_was_made(placed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = placed / "agencybook" / "agencies" / "W1"
    assert {path.name for path in folder.glob("*.docx")} == {
        "案件受理审查表.docx", "案件受理确认函.docx", "应收账款委托管理协议.docx",
        "应收账款管理授权书.docx", "催收方案.docx",
    }  # fmt: skip
    assert run(f"book agency commission W1 --through 2026-10-31 {BOOK}".split()) == 0
    said = capsys.readouterr().out
    assert "试算，没有登记" in said
    # 500.00 × 10 %
    assert "500.00×10%＝50.00" in said
    assert run(f"book agency show W1 --as-of 2026-11-20 {BOOK}".split()) == 0
    assert "AR1 委托时 1,000.00 元，现 500.00 元" in capsys.readouterr().out


def headers(path: Path) -> str:
    """Return what stands at the head of the pages of a .docx."""
    section = docx.Document(str(path)).sections[0]
    parts = (section.header, section.first_page_header)
    return "".join(line.text for part in parts for line in part.paragraphs)


def test_a_trial_becomes_a_settlement_and_stays(
    placed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"book agency commission W1 --through 2026-10-31 {BOOK}"
    settle = f"{line} --settle --on 2026-11-01"
    assert run(settle.split()) == 2
    assert "没有写经办人" in capsys.readouterr().err
    assert run(line.split()) == 0
    folder = placed / "agencybook" / "agencies" / "W1"
    (trial,) = folder.glob("佣金结算单*.docx")
    assert trial.name == "佣金结算单-W1-1-试算.docx"
    assert "没有登记，不作为结算的依据" in headers(trial)
    assert "没有登记" not in headers(trial.with_name("案件受理审查表.docx"))
    assert run(f"{settle} --by 王某".split()) == 0
    file = folder / "佣金结算单-W1-1.docx"
    before = file.read_bytes()
    capsys.readouterr()
    assert run([*line.split(), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["settled"], answer["total"], answer["fee"]) == (True, "50.00", "50.00")
    assert file.read_bytes() == before


def test_a_bill_is_named_and_earns_nothing(
    placed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (placed / "bill.csv").write_text(
        "客户名称,回款单号,回款日期,回款金额,核销应收单号,付款方式\n"
        f"{OWES},R2,2026-10-20,700,AR2,银行承兑汇票\n{OWES},R3,2026-11-02,10,AR2,抵销\n",
        encoding="utf-8",
    )
    assert run(f"book import bill.csv {BY}".split()) == 0
    capsys.readouterr()
    line = f"book agency commission W1 {BOOK} --json --through"
    assert run([*line.split(), "2026-10-31"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["received"], answer["fee"]) == ("500.00", "50.00")
    assert [(one["code"], "R2" in one["message"]) for one in answer["findings"]] == [
        ("LD-AGENCY-NOT-MONEY", True)
    ]
    assert run(f"book agency commission W1 {BOOK} --through 2026-11-05".split()) == 0
    said = capsys.readouterr().out
    assert said.count("LD-AGENCY-NOT-MONEY") == 2


def test_a_report_does_not_run_past_today(
    placed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert placed.is_dir()
    monkeypatch.setattr(report, "today", lambda: dt.date(2026, 10, 9))
    assert run(f"book agency report W1 --week 2026-10-09 {BY}".split()) == 0
    assert "2026-10-05 至 2026-10-09：" in capsys.readouterr().out
    assert run(f"book agency report W1 --week 2026-10-12 {BY}".split()) == 2
    assert "还没有开始" in capsys.readouterr().err


def test_what_the_law_forbids_is_not_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    made_book(tmp_path)
    for line in (
        f"add 江城讨债有限公司 --kind 催收机构 {BY}",
        f"assess {OWES} --agency 江城讨债有限公司 --terms terms.yaml --number W1 {FROM} {BY}",
        f"accept W1 --on 2026-09-03 {BY}",
    ):
        assert run(["book", "agency", *line.split()]) == 0
    capsys.readouterr()
    assert run(f"book agency place W1 --until 2026-12-31 --on 2026-09-10 {BY}".split()) == 1
    said = capsys.readouterr()
    assert "LD-AGENCY-DEBT-COMPANY" in said.out
    assert "不能委托" in said.err
    assert not (tmp_path / "agencybook" / "agencies" / "W1" / "催收方案.docx").exists()


def test_a_file_with_anothers_name_is_not_handed_over(
    placed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (placed / "b.csv").write_text(
        "客户名称,应收单号,应收金额,到期日\n长沙丙贸易有限公司,B1,5,2026-06-30\n", encoding="utf-8"
    )
    assert run(f"book import b.csv {BY}".split()) == 0
    line = f"book agency hand-over W1 b.csv --out given --on 2026-09-11 {BY}"
    capsys.readouterr()
    assert run(line.split()) == 1
    assert "LD-AGENCY-OTHERS" in capsys.readouterr().out
    assert not (placed / "given").exists()
    assert run([*line.split(), "--give", "b.csv"]) == 0
    capsys.readouterr()
    assert run(["verify", str(placed / "given" / "bundle")]) == 0


def test_a_week_with_forbidden_conduct_is_marked(
    placed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(book_folder(placed / "agencybook")) as store:
        night = ("2026-10-08", "23:10", "电话", "财务", "告诉对方后果自负。")
        log(store, night, number="W1")
    capsys.readouterr()
    assert run(f"book agency report W1 --week 2026-10-09 {BY}".split()) == 0
    said = capsys.readouterr().out
    assert "联络 1 次，回款 500.00 元" in said
    assert said.count("LD-AGENCY-CONDUCT") == 2


@pytest.mark.parametrize(("hours", "minutes"), [("1.5", 90), ("90分钟", 90), ("2小时", 120)])
def test_hours_are_written_as_people_write_them(
    placed: Path, capsys: pytest.CaptureFixture[str], hours: str, minutes: int
) -> None:
    assert placed.is_dir()
    line = f"book agency hours W1 {hours} --who 孙某 --gist 约谈 --on 2026-09-12 {BY} --json"
    assert run(line.split()) == 0
    assert json.loads(capsys.readouterr().out)["minutes"] == minutes
