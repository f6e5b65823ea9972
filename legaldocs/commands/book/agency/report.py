"""``legaldocs book agency report``: what an agency did in a week, and what to look into."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import Day, json_option, today
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import author_of, book_option, by_option, grouped
from legaldocs.commands.book.agency._shared import (
    number_argument,
    out_option,
    replace_option,
    the_book,
)
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    from pathlib import Path


class ConductLine(Struct, frozen=True):
    """Conduct to look into (须核对的行为)."""

    day: Annotated[dt.date, Meta(description="日期")]
    contact: Annotated[int, Meta(description="联络记录的编号")]
    name: Annotated[str, Meta(description="行为")]
    weight: Annotated[str, Meta(description="法律禁止、超出授权、须核对或者良好做法")]
    words: Annotated[str, Meta(description="所见的文字或者事实")]
    step: Annotated[str, Meta(description="处理")]


class AgencyReportReply(Reply, frozen=True, tag="legaldocs.book.agency.report/1"):
    """The week of an engagement (周报)."""

    number: Annotated[str, Meta(description="委托编号")]
    first: Annotated[dt.date, Meta(description="报告期的第一日")]
    last: Annotated[dt.date, Meta(description="报告期的末日")]
    contacts: Annotated[int, Meta(description="联络次数")]
    received: Annotated[Yuan, Meta(description="本期回款，元")]
    conduct: Annotated[tuple[ConductLine, ...], Meta(description="须核对的行为")]
    next_steps: Annotated[tuple[str, ...], Meta(description="下一步")]
    papers: Annotated[tuple[str, ...], Meta(description="做成的文书的路径")]


@click.command("report")
@number_argument
@click.option(
    "--week", "day", type=Day(), default=today, metavar="DAY", help="哪一天所在的周，默认本周。"
)
@out_option
@replace_option
@book_option
@by_option
@json_option
def command(
    number: str, *, day: dt.date, folder: Path, by: str, as_json: bool, **where: Any
) -> None:
    """由登记的联络和回款做一周的报告，列出须由债权人核对的行为。"""
    from legaldocs.core.findings import Finding

    with the_book(folder) as (book, store):
        from legaldocs.portfolio.agency.making import place_of, week_paper, write_papers
        from legaldocs.portfolio.agency.registry import engagement_named
        from legaldocs.portfolio.agency.reporting import note_report
        from legaldocs.portfolio.agency.week import reported_days

        with store.reading() as connection:
            engagement = engagement_named(connection, number)
            days = reported_days(connection, engagement, day, today())
            made, week = week_paper(connection, book, number, days)
        note_report(store, number, week, author_of(by))
        paths = write_papers(place_of(book, number, where["out"]), [made], replace=where["replace"])
    lines = tuple(
        ConductLine(
            one.contact["happened_on"], one.contact["id"], one.name, one.weight, one.words, one.step
        )
        for one in week.finds
    )
    findings = tuple(
        Finding(
            "LD-AGENCY-CONDUCT", "warning",
            f"{line.day} {line.name}（{line.weight}）：{line.words}",
            where=f"联络记录 {line.contact}", next_step=line.step,
        )
        for line in lines
    )  # fmt: skip
    answer = _answer(number, week, lines, findings, tuple(map(str, paths)))
    show(answer, _text(answer), as_json=as_json)


def _answer(
    number: str, week: Any, lines: tuple[ConductLine, ...], findings: Any, papers: tuple[str, ...]
) -> AgencyReportReply:
    from legaldocs.core.money import plain
    from legaldocs.portfolio.fen import yuan_of

    return AgencyReportReply(
        ok=True,
        findings=findings,
        number=number,
        first=week.first,
        last=week.last,
        contacts=len(week.contacts),
        received=plain(yuan_of(sum(one.amount_fen for one in week.received))),
        conduct=lines,
        next_steps=week.next_steps,
        papers=papers,
    )


def _text(answer: AgencyReportReply) -> str:
    from legaldocs.commands._show import listed

    lines = [
        (
            f"{answer.number} {answer.first} 至 {answer.last}：联络 {answer.contacts} 次，"
            f"回款 {grouped(answer.received)} 元"
        ),
        *(f"下一步：{step}" for step in answer.next_steps),
        *(f"文书：{path}" for path in answer.papers if path.endswith(".docx")),
    ]
    if answer.findings:
        lines.append(listed(answer.findings))
    return "\n".join(lines)
