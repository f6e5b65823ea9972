"""``legaldocs book agency complaint``: somebody complains of an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import on_option, the_book
from legaldocs.core.errors import InputError
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencyComplaintReply(Reply, frozen=True, tag="legaldocs.book.agency.complaint/1"):
    """A complaint (投诉)."""

    id: Annotated[int, Meta(description="投诉的编号")]
    upheld: Annotated[bool | None, Meta(description="是否属实；还没有查明的为空")]


@click.command("complaint")
@click.option("--agency", default="", metavar="NAME", help="被投诉的机构。")
@click.option("--gist", default="", metavar="TEXT", help="投诉的内容。")
@click.option("--engagement", default="", metavar="NUMBER", help="所涉委托编号。")
@click.option("--id", "known", type=int, metavar="N", help="已经登记的投诉的编号，补记结果用。")
@click.option("--upheld/--not-upheld", "upheld", default=None, help="查明属实，或者不属实。")
@on_option
@book_option
@by_option
@json_option
def command(
    *, known: int | None, upheld: bool | None, day: dt.date, folder: Path, by: str, as_json: bool,
    **said: Any,
) -> None:  # fmt: skip
    """登记对受托机构的投诉；查明以后，用 --id 补记是否属实。"""
    if known is None and not (said["agency"] and said["gist"]):
        raise InputError("没有写投诉谁、为什么", next_step="写 --agency 和 --gist")
    if known is not None and upheld is None:
        raise InputError("没有写结果", next_step="写 --upheld 或者 --not-upheld")
    with the_book(folder) as (_, store):
        from legaldocs.portfolio.agency.costs import Complaint, complain, judge

        if known is None:
            written = Complaint(day=day, upheld=upheld, **said)
            number = complain(store, written, author_of(by))
        else:
            number = known
            judge(store, known, author_of(by), upheld=bool(upheld))
    answer = AgencyComplaintReply(ok=True, findings=(), id=number, upheld=upheld)
    show(answer, f"投诉 {number} 已登记", as_json=as_json)
