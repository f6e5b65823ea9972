"""Mails, text messages and calendar entries: exact, courteous, the same bytes."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from typing import Any

import icalendar
import pytest

from legaldocs.case.party import BankAccount
from legaldocs.case.vocabulary import Channel
from legaldocs.core.origin import Origin
from legaldocs.papers.kind import Family
from legaldocs.papers.unfit import unfit_in, untaken_in
from legaldocs.portfolio.day.appointment import appointment
from legaldocs.portfolio.day.message import SPOKEN_TO, TEXTED, Message, Sender, sms_size
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.day.work import Line, Work

TODAY = dt.date(2026, 7, 10)
LINE = Line(1, "AR1", "20260001", "HT-1", 150_000, 100_000, 100_000, dt.date(2026, 7, 3))
ACCOUNT = BankAccount(origin=Origin("book.yaml"), holder="甲公司", bank="某银行", number="6222")
SENDER = Sender(company="甲公司", person="李某", phone="000-1", account=ACCOUNT)


def work(step: Step, **given: Any) -> Work:
    values: dict[str, Any] = {
        "key": f"{step.name}:1:1", "step": step, "customer_id": 1, "customer": "乙公司",
        "owner": "李某", "channel": Channel.EMAIL, "made_on": TODAY, "due_on": TODAY,
        "why": "1 笔", "amount_fen": 100_000, "lines": (LINE,),
    }  # fmt: skip
    return Work(**{**values, **given})


def message(step: Step, **given: Any) -> Message:
    return Message(work(step, **given), SENDER, USUAL, TODAY)


def test_an_overdue_mail_says_what_is_owed_since_when_and_where_to_pay() -> None:
    said = message(Step.OVERDUE)
    assert said.subject == "逾期款项，请安排付款：甲公司"
    assert said.body() == (
        "乙公司：\n\n"
        "截至2026年7月10日，贵方下列款项已过约定的付款日，共人民币1,000.00元。\n"
        "请于2026年7月17日以前付清；确有困难的，请在此以前告知原因和付款安排。\n\n"
        "明细如下：\n"
        "  合同 HT-1，发票 20260001：1,000.00元，2026年7月3日到期，逾期 7 天\n\n"
        "收款账户：甲公司，某银行，账号 6222。\n\n"
        "如已付款，请告知付款日期，我方即行核对；对金额有异议的，请说明是哪一笔、差多少。\n\n"
        "甲公司\n联系人：李某\n电话：000-1\n"
    )


def test_a_mail_with_a_letter_leaves_the_sum_to_the_letter() -> None:
    """The letter sets other money against it, as the law says: two sums would contradict."""
    said = message(Step.OVERDUE).body("逾期提醒")
    assert "现发送《逾期提醒》，见附件" in said
    assert "1,000.00" not in said
    assert "账号 6222" in said


def test_an_invoice_is_asked_about_by_its_own_sum() -> None:
    """1,500 were invoiced, 1,000 of them are open."""
    said = message(Step.INVOICE).body()
    assert "共人民币1,500.00元" in said
    assert "发票 20260001：1,500.00元" in said


def test_a_part_that_is_held_is_named_and_money_that_is_not_matched_too() -> None:
    held = LINE._replace(asked_fen=70_000)
    said = message(Step.OVERDUE, lines=(held,), amount_fen=70_000, credit_fen=2_000).body()
    assert "700.00元（不含有争议、另有约定的部分）" in said
    assert "贵方另有付款尚未核对到具体款项，没有从以上金额里扣除，核对后相应减少。" in said


def test_a_notice_before_the_due_day_asks_for_nothing_overdue() -> None:
    soon = LINE._replace(due_on=dt.date(2026, 7, 13))
    said = message(Step.NOTICE, lines=(soon,))
    assert "将到期，共人民币1,000.00元" in said.body()
    assert "2026年7月13日到期，尚未到期" in said.body()
    assert "逾期" not in said.body()
    assert said.sms() == (
        "【甲公司】您好，乙公司（20260001）货款1,000.00元将到期（2026年7月13日），请安排付款；"
        "已付请忽略，如有疑问请联系李某 000-1。"
    )


def test_an_offer_names_its_parts_and_binds_nobody_yet() -> None:
    said = message(Step.PLAN_OFFER).body()
    assert "  第1期：2026年7月17日以前付300.00元\n" in said
    assert "  第2期：2026年8月16日以前付350.00元\n" in said
    assert "  第3期：2026年9月15日以前付350.00元\n" in said
    assert "同意的，请回复，双方另签还款协议，以协议为准" in said


def test_many_invoices_are_counted_in_a_text_message() -> None:
    lines = tuple(LINE._replace(invoice_number=f"2026000{number}") for number in range(5))
    assert "（20260000、20260001、20260002等5笔）" in message(Step.OVERDUE, lines=lines).sms()


@pytest.mark.parametrize("step", sorted(SPOKEN_TO))
def test_no_message_threatens_or_claims_what_has_not_happened(step: Step) -> None:
    said = message(step, credit_fen=2_000)
    for text in (said.subject, said.body("催告函"), said.sms()):
        assert [*unfit_in(text, Family.LETTER), *untaken_in(text, Family.LETTER)] == []
    assert bool(said.sms()) is (step in TEXTED)


@pytest.mark.parametrize(
    ("length", "parts"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)]
)
def test_a_long_text_message_goes_in_parts_of_67(length: int, parts: int) -> None:
    assert sms_size("款" * length) == (length, parts)
    assert sms_size("𠮷" * length)[0] == 2 * length


def test_a_calendar_entry_is_the_whole_day_with_a_reminder_at_nine() -> None:
    made = work(Step.CALL, due_on=dt.date(2026, 7, 11), note=("另有 20.00 元",))
    data = appointment(made, "甲公司", ["陈某（财务） 13800000001"])
    assert data == appointment(made, "甲公司", ["陈某（财务） 13800000001"])
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event["dtstart"].dt == dt.date(2026, 7, 11)
    assert event["dtend"].dt == dt.date(2026, 7, 12)
    assert event["summary"] == "电话催收：乙公司 1,000.00 元"
    assert event["description"].endswith(
        "AR1 1,000.00 元，2026-07-03 到期\n另有 20.00 元\n联系人：陈某（财务） 13800000001"
    )
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == dt.timedelta(hours=9)
    assert (
        event["uid"]
        != icalendar.Calendar.from_ical(appointment(made, "他公司")).walk("VEVENT")[0]["uid"]
    )


def test_a_draft_mail_is_readable_and_unsent() -> None:
    from legaldocs.output.mail_file import Attachment, Mail  # noqa: PLC0415 - of this test alone

    files = (Attachment("函.pdf", b"%PDF", "pdf"),)
    mail = Mail(
        to="乙公司", addresses=("a@b.cn",), subject="付\n款", body="你好\n", attachments=files
    )
    data = mail.draft("ab" * 32)
    assert data == mail.draft("ab" * 32)
    read = email.message_from_bytes(data, policy=email.policy.default)
    assert (read["X-Unsent"], read["To"], read["Subject"]) == ("1", "乙公司 <a@b.cn>", "付 款")
    body = read.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["你好"]
    assert [part.get_filename() for part in read.iter_attachments()] == ["函.pdf"]
