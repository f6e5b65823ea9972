"""``legaldocs book agency assess``: overdue debts are reviewed before they are placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import PATH, author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import (
    StepReply,
    findings_on,
    on_option,
    out_option,
    replace_option,
    stated,
    step_made,
    step_text,
    the_book,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencyAssessReply(StepReply, frozen=True, tag="legaldocs.book.agency.assess/1"):
    """An engagement under review (受理审查)."""


@click.command("assess")
@click.argument("customer", metavar="CUSTOMER")
@click.option("--agency", required=True, metavar="NAME", help="拟委托的机构。")
@click.option("--terms", type=PATH, required=True, metavar="FILE", help="佣金条件（YAML）。")
@click.option(
    "--owed", multiple=True, metavar="NUMBER", help="应收单号，可重复；不写是全部逾期的。"
)
@click.option("--number", default="", metavar="NUMBER", help="委托编号，不写则自动编号。")
@on_option
@out_option
@replace_option
@book_option
@by_option
@json_option
def command(
    customer: str, *, agency: str, day: dt.date, folder: Path, by: str, as_json: bool, **asked: Any
) -> None:
    """审查一个客户的逾期款项，做案件受理审查表。"""
    with the_book(folder) as (book, store):
        from legaldocs.portfolio.agency.engaging import Proposal, assess
        from legaldocs.portfolio.agency.making import PaperKind, creditor_of
        from legaldocs.portfolio.agency.terms import terms_file

        creditor_of(book)
        proposal = Proposal(
            agency=agency,
            customer=customer,
            terms=terms_file(asked["terms"]),
            day=day,
            numbers=asked["owed"],
            number=asked["number"],
        )
        number = assess(store, proposal, author_of(by))
        kinds = [PaperKind.REVIEW]
        papers = step_made(book, store, number, kinds, asked["out"], replace=asked["replace"])
        with store.reading() as connection:
            findings = findings_on(connection, book, number, day)
        answer = AgencyAssessReply(**stated(store, number, papers, findings))
    show(answer, step_text(answer), as_json=as_json)
