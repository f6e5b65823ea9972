"""``legaldocs book agency accept``: the agency takes a matter on."""

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


class AgencyAcceptReply(StepReply, frozen=True, tag="legaldocs.book.agency.accept/1"):
    """An engagement that was accepted (受理)."""


@click.command("accept")
@step_options
def command(
    number: str, *, day: dt.date, folder: Path, by: str, as_json: bool, **where: Any
) -> None:
    """登记受托机构受理，做案件受理确认函，由受托机构盖章。"""
    with the_book(folder) as (book, store):
        from legaldocs.portfolio.agency.engaging import accept
        from legaldocs.portfolio.agency.making import PaperKind, creditor_of

        creditor_of(book)
        accept(store, number, day, author_of(by))
        papers = step_made(book, store, number, [PaperKind.ACCEPTANCE], **where)
        answer = AgencyAcceptReply(**stated(store, number, papers))
    show(answer, step_text(answer), as_json=as_json)
