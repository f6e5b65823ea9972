"""``legaldocs book statement``: statements of account are made, sent, and waited for."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import Day, json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import PATH, author_of, book_option, grouped, need_the_extra
from legaldocs.core.errors import CaseError
from legaldocs.output.reply import Reply, Sha256, Yuan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.statement.making import Made
    from legaldocs.portfolio.statement.overview import StatementLine
    from legaldocs.portfolio.store import Store

_MOST_SHOWN = 20


class StatementMade(Struct, frozen=True):
    """A statement that was made (做成的对账单)."""

    customer: Annotated[str, Meta(description="客户")]
    number: Annotated[str, Meta(description="编号")]
    short_code: Annotated[str, Meta(description="短码")]
    opening: Annotated[Yuan, Meta(description="期初余额，元")]
    raised: Annotated[Yuan, Meta(description="本期增加，元")]
    lowered: Annotated[Yuan, Meta(description="本期减少，元")]
    closing: Annotated[Yuan, Meta(description="期末余额，元")]
    movements: Annotated[int, Meta(description="本期有几笔")]
    reply_by: Annotated[dt.date, Meta(description="请对方在哪一天以前回复")]
    content_sha256: Annotated[Sha256, Meta(description="对账单.json 的 SHA-256")]
    folder: Annotated[str, Meta(description="所在的文件夹")]
    mail_draft: Annotated[bool, Meta(description="是否附有邮件草稿")]


class StatementKept(Struct, frozen=True):
    """A statement that was there already with the same figures (已有的对账单)."""

    customer: Annotated[str, Meta(description="客户")]
    number: Annotated[str, Meta(description="编号")]


class StatementShown(Struct, frozen=True):
    """A statement as it stands (对账进度)."""

    number: Annotated[str, Meta(description="编号")]
    customer: Annotated[str, Meta(description="客户")]
    from_on: Annotated[dt.date, Meta(description="起始日")]
    through_on: Annotated[dt.date, Meta(description="截止日")]
    closing: Annotated[Yuan, Meta(description="期末余额，元")]
    made_on: Annotated[dt.date, Meta(description="制作日")]
    sent_on: Annotated[dt.date | None, Meta(description="寄出日，没有寄出的为空")]
    reply_by: Annotated[dt.date | None, Meta(description="请对方在哪一天以前回复，不知道的为空")]
    state: Annotated[str, Meta(description="无误、不符、已签章，或者未寄出、待回复、逾期未回复")]
    answered_on: Annotated[dt.date | None, Meta(description="最近一次回复的日期，没有的为空")]
    waiting_days: Annotated[int | None, Meta(description="寄出以后等了几天，不在等的为空")]


class BookStatementReply(Reply, frozen=True, tag="legaldocs.book.statement/1"):
    """Statements of account (对账单)."""

    made: Annotated[tuple[StatementMade, ...], Meta(description="做成的")]
    kept: Annotated[tuple[StatementKept, ...], Meta(description="同一期间已有、金额没有变化的")]
    refused: Annotated[tuple[str, ...], Meta(description="没有做的客户，原因在 findings")]
    sent: Annotated[tuple[str, ...], Meta(description="登记为已寄出的编号")]
    statements: Annotated[tuple[StatementShown, ...], Meta(description="--list 列出的")]


@click.command("statement")
@click.argument("customer", metavar="[CUSTOMER]", default="")
@click.option("--from", "from_on", type=Day(), metavar="DAY", help="对账起始日。")
@click.option("--to", "through_on", type=Day(), metavar="DAY", help="对账截止日，含当日。")
@click.option("--all", "everybody", is_flag=True, help="每个有余额或者本期有往来的客户各一份。")
@click.option(
    "--credits-agreed",
    "agreed",
    is_flag=True,
    help="本期因关闭应收而冲减的，双方已经谈妥并有凭证。",
)
@click.option("--out", type=PATH, metavar="DIR", help="另外复制到这里，每份一个文件夹。")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="同时写几份；不写则为处理器核数。"
)
@click.option("--list", "listing", is_flag=True, help="列出哪些寄出了、答复了、等了几天。")
@click.option("--sent", multiple=True, metavar="NUMBER", help="登记已经寄出，写编号或者短码。")
@click.option(
    "--on", "day", type=Day(), default=today, metavar="DAY",
    help="制作日、寄出日，或者 --list 列到哪一天；默认今天。",
)  # fmt: skip
@click.option("--by", default="", metavar="NAME", help="经办人，记入变更记录；只列出的不用写。")
@book_option
@json_option
@click.pass_context
def command(
    context: click.Context, /, customer: str, *, folder: Path, as_json: bool, **options: Any
) -> None:
    """做一个客户某一期间的对账单，登记寄出，列出进度。"""
    need_the_extra()
    _check_usage(customer, options)
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store:
        if options["listing"]:
            answer = _listed(store, book, options["day"])
        elif options["sent"]:
            answer = _sent(store, options)
        else:
            answer = _made(book, store, customer, options)
    show(answer, _report(answer, listing=options["listing"]), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _check_usage(customer: str, options: dict[str, Any]) -> None:
    """Refuse words that ask for several things at once, or for none."""
    asked = [bool(customer), options["everybody"], options["listing"], bool(options["sent"])]
    if sum(asked) != 1:
        raise click.UsageError("写一个客户，或者 --all、--list、--sent 中的一项")
    if (customer or options["everybody"]) and not (options["from_on"] and options["through_on"]):
        raise click.UsageError("缺少 --from 或者 --to")
    if not options["listing"] and not options["by"]:
        raise click.UsageError("缺少 --by")
    if not options["listing"] and options["day"] > today():
        raise click.UsageError("--on 晚于今天")


def _reply(*, ok: bool = True, **lists: Any) -> BookStatementReply:
    empty: dict[str, Any] = dict.fromkeys(
        ("findings", "made", "kept", "refused", "sent", "statements"), ()
    )
    return BookStatementReply(ok=ok, **{**empty, **lists})


def _listed(store: Store, book: BookFolder, day: dt.date) -> BookStatementReply:
    from legaldocs.portfolio.statement.overview import statement_lines, stray_folders

    with store.reading() as connection:
        found = statement_lines(connection, day)
        stray = tuple(stray_folders(connection, book.path))
    return _reply(findings=stray, statements=tuple(map(_shown, found)))


def _sent(store: Store, options: dict[str, Any]) -> BookStatementReply:
    from legaldocs.portfolio.statement.overview import record_sent

    numbers = record_sent(store, options["sent"], options["day"], author_of(options["by"]))
    return _reply(sent=tuple(numbers))


def _made(
    book: BookFolder, store: Store, customer: str, options: dict[str, Any]
) -> BookStatementReply:
    import secrets

    from legaldocs.commands.book._statement_mail import statement_mail
    from legaldocs.portfolio.statement.making import Order, make_statements
    from legaldocs.portfolio.statement.overview import cleared_folders
    from legaldocs.portfolio.statement.writing import copy_folder

    order = Order(
        customer=customer, from_on=options["from_on"], through_on=options["through_on"],
        made_on=options["day"], agreed=options["agreed"], chance=secrets.token_bytes,
        draft=statement_mail, jobs=options["jobs"] or os.cpu_count() or 1,
    )  # fmt: skip
    left = tuple(cleared_folders(store, book.path))
    found: list[Made] = []
    for part in make_statements(book, store, order, author_of(options["by"])):
        found += part
        for one in part:
            if one.folder and options["out"]:
                copy_folder(book.path / one.folder, options["out"], one.customer)
    findings = (*left, *(finding for one in found for finding in one.findings))
    refused = tuple(one.customer for one in found if one.content is None and not one.there_already)
    faults = any(finding.severity == "error" for finding in findings)
    return _reply(
        ok=not faults and not (customer and refused),
        findings=findings,
        made=tuple(_statement(one) for one in found if one.content is not None),
        kept=tuple(StatementKept(one.customer, one.there_already) for one in found
                   if one.there_already),
        refused=refused,
    )  # fmt: skip


def _statement(one: Made) -> StatementMade:
    content = one.content
    assert content is not None  # noqa: S101 - asked by the caller
    return StatementMade(
        one.customer, content.number, one.short_code, f"{content.opening:.2f}",
        f"{content.raised:.2f}", f"{content.lowered:.2f}", f"{content.closing:.2f}",
        len(content.rows), content.reply_by, content.sha256, one.folder, one.mailed,
    )  # fmt: skip


def _shown(line: StatementLine) -> StatementShown:
    from legaldocs.portfolio.fen import yuan_of

    values = line._asdict()
    closing = yuan_of(values.pop("closing_fen"))
    return StatementShown(closing=f"{closing:.2f}", **values)


def _report(answer: BookStatementReply, *, listing: bool) -> str:
    rows = [listed(answer.findings)] if answer.findings else []
    for one in answer.made[:_MOST_SHOWN]:
        sums = (
            f"期初 {grouped(one.opening)}，增加 {grouped(one.raised)}，"
            f"减少 {grouped(one.lowered)}，期末 {grouped(one.closing)}"
        )
        rows.append(f"{one.customer}：{sums}；{one.number}（短码 {one.short_code}）")
        rows.append(f"  在 {one.folder}" + ("，附有邮件草稿" if one.mail_draft else ""))
    if answer.made:
        rows.append(f"做成 {len(answer.made)} 份；寄出以后用 --sent 登记")
    if answer.kept:
        rows.append(f"{len(answer.kept)} 份同一期间已有，金额没有变化，不重做")
    if answer.refused:
        rows.append(f"{len(answer.refused)} 个客户没有做")
    if answer.sent:
        rows.append(f"已登记寄出：{'、'.join(answer.sent)}")
    return "\n".join(rows + (_progress(answer.statements) if listing else []))


def _progress(lines: Sequence[StatementShown]) -> list[str]:
    rows = [
        f"{one.number} {one.customer} 截至 {one.through_on} {grouped(one.closing)} 元 {one.state}"
        + (f"，已等 {one.waiting_days} 天" if one.waiting_days is not None else "")
        + (f"（{one.answered_on}）" if one.answered_on else "")
        for one in lines
    ]
    counted: dict[str, int] = {}
    for one in lines:
        counted[one.state] = counted.get(one.state, 0) + 1
    said = "，".join(f"{state} {count}" for state, count in counted.items())
    return [*rows, f"共 {len(lines)} 份" + (f"：{said}" if said else "")]
