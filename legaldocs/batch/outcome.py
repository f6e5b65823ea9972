"""What became of one case: a line of ``run.jsonl``."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from legaldocs.core.findings import errors
from legaldocs.output.reply import Yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaldocs.core.errors import LegaldocsError
    from legaldocs.core.findings import Finding
    from legaldocs.output.summary import Summary

TIME, MEMORY, DIED, NODE, DISK = (
    "LD-BATCH-TIME",
    "LD-BATCH-MEMORY",
    "LD-BATCH-DIED",
    "LD-BATCH-NODE",
    "LD-BATCH-DISK",
)
"""What became of the process or its disk, and not of the case: ``--resume`` tries it again."""

ABOUT_PROCESS = frozenset({TIME, MEMORY, DIED, NODE, DISK})
_MOST_REASONS = 20


class Reason(msgspec.Struct, frozen=True):
    """Why a person must look at a case (待处理的原因)."""

    code: Annotated[str, Meta(description="固定的代码")]
    what: Annotated[str, Meta(description="发生了什么")]
    where: Annotated[str, Meta(description="在哪里：文件，或者文件:行")] = ""
    next_step: Annotated[str, Meta(description="下一步")] = ""


class Sums(msgspec.Struct, frozen=True):
    """What is owed (债权金额)."""

    principal: Annotated[Yuan, Meta(description="到期未付本金")]
    late_charge: Annotated[Yuan, Meta(description="违约金或逾期付款损失")]
    costs: Annotated[Yuan, Meta(description="费用")]
    total: Annotated[Yuan, Meta(description="合计")]


class Outcome(msgspec.Struct, frozen=True, tag_field="schema", tag="legaldocs.outcome/1"):
    """What became of one case (一件的结果); a line of ``run.jsonl``."""

    case: Annotated[str, Meta(description="案件文件夹，相对路径")]
    state: Annotated[
        Literal["built", "unchanged", "failed"],
        Meta(description="built 已生成、unchanged 已是最新、failed 没有结果"),
    ]
    ok: Annotated[bool, Meta(description="是否没有错误")]
    inputs: Annotated[str, Meta(description="输入的摘要；没有读到的为空")] = ""
    papers: Annotated[tuple[str, ...], Meta(description="已生成的文书，代号")] = ()
    refused: Annotated[dict[str, str], Meta(description="未生成的文书，代号和原因的代码")] = {}
    found: Annotated[dict[str, int], Meta(description="各程度的检查结果数")] = {}
    warned: Annotated[tuple[str, ...], Meta(description="警告的代码，各写一次")] = ()
    sums: Annotated[Sums | None, Meta(description="债权金额；没有结果的为空")] = None
    reasons: Annotated[tuple[Reason, ...], Meta(description="需要人处理的原因，最多 20 条")] = ()
    older: Annotated[bool, Meta(description="没有结果，而文件夹里是以前的结果")] = False
    seconds: Annotated[float, Meta(description="用时，秒")] = 0

    @property
    def is_final(self) -> bool:
        """Whether trying again would give the same: nothing but the case is at fault."""
        return not any(reason.code in ABOUT_PROCESS for reason in self.reasons)


def encoded(outcome: Outcome) -> bytes:
    """Return an outcome as one line of JSON; a byte of a name that is no text becomes an escape."""
    text = json.dumps(msgspec.to_builtins(outcome), ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")


def decoded(line: bytes) -> Outcome:
    """Return the outcome that a line holds. Raises ValueError for any other."""
    return msgspec.convert(json.loads(line), Outcome)


def stated(
    case: str, summary: Summary, inputs: str, *, built: bool, final: bool = False
) -> Outcome:
    """Return the outcome of a case with an output, as its summary states it.

    ``final`` where papers to send were asked for: one that can only be a draft is looked at.
    """
    owed = summary.figures
    at_fault = tuple(_at_fault(summary)) if not summary.ok else ()
    held = at_fault or (tuple(_held(summary)) if final else ())
    return Outcome(
        case,
        "built" if built else "unchanged",
        summary.ok and not held,
        inputs=inputs,
        papers=tuple(paper.id for paper in summary.papers),
        refused={paper.id: paper.reasons[0].code for paper in summary.refused},
        found=dict(sorted(Counter(one.severity for one in summary.findings).items())),
        warned=tuple(sorted({one.code for one in summary.findings if one.severity == "warning"})),
        sums=Sums(owed.principal, owed.late_charge, owed.costs, owed.total),
        reasons=_reasons(held),
    )


def failed(case: str, *reasons: Reason, inputs: str = "", older: bool = False) -> Outcome:
    """Return the outcome of a case without an output."""
    return Outcome(case, "failed", ok=False, inputs=inputs, reasons=reasons, older=older)


def reasons_of(error: LegaldocsError) -> tuple[Reason, ...]:
    """Return why an error ended a case: the findings it carries, else its own words."""
    found = _reasons(getattr(error, "findings", ()))
    detail = f"{error.what}；实际：{error.found}" if error.found else error.what
    return found or (Reason(error.code, detail, error.where, error.next_step),)


def _at_fault(summary: Summary) -> Iterator[Finding]:
    """Yield the errors, else why a paper asked for was refused or is still a draft."""
    grave = errors(summary.findings)
    yield from grave
    if not grave:
        yield from (paper.reasons[0] for paper in summary.refused)
        yield from _held(summary)


def _held(summary: Summary) -> Iterator[Finding]:
    """Yield why papers can only be drafts."""
    return (finding for paper in summary.papers if paper.draft for finding in paper.held_by)


def _reasons(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    rows = dict.fromkeys(
        Reason(finding.code, finding.message, finding.where, finding.next_step)
        for finding in findings
    )
    return tuple(rows)[:_MOST_REASONS]
