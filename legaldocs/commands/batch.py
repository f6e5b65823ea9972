"""``legaldocs batch``: every case below a folder, and a list of what a person must look at."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click
import msgspec
from msgspec import Meta

from legaldocs.batch.totals import RunSummary
from legaldocs.commands._options import as_of_option, json_option, warn_of_future
from legaldocs.commands._show import listed, show
from legaldocs.core.errors import CaseError, InputError, LegaldocsError
from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from legaldocs.batch.chunk import Limits
    from legaldocs.batch.folders import CaseJob
    from legaldocs.batch.one_case import Order
    from legaldocs.batch.outcome import Outcome
    from legaldocs.batch.place import RunPlace
    from legaldocs.batch.run import Crew
    from legaldocs.batch.totals import Aside

_SECONDS, _MEGABYTES = 900, 4096
_SHOWN = 10
"""Codes of each kind that the report names."""


class BatchReply(RunSummary, frozen=True, tag="legaldocs.batch/1"):
    """What a run came to, and where it lies: summary.json and one key more (批量结果)."""

    folder: Annotated[str, Meta(description="批量结果文件夹")]


@click.command("batch")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@as_of_option
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="RUN", required=True, help="批量结果文件夹。"
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="本机同时处理几件；不写则为处理器核数。"
)
@click.option(
    "--scheduler", metavar="tcp://HOST:PORT", help="交给这个 Dask 调度器的集群，不在本机处理。"
)
@click.option(
    "--only", multiple=True, metavar="PAPER", help="只生成这种文书，可重复；写名称或代号。"
)
@click.option("--changed", is_flag=True, help="清单和报告只列这次有变化、重新处理的案件。")
@click.option("--resume", is_flag=True, help="接着做上次没有做完的，做完的不重做。")
@click.option("--prune", is_flag=True, help="删去案件已经不在的以前的结果；不加则只列出。")
@click.option("--final", is_flag=True, help="定稿：文书不再标明草稿；尚不能签发的除外。")
@click.option(
    "--templates", type=click.Path(path_type=Path), metavar="DIR", help="自己的模板副本所在文件夹。"
)
@click.option(
    "--timeout",
    type=click.IntRange(1),
    default=_SECONDS,
    metavar="SECONDS",
    help=f"一件最多用多少秒，默认 {_SECONDS}。",
)
@click.option(
    "--memory",
    type=click.IntRange(512),
    default=_MEGABYTES,
    metavar="MB",
    help=f"一件最多用多少 MB 内存，默认 {_MEGABYTES}。",
)
@click.option("--by", metavar="NAME", help="经办人；给出则在重新生成的案件的日志中各记一条。")
@json_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    /,
    folder: Path,
    *,
    as_of: dt.date,
    out: Path,
    jobs: int | None,
    scheduler: str | None,
    changed: bool,
    prune: bool,
    timeout: int,
    memory: int,
    as_json: bool,
    **asked: Any,
) -> None:
    """生成一个文件夹下的全部案件，列出需要人处理的。"""
    from legaldocs.batch.chunk import Limits
    from legaldocs.batch.folders import case_jobs
    from legaldocs.batch.leftovers import remove_leftovers
    from legaldocs.batch.place import RunPlace
    from legaldocs.batch.totals import Aside

    place = RunPlace(out.resolve())
    found = case_jobs(folder, place.cases)
    by, resume = asked.pop("by"), asked.pop("resume")
    order = _order(as_of, **asked)
    warn_of_future(as_of)
    with place.held(), _crew(jobs, scheduler) as crew:
        left = _leftovers(place, found, prune=prune)
        done = place.begin(order.stated(), found, resume=resume, stands=order.stands)
        run = partial(_run, place, found, order, Limits(timeout, memory), crew)
        outcomes, findings = run(left=len(found) - len(done), by=by)
        every = len(outcomes)
        if changed:
            outcomes = tuple(one for one in outcomes if one.state != "unchanged")
        removed = remove_leftovers(place.cases, left, found) if prune else ()
        gone = tuple(name for name in left if name not in removed)
        aside = Aside(tuple(findings), every - len(outcomes), gone, removed)
        summary = _kept(place, outcomes, as_of, aside)
    answer = BatchReply(**msgspec.structs.asdict(summary), folder=str(place.folder))
    show(answer, _report(answer), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _leftovers(place: RunPlace, found: Sequence[CaseJob], *, prune: bool) -> tuple[str, ...]:
    from legaldocs.batch.leftovers import leftovers, refuse_other_cases

    left = leftovers(place.cases, found)
    if prune:
        refuse_other_cases(left, found)
    return left


def _order(as_of: dt.date, *, only: tuple[str, ...], final: bool, templates: Path | None) -> Order:
    """Return what is asked of every case.

    Raises InputError for a paper and a folder of templates that there is not.
    """
    from legaldocs.batch.one_case import Order
    from legaldocs.commands._law import confirmations, confirmed_bytes
    from legaldocs.papers.catalogue import paper_named

    for title in only:
        paper_named(title)
    if templates is not None and not templates.is_dir():
        raise InputError(
            "模板文件夹不存在", where=str(templates), next_step="核对 --templates 的路径"
        )
    own = templates.resolve() if templates else None
    return Order(as_of, only, final, own, confirmed_bytes(), confirmations())


def _crew(jobs: int | None, scheduler: str | None) -> AbstractContextManager[Crew]:
    from legaldocs.batch.crew import cluster_crew, local_crew

    if jobs and scheduler:
        raise click.UsageError("--jobs 是本机的，不能与 --scheduler 同时使用")
    return cluster_crew(scheduler) if scheduler else local_crew(jobs or os.cpu_count() or 1)


def _run(  # noqa: PLR0913 - what is to be done, by whom, and whom to notify
    place: RunPlace,
    found: Sequence[CaseJob],
    order: Order,
    limits: Limits,
    crew: Crew,
    *,
    left: int,
    by: str | None,
) -> tuple[tuple[Outcome, ...], list[Finding]]:
    """Build what is left, with a line of progress, and record what was built in the journals.

    Returns the outcomes, and a finding for each journal that could not be written.
    """
    from legaldocs.batch.one_case import build_case
    from legaldocs.batch.run import run_cases
    from legaldocs.commands._journal import note
    from legaldocs.commands._progress import pace

    jobs = {job.name: job for job in found}
    unwritten: list[Finding] = []
    with pace(left) as tick:

        def kept(outcome: Outcome) -> None:
            tick(outcome.ok)
            job = jobs[outcome.case]
            if outcome.state != "built":
                return
            try:
                note(job.folder, by, "built", job.out / "bundle", f"计算基准日 {order.as_of}，批量")
            except LegaldocsError as error:
                unwritten.append(Finding("LD-BATCH-JOURNAL", "warning", f"没有记入日志：{error}"))

        work = partial(build_case, order)
        try:
            return run_cases(place, found, work, limits, crew, kept), unwritten
        except KeyboardInterrupt:
            click.echo("做完的案件已经记下，加 --resume 接着做。", err=True)
            raise


def _kept(place: RunPlace, outcomes: Sequence[Outcome], as_of: dt.date, aside: Aside) -> RunSummary:
    from legaldocs.batch.exceptions_list import exceptions_list
    from legaldocs.batch.totals import totals
    from legaldocs.core.atomic import write_whole
    from legaldocs.output.reply import written

    summary = totals(outcomes, as_of, aside)
    write_whole(place.exceptions, exceptions_list(outcomes, as_of))
    write_whole(place.summary, written(summary))
    return summary


def _report(answer: BatchReply) -> str:
    rows = [_counts(answer)]
    if answer.cases:
        rows.append(_owed(answer))
        rows.append(f"文书 {sum(answer.papers.values())} 份")
    most = sorted(answer.reasons.items(), key=lambda item: -item[1])
    rows += [f"需要处理：{code} {count} 件" for code, count in most[:_SHOWN]]
    if answer.warnings:
        # The rarest first: what every case has says least of one.
        rare = sorted(answer.warnings.items(), key=lambda item: item[1])
        said = "、".join(f"{code} {count} 件" for code, count in rare[:_SHOWN])
        more = f"等 {len(rare)} 种" if len(rare) > _SHOWN else ""
        rows.append(f"另有警告，不妨碍生成：{said}{more}")
    if answer.findings:
        rows.append(listed(answer.findings))
    if answer.to_look_at or answer.warnings:
        rows.append("逐件的位置和下一步见 exceptions.xlsx")
    rows += _gone(answer)
    rows.append(f"结果在：{answer.folder}")
    return "\n".join(rows)


def _counts(answer: BatchReply) -> str:
    """Return how many cases there were; those that ``--changed`` leaves out are said, not added."""
    left = answer.left_out
    begin = f"有变化的 {answer.cases} 件（没有变化、没有列入的 {left} 件）" if left else ""
    return (
        f"{begin or f'共 {answer.cases} 件'}：生成 {answer.built} 件，"
        f"已是最新 {answer.unchanged} 件，没有结果 {answer.failed} 件；"
        f"需要处理 {answer.to_look_at} 件"
    )


def _owed(answer: BatchReply) -> str:
    from decimal import Decimal

    from legaldocs.core.money import figure

    owed = {
        name: figure(Decimal(sum_)) for name, sum_ in msgspec.structs.asdict(answer.sums).items()
    }
    return (
        f"截至 {answer.as_of}：到期本金 {owed['principal']} 元，"
        f"违约金或损失 {owed['late_charge']} 元，合计 {owed['total']} 元"
    )


def _gone(answer: BatchReply) -> list[str]:
    """Return which results are of no case any more, and what became of them."""
    rows = []
    if answer.removed:
        rows.append(f"案件已经不在、以前的结果已删去的：{_named(answer.removed)}")
    if answer.gone:
        rows.append(f"案件已经不在、cases 里还有以前结果的：{_named(answer.gone)}")
        rows.append("       下一步：不要再用这些结果；要删去的，加 --prune 再运行一次")
    return rows


def _named(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 件" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
