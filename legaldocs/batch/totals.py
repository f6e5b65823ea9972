"""What a whole run came to: ``summary.json`` of the run."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from legaldocs.batch.outcome import Sums
from legaldocs.core.money import ZERO, plain
from legaldocs.output.reply import Reply
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legaldocs.batch.outcome import Outcome
    from legaldocs.core.findings import Finding

_PARTS = ("principal", "late_charge", "costs", "total")


class RunSummary(Reply, frozen=True, tag="legaldocs.run/1"):
    """What a run came to (批量结果); ``summary.json`` of its folder."""

    version: Annotated[str, Meta(description="legaldocs 的版本")]
    as_of: Annotated[dt.date, Meta(description="计算基准日")]
    cases: Annotated[int, Meta(description="案件数")]
    built: Annotated[int, Meta(description="这次生成的")]
    unchanged: Annotated[int, Meta(description="已是最新、跳过的")]
    left_out: Annotated[int, Meta(description="没有变化，因 --changed 不计入以上各项的案件数")]
    failed: Annotated[int, Meta(description="没有结果的")]
    to_look_at: Annotated[int, Meta(description="需要人处理的，见 exceptions.xlsx")]
    sums: Annotated[Sums, Meta(description="有结果的案件的金额合计")]
    papers: Annotated[dict[str, int], Meta(description="已生成的文书，代号和份数")]
    refused: Annotated[dict[str, int], Meta(description="未生成的文书，原因的代码和份数")]
    reasons: Annotated[dict[str, int], Meta(description="需要人处理的案件，首个原因的代码和件数")]
    warnings: Annotated[dict[str, int], Meta(description="警告的代码，和有这种警告的案件数")]
    gone: Annotated[
        tuple[str, ...], Meta(description="案件已经不在，而 cases 里还有以前结果的，相对路径")
    ]
    removed: Annotated[tuple[str, ...], Meta(description="其中按 --prune 删去了的")]
    seconds: Annotated[float, Meta(description="各件用时合计，秒")]


@dataclass(frozen=True, slots=True)
class Aside:
    """What a run says besides its outcomes (另行说明).

    ``findings`` are of the run itself; ``left_out`` counts cases that have not changed and are not
    among the outcomes; ``gone`` and ``removed`` as for :func:`leftovers`.
    """

    findings: tuple[Finding, ...] = ()
    left_out: int = 0
    gone: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


_NOTHING = Aside()


def totals(outcomes: Sequence[Outcome], as_of: dt.date, aside: Aside = _NOTHING) -> RunSummary:
    """Return what a run came to; amounts are summed exactly."""
    states = Counter(outcome.state for outcome in outcomes)
    return RunSummary(
        ok=all(outcome.ok for outcome in outcomes),
        findings=aside.findings,
        version=VERSION,
        as_of=as_of,
        cases=len(outcomes),
        built=states["built"],
        unchanged=states["unchanged"],
        left_out=aside.left_out,
        failed=states["failed"],
        to_look_at=sum(not outcome.ok for outcome in outcomes),
        sums=Sums(*(_sum(outcomes, part) for part in _PARTS)),
        papers=_counted(paper for outcome in outcomes for paper in outcome.papers),
        refused=_counted(code for outcome in outcomes for code in outcome.refused.values()),
        reasons=_counted(outcome.reasons[0].code for outcome in outcomes if outcome.reasons),
        warnings=_counted(code for outcome in outcomes for code in outcome.warned),
        gone=aside.gone,
        removed=aside.removed,
        seconds=round(sum(outcome.seconds for outcome in outcomes), 3),
    )


def _sum(outcomes: Sequence[Outcome], part: str) -> str:
    parts = (Decimal(getattr(one.sums, part)) for one in outcomes if one.sums is not None)
    return plain(sum(parts, ZERO))


def _counted(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))
