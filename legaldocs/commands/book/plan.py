"""``legaldocs book plan``: the terms of a contract become its instalments."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import (
    PATH,
    author_of,
    book_option,
    grouped,
    need_the_extra,
    refuse_future,
)
from legaldocs.core.errors import CaseError, InputError
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.plan.planned import Planned


class PlannedPartLine(Struct, frozen=True):
    """One part of the price and its receivable (分期)."""

    name: Annotated[str, Meta(description="期次")]
    amount: Annotated[Yuan | None, Meta(description="金额，合同里没有了的为空")]
    due_on: Annotated[dt.date | None, Meta(description="到期日，还不知道的为空")]
    says: Annotated[str, Meta(description="到期日怎样算出，或者在等什么")]
    receivable: Annotated[str, Meta(description="应收单号，财务没有给单号的是期次，没有应收的为空")]
    what: Annotated[str, Meta(description="记入账册的情况")]


class NeedLine(Struct, frozen=True):
    """A term that needs an approval (需要审批的条件)."""

    level: Annotated[int, Meta(description="审批级别")]
    reason: Annotated[str, Meta(description="理由")]


class PlannedContract(Struct, frozen=True):
    """A contract and its instalments (合同付款计划)."""

    customer: Annotated[str, Meta(description="客户")]
    number: Annotated[str, Meta(description="合同编号")]
    price: Annotated[Yuan, Meta(description="合同价款，各期之和")]
    what: Annotated[str, Meta(description="合同记入账册的情况")]
    parts: Annotated[tuple[PlannedPartLine, ...], Meta(description="各期")]
    pending: Annotated[Yuan, Meta(description="还没有到期日的各期之和")]
    approved: Annotated[bool, Meta(description="条件在常规以内，或者已经批准")]
    approval: Annotated[str, Meta(description="审批的情况")]
    needs: Annotated[tuple[NeedLine, ...], Meta(description="需要审批的条件")]


class BookPlanReply(Reply, frozen=True, tag="legaldocs.book.plan/1"):
    """A contract that was planned, or a blank file for one (合同付款计划)."""

    file: Annotated[str, Meta(description="合同文件")]
    written: Annotated[bool, Meta(description="是否记入账册")]
    plan: Annotated[PlannedContract | None, Meta(description="计划；只写空白文件的为空")]


@click.command("plan")
@click.argument("file", metavar="FILE", type=PATH)
@click.option("--blank", is_flag=True, help="写一份空白的合同文件供填写，不记入账册。")
@click.option("--dry-run", is_flag=True, help="只列出计划和检查，不记入账册。")
@click.option("--by", default="", metavar="NAME", help="经办人，记入变更记录。")
@as_of_option
@book_option
@json_option
@click.pass_context
def command(
    context: click.Context, /, file: Path, *, folder: Path, by: str, as_json: bool, **options: Any
) -> None:
    """由合同条件算出各期的金额和到期日，记入账册，并检查合同。"""
    need_the_extra()
    keep = not options["dry_run"]
    if options["blank"]:
        _write_blank(file, as_json=as_json)
        return
    if keep:
        refuse_future(options["as_of"])
    if keep and not by:
        raise InputError("没有写经办人", next_step="加 --by 姓名；只看不记的，加 --dry-run")
    planned = _planned(folder, file, by or "试算", options["as_of"], keep=keep)
    answer = _plan_reply(planned, file, written=keep)
    lines = _plan_lines(answer, answer.plan) if answer.plan else ()
    show(answer, "\n".join(lines), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _planned(folder: Path, file: Path, by: str, as_of: dt.date, *, keep: bool) -> Planned:
    from legaldocs.commands._law import book as law
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.plan.kept_terms import read_terms
    from legaldocs.portfolio.plan.planned import plan_contract
    from legaldocs.portfolio.recording import recording
    from legaldocs.portfolio.store import opened

    book, terms = book_folder(folder), read_terms(file)
    with opened(book) as store, recording(store, author_of(by), keep=keep) as entry:
        return plan_contract(entry, book.settings, terms, law(), as_of)


def _write_blank(file: Path, *, as_json: bool) -> None:
    from legaldocs.portfolio.plan.blank import write_blank

    write_blank(file)
    answer = BookPlanReply(ok=True, findings=(), file=str(file), written=False, plan=None)
    show(answer, f"已写 {file}，填好以后用 legaldocs book plan {file} 记入账册", as_json=as_json)


def _plan_reply(planned: Planned, file: Path, *, written: bool) -> BookPlanReply:
    from legaldocs.core.findings import errors
    from legaldocs.core.money import plain
    from legaldocs.portfolio.fen import yuan_of

    taken = planned.taken
    parts = tuple(
        PlannedPartLine(
            one.name,
            plain(yuan_of(one.scheduled.amount_fen)) if one.scheduled else None,
            one.scheduled.due_on if one.scheduled else None,
            (one.scheduled.says or one.scheduled.waits_for) if one.scheduled else "",
            one.number,
            one.what,
        )
        for one in taken.taken
    )
    shown = PlannedContract(
        customer=planned.customer["name"],
        number=taken.terms.number,
        price=plain(yuan_of(taken.contract["price_fen"])),
        what=taken.what,
        parts=parts,
        pending=plain(yuan_of(taken.contract["pending_fen"])),
        approved=planned.approved,
        approval=planned.standing,
        needs=tuple(NeedLine(one.level, one.reason) for one in planned.needs),
    )
    found = planned.findings
    return BookPlanReply(
        ok=not errors(found), findings=found, file=str(file), written=written, plan=shown
    )


def _plan_lines(answer: BookPlanReply, plan: PlannedContract) -> Iterator[str]:
    yield f"{plan.customer} 合同 {plan.number}，价款 {grouped(plan.price)} 元：{plan.what}"
    for part in plan.parts:
        sum_ = f" {grouped(part.amount)} 元" if part.amount else ""
        day = f"，{part.due_on} 到期（{part.says}）" if part.due_on else ""
        yield f"  {part.name}{sum_}{day}：{part.what}"
    if answer.findings:
        yield listed(answer.findings)
    yield f"审批：{plan.approval}"
    for need in plan.needs:
        yield f"  {need.level} 级：{need.reason}"
    if not answer.written:
        yield "只是试算，账册没有改动；去掉 --dry-run 即记入"
