"""What the commands of agencies have in common."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import click
from msgspec import Meta

from legaldocs.commands._options import json_option, today
from legaldocs.commands.book._shared import (
    PATH,
    PastDay,
    book_option,
    by_option,
    grouped,
    need_the_extra,
)
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.core.findings import Finding
    from legaldocs.portfolio.agency.making import PaperKind
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.store import Store

Command = TypeVar("Command", bound="Callable[..., Any]")

number_argument = click.argument("number", metavar="NUMBER")
on_option = click.option(
    "--on", "day", type=PastDay(), default=today, metavar="DAY", help="哪一天，默认今天。"
)
out_option = click.option(
    "--out", type=PATH, metavar="DIR", help="文书放在哪里，默认账册的 agencies/委托编号。"
)
replace_option = click.option("--replace", is_flag=True, help="覆盖已有而内容不同的文书。")


def step_options(command: Command) -> Command:
    """Give a command the options of a step of an engagement (委托的一步)."""
    options = (
        number_argument, on_option, out_option, replace_option, book_option, by_option, json_option
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


class StepReply(Reply, frozen=True):
    """What became of an engagement (委托)."""

    number: Annotated[str, Meta(description="委托编号")]
    state: Annotated[str, Meta(description="状态")]
    agency: Annotated[str, Meta(description="受托机构")]
    customer: Annotated[str, Meta(description="客户")]
    placed: Annotated[Yuan, Meta(description="审查或者委托时未收的金额，元")]
    papers: Annotated[tuple[str, ...], Meta(description="做成的文书的路径")]


@contextmanager
def the_book(folder: Path) -> Iterator[tuple[BookFolder, Store]]:
    """Yield the book of a folder with its store open. Raises InputError as they do."""
    need_the_extra()
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store:
        yield book, store


def step_made(
    book: BookFolder,
    store: Store,
    number: str,
    kinds: Sequence[PaperKind],
    out: Path | None = None,
    *,
    replace: bool = False,
) -> list[str]:
    """Make the papers of a step, write them, and return their paths."""
    from legaldocs.portfolio.agency.making import place_of, step_papers, write_papers

    with store.reading() as connection:
        made = step_papers(connection, book, number, kinds)
    return [str(path) for path in write_papers(place_of(book, number, out), made, replace=replace)]


def stated(
    store: Store, number: str, papers: Iterable[str], findings: Iterable[Finding] = ()
) -> dict[str, Any]:
    """Return the fields of a StepReply as the book has them now."""
    from legaldocs.core.money import plain
    from legaldocs.portfolio.agency.registry import engagement_named
    from legaldocs.portfolio.agency.situation import situation
    from legaldocs.portfolio.fen import yuan_of

    with store.reading() as connection:
        row = engagement_named(connection, number)
        found = situation(connection, row, row["placed_on"])
    return {
        "ok": True,
        "findings": tuple(findings),
        "number": number,
        "state": row["state"],
        "agency": found.agency["name"],
        "customer": found.customer["name"],
        "placed": plain(yuan_of(row["placed_fen"])),
        "papers": tuple(papers),
    }


def step_text(answer: StepReply) -> str:
    """Return what a person reads of a step."""
    from legaldocs.commands._show import listed

    lines = [
        (
            f"{answer.number} {answer.state}：{answer.agency}，{answer.customer}，"
            f"{grouped(answer.placed)} 元"
        )
    ]
    lines += [f"文书：{path}" for path in answer.papers if path.endswith(".docx")]
    if answer.findings:
        lines.append(listed(answer.findings))
    return "\n".join(lines)


def findings_on(
    connection: Connection,
    book: BookFolder,
    number: str,
    day: dt.date,
    *,
    case_known: bool = False,
) -> tuple[Finding, ...]:
    """Return what to know of an engagement on a day. Raises InputError where nobody is creditor."""
    from legaldocs.law.lawbook import packaged
    from legaldocs.portfolio.agency.guards import check, check_creditor
    from legaldocs.portfolio.agency.making import creditor_of
    from legaldocs.portfolio.agency.registry import engagement_named
    from legaldocs.portfolio.agency.situation import situation

    found = situation(connection, engagement_named(connection, number), day)
    creditor = check_creditor(creditor_of(book), found.terms)
    return (*check(found, packaged(), case_known=case_known), *creditor)
