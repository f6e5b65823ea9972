"""``legaldocs build``: papers, court volume and evidence bundle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, Unpack

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._journal import note, refuse_unless_ready
from legaldocs.commands._law import confirmed_bytes
from legaldocs.commands._options import Word, as_of_option, json_option, warn_of_future
from legaldocs.commands._refusals import refused_lines
from legaldocs.commands._show import counted, listed, show
from legaldocs.core.errors import CaseError
from legaldocs.core.findings import errors
from legaldocs.output.figures import in_words, stated_in_words
from legaldocs.output.since_page import since_lines
from legaldocs.output.summary import Summary
from legaldocs.volume.arrangement import Separators

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.job import Build
    from legaldocs.output.kit_profile import KitProfile
    from legaldocs.output.recipient import Recipient


class BuildReply(Summary, frozen=True, kw_only=True, tag="legaldocs.build/1"):
    """What a build made, and where: summary.json and one key more (生成结果)."""

    folder: Annotated[str, Meta(description="输出文件夹")]
    unchanged: Annotated[
        bool, Meta(description="是否已是最新：输入和结果都没有变，没有重新生成")
    ] = False


class _Asked(TypedDict):
    """The options that the main job takes as they are given (生成要求)."""

    only: tuple[str, ...]
    out: Path | None
    replace: bool
    compare: bool
    templates: Path | None
    final: bool
    kit: KitProfile | None
    separators: Separators | None
    codes: bool
    scan: bool


_PLACES = ("out", "replace", "templates")
"""The options that say where things are, and not what is made."""


@click.command("build")
@click.argument("folder", metavar="CASE", type=click.Path(path_type=Path))
@as_of_option
@click.option(
    "--only", multiple=True, metavar="PAPER", help="只生成这种文书，可重复；写名称或代号。"
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="输出文件夹。")
@click.option("--replace", is_flag=True, help="整体替换已有的输出文件夹。")
@click.option(
    "--for",
    "recipients",
    multiple=True,
    type=click.Choice(["全部", "法院", "对方"]),
    help="证据包给谁，可重复；不写则只做自己存档的全部。",
)
@click.option(
    "--evidence-only", is_flag=True, help="同 --for 对方，证据包放在 bundle，不做自己存档的。"
)
@click.option("--compare", is_flag=True, help="用另一种软件把证据卷与 PDF 原件逐页对照。")
@click.option(
    "--templates", type=click.Path(path_type=Path), metavar="DIR", help="自己的模板副本所在文件夹。"
)
@click.option("--final", is_flag=True, help="定稿：文书不再标明草稿；尚不能签发的除外。")
@click.option(
    "--kit",
    metavar="PROFILE",
    callback=lambda _context, _param, name: _profile(name),
    help="另做上传法院的立案包：上传要求的名称或者自己的 .yaml 文件。",
)
@click.option(
    "--scan", is_flag=True, help="识别图片和扫描页里的字：可以查找，并与案件核对；不作为事实。"
)
@click.option(
    "--separators",
    type=Word(Separators),
    metavar="WHERE",
    help="证据卷加分隔页：按组，每组证据之前；按证据，每项证据之前。",
)
@click.option("--codes", is_flag=True, help="证据卷里每个文件的第一页印二维码：证据编号和摘要。")
@click.option("--by", metavar="NAME", help="经办人；给出则在案件日志中记一条。")
@json_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    folder: Path,
    *,
    as_of: dt.date,
    recipients: tuple[str, ...],
    evidence_only: bool,
    by: str | None,
    as_json: bool,
    **asked: Unpack[_Asked],
) -> None:
    """生成文书、证据卷和证据包。"""
    from legaldocs.case.folder import case_folder
    from legaldocs.output.unchanged import inputs_digest

    readers = _readers(recipients, evidence_only=evidence_only)
    decisive = {"as_of": as_of, "recipients": readers, "evidence_only": evidence_only}
    given = dict(asked)
    places = {name: given.pop(name) for name in _PLACES}
    decisive |= given
    folder = case_folder(folder)
    refuse_unless_ready(folder if by else None, by)
    warn_of_future(as_of)
    inputs = inputs_digest(folder, decisive, law=confirmed_bytes(), templates=asked["templates"])
    answer = _unchanged(asked["out"] or folder / "build" / as_of.isoformat(), inputs)
    if answer is not None:
        text, state = _report_of_unchanged(answer), "已是最新"
    else:
        made = _built(folder, inputs, **decisive, **places)
        answer = BuildReply(**msgspec.structs.asdict(made.stated), folder=str(made.folder))
        text, state = _report(made), _state(made)
    note(folder, by, "built", Path(answer.folder) / answer.bundle, f"计算基准日 {as_of}，{state}")
    show(answer, text, as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _built(folder: Path, inputs: str, **asked: Any) -> Build:
    from legaldocs.volume import fence

    fence.start()  # it gets ready while this process does
    from legaldocs.commands._law import book
    from legaldocs.commands._progress import stages
    from legaldocs.job import build

    with stages() as watch:
        return build(folder, **asked, book=book(), inputs=inputs, watch=watch)


def _unchanged(target: Path, inputs: str) -> BuildReply | None:
    """Return what the output at ``target`` states, where a build would make the same again."""
    from legaldocs.core.atomic import clear_left
    from legaldocs.output.summary import read_summary
    from legaldocs.output.unchanged import is_unchanged

    stated = read_summary(target) if is_unchanged(target, inputs) else None
    if stated is None:
        return None
    clear_left(target)
    there = msgspec.structs.asdict(stated) | {"since": None}  # nothing is replaced now
    return BuildReply(**there, folder=str(target), unchanged=True)


def _readers(named: tuple[str, ...], *, evidence_only: bool) -> list[Recipient]:
    from legaldocs.output.recipient import Recipient

    if named and evidence_only:
        raise click.UsageError("--evidence-only 与 --for 不能同时使用，用 --for 写明给谁")
    return [Recipient(reader) for reader in named or ("全部",)]


def _profile(name: str | None) -> KitProfile | None:
    if name is None:
        return None
    from legaldocs.output.kit_profile import profile_named

    return profile_named(name)


def _state(made: Build) -> str:
    """Return which papers are drafts, in the words of the journal and the terminal."""
    drafts = [paper.title for paper in made.stated.papers if paper.draft]
    to_issue = sum(1 for draft in made.choice.made if draft.paper.is_issued)
    if len(drafts) == to_issue:
        return "文书都是草稿" if drafts else "没有待签文书"
    return f"文书是定稿，仍是草稿的：{'、'.join(drafts)}" if drafts else "文书是定稿"


def _report_of_unchanged(there: BuildReply) -> str:
    titles = "、".join(paper.title for paper in there.papers)
    rows = ["已是最新：案件、法律数据、模板、字体和程序都没有变，结果也没有人动过，没有重新生成"]
    rows.append(f"{stated_in_words(there.figures, there.judgment, there.decided_by)}")
    rows.append(f"原有 {len(there.papers)} 份文书：{titles or '无'}")
    if there.refused:
        rows.append(f"没有生成的：{'、'.join(paper.title for paper in there.refused)}")
    shown = counted(finding for finding in there.findings if finding.severity != "note")
    rows.append(f"{shown}，详见 SUMMARY.md")
    rows.append(f"结果在：{there.folder}")
    return "\n".join(rows)


def _report(made: Build) -> str:
    grave = errors(made.findings)
    rows = [listed(grave)] if grave else []
    rows.append(in_words(made.matter))
    if made.stated.since is not None:
        rows += since_lines(made.stated.since)
    titles = "、".join(draft.title for draft in made.choice.made)
    rows.append(f"已生成 {len(made.choice.made)} 份文书：{titles or '无'}")
    if any(paper.draft for paper in made.stated.papers):
        rows.append(f"{_state(made)}，每页标明未经签发，不得发出；核对、签批后加 --final 生成定稿")
    for finding in made.choice.holds:
        rows.append(f"{finding.message}（{finding.code}）")
        rows.append(f"       下一步：{finding.next_step}")
    rows += refused_lines(made.choice.refused, said=grave)
    rows += [
        f"{bundle.folder} 供{bundle.recipient}使用，没有收入的文件：{bundle.withheld} 个"
        for bundle in made.stated.bundles
        if bundle.recipient != "全部"
    ]
    shown = counted(finding for finding in made.findings if finding.severity != "note")
    rows.append(f"{shown}，详见 SUMMARY.md")
    if (made.folder / "kit").is_dir():
        rows.append("立案包在 kit 文件夹，缺什么见其中的提交清单.md")
    rows.append(f"结果在：{made.folder}")
    return "\n".join(rows)
