"""``legaldocs dispatch``: letters printed, labelled, sent and recorded, many at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._options import json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.core.errors import CaseError, InputError
from legaldocs.dispatch.stated import Dispatched
from legaldocs.output.reply import Reply

_PATH = click.Path(path_type=Path)
_GRIDS = ("3x8", "3x7", "2x8", "2x7", "2x4")


class DispatchMakeReply(Dispatched, frozen=True, tag="legaldocs.dispatch.make/1"):
    """What was prepared, and where it lies: dispatch.json and one key more (寄送批次)."""

    folder: Annotated[str, Meta(description="寄送批次文件夹")]


class DispatchRecordReply(Reply, frozen=True, tag="legaldocs.dispatch.record/1"):
    """What was recorded of a filled list (寄出登记)."""

    added: Annotated[int, Meta(description="这次记入案件的件数")]
    known: Annotated[int, Meta(description="以前已经记入的件数")]
    waiting: Annotated[int, Meta(description="清单上还没有填写的件数")]


@click.group("dispatch")
def command() -> None:
    """打印、寄送一批函件，登记寄出的情况。"""


@command.command("make")
@click.argument("folder", metavar="RUN", type=_PATH)
@click.option("--out", type=_PATH, metavar="POST", required=True, help="寄送批次文件夹。")
@click.option("--only", multiple=True, metavar="PAPER", help="只寄这种函件，可重复；写名称或代号。")
@click.option("--duplex", is_flag=True, help="双面打印：每封函从新的一张纸开始，必要时加空白页。")
@click.option(
    "--labels",
    type=click.Choice(_GRIDS),
    default=_GRIDS[0],
    metavar="GRID",
    help=f"A4 标签，一行几个、几行：{'、'.join(_GRIDS)}；默认 {_GRIDS[0]}。",
)
@click.option("--drafts", is_flag=True, help="快递寄送的函件，也各做一份邮件草稿。")
@click.option("--proof", is_flag=True, help="只打印草稿的校样，不做标签、快递文件和邮件。")
@click.option("--replace", is_flag=True, help="整体替换以前的寄送批次；清单填写过的不替换。")
@json_option
@click.pass_context
def make(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    folder: Path,
    *,
    out: Path,
    only: tuple[str, ...],
    duplex: bool,
    labels: str,
    drafts: bool,
    proof: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """把一次批量的函件按地址排序合并打印，做标签、快递文件、邮件草稿和清单。

    RUN 是 legaldocs batch 的结果，或者一个案件 legaldocs build 的结果。
    """
    from legaldocs.dispatch.prepare import Wishes, prepare
    from legaldocs.dispatch.source import read_source
    from legaldocs.render.labels import GRIDS

    asked = {_letter_id(title) for title in only}
    run, post = folder.resolve(), out.resolve()
    if post.is_relative_to(run) or run.is_relative_to(post):
        raise InputError(
            "寄送批次不能放在批量结果里面，也不能包含它",
            where=str(out),
            next_step="用 --out 换一个位置",
        )
    wishes = Wishes(GRIDS[labels], duplex, drafts, proof)
    stated = prepare(read_source(run, asked, proof=proof), wishes, post, replace=replace)
    answer = DispatchMakeReply(**msgspec.structs.asdict(stated), folder=str(post))
    show(answer, _report(answer), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


@command.command("record")
@click.argument("file", metavar="LIST", type=_PATH)
@click.option(
    "--cases", type=_PATH, metavar="FOLDER", required=True, help="案件所在的文件夹，同 batch。"
)
@click.option("--by", required=True, metavar="NAME", help="经办人。")
@click.option(
    "--run", type=_PATH, metavar="RUN", help="寄出的那次批量；给出则把函件的副本存进案件。"
)
@json_option
@click.pass_context
def record(
    context: click.Context, file: Path, *, cases: Path, by: str, run: Path | None, as_json: bool
) -> None:
    """读填好运单号和寄出日期的清单，记入各案件的日志和往来函件。"""
    from legaldocs.batch.folders import case_jobs
    from legaldocs.dispatch.filled import read_list
    from legaldocs.dispatch.record import Recording

    if run is not None and not run.is_dir():
        raise InputError("批量结果文件夹不存在", where=str(run), next_step="核对 --run 的路径")
    filled = read_list(file, today())
    folders = {job.name: job.folder for job in case_jobs(cases, Path())}
    done = Recording(folders, by, run)
    done.take(filled.sendings)
    findings = (*filled.findings, *done.findings)
    answer = DispatchRecordReply(
        ok=not any(finding.severity == "error" for finding in findings),
        findings=findings,
        added=done.added,
        known=done.known,
        waiting=filled.waiting,
    )
    rows = [
        f"记入 {answer.added} 件，以前已记 {answer.known} 件，没有填写 {answer.waiting} 件",
        listed(findings),
    ]
    show(answer, "\n".join(filter(None, rows)), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _letter_id(title: str) -> str:
    """Return the id of a letter. Raises InputError for a paper that is none."""
    from legaldocs.papers.catalogue import paper_named
    from legaldocs.papers.kind import Family

    paper = paper_named(title)
    if paper.family is not Family.LETTER:
        raise InputError(f"{paper.title}不是函件", found=title, next_step="--only 只写函件")
    return paper.id


def _report(answer: DispatchMakeReply) -> str:
    parcels = answer.parcels
    printed = {parcel.print for parcel in parcels if parcel.print}
    rows = [
        (
            f"{'校样' if answer.proof else '函件'} {len(parcels)} 件："
            f"打印 {sum(bool(parcel.print) for parcel in parcels)} 件（{len(printed)} 个文件），"
            f"标签 {sum(parcel.label for parcel in parcels)} 个，"
            f"快递 {sum(parcel.courier for parcel in parcels)} 件，"
            f"邮件草稿 {sum(bool(parcel.mail) for parcel in parcels)} 份"
        )
    ]
    if answer.findings:
        rows += [listed(answer.findings), "全部各条见寄件清单的第二张表"]
    rows.append(f"结果在：{answer.folder}")
    return "\n".join(rows)
