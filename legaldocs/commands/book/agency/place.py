"""``legaldocs book agency place``: reviewed debts are placed with the agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from legaldocs.commands._options import Day
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of
from legaldocs.commands.book.agency._shared import (
    StepReply,
    findings_on,
    stated,
    step_made,
    step_options,
    step_text,
    the_book,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencyPlaceReply(StepReply, frozen=True, tag="legaldocs.book.agency.place/1"):
    """An engagement under way (委托)."""


@click.command("place")
@step_options
@click.option("--until", type=Day(), required=True, metavar="DAY", help="委托期限的末日。")
@click.option("--case-known", is_flag=True, help="款项已有案件的，办案律师知悉这次委托。")
def command(  # noqa: PLR0913 - one parameter an option
    number: str,
    *,
    until: dt.date,
    case_known: bool,
    day: dt.date,
    folder: Path,
    by: str,
    as_json: bool,
    **where: Any,
) -> None:
    """登记委托，做委托管理协议、授权书和催收方案；有法律上的障碍的，不登记。"""
    with the_book(folder) as (book, store):
        from legaldocs.core.errors import CaseError
        from legaldocs.core.findings import errors
        from legaldocs.portfolio.agency.engaging import place
        from legaldocs.portfolio.agency.making import PaperKind

        with store.reading() as connection:
            findings = findings_on(connection, book, number, day, case_known=case_known)
        if errors(findings):
            raise CaseError("不能委托", findings=findings)
        place(store, number, day, until, author_of(by))
        kinds = [PaperKind.AGREEMENT, PaperKind.AUTHORITY, PaperKind.PLAN]
        papers = step_made(book, store, number, kinds, **where)
        answer = AgencyPlaceReply(**stated(store, number, papers, findings))
    show(answer, step_text(answer), as_json=as_json)
