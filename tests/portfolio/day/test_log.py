"""What is logged comes into the book whole, and what does not fit it is refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.vocabulary import Channel, DeliveryResult, Direction, Effect
from legaldocs.commands.book.log import _findings
from legaldocs.core.errors import InputError
from legaldocs.portfolio.agency.model import Agency, Engagement
from legaldocs.portfolio.day.letter_result import LetterResult
from legaldocs.portfolio.day.log import About, Attitude, NewPromise
from legaldocs.portfolio.day.model import Contact, Dispute, Promise, Task
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.plan.model import Approval
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, YI, take

from .diary import ARRIVED, CLERK, OWED, day, letter, listing, run, say, with_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from legaldocs.portfolio.model import Kept
    from legaldocs.portfolio.place import BookFolder

ROWS = [
    OWED,
    [YI, "AR1", "HT-1", 1000, "2026-06-30"],
    [YI, "AR2", "HT-1", 500, "2026-06-30"],
    [BING, "AR9", "HT-2", 70, "2026-06-30"],
]


@pytest.fixture
def owed(book: BookFolder) -> BookFolder:
    """A book in both kinds of database."""
    take(book, 应收=ROWS)
    return book


def rows(book: BookFolder, model: type[Kept]) -> Sequence[Mapping[str, Any]]:
    with opened(book) as store, store.reading() as connection:
        assert broken_at(connection) is None
        return connection.execute(model.__table__.select()).mappings().all()


def test_a_contact_with_promises_and_a_dispute_is_one_entry(
    owed: BookFolder, tmp_path: Path
) -> None:
    record = tmp_path / "录音.m4a"
    record.write_bytes(b"sound")
    made = say(
        owed, "07-02", at="14:30", with_whom="陈某", gist="资金紧张", attitude=Attitude.WILLING,
        direction=Direction.RECEIVED, file=record, receivable="AR1",
        promises=(NewPromise(day("07-10"), 30_000), NewPromise(day("07-20"), 20_000)),
        dispute="少一件", disputed_fen=5_000,
    )  # fmt: skip
    (contact,) = rows(owed, Contact)
    digest = hashlib.sha256(b"sound").hexdigest()
    assert (contact["at"], contact["who"], contact["with_whom"]) == ("14:30", "李某", "陈某")
    assert (contact["channel"], contact["direction"]) == ("电话", "收到")
    assert (contact["attitude"], contact["gist"]) == ("配合", "资金紧张")
    assert (contact["sha256"], contact["proves"]) == (digest, False)
    assert (owed.path / contact["kept_as"]).read_bytes() == b"sound"
    promised = [
        (row["due_on"], row["amount_fen"], row["contact_id"]) for row in rows(owed, Promise)
    ]
    assert promised == [
        (day("07-10"), 30_000, contact["id"]),
        (day("07-20"), 20_000, contact["id"]),
    ]
    (dispute,) = rows(owed, Dispute)
    assert (dispute["ground"], dispute["amount_fen"], dispute["receivable_id"]) == (
        "少一件",
        5_000,
        1,
    )
    assert (made.contacts, made.promises, made.dispute) == ([1], [1, 2], 1)


def test_a_letter_is_sent_and_arrives(owed: BookFolder, tmp_path: Path) -> None:
    run(owed, "07-07")
    number = next(w.task_id for w in listing(owed, "07-07").work if w.letter and w.customer == YI)
    file, proof = tmp_path / "催告函.pdf", tmp_path / "签收.jpg"
    file.write_bytes(b"letter")
    proof.write_bytes(b"proof")
    sent = letter(
        owed, "07-08", kind=Effect.DEMAND, tracking="SF1", pay_by=day("07-20"), file=file,
        address="武汉市某路1号",
    )  # fmt: skip
    assert (sent.task, sent.done) == (number, False)
    done = letter(owed, "07-10", kind=Effect.DEMAND, result=ARRIVED, proof=proof)
    assert (done.task, done.done) == (number, True)
    task = next(row for row in rows(owed, Task) if row["id"] == number)
    assert (task["sent_on"], task["arrived_on"], task["result"]) == (
        day("07-08"),
        day("07-10"),
        "送达",
    )
    assert (task["tracking"], task["pay_by"], task["done_on"]) == (
        "SF1",
        day("07-20"),
        day("07-10"),
    )
    assert (task["channel"], task["address"]) == ("快递", "武汉市某路1号")
    shown = [
        (row["gist"], row["proves"], row["task_id"], row["happened_on"])
        for row in rows(owed, Contact)
    ]
    assert shown == [
        ("催告函", False, number, day("07-08")),
        ("催告函", False, number, day("07-10")),
        ("催告函的送达证明", True, number, day("07-10")),
    ]


def test_an_agency_speaks_under_its_engagement(owed: BookFolder) -> None:
    with opened(owed) as store, recording(store, CLERK) as entry:
        agency = entry.rows(Agency).make({"key": "戊", "name": "戊公司", "kind": "机构"})
        values = {"agency_id": agency, "customer_id": 1, "number": "WT-1", "state": "办理中"}
        entry.rows(Engagement).make({**values, "placed_on": day("07-01"), "placed_fen": 1})
    say(owed, "07-02", engagement="WT-1", who="戊某")
    (contact,) = rows(owed, Contact)
    assert (contact["engagement_id"], contact["who"]) == (1, "戊某")
    with pytest.raises(InputError, match="没有这个客户的这份委托"):
        say(owed, "07-02", engagement="WT-1", customer=BING)


PEOPLE = "people:\n- {name: 李某, level: 0}\n- {name: 许某, level: 1}\n"


def test_who_may_approve_lets_a_task_go_on(owed: BookFolder) -> None:
    book = with_rules(owed, PEOPLE)
    run(book, "07-07")
    (work,) = [w for w in listing(book, "07-07").work if w.letter and w.customer == YI]
    assert (work.approval_level, work.may_go) == (1, False)
    quiet = {"channel": None, "gist": "", "task": work.task_id, "approve": True}
    with pytest.raises(InputError, match="没有审批的权限"):
        say(book, "07-07", **quiet)
    from legaldocs.portfolio.day.log import LogEntry, log  # noqa: PLC0415 - another author
    from legaldocs.portfolio.history import Author  # noqa: PLC0415 - as above

    with opened(book) as store:
        entry = LogEntry(customer=YI, day=day("07-07"), task=work.task_id, approve=True)
        log(book, store, entry, Author("许某", "2026-07-07T09:00:00+08:00"))
    (after,) = [w for w in listing(book, "07-07").work if w.letter and w.customer == YI]
    assert (after.approved_by, after.may_go) == ("许某", True)
    (row,) = rows(book, Approval)
    assert (row["noun"], row["row_id"], row["level"]) == ("task", work.task_id, 1)


def test_a_letter_that_nobody_approved_is_noted_as_such(owed: BookFolder) -> None:
    book = with_rules(owed, PEOPLE)
    run(book, "07-07")
    task = next(w.task_id for w in listing(book, "07-07").work if w.letter and w.customer == YI)
    sent = LetterResult(sent_on=day("07-07"))
    noted = say(book, "07-07", channel=None, gist="", task=task, letter=sent)
    assert noted.unapproved
    assert [finding.code for finding in _findings(noted)] == ["LD-DAY-UNAPPROVED"]
    (other,) = [w for w in listing(book, "07-07").work if w.letter and w.customer == BING]
    from legaldocs.portfolio.day.log import LogEntry, log  # noqa: PLC0415 - another author
    from legaldocs.portfolio.history import Author  # noqa: PLC0415 - as above

    with opened(book) as store:
        entry = LogEntry(customer=BING, day=day("07-07"), task=other.task_id, approve=True)
        log(book, store, entry, Author("许某", "2026-07-07T09:00:00+08:00"))
    said = {"channel": None, "gist": "", "task": other.task_id, "letter": sent}
    assert not say(book, "07-07", customer=BING, **said).unapproved


SENT = LetterResult(kind=Effect.DEMAND, sent_on=day("07-08"))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"customer": "无名公司"}, "账册里没有这个客户"),
        ({"gist": ""}, "没有写联络的要点"),
        ({"channel": None}, "没有写联络的方式"),
        ({"receivable": "AR1"}, "--for 没有写的是什么"),
        ({"promises": (NewPromise(day("06-01"), 100),)}, "承诺的日期早于联络那天"),
        ({"promises": (NewPromise(day("08-01"), 0),)}, "金额不大于零"),
        ({"promises": (NewPromise(day("9999-12-31"), 1),)}, "年份不合常理"),
        ({"promises": (NewPromise(day("08-01"), 1),), "receivable": "AR9"}, "应收不是这个客户的"),
        ({"task": 99}, "没有这个编号的待办"),
        ({"approve": True}, "没有写批准哪个待办"),
        ({"answer": About(99, "好")}, "没有这个编号的争议"),
        ({"letter": LetterResult(sent_on=day("07-08"))}, "没有写是哪一封函"),
        (
            {"letter": LetterResult(kind=Effect.LAWYER, result=ARRIVED, result_on=day("07-08"))},
            "没有已经发出、还没有结果的律师函",
        ),
        ({"letter": LetterResult(kind=Effect.DEMAND, sent_on=day("06-30"))}, "那天没有逾期的应收"),
        (
            {"letter": LetterResult(kind=Effect.DEMAND, sent_on=day("07-08"), pay_by=day("07-01"))},
            "付款期限早于发出日",
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    said: dict[str, Any], why: str, tmp_path: Path
) -> None:
    from .diary import sqlite_book  # noqa: PLC0415 - one kind of database is enough here

    book = sqlite_book(tmp_path / "book")
    take(book, 应收=ROWS)
    with pytest.raises(InputError, match=why):
        say(book, "07-02", **said)
    assert [*rows(book, Contact), *rows(book, Promise), *rows(book, Task)] == []


def test_days_of_a_letter_follow_each_other(owed: BookFolder) -> None:
    letter(owed, "07-08", kind=Effect.DEMAND)
    with pytest.raises(InputError, match="到达日早于发出日"):
        letter(owed, "07-07", kind=Effect.DEMAND, result=ARRIVED)
    letter(owed, "07-09", kind=Effect.DEMAND, result=DeliveryResult.REFUSED)
    with pytest.raises(InputError, match="没有已经发出"):
        letter(owed, "07-10", kind=Effect.DEMAND, result=ARRIVED)
    with pytest.raises(InputError, match="已经登记过结果"):
        letter(owed, "07-10", task=1, result=ARRIVED)


def test_a_friendly_letter_is_sent_by_the_contact_that_sends_it(owed: BookFolder) -> None:
    run(owed, "07-01")
    notes = {w.customer: w.task_id for w in listing(owed, "07-01").work if w.step == "逾期提醒"}
    assert say(owed, "07-01", task=notes[YI], channel=Channel.EMAIL).done
    assert say(owed, "07-01", customer=BING, task=notes[BING], channel=Channel.PHONE).done
    sent = {row["customer_id"]: row["sent_on"] for row in rows(owed, Task) if row["letter"]}
    assert sent == {1: day("07-01"), 2: None}  # a call hands over no letter


def test_a_task_is_of_its_customer_and_done_once(owed: BookFolder) -> None:
    run(owed, "07-01")
    calls = [w for w in listing(owed, "07-01").work if w.step == "电话催收"]
    number = next(w.task_id for w in calls if w.customer == YI)
    with pytest.raises(InputError, match="待办不是这个客户的"):
        say(owed, "07-01", customer=BING, task=number)
    assert say(owed, "07-01", task=number, channel=Channel.PHONE).done
    with pytest.raises(InputError, match="待办已经办结"):
        say(owed, "07-02", task=number)


def test_a_disputed_sum_without_a_dispute_is_refused(owed: BookFolder) -> None:
    with pytest.raises(InputError, match="没有写提出什么异议"):
        say(owed, "06-05", disputed_fen=30_000)
    assert say(owed, "06-05", dispute="少三件", disputed_fen=30_000).dispute == 1
