"""What came back is tied to its statement, kept, and never guessed."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from legaldocs.case.vocabulary import Channel
from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.portfolio.day.model import Dispute
from legaldocs.portfolio.follow.answers import answers_of
from legaldocs.portfolio.place import book_folder, new_folder
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.statement import returned
from legaldocs.portfolio.statement.answering import take_answer
from legaldocs.portfolio.statement.confirmed import confirmed
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.statement.outcome import Outcome
from legaldocs.portfolio.statement.overview import statement_lines
from legaldocs.portfolio.statement.page_answer import read_page_answer
from legaldocs.portfolio.statement.returned import plainly_confirms
from legaldocs.portfolio.store import create, opened
from tests.portfolio import ledgers
from tests.portfolio.day.diary import say
from tests.portfolio.ledgers import WANG

from .made import TODAY, codes, make, order, page_answer, ready, stated, with_creditor
from .test_figures import ISSUED, OWED_ROWS, day

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.statement.answering import Answer
    from legaldocs.portfolio.statement.making import Made

Ready = tuple["BookFolder", "Made"]
_STATED = (
    "customer_id", "from_on", "to_on", "opening_fen", "made_on", "content_sha256", "code_sha256",
)  # fmt: skip


@pytest.fixture(scope="module")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return ready(tmp_path_factory.mktemp("answers"))


@pytest.fixture
def asked(_made_once: Ready, tmp_path: Path) -> Ready:
    """Return a book with a statement of its own for each test."""
    book, made = _made_once
    shutil.copytree(book.path, tmp_path / "book")
    return book_folder(tmp_path / "book"), made


def take(book: BookFolder, data: bytes, name: str = "a", **said: Any) -> Answer:
    file = book.path.parent / name
    file.write_bytes(data)
    with opened(book) as store:
        return take_answer(book, store, file, stated(**said), TODAY, WANG)


def rows(book: BookFolder, model: Any) -> list[dict[str, Any]]:
    with opened(book) as store, store.reading() as connection:
        chosen = select(model.__table__).order_by(model.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def scan(book: BookFolder, made: Made, turned: int = 3) -> bytes:
    """Return the first page as a scanner gives it back: a little askew, and grey."""
    pdf = pypdfium2.PdfDocument(book.path / made.folder / "对账单.pdf")
    try:
        page = pdf[0].render(scale=150 / 72).to_pil().convert("L")
    finally:
        pdf.close()
    file = io.BytesIO()
    page.rotate(turned, expand=True, fillcolor=255).save(file, "JPEG", quality=60)
    return file.getvalue()


def mail(text: str, made: Made | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    named = made.content.number if made and made.content else ""
    heading = {
        "From": "钱某 <qian@yi.example>", "To": "fawu@jia.example", "Subject": f"回复：{named}",
        "Date": "Thu, 03 Dec 2026 17:30:00 +0000",
    }  # fmt: skip
    for name, value in {**heading, **headers}.items():
        if value:
            message[name] = value
    message.set_content(text)
    return message.as_bytes()


def test_the_answer_of_the_page_is_taken_as_it_is(asked: Ready) -> None:
    book, made = asked
    data = page_answer(made)
    answer = take(book, data, authority="授权书第 3 号")
    assert answer.findings == ()
    (row,) = rows(book, StatementAnswer)
    # 1,347.00 of the statement, since the page named no other sum.
    assert (row["outcome"], row["balance_fen"], row["way"]) == ("无误", 1347_00, "网页")
    assert (row["who"], row["authority"]) == ("钱某（财务主管）", "授权书第 3 号")
    # Half past eleven at night in China.
    assert row["answered_on"] == day("2026-12-03")
    kept = (book.path / row["kept_as"]).read_bytes()
    assert (kept, row["sha256"]) == (data, hashlib.sha256(data).hexdigest())
    assert row["kept_as"].startswith("answers/")


def test_the_day_of_an_answer_is_that_of_china(asked: Ready) -> None:
    book, made = asked
    take(book, page_answer(made, answered_at="2026-12-02T18:00:00Z"))
    assert rows(book, StatementAnswer)[0]["answered_on"] == day("2026-12-03")


def test_the_same_file_again_changes_nothing(asked: Ready) -> None:
    book, made = asked
    data = page_answer(made, outcome="不符", note="运费未扣", balance="1300.00")
    first = take(book, data)
    before = [rows(book, StatementAnswer), rows(book, Dispute)]
    assert not first.again
    assert take(book, data, "another name").again
    assert [rows(book, StatementAnswer), rows(book, Dispute)] == before
    assert len([*(book.path / "answers").iterdir()]) == 1


@pytest.mark.parametrize(
    ("changed", "error", "says"),
    [
        ({"content_sha256": "0" * 64}, IntegrityError, "内容与我方制作的对账单不同"),
        ({"answer_code": "A" * 26}, IntegrityError, "回复码不是这份对账单的"),
        ({"number": "DZ20261130-WWCDATWEM"}, InputError, "没有这份对账单"),
        ({"answer_code": "a"}, InputError, "格式不对"),
        ({"outcome": "同意"}, InputError, "格式不对"),
        ({"more": 1}, InputError, "格式不对"),
        ({"schema": "legaldocs.statement.answer/2"}, InputError, "格式不对"),
        ({"name": ""}, InputError, "格式不对"),
        ({"answered_at": "2026-12-03T08:00:00"}, InputError, "格式不对"),
        ({"answered_at": "2026-11-30T08:00:00+08:00"}, InputError, "回复的日期不对"),
        ({"answered_at": "2026-12-06T08:00:00+08:00"}, InputError, "回复的日期不对"),
        ({"outcome": "不符"}, InputError, "没有写哪里不符"),
        ({"balance": "1346.99"}, InputError, "余额与对账单不同"),
        ({"balance": "一千"}, InputError, "金额无法识别"),
        ({"outcome": "已签章"}, InputError, "没有签名"),
        ({"signature": {"kind": "png", "data": "!"}}, InputError, "Base64"),
        ({"signature": {"kind": "png", "data": "QUJD"}}, InputError, "PNG"),
        (
            {"signature": {"kind": "strokes", "width": 9, "height": 9, "strokes": []}},
            InputError,
            "格式不对",
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_answer_that_is_not_to_this_statement_is_refused(
    asked: Ready, changed: dict[str, Any], error: type[Exception], says: str
) -> None:
    book, made = asked
    with pytest.raises(error, match=says):
        take(book, page_answer(made, **changed))
    assert rows(book, StatementAnswer) == []
    assert not (book.path / "answers").exists()


def test_a_signature_by_hand_is_signed(asked: Ready) -> None:
    book, made = asked
    drawn = {"kind": "strokes", "width": 300, "height": 100, "strokes": [[[1, 2], [3.5, 4]]]}
    take(book, page_answer(made, outcome="已签章", signature=drawn))
    assert rows(book, StatementAnswer)[0]["outcome"] == "已签章"


@pytest.mark.parametrize("option", [{"outcome": Outcome.CONFIRMED}, {"who": "孙某"}, {"note": "x"}])
def test_nobody_speaks_for_the_page(asked: Ready, option: dict[str, Any]) -> None:
    book, made = asked
    said = {"outcome": "不符", "note": "运费"}
    with pytest.raises(InputError, match="与 --"):
        take(book, page_answer(made, **said), **option)


def test_an_objection_opens_a_dispute_over_the_difference(asked: Ready) -> None:
    book, made = asked
    said = {"outcome": "不符", "note": "运费未扣", "balance": "1300.00"}
    answer = take(book, page_answer(made, **said), receivable="AR2")
    (dispute,) = rows(book, Dispute)
    # 1,347.00 less 1,300.00.
    assert (dispute["amount_fen"], dispute["raised_on"]) == (47_00, day("2026-12-03"))
    assert dispute["receivable_id"] is not None
    assert made.content is not None
    assert dispute["ground"] == f"对账单 {made.content.number} 不符：运费未扣"
    assert answer.dispute == dispute["id"]


def test_a_later_answer_takes_the_place_of_what_an_earlier_one_disputed(asked: Ready) -> None:
    """1,347.00 less 1,300.00, and then less 1,327.00: 20.00 are in dispute, not 67.00."""
    book, made = asked
    for balance, note in (("1300.00", "运费未扣"), ("1327.00", "运费已查清，差二十")):
        take(book, page_answer(made, outcome="不符", note=note, balance=balance))
    first, second = rows(book, Dispute)
    assert (first["amount_fen"], first["closed_why"]) == (47_00, "登记更正")
    assert (second["amount_fen"], second["closed_on"]) == (20_00, None)


def test_a_receivable_of_another_customer_is_not_disputed(asked: Ready) -> None:
    book, made = asked
    said = {"outcome": "不符", "note": "运费未扣"}
    with pytest.raises(InputError, match="不是这个客户的"):
        take(book, page_answer(made, **said), receivable="AR9")
    assert not (book.path / "answers").exists()


def test_who_says_it_owes_more_disputes_nothing(asked: Ready) -> None:
    book, made = asked
    said = {"outcome": "不符", "note": "还有一张发票", "balance": "1400.00"}
    answer = take(book, page_answer(made, **said))
    # 1,400.00 is 53.00 more than the 1,347.00 of the statement.
    assert (codes(answer.findings), answer.dispute) == (["LD-STMT-MORE"], None)
    assert rows(book, Dispute) == []
    (kept,) = rows(book, StatementAnswer)
    assert (kept["balance_fen"], kept["note"]) == (1400_00, "还有一张发票")


def test_who_says_less_and_then_more_withdraws_the_dispute(asked: Ready) -> None:
    book, made = asked
    data = mail("不符", made)
    said = {"statement": made.short_code, "outcome": Outcome.OBJECTED, "note": "见邮件"}
    said["who"] = "钱某"
    first = take(book, data, balance=Decimal("1346.99"), **said)
    assert first.dispute is not None
    # 1,347.00 less 1,346.99; then the entry is corrected to the balance of the statement itself.
    assert rows(book, Dispute)[0]["amount_fen"] == 1
    assert take(book, data, balance=Decimal("1347.00"), **said).dispute is None
    assert [row["closed_why"] for row in rows(book, Dispute)] == ["登记更正"]


def test_no_sum_is_the_whole(asked: Ready) -> None:
    book, made = asked
    take(book, page_answer(made, outcome="不符", note="没有收到货"))
    assert rows(book, Dispute)[0]["amount_fen"] is None


@pytest.mark.parametrize("turned", [3, 180])
def test_a_scan_says_which_statement_it_is_and_a_person_what_it_says(
    asked: Ready, turned: int
) -> None:
    book, made = asked
    data = scan(book, made, turned)
    with pytest.raises(InputError, match="看不出核对的结果"):
        take(book, data)
    with pytest.raises(InputError, match="哪一天回复的"):
        take(book, data, outcome=Outcome.SIGNED)
    with pytest.raises(InputError, match="谁确认的"):
        take(book, data, outcome=Outcome.CONFIRMED, answered_on=day("2026-12-02"))
    answer = take(book, data, outcome=Outcome.SIGNED, answered_on=day("2026-12-02"))
    assert codes(answer.findings) == ["LD-STMT-AUTHORITY"]
    (row,) = rows(book, StatementAnswer)
    assert (row["way"], row["balance_fen"], row["who"]) == ("扫描件", 1347_00, "")


def test_a_scan_of_another_statement_is_not_this_one(asked: Ready) -> None:
    book, made = asked
    (other,) = make(book, order(chance=lambda count: b"\7" * count))
    assert made.content is not None
    assert other.content is not None
    said = {"outcome": Outcome.SIGNED, "answered_on": day("2026-12-02")}
    with pytest.raises(InputError, match="不是这份对账单的"):
        take(book, scan(book, made), statement=other.short_code, **said)
    with opened(book) as store, store.reading() as connection:
        (line,) = statement_lines(connection, TODAY)
    assert line.number != made.content.number
    assert "LD-STMT-SUPERSEDED" in codes(take(book, scan(book, made), **said).findings)
    # What was answered counts again, beside the one that had taken its place.
    with opened(book) as store, store.reading() as connection:
        states = {line.number: line.state for line in statement_lines(connection, TODAY)}
    assert states == {made.content.number: "已签章", other.content.number: "未寄出"}


def test_what_was_answered_is_not_replaced(asked: Ready) -> None:
    book, made = asked
    take(book, page_answer(made), authority="授权书")
    (second,) = make(book, order(chance=lambda count: b"\7" * count))
    (again,) = [one for one in second.findings if one.code == "LD-STMT-AGAIN"]
    assert "已经有答复，两份都保留" in again.message
    with opened(book) as store, store.reading() as connection:
        assert len(statement_lines(connection, TODAY)) == 2
    everybody = make(book, order("", chance=lambda count: b"\6" * count))
    assert [one.there_already != "" for one in everybody if one.customer == ledgers.YI] == [True]


def test_a_paper_whose_figures_were_changed_is_refused(asked: Ready, tmp_path: Path) -> None:
    """A statement with the same number and answer code, made of other figures."""
    book, made = asked
    other = new_folder(tmp_path / "other", "甲公司", "", create)
    changed_rows = [[*row[:3], 299, *row[4:]] if row[1] == "AR4" else row for row in OWED_ROWS]
    ledgers.take(other, 应收=changed_rows)
    (changed,) = make(other, order())
    assert changed.content is not None
    assert made.content is not None
    assert changed.content.number == made.content.number
    with pytest.raises(IntegrityError, match="内容与我方制作的对账单不同"):
        take(book, scan(other, changed), outcome=Outcome.SIGNED, answered_on=day("2026-12-02"))


def test_a_scan_without_a_code_needs_its_number(asked: Ready) -> None:
    book, made = asked
    file = io.BytesIO()
    Image.new("L", (300, 300), 255).save(file, "PNG")
    said = {"outcome": Outcome.SIGNED, "answered_on": day("2026-12-02")}
    with pytest.raises(InputError, match="不知道回复的是哪一份"):
        take(book, file.getvalue(), **said)
    with pytest.raises(InputError, match="短码有误"):
        take(book, file.getvalue(), statement="AAA-AAA-AAC", **said)
    answer = take(book, file.getvalue(), statement=made.short_code, **said)
    assert codes(answer.findings) == ["LD-STMT-AUTHORITY", "LD-STMT-UNREAD"]


def test_without_the_reader_of_codes_a_person_names_the_statement(
    asked: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, made = asked
    monkeypatch.setattr(returned, "can_read_codes", lambda: False)
    with pytest.raises(InputError) as raised:
        take(book, scan(book, made), outcome=Outcome.SIGNED, answered_on=day("2026-12-02"))
    assert "legaldocs[codes]" in str(raised.value)


def test_a_plain_mail_confirms_and_says_who_and_when(asked: Ready) -> None:
    book, made = asked
    quoted = "\n\n发件人：周敏\n如有不符，请说明。"
    answer = take(book, mail(f"您好，经核对无误。\n\n钱某\n财务部{quoted}", made))
    assert codes(answer.findings) == ["LD-STMT-AUTHORITY", "LD-STMT-UNREAD"]
    (row,) = rows(book, StatementAnswer)
    assert (row["outcome"], row["balance_fen"], row["way"]) == ("无误", 1347_00, "邮件")
    # Half past five in the afternoon of Greenwich is the next day in China.
    assert row["answered_on"] == day("2026-12-04")
    assert "qian@yi.example" in row["who"]


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "核对无误，但运费未扣",
        "核对无误\n运费另算",
        "请问是核对无误吗？",
        "核对不符",
        "暂时核对无误，待领导确认",
        "> 核对无误",
        "-----原始邮件-----\n核对无误",
        "如核对无误请回复",
        "",
    ],
)
def test_what_is_not_plain_is_asked_for(asked: Ready, text: str) -> None:
    assert not plainly_confirms(text) or text.startswith((">", "---"))
    book, made = asked
    with pytest.raises(InputError, match="看不出核对的结果"):
        take(book, mail(text, made))


@pytest.mark.parametrize(
    "text", ["核对无误", "您好，核对一致。", "经核实无误！\n谢谢", "对账无误\n钱某 13800000000"]
)
def test_plain_words(text: str) -> None:
    assert plainly_confirms(text)


def test_a_mail_in_html_is_read_as_it_is_seen(asked: Ready) -> None:
    book, made = asked
    assert made.content is not None
    message = EmailMessage()
    message["From"], message["Subject"] = "qian@yi.example", f"对账单{made.content.number}"
    message["Date"] = "Thu, 03 Dec 2026 09:00:00 +0800"
    message.set_content(
        "<html><style>不符</style><div>核对无误</div><blockquote>如有不符请说明</blockquote></html>",
        subtype="html",
    )
    assert take(book, message.as_bytes()).row["outcome"] == "无误"


def test_a_mail_from_a_stranger_or_from_ourselves(asked: Ready) -> None:
    book, made = asked
    stranger = take(book, mail("核对无误", made, From="x@else.example"))
    assert "LD-STMT-SENDER" in codes(stranger.findings)
    for ours in ("fawu@jia.example", ""):
        with pytest.raises(InputError, match="我方写的"):
            take(book, mail("核对无误", made, From=ours))


def test_a_mail_without_day_or_number_is_asked_for(asked: Ready) -> None:
    book, made = asked
    with pytest.raises(InputError, match="哪一天回复的"):
        take(book, mail("核对无误", made, Date=""))
    with pytest.raises(InputError, match="不知道回复的是哪一份"):
        take(book, mail("核对无误"))
    with pytest.raises(InputError, match="与 --on 不同"):
        take(book, mail("核对无误", made), answered_on=day("2026-12-03"))


def test_the_slip_may_be_enclosed_in_a_mail(asked: Ready) -> None:
    book, made = asked
    message = EmailMessage()
    message["From"], message["Date"] = "qian@yi.example", "Thu, 03 Dec 2026 09:00:00 +0800"
    message.set_content("回执见附件")
    message.add_attachment(scan(book, made), maintype="image", subtype="jpeg", filename="a.jpg")
    answer = take(book, message.as_bytes(), outcome=Outcome.SIGNED, authority="公章")
    assert (answer.findings, answer.row["way"]) == ((), "邮件")


def test_a_misread_file_is_corrected_and_both_entries_stay(asked: Ready) -> None:
    book, made = asked
    data, on = scan(book, made), day("2026-12-02")
    take(book, data, outcome=Outcome.OBJECTED, note="看错", answered_on=on)
    answer = take(book, data, outcome=Outcome.SIGNED, answered_on=on)
    assert codes(answer.findings) == ["LD-STMT-AUTHORITY"]
    old, new = rows(book, StatementAnswer)
    assert (old["closed_why"], new["closed_on"], new["note"]) == ("登记更正", None, "")
    assert rows(book, Dispute)[0]["closed_why"] == "登记更正"
    known = take(book, data, authority="公章")
    assert (known.findings, known.row["outcome"], known.again) == ((), "已签章", False)


def test_the_opposite_of_an_earlier_answer_is_said(asked: Ready) -> None:
    book, made = asked
    take(book, page_answer(made))
    said = {"outcome": "不符", "note": "运费未扣"}
    assert codes(take(book, page_answer(made, **said)).findings) == ["LD-STMT-ANSWERED"]
    with opened(book) as store, store.reading() as connection:
        (line,) = statement_lines(connection, TODAY)
    assert (line.state, line.waiting_days) == ("不符", None)


def test_what_is_no_answer_is_refused(asked: Ready) -> None:
    book, _ = asked
    for data in (b"", b"PK\x03\x04", "核对无误".encode(), b"%PDF-1.7 broken", b"\xff\xd8\xff"):
        with pytest.raises(InputError):
            take(book, data, outcome=Outcome.SIGNED)
    with pytest.raises(InputError), opened(book) as store:
        take_answer(book, store, book.path / "none.jpg", stated(), TODAY, WANG)


def test_the_confirmed_statements_of_a_customer(asked: Ready) -> None:
    book, made = asked
    data = page_answer(made)
    take(book, data, authority="授权书")
    with opened(book) as store, store.reading() as connection:
        assert list(confirmed(connection, day("2026-12-02"))) == []
        ((customer, one),) = confirmed(connection, day("2026-12-03"))
        assert list(confirmed(connection, TODAY, customer + 1)) == []
    assert made.content is not None
    assert (one.through_on, one.balance_fen) == (day("2026-11-30"), 1347_00)
    assert (one.confirmed_by, one.authority) == ("钱某（财务主管）", "授权书")
    assert (one.confirmed_on, one.outcome) == (day("2026-12-03"), "无误")
    assert hashlib.sha256((book.path / one.file).read_bytes()).hexdigest() == one.sha256
    said = json.loads((book.path / one.folder / "对账单.json").read_bytes())
    assert said["number"] == one.number == made.content.number


def test_a_case_reads_what_was_confirmed_and_what_was_not(asked: Ready) -> None:
    book, made = asked
    take(book, page_answer(made, outcome="不符", note="运费未扣", balance="1300.00"))
    take(book, page_answer(made, answered_at="2026-12-04T08:00:00+08:00"))
    with opened(book) as store, store.reading() as connection:
        ((customer, one),) = confirmed(connection, TODAY)
        objected, agreed = answers_of(connection, customer, TODAY)
    assert (objected.agrees, objected.balance_fen) == (False, 1300_00)
    assert agreed.agrees
    assert (agreed.through_on, agreed.balance_fen, agreed.who, agreed.sha256) == (
        one.through_on, one.balance_fen, one.confirmed_by, one.sha256,
    )  # fmt: skip


def test_a_case_and_a_statement_know_the_same_confirmations(asked: Ready) -> None:
    book, made = asked
    assert made.content is not None
    take(book, page_answer(made))
    with opened(book) as store, recording(store, WANG) as entry:
        statement = entry.rows(AccountStatement)
        own = statement.known("number", [made.content.number])[0]
        # A newer statement took its place; and two further ones nobody signed with a name.
        statement.change(own, {"closed_on": day("2026-12-04"), "closed_why": "另制"})
        for number, outcome in (("DZ8", "已签章"), ("DZ9", "待对方核对")):
            usual = {key: own[key] for key in _STATED}
            other = statement.make(usual | {"number": number, "closing_fen": 700})
            entry.flush()
            row = {"statement_id": other, "answered_on": day("2026-12-03"), "way": "扫描件"}
            row |= {"outcome": outcome, "kept_as": "", "sha256": ""}
            entry.rows(StatementAnswer).make(row)
    with opened(book) as store, store.reading() as connection:
        known = [one for _, one in confirmed(connection, TODAY)]
        answers = answers_of(connection, 1, TODAY)
    agreed = [answer for answer in answers if answer.agrees]
    assert [(one.number, one.balance_fen, one.who) for one in agreed] == [
        (made.content.number, 1347_00, "钱某（财务主管）"), ("DZ8", 700, ledgers.YI),
    ]  # fmt: skip
    assert [(one.number, one.balance_fen, one.confirmed_by) for one in known] == [
        (one.number, one.balance_fen, one.who) for one in agreed
    ]
    assert [answer.number for answer in answers if not answer.agrees] == ["DZ9"]


def test_a_confirmation_restarts_limitation(tmp_path: Path) -> None:
    """Due on 2024-02-28, so that three years end soon; a signed statement begins them anew."""
    book = with_creditor(new_folder(tmp_path / "book", "甲公司", "", create))
    owed = [ledgers.YI, "AR1", "HT-1", 1000, "2024-02-28", "2024-01-28"]
    ledgers.take(book, 应收=[ISSUED, owed])
    (first,) = make(book, order(made_on=day("2026-12-01")))
    assert "LD-STMT-LIMITATION" in codes(first.findings)
    take(book, page_answer(first), authority="授权书")
    (second,) = make(book, order(made_on=day("2026-12-04"), chance=lambda count: b"\7" * count))
    assert "LD-STMT-LIMITATION" not in codes(second.findings)


def test_a_promise_with_its_file_restarts_limitation_too(tmp_path: Path) -> None:
    """Due on 2023-12-31; promised in a chat on 2026-11-01: three years from then, not 30 days."""
    book = with_creditor(new_folder(tmp_path / "book", "甲公司", "", create))
    owed = [ledgers.YI, "AR1", "HT-1", 1000, "2023-12-31", "2023-12-01"]
    ledgers.take(book, 应收=[ISSUED, owed])
    (first,) = make(book, order(made_on=day("2026-12-01")))
    assert "LD-STMT-LIMITATION" in codes(first.findings)
    chat = tmp_path / "chat.txt"
    chat.write_text("下月付清", encoding="utf-8")
    promised = ("2026-12-15", Decimal(1000))
    say(book, "2026-11-01", promise=promised, channel=Channel.CHAT, file=chat, gist="承诺付款")
    (second,) = make(book, order(made_on=day("2026-12-01"), chance=lambda count: b"\7" * count))
    assert "LD-STMT-LIMITATION" not in codes(second.findings)


def test_the_example_of_the_reference_is_an_answer() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "statement-answer.md"
    (example,) = re.findall(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    said = read_page_answer(example.encode())
    assert (said.outcome, said.balance) == ("不符", "1300.00")
    drawn = json.loads(example) | {
        "outcome": "已签章",
        "signature": json.loads(
            '{"kind": "strokes", "width": 300, "height": 100, "strokes": [[[10, 20], [12.5, 24]]]}'
        ),
    }
    assert '"strokes": [[[10, 20], [12.5, 24]]]' in page.read_text(encoding="utf-8")
    assert read_page_answer(json.dumps(drawn).encode()).signature is not None


def test_an_answer_is_entered_and_corrected_in_either_database(book: BookFolder) -> None:
    ledgers.take(book, 应收=OWED_ROWS)
    (made,) = make(book, order())
    data = page_answer(made, outcome="不符", note="运费未扣", balance="1700.00")
    # 1,000 + 500 - 70 + 300 = 1,730, less 1,700.
    assert take(book, data, statement=made.short_code).dispute == 1
    assert rows(book, Dispute)[0]["amount_fen"] == 30_00
    assert take(book, data).again
    known = take(book, data, authority="授权书")
    assert (known.again, known.dispute) == (False, None)
    assert [row["closed_why"] for row in rows(book, StatementAnswer)] == ["登记更正", ""]
    # Nothing of the objection changed, so its dispute stays with what became of it.
    assert [row["closed_why"] for row in rows(book, Dispute)] == [""]


@pytest.mark.parametrize(("name", "outcome"), [
    ("拒签.jpg", "已签章"), ("不符.jpg", "无误"), ("核对无误.jpg", "不符"),
])  # fmt: skip
def test_a_file_whose_name_says_otherwise_is_asked_about(
    asked: Ready, name: str, outcome: str
) -> None:
    book, made = asked
    said = {
        "statement": made.content.number if made.content else "", "outcome": outcome,
        "who": "钱某", "note": "运费未扣" if outcome == "不符" else "",
        "answered_on": day("2026-12-03"),
    }  # fmt: skip
    with pytest.raises(InputError, match=f"结果写的是{outcome}，文件名写的是相反的"):
        take(book, scan(book, made), name, **said)
    assert rows(book, StatementAnswer) == []
    take(book, scan(book, made), "回执.jpg", **said)
    assert len(rows(book, StatementAnswer)) == 1
