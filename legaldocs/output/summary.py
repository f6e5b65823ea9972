"""summary.json: what a build made, what it refused, and what a person should look at."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from legaldocs.core.findings import Finding
from legaldocs.law.checked import law_checked
from legaldocs.output.figures import (
    Figures,
    JudgmentFigures,
    LimitationEnd,
    deadlines,
    figures,
    judgment_figures,
)
from legaldocs.output.place import place_of
from legaldocs.output.posting import Posting
from legaldocs.output.reply import Reply
from legaldocs.output.since import Since, since
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.examine import Choice
    from legaldocs.volume.layout import Layout


class Letter(msgspec.Struct, frozen=True):
    """The letter whose turn it is (应发函件)."""

    due: Annotated[str | None, Meta(description="函件名称；不需要发函的为空")]
    reason: Annotated[str, Meta(description="为什么")]


class MadePaper(msgspec.Struct, frozen=True):
    """A paper that was made (已生成的文书)."""

    id: Annotated[str, Meta(description="代号，可用于 --only")]
    title: Annotated[str, Meta(description="名称")]
    file: Annotated[str, Meta(description="位置，不含 .docx、.pdf")]
    draft: Annotated[bool, Meta(description="是否草稿：每页标明未经签发，不得发出")]
    held_by: Annotated[
        tuple[Finding, ...],
        Meta(description="为什么还不能签发，加 --final 也是草稿；可以签发的为空"),
    ]
    posting: Annotated[Posting | None, Meta(description="怎样寄送；不是函件的为空")]


class RefusedPaper(msgspec.Struct, frozen=True):
    """A paper that was not made, and why (未生成的文书)."""

    id: Annotated[str, Meta(description="代号")]
    title: Annotated[str, Meta(description="名称")]
    reasons: Annotated[tuple[Finding, ...], Meta(description="原因")]


class Volume(msgspec.Struct, frozen=True):
    """The court volume (证据卷)."""

    files: Annotated[tuple[str, ...], Meta(description="volume 文件夹里的文件")]
    exhibits: Annotated[int, Meta(description="证据项数")]
    pages: Annotated[int, Meta(description="页数")]


class MadeBundle(msgspec.Struct, frozen=True):
    """A bundle that was made (证据包)."""

    recipient: Annotated[str, Meta(description="给谁：全部、法院或者对方")]
    folder: Annotated[str, Meta(description="位置")]
    withheld: Annotated[int, Meta(description="没有收入的原件数")]


class Summary(Reply, frozen=True, tag="legaldocs.summary/1"):
    """What a build made and refused (生成结果); ``summary.json`` of its output."""

    version: Annotated[str, Meta(description="legaldocs 的版本")]
    as_of: Annotated[dt.date, Meta(description="计算基准日")]
    case: Annotated[str, Meta(description="案件名称")]
    creditor: Annotated[str, Meta(description="债权人")]
    debtor: Annotated[str, Meta(description="债务人")]
    figures: Figures
    decided_by: Annotated[str, Meta(description="债权已经由什么确定；没有的为空")]
    judgment: Annotated[JudgmentFigures | None, Meta(description="没有生效法律文书的为空")]
    letter: Letter
    papers: Annotated[tuple[MadePaper, ...], Meta(description="已生成的文书")]
    refused: Annotated[tuple[RefusedPaper, ...], Meta(description="未生成的文书")]
    volume: Volume
    deadlines: Annotated[tuple[LimitationEnd, ...], Meta(description="期限")]
    bundle: Annotated[str, Meta(description="证据包的位置")]
    law: Annotated[str, Meta(description="法律数据核对到哪一天")]
    withheld: Annotated[int, Meta(description="没有收入 bundle 所指证据包的原件数")]
    bundles: Annotated[tuple[MadeBundle, ...], Meta(description="各个证据包，见 --for")]
    internal: Annotated[int, Meta(description="internal 文件夹里的文件数，不收入任何证据包")]
    since: Annotated[
        Since | None,
        Meta(description="与输出文件夹里上次的结果相比；没有上次结果、没有不同的为空"),
    ] = None


def read_summary(output: Path) -> Summary | None:
    """Return the summary in the folder of an output, None where none of this version is."""
    try:
        stated = json.loads((output / "summary.json").read_bytes())
        return msgspec.convert(stated, Summary)
    except (OSError, ValueError, msgspec.ValidationError):
        return None


def with_since(summary: Summary, fresh: Path, former: Path) -> Summary:
    """Return the summary of ``fresh`` with what differs from the output in ``former``, if any."""
    there = read_summary(former)
    if there is None:
        return summary
    return msgspec.structs.replace(summary, since=since(there, former, summary, fresh))


def summary_of(  # noqa: PLR0913 - the results of every step of a build
    matter: Matter,
    choice: Choice,
    findings: Sequence[Finding],
    layout: Layout,
    fresh: Path,
    *,
    drafts: Container[str],
    bundles: Sequence[MadeBundle] = (),
    internal: int = 0,
    ok: bool,
) -> Summary:
    """Return the summary of a build whose output is the folder ``fresh``.

    ``drafts`` are the ids of the papers that are marked as drafts. What the ``bundles`` leave out
    is counted and not named; ``internal`` is the number of files that no bundle takes.
    """
    due = matter.letter.effect
    return Summary(
        ok=ok,
        findings=tuple(findings),
        version=VERSION,
        as_of=matter.as_of,
        case=matter.case.title,
        creditor=matter.case.creditor.name,
        debtor="、".join(debtor.name for debtor in matter.case.debtors),
        figures=figures(matter),
        decided_by=matter.decided_by,
        judgment=judgment_figures(matter),
        letter=Letter(str(due) if due else None, matter.letter.reason),
        papers=_made(choice, drafts),
        refused=tuple(
            RefusedPaper(refusal.draft.id, refusal.draft.title, refusal.findings)
            for refusal in choice.refused
        ),
        volume=_volume(layout, fresh),
        deadlines=deadlines(matter),
        bundle=bundles[0].folder if bundles else "",
        law=law_checked(matter.book).says,
        withheld=bundles[0].withheld if bundles else 0,
        bundles=tuple(bundles),
        internal=internal,
    )


def _made(choice: Choice, drafts: Container[str]) -> tuple[MadePaper, ...]:
    from legaldocs.output.letter_posting import posting_of  # noqa: PLC0415 - not to read a summary

    return tuple(
        MadePaper(
            draft.id,
            draft.title,
            place_of(draft),
            draft.id in drafts,
            choice.held.get(draft.id, ()),
            posting_of(draft),
        )
        for draft in choice.made
    )


def _volume(layout: Layout, fresh: Path) -> Volume:
    files = sorted(path.relative_to(fresh).as_posix() for path in fresh.glob("volume/*"))
    pages = max((last for _, last in layout.pages.values()), default=0)
    return Volume(tuple(files), len(layout.chapters), pages)
