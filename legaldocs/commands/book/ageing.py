"""``legaldocs book ageing``: what is open on a day, by how long it is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._report_shown import ReportTable, lines_of, report_table
from legaldocs.commands.book._shared import PATH, book_option, need_the_extra
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

_MOST = 31
"""Lines that a person is shown, the heading among them."""
_GROUPINGS = {"customer": "CUSTOMER", "person": "PERSON", "trade": "TRADE", "segment": "SEGMENT"}


class BookAgeingReply(Reply, frozen=True, tag="legaldocs.book.ageing/1"):
    """The ageing of the book (账龄)."""

    as_of: Annotated[str, Meta(description="截至哪一天")]
    edges: Annotated[tuple[int, ...], Meta(description="账龄的分界，逾期天数")]
    table: Annotated[ReportTable, Meta(description="账龄表，末行是合计")]
    file: Annotated[str, Meta(description="写成的表格，没有写的为空")]


@click.command("ageing")
@as_of_option
@click.option(
    "--by",
    "grouping",
    type=click.Choice([*_GROUPINGS]),
    default="customer",
    show_default=True,
    help="按客户、业务员、行业还是客户类别。",
)
@click.option("--xlsx", type=PATH, metavar="FILE.xlsx", help="另外写成表格，附明细，不覆盖。")
@book_option
@json_option
def command(
    *, as_of: dt.date, grouping: str, xlsx: Path | None, folder: Path, as_json: bool
) -> None:  # fmt: skip
    """账龄表：截至一天未收的，按逾期天数分档，未核销的回款另列。"""
    need_the_extra()
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.report.aged_book import aged_book
    from legaldocs.portfolio.report.customers import Grouping
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store, store.reading() as connection:
        found = aged_book(connection, book.settings, as_of, Grouping[_GROUPINGS[grouping]])
    if xlsx is not None:
        found.write(xlsx)
    answer = BookAgeingReply(
        ok=True, findings=(), as_of=str(as_of), edges=found.edges,
        table=report_table(found.table), file=str(xlsx or ""),
    )  # fmt: skip
    show(answer, _said(found, xlsx), as_json=as_json)


def _said(found: Any, xlsx: Path | None) -> str:
    edges = "、".join(map(str, found.edges))
    rows = [f"截至 {found.as_of}，账龄分界 {edges} 天（book.yaml 的 report 里可以改）"]
    lines = lines_of(found.table)
    rows += lines if len(lines) <= _MOST else [*lines[:_MOST], lines[-1]]
    if len(lines) > _MOST:
        rows.append(f"另有 {len(lines) - _MOST - 1} 行，用 --xlsx 或者 --json 看全部")
    rows.append(found.table.defined)
    if xlsx is not None:
        rows.append(f"已写成 {xlsx}，内有逐笔明细")
    return "\n".join(rows)
