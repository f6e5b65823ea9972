"""``legaldocs book agency end``: an engagement is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of
from legaldocs.commands.book.agency._shared import (
    StepReply,
    stated,
    step_made,
    step_options,
    step_text,
    the_book,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencyEndReply(StepReply, frozen=True, tag="legaldocs.book.agency.end/1"):
    """An engagement that is closed (结案)."""


@click.command("end")
@step_options
@click.option("--outcome", required=True, metavar="TEXT", help="结果，例如 全部收回、期满未收回。")
def command(
    number: str,
    *,
    outcome: str,
    day: dt.date,
    folder: Path,
    by: str,
    as_json: bool,
    **where: Any,
) -> None:
    """登记结案，做结案报告书；没有收回的，建议起诉。"""
    with the_book(folder) as (book, store):
        from legaldocs.portfolio.agency.engaging import close
        from legaldocs.portfolio.agency.making import PaperKind, creditor_of

        creditor_of(book)
        close(store, number, day, outcome, author_of(by))
        papers = step_made(book, store, number, [PaperKind.CLOSING], **where)
        answer = AgencyEndReply(**stated(store, number, papers))
    show(answer, step_text(answer), as_json=as_json)
