"""``legaldocs book follow``: after a settlement or a judgment the book follows the case."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import (
    author_of,
    book_option,
    by_option,
    need_the_extra,
    refuse_future,
)
from legaldocs.core.errors import CaseError
from legaldocs.core.findings import Finding, errors
from legaldocs.core.money import figure
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.follow.following import Followed


class CaseFollowed(Struct, frozen=True):
    """A case and how it stands (案件现状)."""

    folder: Annotated[str, Meta(description="案件文件夹，相对账册文件夹")]
    was: Annotated[str, Meta(description="账册里原来的状态")]
    state: Annotated[str, Meta(description="办理中、已和解、已判决或者已了结")]
    governed_by: Annotated[str, Meta(description="代替原来应收的协议或者文书，没有的为空")]
    unpaid: Annotated[Decimal, Meta(description="协议或者文书各期未付的，按案件，元")]
    unpaid_in_book: Annotated[Decimal, Meta(description="这个案件的应收未收的，按账册，元")]
    changed: Annotated[tuple[str, ...], Meta(description="账册里改了什么")]
    findings: Annotated[tuple[Finding, ...], Meta(description="这个案件的检查结果")]


class BookFollowReply(Reply, frozen=True, tag="legaldocs.book.follow/1"):
    """The cases of the book and how they stand (随案件更新)."""

    cases: Annotated[tuple[CaseFollowed, ...], Meta(description="账册写成的案件")]


@click.command("follow")
@click.argument("customer", metavar="[CUSTOMER]", default="")
@as_of_option
@book_option
@by_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    /,
    customer: str,
    *,
    folder: Path,
    by: str,
    as_json: bool,
    **options: Any,
) -> None:
    """和解、判决以后，账册的应收随案件改记；不写客户的，全部案件。"""
    need_the_extra()
    refuse_future(options["as_of"])
    from legaldocs.law.lawbook import packaged
    from legaldocs.portfolio.follow.following import Follow, follow_cases
    from legaldocs.portfolio.follow.stray import stray_findings
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store:
        asked = Follow(options["as_of"], packaged(), customer)
        done = follow_cases(store, book, asked, author_of(by))
        with store.reading() as connection:
            stray = tuple(stray_findings(connection, book))
    found = tuple(finding for case in done for finding in case.findings) + stray
    answer = BookFollowReply(ok=not errors(found), findings=found, cases=tuple(map(_shown, done)))
    show(answer, "\n".join(_lines(answer, stray)), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _shown(case: Followed) -> CaseFollowed:
    from legaldocs.portfolio.fen import yuan_of

    return CaseFollowed(
        case.folder,
        case.was,
        case.state,
        case.what,
        yuan_of(case.left_fen),
        yuan_of(case.book_fen),
        tuple(case.changed),
        tuple(case.findings),
    )


def _lines(answer: BookFollowReply, stray: tuple[Finding, ...]) -> Iterator[str]:
    if not answer.cases:
        yield "账册没有写成过案件"
    for case in answer.cases:
        moved = case.state if case.was == case.state else f"{case.was} → {case.state}"
        sums = f"，未付 {figure(case.unpaid)} 元" if case.governed_by else ""
        yield f"{case.folder}：{moved}{sums}"
        yield from (f"  {change}" for change in case.changed)
        if not case.changed:
            yield "  账册没有变化"
        if case.findings:
            yield listed(case.findings)
    if stray:
        yield listed(stray)
