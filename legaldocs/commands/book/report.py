"""``legaldocs book report``: the whole book on one page and in one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import Day, as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._report_shown import ReportTable, lines_of, report_table
from legaldocs.commands.book._shared import (
    PATH,
    author_of,
    book_option,
    need_the_extra,
    refuse_future,
)
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class ReportSection(Struct, frozen=True):
    """A part of the report (一节)."""

    id: Annotated[str, Meta(description="固定的名称")]
    title: Annotated[str, Meta(description="标题")]
    tables: Annotated[tuple[ReportTable, ...], Meta(description="各表")]


class BookReportReply(Reply, frozen=True, tag="legaldocs.book.report/1"):
    """The report of the book (账册报表); the same figures as in its files."""

    as_of: Annotated[str, Meta(description="截至哪一天")]
    from_on: Annotated[str, Meta(description="本期的第一天")]
    page: Annotated[str, Meta(description="网页，不用联网即可打开")]
    workbook: Annotated[str, Meta(description="表格")]
    kept: Annotated[bool, Meta(description="当日的合计是否记进了账册")]
    sections: Annotated[tuple[ReportSection, ...], Meta(description="各节")]


@click.command("report")
@as_of_option
@click.option(
    "--from",
    "first",
    type=Day(),
    metavar="DAY",
    help="本期的第一天；不写则是到基准日的三个月。上期是此前同样长的一段。",
)
@click.option("--out", type=PATH, required=True, metavar="DIR", help="写到哪个文件夹。")
@click.option("--replace", is_flag=True, help="文件夹已经有的，换掉。")
@click.option(
    "--by", metavar="NAME", help="经办人；写了的，当日的合计记进账册，以后的趋势以它为准。"
)
@book_option
@json_option
def command(*, as_of: dt.date, out: Path, folder: Path, as_json: bool, **options: Any) -> None:
    """账册报表：账龄、收回、机构、承诺、费用、风险、案例，一页网页和一个表格。"""
    need_the_extra()
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.report.files import PAGE, WORKBOOK, period_of, write_report
    from legaldocs.portfolio.report.policy import USUAL
    from legaldocs.portfolio.report.snapshots import keep_day
    from legaldocs.portfolio.report.whole import whole_report
    from legaldocs.portfolio.store import opened

    book, period = book_folder(folder), period_of(as_of, options["first"])
    policy, by = book.settings.report or USUAL, options["by"]
    if by is not None:
        refuse_future(as_of)
    with opened(book) as store:
        with store.reading() as connection:
            found = whole_report(connection, book.settings, period)
        write_report(found, out, replace=options["replace"])
        if by is not None:
            keep_day(store, as_of, policy, author_of(by))
    sections = tuple(
        ReportSection(one.id, one.title, tuple(map(report_table, one.tables)))
        for one in found.sections
    )
    answer = BookReportReply(
        ok=True, findings=(), as_of=str(as_of), from_on=str(found.first), page=str(out / PAGE),
        workbook=str(out / WORKBOOK), kept=by is not None, sections=sections,
    )  # fmt: skip
    show(answer, _said(found, answer), as_json=as_json)


def _said(found: Any, answer: BookReportReply) -> str:
    cards, attention = found.sections[0].tables
    rows = [f"截至 {answer.as_of}，本期从 {answer.from_on} 起"]
    rows += [line.rsplit("  ", 1)[0].rstrip() for line in lines_of(cards)]
    rows += ["", *lines_of(attention), f"网页 {answer.page}，表格 {answer.workbook}"]
    if answer.kept:
        rows.append("当日的合计已记进账册")
    return "\n".join(rows)
