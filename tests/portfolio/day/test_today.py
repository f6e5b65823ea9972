"""The list of a day, in both kinds of database, from the indexes and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from legaldocs.case.arrival import arrival
from legaldocs.case.reading import load_case
from legaldocs.case.vocabulary import Channel, DeliveryResult, Effect
from legaldocs.claim.ledger import open_claim
from legaldocs.claim.letter_due import letter_due, sent_letters
from legaldocs.core.errors import InputError
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.day.facts import accounts
from legaldocs.portfolio.day.letters import Agreed, read_letters
from legaldocs.portfolio.day.model import Task, TaskItem
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.follow.case_folder import write_case
from legaldocs.portfolio.follow.said import said_by
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, YI, take

from .diary import CLERK, OWED, PAID, day, held, letter, listing, run, say, sqlite_book, steps

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

ROWS = [
    OWED,
    [YI, "AR1", "HT-1", 1000, "2026-06-30"],
    [YI, "AR2", "HT-1", 500, "2026-07-20"],
    [BING, "AR9", "HT-2", 70, "2026-07-05"],
]


def test_the_list_is_the_same_in_both_databases(book: BookFolder) -> None:
    take(book, 应收=ROWS, 回款=[PAID, [YI, "SK1", "2026-07-02", 100, ""]])
    say(book, "07-03", promise=("07-09", 200), receivable="AR1")
    say(book, "07-04", dispute="少一件", receivable="AR9", disputed_fen=2_000, customer=BING)
    found = listing(book, "07-07")
    assert [(w.step, w.customer, w.amount_fen, str(w.due_on)) for w in found.work] == [
        ("核对回款", YI, 10_000, "2026-07-08"),
        ("催告函", YI, 80_000, "2026-07-10"),  # 1000 less the 200 that are promised
        ("答复争议", BING, 2_000, "2026-07-07"),
        ("电话催收", YI, 80_000, "2026-07-08"),
        ("逾期提醒", BING, 5_000, "2026-07-08"),  # 70 less the 20 in dispute
        ("电话催收", BING, 5_000, "2026-07-08"),
        ("到期预警", YI, 50_000, "2026-07-10"),
    ]
    assert held(book, "07-07") == [
        "AR1 200 2026-07-03 承诺 2026-07-09 付 200.00 元，等到 2026-07-12",
        "AR9 20 2026-07-04 提出异议：少一件",
    ]
    run(book, "07-07")
    assert steps(book, "07-07") == [*steps(book, "07-07")]
    assert {w.task_id for w in listing(book, "07-07").work} == {1, 2, 3, 4, 5, 6, 7}
    letter(book, "07-07", kind=Effect.DEMAND)
    assert [w.sent_on for w in listing(book, "07-08").work if w.letter is Effect.DEMAND] == [
        day("07-07")
    ]
    with opened(book) as store, store.reading() as connection:
        one = accounts(connection, USUAL, day("07-08"), 1)
        assert [account.customer.name for account in one.values()] == [YI]


def test_the_list_loads_nothing_that_renders() -> None:
    code = "import legaldocs.portfolio.day.day_list, sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"weasyprint", "docxtpl", "docx", "pypdf", "PIL", "lxml", "xlsxwriter", "icalendar"}
    loaded = {*done.stdout.split()}
    assert "legaldocs.portfolio.day.ladder" in loaded
    assert loaded & heavy == set()


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_a_day_that_nobody_means_is_refused(on: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="日期不合常理"):
        listing(sqlite_book(tmp_path / "book"), on)


BIG = ("receivable", "receipt", "receipt_part", "contact", "task_item", "task", "promise")


def test_no_big_table_is_read_from_end_to_end(tmp_path: Path) -> None:
    book = sqlite_book(tmp_path / "book")
    rows = [[f"客户{n % 20}", f"AR{n}", "HT", 100 + n, f"2026-0{1 + n % 6}-15"] for n in range(400)]
    paid = [[f"客户{n % 20}", f"SK{n}", "2026-06-20", 100 + n, f"AR{n}"] for n in range(300)]
    take(book, 应收=[OWED, *rows], 回款=[PAID, *paid, ["客户7", "SK900", "2026-06-21", 5, ""]])
    say(book, "06-20", promise=("06-25", 100), customer="客户7")
    run(book, "07-01")
    asked: list[tuple[str, Any]] = []
    with opened(book) as store, store.reading() as connection:
        event.listen(
            connection, "before_cursor_execute",
            lambda _c, _k, statement, given, *_: asked.append((statement, given)),
        )  # fmt: skip
        accounts(connection, USUAL, day("07-02"))
        queries = [*asked]
        plans = [
            row[3]
            for statement, given in queries
            if statement.startswith(("SELECT", "WITH"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]
    assert len(queries) > 8
    scanned = {
        match[1] for plan in plans if (match := re.match(r"SCAN (\w+)(?! USING)", plan))
        and " USING " not in plan
    }  # fmt: skip
    assert scanned & {*BIG} == set()


PROOFS = [
    ({}, {}),
    ({"result": DeliveryResult.ARRIVED}, {}),
    ({"result": DeliveryResult.ARRIVED}, {"proof": True}),
    ({"result": DeliveryResult.RETURNED}, {"proof": True}),
    ({"result": DeliveryResult.REFUSED}, {"proof": True}),
    ({"result": DeliveryResult.REFUSED}, {"proof": True, "tracking": "SF1"}),
]


@pytest.mark.parametrize(("result", "shown"), PROOFS)
@pytest.mark.parametrize("channel", [Channel.COURIER, Channel.EMAIL])
def test_a_case_from_the_book_reads_its_letters_in_the_same_way(
    result: dict[str, Any], shown: dict[str, Any], channel: Channel, tmp_path: Path
) -> None:
    own = "creditor: {name: 甲公司, address: 苏州市某路8号}\n"
    book = sqlite_book(tmp_path / "book", own)
    heading = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日", "客户住所"]
    take(book, 应收=[heading, [YI, "AR1", "HT-1", 1000, "2026-06-01", "武汉市某路1号"]])
    file = tmp_path / "函.txt"
    file.write_text("函", encoding="utf-8")
    tracking = shown.get("tracking", "")
    letter(book, "06-10", kind=Effect.DEMAND, channel=channel, file=file, tracking=tracking)
    if result:
        proof = {"proof": file} if shown.get("proof") else {}
        letter(book, "06-12", kind=Effect.DEMAND, result=result["result"], **proof)
    with opened(book) as store, store.reading() as connection:
        account = accounts(connection, USUAL, day("06-30"))[1]
        read = read_letters(account, [Agreed("HT-1")], day("06-30"), USUAL.pay_within_days)
        write_case(connection, book, 1, day("06-30"), tmp_path / "case")
    case = load_case(tmp_path / "case")
    (own_letter,), (theirs,) = read.sent.values(), sent_letters(case)
    assert own_letter.arrival == theirs.arrival
    assert own_letter.term_ends(read.fair) == theirs.term_ends(read.fair)
    assert arrival(case, case.communications[0]) == own_letter.arrival


@pytest.mark.parametrize(
    ("task", "found"),
    [
        ({"step": "催告函", "letter": "催告函", "channel": "快递"}, ("催告函", "快递")),
        ({"step": "催告函", "letter": "催告函", "channel": "电话"}, ("其他催款", "电话")),
        ({"step": "催告函", "letter": "催告函", "channel": ""}, None),
        ({"step": "上门拜访", "letter": "", "channel": "当面"}, ("其他催款", "当面")),
    ],
)
def test_a_message_does_the_same_in_law_for_the_day_and_for_a_case(
    task: dict[str, str], found: tuple[str, str] | None, tmp_path: Path
) -> None:
    book = sqlite_book(tmp_path / "book")
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 1000, "2026-06-01"]])
    days = dict.fromkeys(("sent_on", "made_on", "due_on", "done_on"), day("06-10"))
    with opened(book) as store, recording(store, CLERK) as entry:
        entry.rows(Task).make({"customer_id": 1, **days, **task})
        entry.rows(Task).flush()
        item = {"task_id": 1, "receivable_id": 1, "step": task["step"], "attempt": 1}
        entry.rows(TaskItem).make(item)
    with opened(book) as store, store.reading() as connection:
        account = accounts(connection, USUAL, day("06-30"))[1]
        rows = read_letters(account, [], day("06-30"), 7).case.communications
        theirs = said_by(connection, 1, day("06-30")).rows
    assert [(str(row.effect), str(row.channel)) for row in rows] == ([found] if found else [])
    assert [(row["effect"], row["channel"]) for row in theirs] == ([found] if found else [])
    # The demand is asked for again unless it went as a letter.
    asked = [step for step in steps(book, "06-11") if step.startswith("催告函")]
    assert bool(asked) is (found != ("催告函", "快递"))


@pytest.mark.parametrize("overdue", [-3, -1, 1, 6, 7, 29])
def test_the_book_sends_the_letter_that_a_case_would(overdue: int, tmp_path: Path) -> None:
    book = sqlite_book(tmp_path / "book", "creditor: {name: 甲公司, address: 苏州市某路8号}\n")
    heading = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日", "客户住所"]
    take(book, 应收=[heading, [YI, "AR1", "HT-1", 1000, "2026-06-15", "武汉市某路1号"]])
    on = day("06-15").toordinal() + overdue
    today = day("06-15").fromordinal(on)
    (mine,) = [work.letter for work in listing(book, today.isoformat()).work if work.letter]
    with opened(book) as store, store.reading() as connection:
        write_case(connection, book, 1, today, tmp_path / "case")
    case = load_case(tmp_path / "case")
    assert letter_due(case, open_claim(case, today, packaged())).effect is mine
