"""``legaldocs check``: what is right and wrong with a case, and nothing written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import as_of_option, json_option, warn_of_future
from legaldocs.commands._refusals import refused_lines
from legaldocs.commands._show import counted, listed, show
from legaldocs.output.figures import Figures, figures, in_words
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.examine import Choice


class CheckReply(Reply, frozen=True, tag="legaldocs.check/1"):
    """What is right and wrong with a case (核对结果)."""

    as_of: Annotated[dt.date, Meta(description="计算基准日")]
    figures: Figures
    papers: Annotated[tuple[str, ...], Meta(description="可生成的文书的代号")]
    refused: Annotated[tuple[str, ...], Meta(description="不生成的文书的代号")]


@click.command("check")
@click.argument("folder", metavar="CASE", type=click.Path(path_type=Path))
@as_of_option
@json_option
@click.pass_context
def command(context: click.Context, folder: Path, *, as_of: dt.date, as_json: bool) -> None:
    """读取案件，核对各项事实，列出全部问题。"""
    from legaldocs.case.reading import load_case
    from legaldocs.commands._law import book
    from legaldocs.core.errors import CaseError
    from legaldocs.core.findings import errors
    from legaldocs.examine import choose, examine
    from legaldocs.volume.foresee import foresee_quotes

    warn_of_future(as_of)
    matter, examined = examine(load_case(folder), as_of, book())
    findings = (*examined, *foresee_quotes(matter.exhibits, matter.case.folder))
    choice = choose(matter, findings)
    answer = CheckReply(
        ok=not errors(findings),
        findings=findings,
        as_of=matter.as_of,
        figures=figures(matter),
        papers=tuple(draft.id for draft in choice.made),
        refused=tuple(refusal.draft.id for refusal in choice.refused),
    )
    show(answer, _report(matter, choice, findings), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _report(matter: Matter, choice: Choice, findings: tuple[Finding, ...]) -> str:
    reasons = {finding for refusal in choice.refused for finding in refusal.findings}
    shown = [
        finding for finding in findings if finding.severity == "error" or finding not in reasons
    ]
    rows = [listed(shown)] if shown else []
    rows.append(in_words(matter))
    rows += [] if matter.decided_by else _readings(matter.claim)
    rows.append(f"可生成：{'、'.join(draft.title for draft in choice.made) or '无'}")
    rows += refused_lines(choice.refused, said=shown)
    rows.append(counted(finding for finding in findings if finding.severity != "note"))
    return "\n".join(rows)


def _readings(claim: Claim) -> list[str]:
    """Return the other figures a court may come to where the late charge follows the LPR."""
    from legaldocs.core.money import figure

    rows = []
    if claim.lpr is not None and claim.late_charge:
        doubt = "（含暂计利率）" if claim.lpr.provisional else ""
        rows.append(
            f"{claim.late_charge_name}：LPR 固定为违约时的 {figure(claim.lpr.fixed)} 元，"
            f"随期浮动的 {figure(claim.lpr.floating)} 元{doubt}"
        )
    if claim.floor is not None and claim.late_charge:
        rows.append(f"{claim.late_charge_name}：法定加计幅度取下限的 {figure(claim.floor)} 元")
    return rows
