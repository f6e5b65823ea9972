"""``legaldocs book run``: the day done unattended, and again without doing anything twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import author_of, book_option, by_option, need_the_extra
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.findings import Finding
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.day.run import DayRun


class DraftedTask(Struct, frozen=True):
    """The drafts of a task (草稿)."""

    task: Annotated[int, Meta(description="待办的编号")]
    folder: Annotated[str, Meta(description="草稿所在，相对账册文件夹")]
    files: Annotated[tuple[str, ...], Meta(description="文件")]
    refused: Annotated[str, Meta(description="函件为什么没有生成，生成了的为空")]
    draft_why: Annotated[str, Meta(description="批准以后函件为什么还是草稿，不是的为空")]


class BookRunReply(Reply, frozen=True, tag="legaldocs.book.run/1"):
    """What a run of the day did (当日运行)."""

    as_of: Annotated[dt.date, Meta(description="哪一天")]
    made: Annotated[dict[str, int], Meta(description="新写入的待办，按步骤")]
    settled: Annotated[int, Meta(description="情况已经没有、自动办结的待办")]
    promises: Annotated[dict[str, int], Meta(description="到期的承诺，按履行情况")]
    warnings: Annotated[int, Meta(description="预警级别有变动的客户")]
    drafted: Annotated[tuple[DraftedTask, ...], Meta(description="这一次起草的")]
    open: Annotated[int, Meta(description="一共还有多少待办")]
    worklists: Annotated[tuple[str, ...], Meta(description="各经办的清单所在，相对账册文件夹")]


@click.command("run")
@as_of_option
@book_option
@by_option
@json_option
@click.pass_context
def command(
    context: click.Context, /, *, folder: Path, as_of: dt.date, by: str, as_json: bool
) -> None:
    """写下当日的待办，判断到期的承诺，起草邮件、短信、日历和函件；再运行一次不重复。"""
    need_the_extra()
    try:
        import icalendar  # noqa: F401 - whether it is there
    except ModuleNotFoundError as error:
        raise InputError(
            "没有安装账册所需的程序", next_step='运行 pip install "legaldocs[book]"'
        ) from error
    from legaldocs.commands._progress import stages
    from legaldocs.portfolio.closed_paid import closed_paid
    from legaldocs.portfolio.day.run import run_day
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    if as_of > today():
        raise InputError(
            "不能预先运行以后的一天：待办和承诺的结果会记成那一天的",
            found=str(as_of),
            next_step="改正 --as-of；先看一看的，用 legaldocs book today --as-of",
        )
    book = book_folder(folder)
    with opened(book) as store, stages() as watch:
        done = run_day(book, store, as_of, author_of(by), watch)
        with store.reading() as connection:
            beside = tuple(closed_paid(connection, as_of))
    answer = _run_reply(done, beside)
    show(answer, _run_text(answer), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _run_reply(done: DayRun, beside: tuple[Finding, ...]) -> BookRunReply:
    findings = (*_findings(done), *beside)
    return BookRunReply(
        ok=not any(finding.severity == "error" for finding in findings),
        findings=findings,
        as_of=done.as_of,
        made=dict(done.made),
        settled=done.settled,
        promises=dict(done.promises),
        warnings=done.warnings,
        drafted=tuple(
            DraftedTask(one.task_id, one.folder, one.files, one.refused, one.draft_why)
            for one in done.drafted
            if one.fresh
        ),
        open=done.open,
        worklists=tuple(done.worklists),
    )


def _findings(done: DayRun) -> Iterator[Finding]:
    for one in done.drafted:
        if one.refused:
            yield Finding(
                "LD-DAY-LETTER", "error", f"待办 {one.task_id} 的函件没有生成：{one.refused}",
                one.folder, next_step="补齐以后再运行一次，其余待办不受影响",
            )  # fmt: skip
        if one.draft_why:
            yield Finding(
                "LD-DAY-DRAFT", "warning", f"待办 {one.task_id} 的函件还是草稿：{one.draft_why}",
                one.folder, next_step="补齐以后再运行一次",
            )  # fmt: skip
        for lacking in one.lacking if one.fresh else ():
            yield Finding(
                "LD-DAY-NO-CONTACT", "note", f"待办 {one.task_id}：{lacking}", one.folder,
                next_step="在联系人表里补上，导入账册",
            )  # fmt: skip


def _run_text(answer: BookRunReply) -> str:
    rows = [listed(answer.findings)] if answer.findings else []
    made = sum(answer.made.values())
    said = "，".join(f"{step} {count}" for step, count in answer.made.items())
    rows.append(f"{answer.as_of}：新写入待办 {made} 件" + (f"（{said}）" if said else ""))
    if answer.promises:
        said = "，".join(f"{outcome} {count}" for outcome, count in answer.promises.items())
        rows.append(f"到期的承诺：{said}")
    if answer.warnings:
        rows.append(f"预警级别有变动的客户 {answer.warnings} 个，用 book credit show 查看")
    if answer.settled:
        rows.append(f"自动办结 {answer.settled} 件")
    refused = sum(finding.code == "LD-DAY-LETTER" for finding in answer.findings)
    rows.append(f"起草 {len(answer.drafted)} 件" + (f"；{refused} 封函没有生成" if refused else ""))
    rows.append(f"一共还有待办 {answer.open} 件")
    rows += [f"清单：{place}" for place in answer.worklists]
    return "\n".join(rows)
