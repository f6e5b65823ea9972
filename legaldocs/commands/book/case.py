"""``legaldocs book case``: a customer's debts become a case folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import (
    PATH,
    author_of,
    book_option,
    by_option,
    need_the_extra,
    refuse_future,
)
from legaldocs.core.errors import CaseError
from legaldocs.core.findings import Finding, errors
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.follow.making import MadeCase

_MOST = 10


class CaseOfBook(Struct, frozen=True):
    """A case made from the book (转出的案件)."""

    folder: Annotated[str, Meta(description="案件文件夹")]
    state: Annotated[str, Meta(description="办理中、已和解、已判决或者已了结")]
    became: Annotated[str, Meta(description="新建、没有变化、已更新或者有变化没有写进")]
    changed: Annotated[tuple[str, ...], Meta(description="写进案件文件的变化")]
    gaps: Annotated[tuple[str, ...], Meta(description="案件要用、账册里没有的")]
    findings: Annotated[tuple[Finding, ...], Meta(description="这个案件的检查结果")]


class BookCaseReply(Reply, frozen=True, tag="legaldocs.book.case/1"):
    """The cases of a customer (客户的案件)."""

    customer: Annotated[str, Meta(description="客户")]
    cases: Annotated[tuple[CaseOfBook, ...], Meta(description="案件，管辖不同的分开")]


@click.command("case")
@click.argument("customer", metavar="CUSTOMER")
@as_of_option
@click.option("--out", type=PATH, metavar="DIR", help="写到哪里；不写则在账册的 cases 里。")
@click.option(
    "--contract", "contracts", multiple=True, metavar="NUMBER", help="只写这份合同，可以重复。"
)
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
    """把一个客户未收的应收款写成案件文件夹；再运行一次，只写新的。"""
    need_the_extra()
    refuse_future(options["as_of"])
    from legaldocs.law.lawbook import packaged
    from legaldocs.portfolio.follow.making import Order, make_cases
    from legaldocs.portfolio.follow.stray import stray_findings
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    order = Order(
        customer, options["as_of"], packaged(), options["out"], tuple(options["contracts"])
    )
    with opened(book) as store:
        made = make_cases(store, book, order, author_of(by))
        with store.reading() as connection:
            stray = tuple(stray_findings(connection, book))
    found = tuple(finding for case in made for finding in case.findings) + stray
    answer = BookCaseReply(
        ok=not errors(found), findings=found, customer=customer, cases=tuple(map(_shown, made))
    )
    show(answer, "\n".join(_lines(answer, stray)), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _shown(case: MadeCase) -> CaseOfBook:
    return CaseOfBook(
        str(case.folder),
        case.state,
        case.became,
        tuple(case.changed),
        case.gaps,
        tuple(case.findings),
    )


def _lines(answer: BookCaseReply, stray: tuple[Finding, ...]) -> Iterator[str]:
    for case in answer.cases:
        yield f"{case.became}：{case.folder}（{case.state}）"
        yield from (f"  {change}" for change in case.changed[:_MOST])
        if len(case.changed) > _MOST:
            yield f"  另有 {len(case.changed) - _MOST} 处变化，用 --json 查看"
        if case.findings:
            yield listed(case.findings)
        if case.became == "新建" and case.gaps:
            yield f"还缺 {len(case.gaps)} 项，列在 {case.folder}/internal/缺什么.md"
    if stray:
        yield listed(stray)
