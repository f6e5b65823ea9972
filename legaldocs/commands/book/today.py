"""``legaldocs book today``: what is to be done on a day, by owner; nothing is written."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import book_option, grouped, need_the_extra
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.day.day_list import DayList
    from legaldocs.portfolio.day.work import Work
    from legaldocs.portfolio.settings import BookFile

_MOST_LINES = 5
"""Receivables of a task that the text names."""


class TaskLine(Struct, frozen=True):
    """A receivable of a task (待办所涉应收)."""

    number: Annotated[str, Meta(description="应收单号")]
    contract: Annotated[str, Meta(description="合同编号")]
    due_on: Annotated[dt.date, Meta(description="到期日")]
    open: Annotated[Yuan, Meta(description="未收金额")]
    asked: Annotated[Yuan, Meta(description="可催的金额，已减去有争议的和承诺未到期的")]


class OfferPart(Struct, frozen=True):
    """One payment of an offer to pay in parts (分期方案的一期)."""

    due_on: Annotated[dt.date, Meta(description="付款日")]
    amount: Annotated[Yuan, Meta(description="金额")]


class TaskShown(Struct, frozen=True):
    """A task of the day (待办)."""

    number: Annotated[int | None, Meta(description="编号；book run 以后才有")]
    step: Annotated[str, Meta(description="步骤")]
    customer: Annotated[str, Meta(description="客户")]
    owner: Annotated[str, Meta(description="经办，没有写明的为空")]
    due_on: Annotated[dt.date, Meta(description="时限")]
    made_on: Annotated[dt.date, Meta(description="列入待办的日期")]
    channel: Annotated[str, Meta(description="方式")]
    letter: Annotated[str, Meta(description="函件")]
    approval_level: Annotated[int, Meta(description="须几级审批，0 为不须审批")]
    approvers: Annotated[tuple[str, ...], Meta(description="可以审批的人")]
    approved_by: Annotated[str, Meta(description="已由谁批准，还没有的为空")]
    amount: Annotated[Yuan, Meta(description="金额")]
    why: Annotated[str, Meta(description="为什么")]
    notes: Annotated[tuple[str, ...], Meta(description="办理以前要知道的")]
    lines: Annotated[tuple[TaskLine, ...], Meta(description="所涉应收")]
    offer: Annotated[tuple[OfferPart, ...], Meta(description="分期方案")]
    sent_on: Annotated[dt.date | None, Meta(description="函件哪天发出")]
    drafts: Annotated[str, Meta(description="草稿所在，相对账册文件夹")]


class HeldShown(Struct, frozen=True):
    """What is left alone, and why (不催)."""

    customer: Annotated[str, Meta(description="客户")]
    number: Annotated[str, Meta(description="应收单号，全部的为空")]
    amount: Annotated[Yuan, Meta(description="金额")]
    why: Annotated[str, Meta(description="为什么")]


class BookTodayReply(Reply, frozen=True, tag="legaldocs.book.today/1"):
    """The list of a day (当日清单)."""

    as_of: Annotated[dt.date, Meta(description="哪一天")]
    tasks: Annotated[tuple[TaskShown, ...], Meta(description="待办，按经办和时限")]
    held: Annotated[tuple[HeldShown, ...], Meta(description="不催的；加 --held 才有")]
    counts: Annotated[dict[str, int], Meta(description="各步骤的待办数")]


@click.command("today")
@as_of_option
@click.option("--owner", default="", metavar="NAME", help="只列这个经办的。")
@click.option("--customer", default="", metavar="CUSTOMER", help="只列这个客户的。")
@click.option("--held", is_flag=True, help="也列出没有催的和理由。")
@book_option
@json_option
def command(
    *, folder: Path, as_of: dt.date, owner: str, customer: str, held: bool, as_json: bool
) -> None:
    """列出当日该办的事：谁办、时限、方式、要不要审批、为什么。不改动账册。"""
    need_the_extra()
    from legaldocs.portfolio.day.day_list import day_list
    from legaldocs.portfolio.naming import customer_named
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store, store.reading() as connection:
        who = customer_named(connection, customer)["id"] if customer else None
        found = day_list(connection, book.settings, as_of, who)
    answer = _today_reply(found, book.settings, owner, held=held)
    show(answer, "" if as_json else _today_text(answer, held=held), as_json=as_json)


def _today_reply(found: DayList, settings: BookFile, owner: str, *, held: bool) -> BookTodayReply:
    from collections import Counter

    from legaldocs.core.money import plain
    from legaldocs.portfolio.fen import yuan_of

    tasks = tuple(
        _shown(work, settings, found.as_of) for work in found.work if owner in ("", work.owner)
    )
    rows = found.held if held else ()
    return BookTodayReply(
        ok=True,
        findings=(),
        as_of=found.as_of,
        tasks=tasks,
        held=tuple(
            HeldShown(row.customer, row.number, plain(yuan_of(row.amount_fen)), row.why)
            for row in rows
        ),
        counts=dict(Counter(task.step for task in tasks)),
    )


def _shown(work: Work, settings: BookFile, as_of: dt.date) -> TaskShown:
    from legaldocs.core.money import plain
    from legaldocs.portfolio.day.owners import approvers
    from legaldocs.portfolio.day.plan_offer import offer_of
    from legaldocs.portfolio.fen import yuan_of

    return TaskShown(
        number=work.task_id,
        step=work.step.value,
        customer=work.customer,
        owner=work.owner,
        due_on=work.due_on,
        made_on=work.made_on,
        channel=work.channel or "",
        letter=work.letter or "",
        approval_level=work.approval_level,
        approvers=approvers(work.approval_level, settings.people),
        approved_by=work.approved_by,
        amount=plain(yuan_of(work.amount_fen)),
        why=work.why,
        notes=work.note,
        lines=tuple(
            TaskLine(
                line.number, line.contract_number, line.due_on, plain(yuan_of(line.open_fen)),
                plain(yuan_of(line.asked_fen)),
            )
            for line in work.lines
        ),
        offer=tuple(
            OfferPart(part.due_on, plain(yuan_of(part.amount_fen)))
            for part in offer_of(work, settings.day, as_of)
        ),
        sent_on=work.sent_on,
        drafts=work.drafts,
    )  # fmt: skip


def _today_text(answer: BookTodayReply, *, held: bool) -> str:
    rows = []
    for owner, tasks in groupby(answer.tasks, key=lambda task: task.owner):
        mine = [*tasks]
        rows.append(f"{owner or '没有写明经办的'}：{len(mine)} 件")
        rows += [line for task in mine for line in _task_lines(task, answer.as_of)]
    if held:
        rows.append(f"没有催的：{len(answer.held)} 项")
        rows += [
            f"  {row.customer} {row.number or '全部'} {grouped(row.amount)} 元：{row.why}"
            for row in answer.held
        ]
    said = "，".join(f"{step} {count}" for step, count in answer.counts.items())
    rows.append(f"{answer.as_of}：待办 {len(answer.tasks)} 件" + (f"（{said}）" if said else ""))
    fresh = sum(task.number is None for task in answer.tasks)
    if fresh:
        rows.append(f"其中 {fresh} 件还没有写进账册：legaldocs book run 写入并起草")
    return "\n".join(rows)


def _task_lines(task: TaskShown, as_of: dt.date) -> Iterator[str]:
    late = "，已过时限" if task.due_on < as_of else ""
    number = f"{task.number} " if task.number else ""
    head = f"  {number}[{task.step}] {task.customer} {grouped(task.amount)} 元"
    yield f"{head}，{task.channel or '内部'}，{task.due_on} 以前{late}：{task.why}"
    if task.approved_by:
        yield f"      {task.approved_by}已批准"
    elif task.approval_level:
        who = "、".join(task.approvers) or "没有人有这一级，在 book.yaml 的 people 里写 level"
        yield f"      须 {task.approval_level} 级审批：{who}"
    shown = task.lines[:_MOST_LINES]
    if shown:
        lines = "；".join(
            f"{row.number} {grouped(row.asked)}（{row.due_on} 到期）" for row in shown
        )
        more = f"；另有 {len(task.lines) - len(shown)} 笔" if len(task.lines) > len(shown) else ""
        yield f"      {lines}{more}"
    if task.offer:
        parts = "；".join(f"{part.due_on} 付 {grouped(part.amount)}" for part in task.offer)
        yield f"      分期：{parts}"
    if task.sent_on:
        yield f"      {task.sent_on} 已发出，等结果"
    for note in task.notes:
        yield f"      {note}"
