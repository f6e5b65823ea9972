"""``legaldocs book credit check``: the danger signals are asked for, and answered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import Day, json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import (
    PATH,
    author_of,
    book_option,
    need_the_extra,
    refuse_future,
)
from legaldocs.core.errors import CaseError, InputError
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path


class BookCreditCheckReply(Reply, frozen=True, tag="legaldocs.book.credit.check/1"):
    """A check sheet that was written, or taken in (危险信号检查)."""

    file: Annotated[str, Meta(description="检查表")]
    day: Annotated[dt.date, Meta(description="检查日")]
    customers: Annotated[int, Meta(description="写出的表里有几个客户，读入时为 0")]
    made: Annotated[int, Meta(description="新增的回答")]
    changed: Annotated[int, Meta(description="改了的回答")]
    empty: Annotated[int, Meta(description="没有填的行")]


@click.command("check")
@click.argument("file", metavar="FILE", type=PATH)
@click.option("--blank", is_flag=True, help="写一张供填写的检查表（.xlsx），不读入。")
@click.option(
    "--customer", "customers", multiple=True, metavar="NAME",
    help="写进表里的客户，可以重复；不写则为有未收款的客户。",
)  # fmt: skip
@click.option("--on", "day", type=Day(), default=today, metavar="DAY", help="检查日，默认今天。")
@click.option("--by", default="", metavar="NAME", help="谁检查的，记入变更记录。")
@book_option
@json_option
@click.pass_context
def command(
    context: click.Context, /, file: Path, *, folder: Path, by: str, as_json: bool, **options: Any
) -> None:
    """读入填好的危险信号检查表，或者写一张供填写。"""
    need_the_extra()
    if options["blank"]:
        _write_blank(file, folder, options["customers"], options["day"], as_json=as_json)
        return
    refuse_future(options["day"])
    if not by:
        raise InputError("没有写谁检查的", next_step="加 --by 姓名；要空白的表，加 --blank")
    answer = _taken(file, folder, options["day"], by)
    rows = [listed(answer.findings)] if answer.findings else []
    rows.append(
        f"{answer.day} 的检查：新增 {answer.made}，有变化 {answer.changed}，没有填 {answer.empty}"
    )
    show(answer, "\n".join(rows), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _taken(file: Path, folder: Path, day: dt.date, by: str) -> BookCreditCheckReply:
    from legaldocs.portfolio.credit.check_sheet import take_sheet
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.recording import recording
    from legaldocs.portfolio.store import opened

    author = author_of(by)
    with opened(book_folder(folder)) as store, recording(store, author) as entry:
        taken = take_sheet(entry, file, day, author.who)
    return BookCreditCheckReply(
        ok=not taken.findings,
        findings=tuple(taken.findings),
        file=str(file),
        day=day,
        customers=0,
        made=taken.made,
        changed=taken.changed,
        empty=taken.empty,
    )


def _write_blank(
    file: Path, folder: Path, names: tuple[str, ...], day: dt.date, *, as_json: bool
) -> None:
    from legaldocs.portfolio.credit.check_sheet import open_customers, write_sheet
    from legaldocs.portfolio.credit.policy import credit_policy
    from legaldocs.portfolio.naming import customer_named
    from legaldocs.portfolio.open_items import open_items
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store, store.reading() as connection:
        if names:
            chosen = [customer_named(connection, name) for name in dict.fromkeys(names)]
        else:
            owing = dict.fromkeys(item.customer_id for item in open_items(connection, day))
            chosen = open_customers(connection, [*owing])
        write_sheet(
            connection,
            credit_policy(book.settings.credit, book.settings.grace_days),
            chosen,
            day,
            file,
        )
    answer = BookCreditCheckReply(
        ok=True, findings=(), file=str(file), day=day, customers=len(chosen),
        made=0, changed=0, empty=0,
    )  # fmt: skip
    text = f"已写 {file}，{len(chosen)} 个客户；填好以后用 legaldocs book credit check {file} 读入"
    show(answer, text, as_json=as_json)
