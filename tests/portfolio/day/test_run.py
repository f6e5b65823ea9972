"""A run does the day; again, on the same day or the next, it does nothing twice."""

from __future__ import annotations

import email
import email.policy
import hashlib
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import select

from legaldocs.case.vocabulary import Effect
from legaldocs.core.errors import InputError
from legaldocs.portfolio import kept_rows
from legaldocs.portfolio.day import run as module
from legaldocs.portfolio.day.drafts import Drafting
from legaldocs.portfolio.day.model import Task, TaskItem
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.model import Change
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, YI, take

from .diary import PAID, day, letter, listing, run, say, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

OWN = """\
creditor:
  name: 苏州甲设备有限公司
  uscc: 91320594MA0042KA3Y
  address: 苏州市工业园区某路8号
  representative: 张某
  account: {holder: 苏州甲设备有限公司, bank: 某银行苏州分行, number: '6222000000000000001'}
people:
- {name: 李某, post: 业务员, phone: 000-0000002}
- {name: 许某, post: 财务部门, level: 1}
"""
HEADING = [
    "客户名称",
    "应收单号",
    "发票号码",
    "合同编号",
    "应收金额",
    "到期日",
    "业务员",
    "客户住所",
    "法定代表人",
]
AT_YI, AT_BING = ("武汉市某路1号", "王某"), ("长沙市某路2号", "赵某")
OWED = [
    HEADING,
    [YI, "AR1", "20260001", "HT-1", 1000, "2026-06-30", "李某", *AT_YI],
    [YI, "AR2", "20260002", "HT-1", 500, "2026-07-09", "李某", *AT_YI],
    [BING, "AR9", "20260009", "HT-2", 70, "2026-06-30", "", *AT_BING],
]
PEOPLE = [["客户名称", "联系人", "电话", "邮箱"], [YI, "陈某", "13800000001", "chen@example.com"]]


@pytest.fixture
def small(tmp_path: Path) -> BookFolder:
    made = sqlite_book(tmp_path / "book", OWN)
    take(made, 应收=OWED, 联系人=PEOPLE)
    return made


def written(book: BookFolder) -> dict[str, str]:
    """Return the SHA-256 of every file below days/."""
    return {
        str(file.relative_to(book.path)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((book.path / "days").rglob("*"))
        if file.is_file()
    }


def changes(book: BookFolder, *, totals: bool = True) -> int:
    """Return how many changes there are, with or without the totals that each day keeps."""
    with opened(book) as store, store.reading() as connection:
        assert broken_at(connection) is None
        nouns = connection.scalars(select(Change.noun)).all()
        return sum(totals or noun != "snapshot" for noun in nouns)


def test_a_run_writes_tasks_once_in_both_databases(book: BookFolder) -> None:
    take(book, 应收=OWED)
    first = run(book, "07-07")
    # 乙: the demand of AR1, a call, a notice of AR2 (2 days); 丙: a demand and a call.
    assert dict(first.made) == {"到期前提醒": 1, "电话催收": 2, "催告函": 2}
    before, others, files = changes(book), changes(book, totals=False), written(book)
    second = run(book, "07-07")
    assert (sum(second.made.values()), second.settled, second.open) == (0, 0, 5)
    assert changes(book) == before
    assert written(book) == files
    third = run(book, "07-08")
    assert sum(third.made.values()) == 0
    assert changes(book, totals=False) == others


def test_a_day_of_many_tasks_is_written_in_pieces(
    small: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_rows, "_CHUNK", 1)  # every row at once: an item needs its task
    assert sum(run(small, "07-07").made.values()) == 5


def test_a_run_does_not_go_back(book: BookFolder) -> None:
    take(book, 应收=OWED)
    run(book, "07-07")
    with pytest.raises(InputError, match="不能回头补做"):
        run(book, "07-06")
    assert listing(book, "07-06").work  # to look back is another thing


def test_each_task_has_its_drafts_in_the_folder_of_its_owner(small: BookFolder) -> None:
    done = run(small, "07-07")
    folders = {(one.folder.split("/")[2], one.folder.split("-", 4)[3]): one for one in done.drafted}
    assert {owner for owner, _ in folders} == {"李某", "许某", "未写明经办"}
    notice = folders["李某", "到期前提醒"]
    assert notice.files == ("付款提醒函.docx", "付款提醒函.pdf", "日历.ics", "短信.txt", "邮件.eml")
    demand = folders["许某", "催告函"]
    assert demand.files == ("催告函（草稿）.docx", "催告函（草稿）.pdf", "日历.ics", "邮件.eml")
    assert folders["李某", "电话催收"].files == ("日历.ics",)
    call = small.path / folders["李某", "电话催收"].folder / "日历.ics"
    assert "联系人：陈某 13800000001" in call.read_text(encoding="utf-8").replace("\n ", "")
    sms = (small.path / notice.folder / "短信.txt").read_text(encoding="utf-8").splitlines()
    assert sms[0] == "发给：陈某 13800000001"
    assert sms[1] == f"长度：{len(sms[4])} 字，计 2 条"
    mail = email.message_from_bytes(
        (small.path / notice.folder / "邮件.eml").read_bytes(), policy=email.policy.default
    )
    assert mail["To"] == f"{YI} <chen@example.com>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["付款提醒函.pdf"]


def test_the_draft_of_a_letter_becomes_final_once_it_is_approved(small: BookFolder) -> None:
    from legaldocs.portfolio.day.log import LogEntry, log  # noqa: PLC0415 - another author
    from legaldocs.portfolio.history import Author  # noqa: PLC0415 - as above

    run(small, "07-07")
    (work,) = [w for w in listing(small, "07-07").work if w.step == "催告函" and w.customer == YI]
    with opened(small) as store:
        entry = LogEntry(customer=YI, day=day("07-07"), task=work.task_id, approve=True)
        log(small, store, entry, Author("许某", "2026-07-07T09:00:00+08:00"))
    assert [one.task_id for one in run(small, "07-07").drafted] == [work.task_id]
    names = {file.name for file in (small.path / work.drafts).iterdir()}
    assert names == {"催告函.docx", "催告函.pdf", "日历.ics", "邮件.eml"}
    assert run(small, "07-08").drafted == []


def test_the_letter_asks_for_what_the_task_asks_for(small: BookFolder) -> None:
    from docx import Document  # noqa: PLC0415 - only here

    run(small, "07-07")
    (work,) = [w for w in listing(small, "07-07").work if w.step == "催告函" and w.customer == YI]
    document = Document(str(small.path / work.drafts / "催告函（草稿）.docx"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "逾期未付我方价款1,000.00元" in text
    assert "500.00元" not in text  # AR2 is not due, and not in the task
    assert "请贵方于2026年7月14日前（含当日）付清" in text  # the seven days of the policy


def asking(book: BookFolder, place: str) -> tuple[list[str], bool]:
    """Return which sums the mail of a task asks for, and whether its letter names what is left."""
    from docx import Document  # noqa: PLC0415 - only here

    folder = book.path / place
    mail = email.message_from_bytes((folder / "邮件.eml").read_bytes(), policy=email.policy.default)
    text = mail.get_body().get_content()  # type: ignore[union-attr]
    document = Document(str(next(folder.glob("*.docx"))))
    letter_text = "".join(paragraph.text for paragraph in document.paragraphs)
    return [sum_ for sum_ in ("1,000.00元", "400.00元") if sum_ in text], "400.00元" in letter_text


def test_a_draft_asks_for_what_is_open_until_it_is_sent(small: BookFolder) -> None:
    run(small, "07-07")
    (work,) = [w for w in listing(small, "07-07").work if w.step == "催告函" and w.customer == YI]
    assert asking(small, work.drafts) == (["1,000.00元"], False)
    take(small, 回款=[PAID, [YI, "SK1", "2026-07-08", 600, "AR1"]])  # 1000 - 600 = 400
    done = run(small, "07-08")
    demand = [one for one in done.drafted if one.task_id == work.task_id]
    assert [one.folder for one in demand] == [work.drafts]
    assert asking(small, work.drafts) == (["400.00元"], True)
    assert run(small, "07-08").drafted == []  # it is said once
    assert work.task_id not in [one.task_id for one in run(small, "07-09").drafted]


def test_what_was_sent_is_not_drafted_again(small: BookFolder) -> None:
    run(small, "07-07")
    (work,) = [w for w in listing(small, "07-07").work if w.step == "催告函" and w.customer == YI]
    letter(small, "07-07", kind=Effect.DEMAND)
    take(small, 回款=[PAID, [YI, "SK1", "2026-07-08", 600, "AR1"]])
    assert work.task_id not in [one.task_id for one in run(small, "07-08").drafted]
    assert asking(small, work.drafts) == (["1,000.00元"], False)


def test_a_refused_letter_says_why_and_the_rest_goes_on(small: BookFolder) -> None:
    # 20 came and nobody said what for: a letter about some of the receivables cannot state it.
    take(small, 回款=[PAID, [YI, "SK1", "2026-07-05", 20, ""]])
    done = run(small, "07-07")
    refused = [one for one in done.drafted if one.refused]
    assert {one.files for one in refused} == {
        ("函件没有生成.txt", "日历.ics", "短信.txt", "邮件.eml"),
        ("函件没有生成.txt", "日历.ics", "邮件.eml"),
    }
    assert (len(refused), len(done.drafted)) == (2, 6)
    assert "有 20.00 元回款没有写明付的是哪一笔" in refused[0].refused
    why = (small.path / refused[0].folder / "函件没有生成.txt").read_text(encoding="utf-8")
    assert why.strip() == refused[0].refused
    again = run(small, "07-07")
    assert [one.fresh for one in again.drafted] == [False, False]
    take(small, 回款=[PAID, [YI, "SK1", "2026-07-05", 20, "AR1"]])
    # The two letters that were refused, and the call, which asks for 1000 - 20 = 980 now.
    assert [one.refused for one in run(small, "07-08").drafted] == ["", "", ""]


def test_a_part_that_is_disputed_is_in_no_letter(small: BookFolder) -> None:
    say(small, "07-01", dispute="少一件", receivable="AR1", disputed_fen=10_000)
    refused = [one.refused for one in run(small, "07-07").drafted if one.refused]
    assert refused == ["所涉应收都有争议或者承诺的部分，函件只能载明整笔；争议、承诺了结以后再发"]


def test_a_run_that_was_killed_is_finished_by_the_next(
    small: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = Drafting.draft, 0

    def killed(self: Drafting, work: Any) -> Any:
        nonlocal count
        count += 1
        if count == 3:
            raise KeyboardInterrupt
        return real(self, work)

    monkeypatch.setattr(module, "_BATCH", 2)
    with monkeypatch.context() as patch:
        patch.setattr(Drafting, "draft", killed)
        with pytest.raises(KeyboardInterrupt):
            run(small, "07-07")
    with opened(small) as store, store.reading() as connection:
        tasks = connection.execute(Task.__table__.select()).mappings().all()
        items = len(connection.execute(TaskItem.__table__.select()).all())
    assert (len(tasks), items) == (5, 5)
    assert sum(bool(row["drafts"]) for row in tasks) == 2
    done = run(small, "07-08")
    assert (sum(done.made.values()), len(done.drafted)) == (0, 3)
    assert all(one.folder.startswith("days/2026-07-07/") for one in done.drafted)
    assert run(small, "07-08").drafted == []


def test_nothing_is_half_written_when_tasks_cannot_be_made(
    small: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyboardInterrupt

    before = changes(small)
    with monkeypatch.context() as patch:
        patch.setattr(module, "_write_task", broken)
        with pytest.raises(KeyboardInterrupt):
            run(small, "07-07")
    assert changes(small) == before
    assert not (small.path / "days").exists()


def test_the_worklist_names_every_task_of_an_owner(small: BookFolder) -> None:
    done = run(small, "07-07")
    assert done.worklists == [
        "days/2026-07-07/李某", "days/2026-07-07/许某", "days/2026-07-07/未写明经办",
    ]  # fmt: skip
    folder = small.path / "days/2026-07-07/许某"
    text = (folder / "待办.txt").read_text(encoding="utf-8")
    assert text.startswith("许某：2026-07-07 待办 2 件\n")
    assert "须 1 级审批：许某" in text
    sheet = openpyxl.load_workbook(folder / "待办.xlsx").active
    assert sheet is not None
    (head, *rows) = sheet.iter_rows(values_only=True)
    assert head[:4] == ("编号", "步骤", "客户", "金额")
    assert [row[1] for row in rows] == ["催告函", "催告函"]
    assert sum(row[3] for row in rows) == 1070
    assert "AR1 1,000.00 元，2026-06-30 到期" in [row[10] for row in rows]


def test_the_list_of_who_has_nothing_more_to_do_is_empty(small: BookFolder) -> None:
    run(small, "07-07")
    take(small, 回款=[["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"],
                    [BING, "SK9", "2026-07-07", 70, "AR9"]])  # fmt: skip
    run(small, "07-07")
    text = (small.path / "days/2026-07-07/未写明经办/待办.txt").read_text(encoding="utf-8")
    assert text == "未写明经办：2026-07-07 待办 0 件\n\n"


def test_names_that_no_disk_takes_are_written_otherwise(tmp_path: Path) -> None:
    book = sqlite_book(tmp_path / "book", OWN)
    rows = [HEADING[:7], ["乙/丙:*公司", "AR1", "", "HT", 100, "2026-07-10", "../李某"]]
    take(book, 应收=rows)
    (drafted,) = run(book, "07-10").drafted
    assert drafted.folder == "days/2026-07-10/_李某/1-到期日提醒-乙_丙__公司"
    assert (book.path / drafted.folder / "日历.ics").is_file()
