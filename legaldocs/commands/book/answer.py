"""``legaldocs book answer``: what came back on a statement of account is entered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import Word, json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import (
    PATH,
    PastDay,
    author_of,
    book_option,
    by_option,
    grouped,
    need_the_extra,
)
from legaldocs.output.reply import Reply, Sha256, Yuan
from legaldocs.portfolio.statement.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path


class BookAnswerReply(Reply, frozen=True, tag="legaldocs.book.answer/1"):
    """An answer to a statement of account (对账回执)."""

    number: Annotated[str, Meta(description="对账单编号")]
    way: Annotated[str, Meta(description="扫描件、邮件或者网页")]
    outcome: Annotated[str, Meta(description="无误、不符或者已签章")]
    balance: Annotated[Yuan | None, Meta(description="对方认可的余额，元，没有写的为空")]
    who: Annotated[str, Meta(description="谁确认的，不知道的为空")]
    authority: Annotated[str, Meta(description="确认人的授权，不知道的为空")]
    answered_on: Annotated[dt.date, Meta(description="回复日期")]
    sha256: Annotated[Sha256, Meta(description="文件的 SHA-256")]
    kept_as: Annotated[str, Meta(description="留底，相对账册文件夹")]
    dispute: Annotated[int | None, Meta(description="登记的争议在账册里的编号，没有的为空")]
    again: Annotated[bool, Meta(description="是否以前已经登记过、没有变化")]


@click.command("answer")
@click.argument("file", metavar="FILE", type=PATH)
@click.option("--statement", default="", metavar="NUMBER", help="哪一份对账单，写编号或者短码。")
@click.option(
    "--outcome", type=Word(Outcome), metavar="WORD", help="无误、不符、已签章；扫描件必须写。"
)
@click.option("--balance", default="", metavar="AMOUNT", help="对方认可的余额，元。")
@click.option("--who", default="", metavar="NAME", help="谁签名确认的。")
@click.option("--authority", default="", metavar="TEXT", help="确认人凭什么有权确认。")
@click.option("--note", default="", metavar="TEXT", help="哪里不符、为什么；不符的必须写。")
@click.option("--receivable", default="", metavar="NUMBER", help="不符的是哪一笔应收。")
@click.option("--on", "day", type=PastDay(), metavar="DAY", help="回执上的日期；扫描件必须写。")
@book_option
@by_option
@json_option
def command(file: Path, *, folder: Path, by: str, as_json: bool, **options: Any) -> None:
    """登记对账单的回复：扫描件、邮件，或者对账页面的回复文件。"""
    need_the_extra()
    from legaldocs.core.money import yuan
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.statement.answering import take_answer
    from legaldocs.portfolio.statement.stated import Stated
    from legaldocs.portfolio.store import opened

    stated = Stated(
        statement=options["statement"], outcome=options["outcome"],
        balance=yuan(options["balance"]) if options["balance"] else None,
        who=options["who"], authority=options["authority"], note=options["note"],
        answered_on=options["day"], receivable=options["receivable"],
    )  # fmt: skip
    book = book_folder(folder)
    with opened(book) as store:
        taken = take_answer(book, store, file, stated, today(), author_of(by))
    answer = _answer_reply(taken)
    show(answer, _answer_report(answer), as_json=as_json)


def _answer_reply(taken: Any) -> BookAnswerReply:
    from legaldocs.portfolio.fen import yuan_of

    row, fen = taken.row, taken.row["balance_fen"]
    return BookAnswerReply(
        ok=True, findings=taken.findings, number=taken.statement["number"], way=row["way"],
        outcome=row["outcome"], balance=None if fen is None else f"{yuan_of(fen):.2f}",
        who=row["who"], authority=row["authority"], answered_on=row["answered_on"],
        sha256=row["sha256"], kept_as=row["kept_as"], dispute=taken.dispute, again=taken.again,
    )  # fmt: skip


def _answer_report(answer: BookAnswerReply) -> str:
    rows = [listed(answer.findings)] if answer.findings else []
    said = f"，余额 {grouped(answer.balance)} 元" if answer.balance else ""
    if answer.again:
        rows.append(f"{answer.number} 的这个文件已经登记过（{answer.outcome}），没有变化")
    else:
        rows.append(f"已登记 {answer.number}：{answer.answered_on} {answer.outcome}{said}")
        rows.append(f"文件留底在 {answer.kept_as}")
    if answer.dispute is not None:
        rows.append(
            f"已登记第 {answer.dispute} 号争议，解决以前按争议处理；"
            f"解决了用 book log 客户 --settle {answer.dispute} 怎样解决"
        )
    return "\n".join(rows)
