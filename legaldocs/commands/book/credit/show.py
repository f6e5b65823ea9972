"""``legaldocs book credit show``: the credit file of a customer on one screen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import book_option, grouped, need_the_extra
from legaldocs.commands.book.credit._lines import (
    ReviewLine,
    SignalLine,
    review_line,
    review_text,
    signal_line,
    yuan,
)
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.credit.customer_file import CustomerFile
    from legaldocs.portfolio.credit.policy import CreditPolicy


class PersonLine(Struct, frozen=True):
    """A person at the customer (联系人)."""

    name: Annotated[str, Meta(description="姓名")]
    post: Annotated[str, Meta(description="职务")]
    phone: Annotated[str, Meta(description="电话")]
    email: Annotated[str, Meta(description="电子邮箱")]


class PromiseLine(Struct, frozen=True):
    """A promise whose day has passed (到期的承诺)."""

    made_on: Annotated[dt.date, Meta(description="承诺日")]
    due_on: Annotated[dt.date, Meta(description="承诺的付款日")]
    amount: Annotated[Yuan, Meta(description="承诺的金额")]
    paid: Annotated[Yuan, Meta(description="按时收到的")]
    kept: Annotated[bool, Meta(description="是否全部守了")]


class DisputeLine(Struct, frozen=True):
    """A dispute that is not settled (未了结的争议)."""

    raised_on: Annotated[dt.date, Meta(description="提出日")]
    ground: Annotated[str, Meta(description="理由")]
    amount: Annotated[Yuan | None, Meta(description="金额，全部的为空")]


class MoveLine(Struct, frozen=True):
    """A change of the warning level (预警变动)."""

    moved_on: Annotated[dt.date, Meta(description="哪一天")]
    level: Annotated[int, Meta(description="改为几级")]
    reasons: Annotated[str, Meta(description="理由")]


class BookCreditShowReply(Reply, frozen=True, tag="legaldocs.book.credit.show/1"):
    """The credit file of a customer (客户信用档案)."""

    as_of: Annotated[dt.date, Meta(description="截至哪一天")]
    name: Annotated[str, Meta(description="客户")]
    uscc: Annotated[str, Meta(description="统一社会信用代码")]
    code: Annotated[str, Meta(description="客户编码")]
    kind: Annotated[str, Meta(description="主体类型")]
    address: Annotated[str, Meta(description="住所")]
    representative: Annotated[str, Meta(description="法定代表人")]
    registration: Annotated[str, Meta(description="登记情况")]
    owners: Annotated[str, Meta(description="股东和实际控制人")]
    owner: Annotated[str, Meta(description="业务员")]
    note: Annotated[str, Meta(description="备注")]
    people: Annotated[tuple[PersonLine, ...], Meta(description="联系人")]
    turnover: Annotated[Yuan, Meta(description="历来销售，按开票日，没有的按到期日")]
    turnover_year: Annotated[Yuan, Meta(description="近一年销售")]
    turnover_year_before: Annotated[Yuan, Meta(description="前一年销售")]
    received: Annotated[Yuan, Meta(description="历来回款")]
    received_year: Annotated[Yuan, Meta(description="近一年回款")]
    payments: Annotated[int, Meta(description="统计天数内核销的笔数")]
    average_days_late: Annotated[str, Meta(description="平均逾期天数，按金额加权，提前的算 0")]
    longest_days_late: Annotated[int, Meta(description="付款最长逾期天数")]
    open: Annotated[Yuan, Meta(description="未收")]
    overdue: Annotated[Yuan, Meta(description="其中逾期")]
    days_overdue: Annotated[int, Meta(description="最早的一笔逾期几天")]
    unmatched: Annotated[Yuan, Meta(description="没有核销的回款，没有从未收里减去")]
    planned: Annotated[Yuan, Meta(description="合同里还没有到期日、财务也没有入账的")]
    exposure: Annotated[Yuan, Meta(description="敞口：未收加还没有到期日的")]
    limit: Annotated[Yuan | None, Meta(description="额度，没有评定的为空")]
    over_limit: Annotated[Yuan, Meta(description="超过额度的")]
    promises: Annotated[tuple[PromiseLine, ...], Meta(description="统计天数内到期的承诺")]
    disputes: Annotated[tuple[DisputeLine, ...], Meta(description="未了结的争议")]
    signals: Annotated[tuple[SignalLine, ...], Meta(description="危险信号")]
    warning: Annotated[int, Meta(description="预警级别，0 为没有")]
    warning_reasons: Annotated[tuple[str, ...], Meta(description="预警的理由")]
    moves: Annotated[tuple[MoveLine, ...], Meta(description="预警变动")]
    reviews: Annotated[tuple[ReviewLine, ...], Meta(description="各次评定，最后一次有效")]
    proposed_grade: Annotated[str, Meta(description="建议的等级，不自动采用；不足以建议的为空")]
    proposed_reasons: Annotated[tuple[str, ...], Meta(description="建议的理由")]


@click.command("show")
@click.argument("customer", metavar="CUSTOMER")
@as_of_option
@book_option
@json_option
def command(customer: str, *, as_of: dt.date, folder: Path, as_json: bool) -> None:
    """一个客户的信用档案：往来、敞口、信号、建议等级。"""
    need_the_extra()
    from legaldocs.portfolio.credit.customer_file import customer_file
    from legaldocs.portfolio.credit.policy import credit_policy
    from legaldocs.portfolio.naming import customer_named
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    policy = credit_policy(book.settings.credit, book.settings.grace_days)
    with opened(book) as store, store.reading() as connection:
        row = customer_named(connection, customer)
        found = customer_file(connection, policy, row, as_of)
    answer = _show_reply(found, policy, as_of)
    show(answer, "\n".join(_show_lines(answer)), as_json=as_json)


def _show_reply(found: CustomerFile, policy: CreditPolicy, as_of: dt.date) -> BookCreditShowReply:
    known, owes, row = found.judged.known, found.judged.owes, found.customer
    window, warning = known.window, found.judged.warning
    same = ("name", "kind", "address", "representative", "registration", "owners", "owner", "note")
    return BookCreditShowReply(
        ok=True,
        findings=(),
        as_of=as_of,
        uscc=row["uscc"] or "",
        code=row["code"] or "",
        people=tuple(PersonLine(one["name"], one["post"], one["phone"], one["email"])
                     for one in found.people),
        turnover=yuan(known.turnover_fen),
        turnover_year=yuan(known.year_fen),
        turnover_year_before=yuan(known.year_before_fen),
        received=yuan(known.received_fen),
        received_year=yuan(known.received_year_fen),
        payments=window.payments if window else 0,
        average_days_late=str(window.average if window else 0),
        longest_days_late=window.longest if window else 0,
        open=yuan(owes.open_fen),
        overdue=yuan(owes.overdue_fen),
        days_overdue=owes.days_overdue,
        unmatched=yuan(owes.unmatched_fen),
        planned=yuan(owes.planned_fen),
        exposure=yuan(owes.total_fen),
        limit=None if owes.limit_fen is None else yuan(owes.limit_fen),
        over_limit=yuan(owes.over_fen),
        promises=_promises(found),
        disputes=_disputes(found),
        signals=tuple(signal_line(one, policy.weight(one.signal)) for one in found.judged.signals),
        warning=warning.level,
        warning_reasons=warning.reasons,
        moves=tuple(MoveLine(one["moved_on"], one["level"], one["reasons"]) for one in found.moves),
        reviews=tuple(map(review_line, found.reviews)),
        proposed_grade=found.proposed.grade,
        proposed_reasons=found.proposed.reasons,
        **{name: row[name] for name in same},
    )  # fmt: skip


def _promises(found: CustomerFile) -> tuple[PromiseLine, ...]:
    return tuple(
        PromiseLine(
            one.promise.made_on,
            one.promise.due_on,
            yuan(one.promise.amount_fen),
            yuan(one.paid_fen),
            one.kept,
        )
        for one in found.judged.promises
    )


def _disputes(found: CustomerFile) -> tuple[DisputeLine, ...]:
    return tuple(
        DisputeLine(
            one["raised_on"],
            one["ground"],
            None if one["amount_fen"] is None else yuan(one["amount_fen"]),
        )
        for one in found.disputes
    )


def _show_lines(answer: BookCreditShowReply) -> Iterator[str]:
    marks = (answer.uscc, answer.code, answer.kind, answer.address)
    yield f"{answer.name}（{'，'.join(filter(None, marks))}），截至 {answer.as_of}"
    for title, text in (
        ("法定代表人", answer.representative), ("登记", answer.registration),
        ("股东", answer.owners), ("业务员", answer.owner), ("备注", answer.note),
    ):  # fmt: skip
        if text:
            yield f"  {title}：{text}"
    for person in answer.people:
        words = (person.name, person.post, person.phone, person.email)
        yield f"  联系人：{' '.join(filter(None, words))}"
    yield from _money_lines(answer)
    yield from _judgement_lines(answer)


def _money_lines(answer: BookCreditShowReply) -> Iterator[str]:
    year, before = grouped(answer.turnover_year), grouped(answer.turnover_year_before)
    yield f"销售 {grouped(answer.turnover)} 元，近一年 {year} 元，前一年 {before} 元"
    yield f"回款 {grouped(answer.received)} 元，近一年 {grouped(answer.received_year)} 元"
    yield (
        f"付款 {answer.payments} 笔，平均逾期 {answer.average_days_late} 天，"
        f"最长 {answer.longest_days_late} 天"
    )
    overdue = f"其中逾期 {grouped(answer.overdue)} 元，最早的一笔逾期 {answer.days_overdue} 天"
    unmatched = f"没有核销的回款 {grouped(answer.unmatched)} 元"
    yield f"未收 {grouped(answer.open)} 元，{overdue}；{unmatched}"
    limit = "没有评定额度"
    if answer.limit is not None:
        limit = f"额度 {grouped(answer.limit)} 元，超过 {grouped(answer.over_limit)} 元"
    planned = f"其中合同里还没有到期日的 {grouped(answer.planned)} 元"
    yield f"敞口 {grouped(answer.exposure)} 元（{planned}）；{limit}"
    for promise in answer.promises:
        kept = "守了" if promise.kept else f"只按时收到 {grouped(promise.paid)} 元"
        yield f"  承诺 {promise.due_on} 付 {grouped(promise.amount)} 元：{kept}"
    for dispute in answer.disputes:
        sum_ = f" {grouped(dispute.amount)} 元" if dispute.amount else ""
        yield f"  争议 {dispute.raised_on}{sum_}：{dispute.ground}"


def _judgement_lines(answer: BookCreditShowReply) -> Iterator[str]:
    unchecked = sum(1 for one in answer.signals if not one.by)
    for one in answer.signals:
        if one.answer == "是" or (one.by and one.note):
            yield f"  信号“{one.signal}”：{one.answer}（{one.by} {one.on}）{one.note}"
    stale = sum(1 for one in answer.signals if one.stale)
    yield f"危险信号：{unchecked} 项没有检查过，{stale} 项检查过期"
    yield f"预警：{answer.warning} 级" if answer.warning else "预警：没有"
    yield from (f"  {reason}" for reason in answer.warning_reasons)
    for review in answer.reviews[-1:]:
        yield f"评定：{review_text(review)}"
    yield f"建议等级：{answer.proposed_grade or '无'}（不自动采用）"
    yield from (f"  {reason}" for reason in answer.proposed_reasons)
