from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import TYPE_CHECKING, get_args

import openpyxl
import pytest

from legaldocs import cli
from legaldocs.case.files import found_files
from legaldocs.case.journal import EVENTS, Entry, Event, read_journal, record
from legaldocs.case.reading import load_case
from legaldocs.commands.journal import Happened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTRACT = """\
contracts:   # the only one
  - price: 1000.00
    due_on: 2026-06-30
"""
SENT = ["--letter", "催告函", "--channel", "快递", "--tracking", "SF1"]


@pytest.fixture
def case(write_case: Callable[..., Path]) -> Path:
    return write_case(CONTRACT, {"communications/催告函.pdf": b"letter"})


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.run(words)
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def add(case: Path, *words: str) -> list[str]:
    return ["journal", "add", str(case), *words, "--by", "沈某"]


def test_the_words_are_those_of_the_journal() -> None:
    assert tuple(happened.event for happened in Happened) == EVENTS == get_args(Event)


def test_events_are_kept_in_order_with_the_hash_of_their_files(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = case / "communications" / "催告函.pdf"
    sent = add(case, "sent", "--on", "2026-11-02", "--what", "快递寄出催告函")
    assert run([*sent, "--file", str(letter)], capsys)[0] == 0
    assert run(add(case, "送达", "--on", "2026-11-03"), capsys)[0] == 0
    code, shown = run(["journal", "show", str(case)], capsys)
    assert code == 0
    assert shown.splitlines() == [
        "2026-11-02 发出 沈某 快递寄出催告函（催告函.pdf）",
        "2026-11-03 送达 沈某",
    ]
    reply = json.loads(run(["journal", "show", str(case), "--json"], capsys)[1])
    assert [entry["event"] for entry in reply["entries"]] == ["sent", "delivered"]
    assert reply["entries"][0]["digests"] == {"催告函.pdf": hashlib.sha256(b"letter").hexdigest()}
    assert found_files(load_case(case)) == ("communications/催告函.pdf",)


def test_a_time_is_local_and_has_its_offset(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert run(add(case, "校验"), capsys)[0] == 0
    (entry,) = read_journal(case)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", entry.at.isoformat())


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (dt.datetime(2026, 11, 25, 23, 30, tzinfo=dt.UTC), "2026-11-26 07:30:00（北京时间） 校验"),
        (dt.date(2026, 11, 25), "2026-11-25 校验"),
        (dt.datetime.max.replace(microsecond=0, tzinfo=dt.UTC), "9999-12-31T23:59:59+00:00 校验"),
    ],
)
def test_a_time_is_shown_as_clocks_in_beijing_show_it(
    case: Path, capsys: pytest.CaptureFixture[str], at: dt.date, shown: str
) -> None:
    record(case, Entry("verified", "沈某", at))
    code, said = run(["journal", "show", str(case)], capsys)
    assert (code, said) == (0, f"{shown} 沈某\n")
    reply = json.loads(run(["journal", "show", str(case), "--json"], capsys)[1])
    assert reply["entries"][0]["at"] == at.isoformat()


def test_an_edited_journal_is_found_by_show_and_by_check(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in ("2026-11-02", "2026-11-03"):
        assert run(add(case, "sent", "--on", day), capsys)[0] == 0
    journal = case / "journal.jsonl"
    journal.write_text(journal.read_text("utf-8").replace("11-02", "11-01"), encoding="utf-8")
    assert run(["journal", "show", str(case)], capsys)[0] == 4
    code, shown = run(["check", str(case), "--as-of", "2026-11-21"], capsys)
    assert code == 1
    assert "LD-JOURNAL-CHAIN journal.jsonl:2" in shown
    before = (case / "case.yaml").read_bytes()
    assert run([*add(case, "发出", *SENT), "--sent-on", "2026-11-04"], capsys)[0] == 2
    assert (case / "case.yaml").read_bytes() == before


def test_only_a_case_has_a_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = run(add(tmp_path, "sent"), capsys)
    assert code == 2
    assert "case.yaml" in shown
    code, shown = run(add(tmp_path, "lost"), capsys)
    assert code == 2
    assert "收集、生成、封存、发出、送达、校验" in shown


def test_a_letter_goes_into_the_case_too_and_nothing_else_changes(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").chmod(0o600)
    words = [*add(case, "发出", *SENT), "--sent-on", "2026-11-02", "--pay-by", "2026-11-12"]
    code, shown = run([*words, "--file", str(case / "communications/催告函.pdf")], capsys)
    assert code == 0
    row = (
        "\ncommunications:\n  - sent_on: 2026-11-02\n    channel: 快递\n    effect: 催告函\n"
        "    tracking: SF1\n    gist: 请求付清到期款项\n    pay_by: 2026-11-12\n"
        "    file: communications/催告函.pdf\n"
    )
    assert (case / "case.yaml").read_text(encoding="utf-8") == before + row
    assert (case / "case.yaml").stat().st_mode & 0o777 == 0o600
    line = before.count("\n") + 3
    assert f"已写入案件文件（case.yaml:{line}）" in shown
    assert "    tracking: SF1" in shown
    # Once more the case has it already, and only the journal has a line more.
    assert "没有改动" in run(words, capsys)[1]
    assert (case / "case.yaml").read_text(encoding="utf-8") == before + row
    assert len(read_journal(case)) == 2


def test_what_arrived_completes_the_row(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*add(case, "发出", *SENT), "--sent-on", "2026-11-02"], capsys)[0] == 0
    proof = case / "communications" / "签收.jpg"
    proof.write_bytes(b"x")
    arrived = [*add(case, "送达", "--letter", "催告函"), "--on", "2026-11-04"]
    code, shown = run([*arrived, "--proof", str(proof), "--json"], capsys)
    assert code == 0
    reply = json.loads(shown)
    assert reply["row"] == "    arrived_on: 2026-11-04\n    proof: communications/签收.jpg"
    assert reply["entry"]["letter"] == {"effect": "催告函", "sent_on": "2026-11-02"}
    (row,) = load_case(case).communications
    assert (str(row.arrived_on), row.proof) == ("2026-11-04", ("communications/签收.jpg",))
    assert run([*arrived, "--proof", str(proof)], capsys)[0] == 0
    code, shown = run([*arrived[:-1], "2026-11-05"], capsys)
    assert code == 2
    assert "另一个 arrived_on" in shown


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["发出", "--channel", "快递"], "没有写是哪一种函"),
        (["收集", "--letter", "催告函"], "只用于函件的发出和送达"),
        (["发出", "--letter", "催告函"], "加上 --channel，可选的有 快递、电子邮件"),
        (["发出", "--letter", "情书"], "可选的有 付款提醒函、逾期提醒、催告函"),
        (["发出", *SENT, "--on", "2026-11-01", "--sent-on", "2026-11-02"], "写了两个日期"),
        (["发出", *SENT, "--proof", "x.jpg"], "文件无法读取"),
        (["发出", *SENT, "--to", "无此人"], "看不出函件的对方"),
        (["送达", "--letter", "催告函", "--on", "2026-11-04"], "没有这一封函"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(
    case: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    before = (case / "case.yaml").read_bytes()
    code, shown = run(add(case, *words), capsys)
    assert (code, says in shown) == (2, True), shown
    assert (case / "case.yaml").read_bytes() == before
    assert read_journal(case) == ()


def test_a_letter_does_not_arrive_before_it_was_sent(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*add(case, "发出", *SENT), "--sent-on", "2026-11-02"], capsys)[0] == 0
    before = (case / "case.yaml").read_bytes(), read_journal(case)
    arrived = [*add(case, "送达", "--letter", "催告函"), "--on"]
    code, shown = run([*arrived, "2026-11-01"], capsys)
    assert (code, "早于催告函发出的日期" in shown) == (2, True), shown
    assert ((case / "case.yaml").read_bytes(), read_journal(case)) == before
    assert run([*arrived, "2026-11-02"], capsys)[0] == 0


def test_a_file_elsewhere_and_a_proof_of_what_was_only_sent_are_refused(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "别处.jpg").write_bytes(b"1")
    sent = [*add(case, "发出", *SENT), "--sent-on", "2026-11-02"]
    assert "不在案件文件夹内" in run([*sent, "--file", str(tmp_path / "别处.jpg")], capsys)[1]
    assert "还没有送达证明" in run([*sent, "--proof", str(tmp_path / "别处.jpg")], capsys)[1]
    assert read_journal(case) == ()


def test_two_letters_of_a_day_are_told_apart_by_their_parcels(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for parcel in ("SF1", "SF2"):
        words = [*add(case, "发出", *SENT[:-1], parcel), "--sent-on", "2026-11-02"]
        assert run(words, capsys)[0] == 0
    arrived = [*add(case, "送达", "--letter", "催告函"), "--on", "2026-11-04"]
    code, shown = run(arrived, capsys)
    assert code == 2
    assert "不能确定送达的是哪一封函" in shown
    assert run([*arrived, "--tracking", "SF2"], capsys)[0] == 0
    assert [row.arrived_on is None for row in load_case(case).communications] == [True, False]


def test_a_letter_to_the_guarantor_of_the_same_day_is_another(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (case / "case.yaml").read_text(encoding="utf-8")
    guarantor = "  - {role: 保证人, name: 丙某, kind: 自然人}\ncontracts:"
    (case / "case.yaml").write_text(text.replace("contracts:", guarantor), encoding="utf-8")
    sent = add(case, "发出", "--letter", "催告函", "--channel", "当面", "--sent-on", "2026-11-02")
    assert run(sent, capsys)[0] == 0
    assert run([*sent, "--to", "丙某"], capsys)[0] == 0
    assert "没有改动" in run([*sent, "--to", "保证人丙某"], capsys)[1]
    assert "没有改动" in run([*sent, "--to", "武汉乙食品有限公司"], capsys)[1]
    assert [row.counterparty for row in load_case(case).communications] == ["", "丙某"]
    shown = run(["check", str(case), "--as-of", "2026-11-21"], capsys)[1]
    assert "LD-JOURNAL-LETTER" not in shown


def test_a_row_that_may_be_the_letter_or_not_is_left_to_a_person(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (case / "case.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "communications:\n  - {sent_on: 2026-11-02, channel: 快递, effect: 催告函, gist: 催}\n"
        )
    code, shown = run([*add(case, "发出", *SENT), "--sent-on", "2026-11-02"], capsys)
    assert code == 2
    assert "补上 tracking: SF1" in shown
    assert read_journal(case) == ()
    assert run([*add(case, "发出", *SENT), "--sent-on", "2026-11-03"], capsys)[0] == 0
    arrived = add(case, "送达", "--letter", "催告函", "--sent-on", "2026-11-02")
    code, shown = run([*arrived, "--on", "2026-11-04"], capsys)
    assert code == 2
    assert "手工加上：arrived_on: 2026-11-04" in shown


def test_a_case_file_in_braces_is_not_broken(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "{parties: [{role: 债权人, name: 甲公司}, {role: 债务人, name: 乙公司}],\n"
        " contracts: [{price: 1.00, due_on: 2026-06-30}]}\n"
    )
    (case / "case.yaml").write_text(text, encoding="utf-8")
    code, shown = run([*add(case, "发出", *SENT), "--sent-on", "2026-11-02"], capsys)
    assert code == 2
    assert "没有写入" in shown
    assert (case / "case.yaml").read_text(encoding="utf-8") == text


def test_a_table_is_left_to_the_hand(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["日期", "方式", "内容摘要", "性质", "快递单号"])
    book.save(case / "函件.xlsx")
    with (case / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("communications: 函件.xlsx\n")
    words = [*add(case, "发出", *SENT), "--sent-on", "2026-11-02"]
    code, shown = run(words, capsys)
    assert code == 2
    assert "日期：2026-11-02；方式：快递；性质：催告函；快递单号：SF1" in shown
    book.active.append(["2026-11-02", "快递", "催款", "催告函", "SF1"])
    book.save(case / "函件.xlsx")
    code, shown = run(words, capsys)
    assert code == 0
    assert "案件文件已有这一行（函件.xlsx" in shown


def test_a_case_file_with_a_fault_is_not_written_to(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (case / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("title: 请填写案件名称\n")
    before = (case / "case.yaml").read_bytes()
    code, shown = run([*add(case, "发出", *SENT), "--sent-on", "2026-11-02"], capsys)
    assert code == 1
    assert "LD-CASE-PLACEHOLDER" in shown
    assert (case / "case.yaml").read_bytes() == before


def test_a_journal_and_a_case_that_disagree_are_found(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (case / "case.yaml").read_text(encoding="utf-8")
    assert run([*add(case, "发出", *SENT), "--sent-on", "2026-11-02"], capsys)[0] == 0
    arrived = add(case, "送达", "--letter", "催告函", "--on", "2026-11-04")
    assert run(arrived, capsys)[0] == 0
    both = (case / "case.yaml").read_text(encoding="utf-8")
    check = ["check", str(case), "--as-of", "2026-11-21"]

    def said(text: str) -> list[str]:
        (case / "case.yaml").write_text(text, encoding="utf-8")
        lines = run(check, capsys)[1].splitlines()
        return [line.split("：", 1)[1] for line in lines if "LD-JOURNAL-LETTER" in line]

    assert said(both) == []
    line = before.count("\n") + 3
    assert said(before) == [
        "日志（journal.jsonl:1）记有 2026-11-02 的催告函，案件文件没有这一封函",
        "日志（journal.jsonl:2）记有 2026-11-02 的催告函，案件文件没有这一封函",
    ]
    assert said(both.replace("SF1", "SF2")) == [
        (
            "日志（journal.jsonl:1）记有 2026-11-02 的催告函：快递单号 SF1，"
            f"案件文件（case.yaml:{line}）写的是 SF2"
        )
    ]
    assert said(both.replace("2026-11-04", "2026-11-05")) == [
        (
            "日志（journal.jsonl:2）记有 2026-11-02 的催告函于 2026-11-04 送达，"
            f"案件文件（case.yaml:{line}）写的是 2026-11-05"
        )
    ]
    assert said(both.replace("    arrived_on: 2026-11-04\n", "")) == [
        (
            "日志（journal.jsonl:2）记有 2026-11-02 的催告函于 2026-11-04 送达，"
            f"案件文件（case.yaml:{line}）没有写送达日期"
        )
    ]


def test_no_journal_is_called_that(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = run(["journal", "show", str(case)], capsys)
    assert code == 0
    assert "没有日志" in shown
    reply = json.loads(run(["journal", "show", str(case), "--json"], capsys)[1])
    assert [finding["code"] for finding in reply["findings"]] == ["LD-JOURNAL-NONE"]
    assert run(add(case, "sent"), capsys)[0] == 0
    assert "没有日志" not in run(["journal", "show", str(case)], capsys)[1]


def test_a_bundle_shows_that_the_journal_was_cut(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = ["build", str(case), "--as-of", "2026-11-21", "--only", "催告函"]
    assert run(add(case, "sent"), capsys)[0] == 0
    run([*build, "--by", "沈某"], capsys)
    bundle = case / "build/2026-11-21/bundle"
    head = (bundle / "metadata/journal.head").read_bytes()
    assert json.loads(head)["lines"] == 1
    assert "metadata/journal.head" in (bundle / "tagmanifest-sha256.txt").read_text("utf-8")
    compare = ["journal", "show", str(case), "--bundle", str(bundle)]
    code, shown = run(compare, capsys)
    assert (code, "日志留底相符" in shown) == (0, True)
    for name in ("journal.jsonl", "journal.head"):
        (case / name).unlink()
    code, shown = run(compare, capsys)
    assert code == 4
    assert "LD-JOURNAL-CARRIED" in shown
    assert "整本被删去" in shown
    assert "LD-JOURNAL-CARRIED" in run(["check", str(case), "--as-of", "2026-11-21"], capsys)[1]
    assert run(add(case, "sent", "--on", "2026-11-01"), capsys)[0] == 0
    assert "留底不符" in run(compare, capsys)[1]
    (bundle / "metadata/journal.head").write_bytes(head.replace(b":1", b":2"))
    code, shown = run(compare, capsys)
    assert (code, "不能用来对照日志" in shown) == (4, True)


def test_a_bundle_for_the_other_side_or_without_a_journal_has_none(
    case: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    build = ["build", str(case), "--as-of", "2026-11-21", "--only", "证据目录", "--out"]
    run([*build, str(tmp_path / "a")], capsys)
    assert run(add(case, "sent"), capsys)[0] == 0
    run([*build, str(tmp_path / "b"), "--evidence-only"], capsys)
    for name in ("a", "b"):
        bundle = tmp_path / name / "bundle"
        assert (bundle / "bagit.txt").exists()
        assert not (bundle / "metadata/journal.head").exists()
        code, shown = run(["journal", "show", str(case), "--bundle", str(bundle)], capsys)
        assert (code, "没有日志留底" in shown) == (2, True)
