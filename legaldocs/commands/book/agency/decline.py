"""``legaldocs book agency decline``: a matter is not taken on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import (
    StepReply,
    number_argument,
    on_option,
    stated,
    step_text,
    the_book,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencyDeclineReply(StepReply, frozen=True, tag="legaldocs.book.agency.decline/1"):
    """An engagement that was declined (不受理)."""


@click.command("decline")
@number_argument
@click.option("--why", required=True, metavar="TEXT", help="不受理的原因。")
@on_option
@book_option
@by_option
@json_option
def command(number: str, *, why: str, day: dt.date, folder: Path, by: str, as_json: bool) -> None:
    """登记不受理和原因；款项可以另行委托。"""
    with the_book(folder) as (_, store):
        from legaldocs.portfolio.agency.engaging import decline

        decline(store, number, day, why, author_of(by))
        answer = AgencyDeclineReply(**stated(store, number, ()))
    show(answer, step_text(answer), as_json=as_json)
