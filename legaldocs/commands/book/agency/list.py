"""``legaldocs book agency list``: agencies and what is placed with them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import book_option, grouped
from legaldocs.commands.book.agency._shared import the_book
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    from pathlib import Path


class AgencyLine(Struct, frozen=True):
    """An agency (受托机构)."""

    name: Annotated[str, Meta(description="名称")]
    kind: Annotated[str, Meta(description="种类")]
    uscc: Annotated[str, Meta(description="统一社会信用代码")]
    licence: Annotated[str, Meta(description="许可、登记号码")]
    contact: Annotated[str, Meta(description="联系人")]
    phone: Annotated[str, Meta(description="电话")]


class EngagementLine(Struct, frozen=True):
    """An engagement (委托)."""

    number: Annotated[str, Meta(description="委托编号")]
    agency: Annotated[str, Meta(description="受托机构")]
    customer: Annotated[str, Meta(description="客户")]
    state: Annotated[str, Meta(description="状态")]
    placed_on: Annotated[dt.date, Meta(description="委托日，审查中的为审查日")]
    ends_on: Annotated[dt.date | None, Meta(description="期限末日")]
    placed: Annotated[Yuan, Meta(description="当时未收的金额，元")]


class AgencyListReply(Reply, frozen=True, tag="legaldocs.book.agency.list/1"):
    """The agencies and engagements of a book (受托机构和委托)."""

    agencies: Annotated[tuple[AgencyLine, ...], Meta(description="受托机构")]
    engagements: Annotated[tuple[EngagementLine, ...], Meta(description="委托，先登记的在前")]


@click.command("list")
@book_option
@json_option
def command(*, folder: Path, as_json: bool) -> None:
    """列出受托机构和委托。"""
    with the_book(folder) as (_, store), store.reading() as connection:
        from legaldocs.core.money import plain
        from legaldocs.portfolio.agency.registry import agencies, engagements
        from legaldocs.portfolio.fen import yuan_of

        agents = tuple(
            AgencyLine(*(row[key] for key in AgencyLine.__struct_fields__))
            for row in agencies(connection)
        )
        placed = tuple(
            EngagementLine(
                row["number"],
                row["agency"],
                row["customer"],
                row["state"],
                row["placed_on"],
                row["ends_on"],
                plain(yuan_of(row["placed_fen"])),
            )
            for row in engagements(connection)
        )
    answer = AgencyListReply(ok=True, findings=(), agencies=agents, engagements=placed)
    lines = [f"{one.kind} {one.name} {one.contact} {one.phone}".rstrip() for one in agents]
    lines += [
        f"{one.number} {one.state} {one.agency} {one.customer} {one.placed_on} "
        f"{grouped(one.placed)} 元"
        for one in placed
    ]
    show(answer, "\n".join(lines) or "没有登记受托机构", as_json=as_json)
