"""Interest by runs of days, as several commands show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.commands._calc import Segment

if TYPE_CHECKING:
    from legaldocs.core.findings import Finding
    from legaldocs.law.interest import Accrual, InterestSegment


def segment_reply(segment: InterestSegment) -> Segment:
    """Return a run of days as ``--json`` gives it; the interest in yuan as text."""
    from legaldocs.core.money import plain

    return Segment(
        first=segment.first,
        last=segment.last,
        days=segment.days,
        rate=f"{segment.percent.normalize():f}%/{segment.per}",
        interest=plain(segment.interest),
        says=segment.says,
        source=segment.source,
        provisional=segment.provisional,
    )


def provisional_rates(accrual: Accrual) -> tuple[Finding, ...]:
    """Return the warning that a rate was used past its last checked day, if one was."""
    from legaldocs.core.findings import Finding

    if not accrual.provisional:
        return ()
    return (
        Finding(
            "LD-LAW-PROVISIONAL",
            "warning",
            "部分日期晚于利率数据的核对日，按最后已知的利率暂定计算",
            next_step=(
                "查公告后运行 legaldocs law confirm lpr_1y --on 日期 --value 数值 --source 公告"
            ),
        ),
    )
