"""``legaldocs book credit warn``: the warning levels of customers, and their changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, need_the_extra, refuse_future
from legaldocs.core.errors import InputError
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST = 50


class WarnedLine(Struct, frozen=True):
    """A customer with a warning level, or whose level has changed (预警)."""

    name: Annotated[str, Meta(description="客户")]
    level: Annotated[int, Meta(description="级别，0 为没有")]
    before: Annotated[int, Meta(description="此前的级别")]
    reasons: Annotated[tuple[str, ...], Meta(description="理由")]


class BookCreditWarnReply(Reply, frozen=True, tag="legaldocs.book.credit.warn/1"):
    """The warning levels of the customers (预警)."""

    as_of: Annotated[dt.date, Meta(description="截至哪一天")]
    written: Annotated[bool, Meta(description="变动是否记入账册")]
    moved: Annotated[int, Meta(description="有几个客户变动")]
    customers: Annotated[
        tuple[WarnedLine, ...], Meta(description="有预警或者有变动的客户，级别高的在前")
    ]


@click.command("warn")
@click.option("--dry-run", is_flag=True, help="只列出，不记入账册。")
@click.option("--by", default="", metavar="NAME", help="经办人，记入变更记录。")
@as_of_option
@book_option
@json_option
def command(*, folder: Path, by: str, as_of: dt.date, as_json: bool, **options: Any) -> None:
    """列出各客户的预警级别，记下变动。"""
    need_the_extra()
    keep = not options["dry_run"]
    if keep:
        refuse_future(as_of)
    if keep and not by:
        raise InputError("没有写经办人", next_step="加 --by 姓名；只看不记的，加 --dry-run")
    answer = _warned(folder, by or "试算", as_of, keep=keep)
    show(answer, "\n".join(_warn_lines(answer)), as_json=as_json)


def _warned(folder: Path, by: str, as_of: dt.date, *, keep: bool) -> BookCreditWarnReply:
    from legaldocs.portfolio.credit.check_sheet import open_customers
    from legaldocs.portfolio.credit.policy import credit_policy
    from legaldocs.portfolio.credit.warning import move_warnings
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.recording import recording
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    policy = credit_policy(book.settings.credit, book.settings.grace_days)
    with opened(book) as store, recording(store, author_of(by), keep=keep) as entry:
        found = move_warnings(entry, policy, as_of)
        names = {row["id"]: row["name"] for row in open_customers(entry.connection, [*found])}
    lines = [
        WarnedLine(names[customer], one.now.level, one.before, one.now.reasons)
        for customer, one in found.items()
        if customer in names
    ]
    lines.sort(key=lambda line: -line.level)
    moved = sum(1 for line in lines if line.level != line.before)
    return BookCreditWarnReply(
        ok=True, findings=(), as_of=as_of, written=keep, moved=moved, customers=tuple(lines)
    )


def _warn_lines(answer: BookCreditWarnReply) -> Iterator[str]:
    for one in answer.customers[:_MOST]:
        moved = "" if one.before == one.level else f"（此前 {one.before} 级）"
        yield f"{one.level} 级 {one.name}{moved}：{'；'.join(one.reasons) or '没有预警了'}"
    if len(answer.customers) > _MOST:
        yield f"另有 {len(answer.customers) - _MOST} 个，用 --json 查看"
    written = "" if answer.written else "，没有记入账册"
    count = len(answer.customers)
    yield f"{answer.as_of}：{count} 个客户有预警或者变动，变动 {answer.moved} 个{written}"
