"""``legaldocs book agency hours``: time that an agency worked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import number_argument, on_option, the_book
from legaldocs.core.errors import InputError
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencyHoursReply(Reply, frozen=True, tag="legaldocs.book.agency.hours/1"):
    """Time that was written down (工时)."""

    number: Annotated[str, Meta(description="委托编号")]
    minutes: Annotated[int, Meta(description="分钟")]


@click.command("hours")
@number_argument
@click.argument("hours", metavar="HOURS")
@click.option("--who", required=True, metavar="NAME", help="谁办理的。")
@click.option("--gist", required=True, metavar="TEXT", help="办理什么。")
@on_option
@book_option
@by_option
@json_option
def command(
    number: str, hours: str, *, day: dt.date, folder: Path, by: str, as_json: bool, **done: Any
) -> None:
    """登记受托机构的工时，例如 1.5（小时）或者 90分钟。"""
    minutes = _minutes(hours)
    with the_book(folder) as (_, store):
        from legaldocs.portfolio.agency.costs import work

        work(store, number, day, minutes, (done["who"], done["gist"]), author_of(by))
    answer = AgencyHoursReply(ok=True, findings=(), number=number, minutes=minutes)
    show(answer, f"{number} 登记工时 {minutes} 分钟", as_json=as_json)


def _minutes(text: str) -> int:
    import re

    if found := re.fullmatch(r"(\d{1,4})分钟?", text, re.ASCII):
        return int(found[1])
    if found := re.fullmatch(r"(\d{1,2}(?:\.\d{1,2})?)(?:小时)?", text, re.ASCII):
        minutes = Decimal(found[1]) * 60
        if minutes == int(minutes):
            return int(minutes)
    raise InputError(
        "工时无法识别", expected="小时，如 1.5，或者分钟，如 90分钟", found=text[:40],
        next_step="改正工时的写法",
    )  # fmt: skip
