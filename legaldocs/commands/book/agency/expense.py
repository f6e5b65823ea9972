"""``legaldocs book agency expense``: what collecting cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import Word, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import on_option, the_book
from legaldocs.output.reply import Reply, Yuan
from legaldocs.portfolio.agency.vocabulary import ExpenseKind

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencyExpenseReply(Reply, frozen=True, tag="legaldocs.book.agency.expense/1"):
    """An expense (催收费用)."""

    id: Annotated[int, Meta(description="费用的编号")]
    kind: Annotated[str, Meta(description="种类")]
    amount: Annotated[Yuan, Meta(description="金额，元")]


@click.command("expense")
@click.argument("amount", metavar="AMOUNT")
@click.option("--kind", type=Word(ExpenseKind), required=True, help="、".join(ExpenseKind) + "。")
@click.option("--engagement", default="", metavar="NUMBER", help="为哪个委托。")
@click.option("--customer", default="", metavar="NAME", help="为哪个客户。")
@click.option("--who", default="", metavar="NAME", help="付给谁，或者谁的工时。")
@click.option("--note", default="", metavar="TEXT", help="说明。")
@on_option
@book_option
@by_option
@json_option
def command(
    amount: str, *, kind: ExpenseKind, day: dt.date, folder: Path, by: str, as_json: bool,
    **spent: Any,
) -> None:  # fmt: skip
    """登记一笔催收费用：诉讼费、律师费、差旅、内部工时；佣金由结算登记，不用再记。"""
    from legaldocs.core.money import plain, yuan
    from legaldocs.portfolio.fen import fen

    sum_ = yuan(amount)
    with the_book(folder) as (_, store):
        from legaldocs.portfolio.agency.costs import Spent, spend

        written = Spent(day=day, kind=kind, amount_fen=fen(sum_), **spent)
        number = spend(store, written, author_of(by))
    answer = AgencyExpenseReply(ok=True, findings=(), id=number, kind=kind, amount=plain(sum_))
    show(answer, f"费用 {number} {kind} {plain(sum_)} 元", as_json=as_json)
