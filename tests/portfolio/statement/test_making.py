"""Statements are made where the customer can confirm them without loss to the creditor."""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn
from sqlalchemy import select

from legaldocs.commands.book._statement_mail import statement_mail
from legaldocs.core.errors import InputError, MissingGlyphError
from legaldocs.portfolio import closing
from legaldocs.portfolio.day.model import Dispute
from legaldocs.portfolio.follow.model import BookCase
from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.statement import writing
from legaldocs.portfolio.statement.code import code_hash, read_payload
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.statement.overview import record_sent, statement_lines
from legaldocs.portfolio.statement.paper import write_statement
from legaldocs.portfolio.statement.writing import DATA_FILE, MAIL_FILE
from legaldocs.portfolio.store import create, opened
from legaldocs.render.code import words_of
from tests.portfolio.ledgers import BING, PAID, WANG, YI, take

from .made import PEOPLE, codes, make, order, ready, with_creditor
from .test_figures import ISSUED, OWED_ROWS, PAID_ROWS, day

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


@pytest.fixture
def filled(tmp_path: Path) -> BookFolder:
    book = with_creditor(new_folder(tmp_path / "book", "甲公司", "", create))
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS)
    return book


def kept(book: BookFolder) -> list[dict[str, Any]]:
    with opened(book) as store, store.reading() as connection:
        found = connection.execute(select(AccountStatement.__table__)).mappings()
        return [dict(row) for row in found]


def test_a_statement_lies_in_its_folder_and_stands_in_the_book(tmp_path: Path) -> None:
    book, made = ready(tmp_path)
    assert made.content is not None
    folder = book.path / made.folder
    assert sorted(file.name for file in folder.iterdir()) == [
        "对账单.docx", "对账单.json", "对账单.pdf", "邮件草稿.eml",
    ]  # fmt: skip
    (row,) = kept(book)
    data = (folder / DATA_FILE).read_bytes()
    assert hashlib.sha256(data).hexdigest() == row["content_sha256"]
    pdf = (folder / "对账单.pdf").read_bytes()
    assert hashlib.sha256(pdf).hexdigest() == row["document_sha256"]
    said = json.loads(data)
    assert (said["opening"], said["closing"], said["number"]) == (
        "1000.00", "1347.00", row["number"],
    )  # fmt: skip
    # 1 December and 15 days.
    assert said["reply_by"] == str(row["reply_by"]) == "2026-12-16"
    assert (row["opening_fen"], row["closing_fen"], row["sent_on"]) == (1000_00, 1347_00, None)
    assert codes(made.findings) == ["LD-STMT-UNMATCHED"]


def test_the_book_keeps_the_hash_of_the_answer_code_alone(tmp_path: Path) -> None:
    book, made = ready(tmp_path)
    assert made.content is not None
    document = (book.path / made.folder / "对账单.docx").read_bytes()
    code = _code_of(document)
    (row,) = kept(book)
    assert row["code_sha256"] == code_hash(code.answer_code)
    assert (code.number, code.content_sha256) == (row["number"], row["content_sha256"])
    assert code.answer_code.encode() not in (book.path / "book.db").read_bytes()


def _code_of(document: bytes) -> Any:
    body = docx.Document(io.BytesIO(document)).element.body
    (drawing,) = body.iter(qn("w:drawing"))
    found = read_payload(words_of(drawing))
    assert found is not None
    return found


def test_the_mail_goes_to_finance_with_the_statement(tmp_path: Path) -> None:
    book, made = ready(tmp_path)
    data = (book.path / made.folder / MAIL_FILE).read_bytes()
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert mail["to"].addresses[0].addr_spec == "Qian@yi.example"
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == (book.path / made.folder / "对账单.pdf").read_bytes()
    assert made.content is not None
    assert made.content.number in mail.get_body(("plain",)).get_content()


def test_the_same_chance_and_book_give_the_same_bytes(tmp_path: Path) -> None:
    first = ready(tmp_path / "a")
    second = ready(tmp_path / "b")
    for name in ("对账单.docx", "对账单.json", "对账单.pdf", "邮件草稿.eml"):
        files = [(book.path / made.folder / name).read_bytes() for book, made in (first, second)]
        assert files[0] == files[1], name


def test_a_period_begins_before_it_ends_and_has_ended(filled: BookFolder) -> None:
    with pytest.raises(InputError, match="起始日晚于截止日"):
        make(filled, order(from_on=day("2026-12-01")))
    with pytest.raises(InputError, match="还没有到"):
        make(filled, order(made_on=day("2026-11-29")))


def test_nobody_is_asked_to_confirm_nothing_or_less(filled: BookFolder) -> None:
    take(filled, 回款=[PAID, [BING, "SK5", "2026-11-01", 88.5, "AR9"]])
    (paid,) = make(filled, order(BING))
    assert (codes(paid.findings), paid.content) == (["LD-STMT-NOTHING"], None)
    assert "没有未付的款项" in paid.findings[0].message
    take(filled, 回款=[PAID, [BING, "SK6", "2026-11-02", 0.01, ""]])
    (more,) = make(filled, order(BING))
    assert "-0.01 元，是我方欠对方" in more.findings[0].message
    assert not (filled.path / "statements").exists()


def test_what_was_taken_off_needs_an_agreement(filled: BookFolder) -> None:
    with opened(filled) as store:
        closing.close(store, "应收", "AR2", day("2026-10-10"), "坏账", WANG)
    (made,) = make(filled, order())
    assert made.content is None
    assert "LD-STMT-CREDIT" in codes(made.findings)
    (agreed,) = make(filled, order(agreed=True))
    assert agreed.content is not None
    # 1,347 less the 500 of AR2; why it was closed is nobody else's business.
    assert f"{agreed.content.closing:.2f}" == "847.00"
    assert "坏账".encode() not in agreed.content.canonical()


def with_rows(book: BookFolder, model: Any, **values: Any) -> None:
    with opened(book) as store, recording(store, WANG) as entry:
        customer = entry.connection.scalar(select(Customer.id).where(Customer.name == YI))
        entry.rows(model).make({"customer_id": customer, **values})


@pytest.mark.parametrize(
    ("state", "code", "made"),
    [
        ("已和解", "LD-STMT-SETTLED", False),
        ("已判决", "LD-STMT-SETTLED", False),
        ("办理中", "LD-STMT-CASE", True),
    ],
)
def test_a_settlement_or_judgment_governs(
    filled: BookFolder, state: str, code: str, *, made: bool
) -> None:
    values = {"folder": "cases/乙", "made_on": day("2026-11-01"), "state": state}
    with_rows(filled, BookCase, **values)
    (one,) = make(filled, order())
    assert code in codes(one.findings)
    assert (one.content is not None) is made


def test_an_open_dispute_is_named_and_not_settled(filled: BookFolder) -> None:
    values = {"raised_on": day("2026-11-11"), "ground": "短少", "amount_fen": 20_00}
    with_rows(filled, Dispute, **values)
    (one,) = make(filled, order())
    assert "LD-STMT-DISPUTE" in codes(one.findings)
    assert one.content is not None
    assert [(str(d.raised_on), f"{d.amount}") for d in one.content.disputes] == [
        ("2026-11-11", "20.00")
    ]
    with_rows(filled, Dispute, **values | {"raised_on": day("2026-11-12"), "amount_fen": None})
    (one,) = make(filled, order(chance=lambda count: b"\7" * count))
    assert one.content is not None
    # Without a sum all is disputed, and the paper names none.
    assert [d.amount and f"{d.amount}" for d in one.content.disputes] == ["20.00", None]
    said = json.loads(one.content.canonical())["disputes"]
    assert [d["amount"] for d in said] == ["20.00", None]
    # What our own people noted of it is not printed.
    assert "短少".encode() not in one.content.canonical()


def test_a_closed_customer_is_not_asked(filled: BookFolder) -> None:
    with opened(filled) as store:
        closing.close(store, "客户", YI, day("2026-11-20"), "注销", WANG)
    (one,) = make(filled, order())
    assert (codes(one.findings)[0], one.content) == ("LD-STMT-CUSTOMER", None)


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    take(book, 应收=OWED_ROWS)
    (one,) = make(book, order(BING))
    assert codes(one.findings) == ["LD-STMT-DAY", "LD-STMT-CREDITOR"]


@pytest.mark.parametrize(
    ("due_on", "says"),
    # Three years from the due day: 2026-12-31 is 30 days after the day of the statement.
    [("2023-12-31", "还有 30 天"), ("2023-06-30", "可能已经届满"), ("2014-06-30", "可能已经届满")],
)
def test_limitation_is_not_left_to_an_answer(tmp_path: Path, due_on: str, says: str) -> None:
    book = with_creditor(new_folder(tmp_path / "book", "甲公司", "", create))
    take(book, 应收=[ISSUED, [YI, "AR1", "HT-1", 1000, due_on, due_on]])
    (one,) = make(book, order())
    (finding,) = [one for one in one.findings if one.code == "LD-STMT-LIMITATION"]
    assert says in finding.message


def test_a_second_one_replaces_the_first(tmp_path: Path) -> None:
    book, first = ready(tmp_path)
    (second,) = make(book, order(chance=lambda count: b"\7" * count))
    assert "LD-STMT-AGAIN" in codes(second.findings)
    assert first.content is not None
    assert second.content is not None
    old, new = kept(book)
    assert (old["closed_why"], new["closed_on"]) == (f"由 {second.content.number} 取代", None)
    with opened(book) as store, store.reading() as connection:
        (line,) = statement_lines(connection, day("2026-12-05"))
    assert line.number == second.content.number


def test_all_customers_once_and_again_only_where_figures_changed(book: BookFolder) -> None:
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS)
    first = make(book, order(""))
    assert {one.customer for one in first if one.content} == {YI, BING}
    again = make(book, order("", chance=lambda count: b"\7" * count))
    assert [one.content for one in again] == [None, None]
    assert {one.there_already for one in again} == {
        one.content.number for one in first if one.content
    }
    take(book, 回款=[PAID, [BING, "SK5", "2026-11-01", 8.5, "AR9"]])
    changed = make(book, order("", chance=lambda count: b"\6" * count))
    (made,) = [one for one in changed if one.content]
    assert made.customer == BING
    assert len(kept(book)) == 3


def test_one_that_cannot_be_written_costs_only_itself(
    filled: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(content: Any, *others: Any) -> Any:
        if content.customer.name == BING:
            raise MissingGlyphError("缺字：𓀀", next_step="安装字体")
        return write_statement(content, *others)

    monkeypatch.setattr(writing, "write_statement", lacking)
    made = {one.customer: one for one in make(filled, order(""))}
    assert made[YI].content is not None
    (fault,) = [found for found in made[BING].findings if found.severity == "error"]
    assert (fault.code, fault.next_step) == ("LD-STMT-UNWRITTEN", "安装字体")
    (row,) = kept(filled)
    assert [folder.name for folder in (filled.path / "statements").iterdir()] == [row["number"]]


def test_several_processes_write_what_one_writes(
    filled: BookFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_FEW", 1)
    made = make(filled, order("", jobs=2))
    assert {one.customer for one in made if one.content} == {YI, BING}
    other = with_creditor(new_folder(tmp_path / "other", "甲公司", "", create))
    take(other, 应收=OWED_ROWS, 回款=PAID_ROWS)
    for one in make(other, order("")):
        pdf = (other.path / one.folder / "对账单.pdf").read_bytes()
        assert pdf == (filled.path / one.folder / "对账单.pdf").read_bytes()


def test_it_is_known_how_long_an_answer_is_waited_for(tmp_path: Path) -> None:
    book, made = ready(tmp_path)
    assert made.content is not None

    def state(on: str) -> tuple[str, int | None]:
        with opened(book) as store, store.reading() as connection:
            (line,) = statement_lines(connection, day(on))
        return line.state, line.waiting_days

    assert state("2026-12-02") == ("未寄出", None)
    with opened(book) as store:
        with pytest.raises(InputError, match="寄出日早于制作日"):
            record_sent(store, [made.short_code], day("2026-11-30"), WANG)
        assert record_sent(store, [made.short_code.lower()], day("2026-12-03"), WANG) == [
            made.content.number
        ]
    assert state("2026-12-02") == ("未寄出", None)
    assert state("2026-12-16") == ("待回复", 13)
    assert state("2026-12-17") == ("逾期未回复", 14)
    with opened(book) as store, store.reading() as connection:
        assert statement_lines(connection, day("2026-11-30")) == []


def test_other_rows_with_the_same_balances_make_another_statement(book: BookFolder) -> None:
    """A sale and a receipt of 500 within the period leave both balances as they were."""
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS)
    make(book, order(""))
    take(book, 应收=[ISSUED, [BING, "AR77", "HT-9", 500, "2026-10-01", "2026-10-01"]],
         回款=[PAID, [BING, "SK77", "2026-10-02", 500, "AR77"]])  # fmt: skip
    changed = make(book, order("", chance=lambda count: b"\6" * count))
    assert [one.customer for one in changed if one.content] == [BING]


def test_what_another_run_enters_meanwhile_is_not_undone(tmp_path: Path) -> None:
    book, first = ready(tmp_path)
    assert first.content is not None
    number = first.content.number

    def slow(*words: Any) -> Any:
        with opened(book) as store:
            record_sent(store, [number], day("2026-12-02"), WANG)
            answer = {
                "statement_id": kept(book)[0]["id"], "answered_on": day("2026-12-03"),
                "way": "扫描件", "outcome": "已签章", "sha256": "0" * 64, "kept_as": "answers/1",
            }  # fmt: skip
            with recording(store, WANG) as entry:
                entry.rows(StatementAnswer).make(answer)
        return statement_mail(*words)

    make(book, order(chance=lambda count: b"\7" * count, draft=slow))
    old, new = kept(book)
    assert (old["sent_on"], old["closed_on"]) == (day("2026-12-02"), None)  # answered, so it stays
    assert new["closed_on"] is None


def test_two_runs_at_once_leave_one_statement(tmp_path: Path) -> None:
    book = with_creditor(new_folder(tmp_path / "book", "甲公司", "", create))
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS, 联系人=PEOPLE)
    others: list[Any] = []

    def slow(*words: Any) -> Any:
        if not others:
            others.append(0)
            others[0] = make(book, order(chance=lambda count: b"\7" * count))[0].content
        return statement_mail(*words)

    (made,) = make(book, order(draft=slow))
    assert made.there_already == others[0].number
    assert [row["number"] for row in kept(book)] == [others[0].number]
    assert [path.name for path in (book.path / "statements").iterdir()] == [others[0].number]
