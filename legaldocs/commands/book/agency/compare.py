"""``legaldocs book agency compare``: agencies and lawyers on debts of the same kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._report_shown import ReportTable, lines_of, report_table
from legaldocs.commands.book._shared import book_option, need_the_extra
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class BookAgencyCompareReply(Reply, frozen=True, tag="legaldocs.book.agency.compare/1"):
    """Agencies and lawyers beside each other (机构比较)."""

    as_of: Annotated[str, Meta(description="截至哪一天")]
    results: Annotated[ReportTable, Meta(description="各家的成绩")]
    alike: Annotated[ReportTable, Meta(description="同类债务的比较")]
    kinds: Annotated[ReportTable, Meta(description="按债务种类的成绩，比较由它相加")]
    customer: Annotated[str, Meta(description="要委托的客户，没有写的为空")]
    proposal: Annotated[ReportTable | None, Meta(description="按过去的成绩，好的在前")]
    reasons: Annotated[tuple[str, ...], Meta(description="理由")]


@click.command("compare")
@as_of_option
@click.option("--customer", metavar="CUSTOMER", help="要委托的客户：建议交给谁，并写明理由。")
@book_option
@json_option
def command(*, as_of: dt.date, customer: str | None, folder: Path, as_json: bool) -> None:
    """机构和律师在同类债务上比较；给出客户的，按过去的成绩建议交给谁。"""
    need_the_extra()
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.report.compared import compared
    from legaldocs.portfolio.report.policy import USUAL
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store, store.reading() as connection:
        found = compared(connection, as_of, customer, book.settings.report or USUAL)
    answer = BookAgencyCompareReply(
        ok=True, findings=(), as_of=str(as_of), results=report_table(found.results),
        alike=report_table(found.alike), kinds=report_table(found.kinds),
        customer=found.customer, proposal=report_table(found.proposal) if found.proposal else None,
        reasons=found.reasons,
    )  # fmt: skip
    show(answer, _said(found), as_json=as_json)


def _said(found: Any) -> str:
    tables = [found.results, found.alike, *([found.proposal] if found.proposal else [])]
    rows = []
    for table in tables:
        rows += [f"{table.title}：", *lines_of(table), table.defined, ""]
    if found.customer:
        rows += [f"{found.customer}：", *found.reasons]
    return "\n".join(rows).rstrip()
