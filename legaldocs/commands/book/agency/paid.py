"""``legaldocs book agency paid``: a commission was paid."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import on_option, the_book
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path


class AgencyPaidReply(Reply, frozen=True, tag="legaldocs.book.agency.paid/1"):
    """A commission that was paid (佣金支付)."""

    settlement: Annotated[str, Meta(description="结算单编号")]
    paid_on: Annotated[dt.date, Meta(description="付款日")]


@click.command("paid")
@click.argument("settlement", metavar="SETTLEMENT")
@on_option
@book_option
@by_option
@json_option
def command(settlement: str, *, day: dt.date, folder: Path, by: str, as_json: bool) -> None:
    """登记一张佣金结算单已经付款。"""
    with the_book(folder) as (_, store):
        from legaldocs.portfolio.agency.settling import pay

        pay(store, settlement, day, author_of(by))
    answer = AgencyPaidReply(ok=True, findings=(), settlement=settlement, paid_on=day)
    show(answer, f"{settlement} {day} 已付", as_json=as_json)
