"""``legaldocs book agency add``: an agency is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import Word, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import the_book
from legaldocs.output.reply import Reply
from legaldocs.portfolio.agency.vocabulary import AgencyKind

if TYPE_CHECKING:
    from pathlib import Path


class AgencyAddReply(Reply, frozen=True, tag="legaldocs.book.agency.add/1"):
    """An agency that was written down (受托机构登记)."""

    name: Annotated[str, Meta(description="名称")]
    new: Annotated[bool, Meta(description="是否新登记；否则是补充")]


@click.command("add")
@click.argument("name", metavar="NAME")
@click.option("--kind", type=Word(AgencyKind), required=True, help="催收机构或者律师事务所。")
@click.option("--uscc", default="", metavar="CODE", help="统一社会信用代码。")
@click.option("--licence", default="", metavar="TEXT", help="执业许可证号，或者登记、备案的号码。")
@click.option("--address", default="", metavar="TEXT", help="住所。")
@click.option("--contact", default="", metavar="NAME", help="联系人。")
@click.option("--phone", default="", metavar="TEXT", help="电话。")
@click.option("--email", default="", metavar="TEXT", help="邮箱。")
@click.option("--note", default="", metavar="TEXT", help="备注，例如核对过的经营范围。")
@book_option
@by_option
@json_option
def command(
    name: str, *, kind: AgencyKind, folder: Path, by: str, as_json: bool, **card: str
) -> None:
    """登记一个受托机构；已经登记的，补充写明的各项。"""
    with the_book(folder) as (_, store):
        from legaldocs.portfolio.agency.registry import AgencyCard, put

        _, new = put(store, AgencyCard(name=name, kind=kind, **card), author_of(by))
    answer = AgencyAddReply(ok=True, findings=(), name=name, new=new)
    show(answer, f"已{'登记' if new else '补充'}{kind} {name}", as_json=as_json)
