"""How the book is looked at: ages, sizes, and what one's own work costs.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from legaldocs.core.notation import Notation, share
from legaldocs.core.origin import Origin

if TYPE_CHECKING:
    from legaldocs.core.typed import TypedReader

_PERCENT = Notation("百分比，如 12%", share)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPolicy:
    """How the book is looked at (账册报表的口径).

    ``ages`` are days overdue, ``sizes`` yuan; each number is the upper edge of a band.
    ``within_days`` is how long money is waited for before a past case is judged. Fewer than
    ``fewest_cases`` are not compared. What the ways of collecting cost stands in the rest.
    """

    origin: Origin
    ages: Annotated[tuple[int, ...], "账龄的分界，逾期天数"] = (30, 60, 90)
    sizes: Annotated[tuple[Decimal, ...], "金额的分界"] = (
        Decimal(20_000), Decimal(100_000), Decimal(500_000),
    )  # fmt: skip
    months: Annotated[int, "趋势的月数"] = 12
    top: Annotated[int, "列出前几名"] = 10
    within_days: Annotated[int, "收回期限，天"] = 180
    fewest_cases: Annotated[int, "至少几件才比较"] = 10
    hour: Annotated[Decimal, "内部工时每小时"] = Decimal(80)
    own_hours: Annotated[int, "自行催收的工时"] = 8
    agency_hours: Annotated[int, "委托催收的工时"] = 3
    suit_hours: Annotated[int, "诉讼的工时"] = 16
    commission: Annotated[Decimal | None, "催收机构的佣金比例", _PERCENT] = None
    lawyer_fee: Annotated[Decimal | None, "律师费，固定部分"] = None
    lawyer_share: Annotated[Decimal | None, "律师费，按收回金额的比例", _PERCENT] = None
    preserve: Annotated[bool, "诉讼时申请保全"] = True


def check_report(policy: ReportPolicy | None, reader: TypedReader) -> None:
    """Report edges that do not rise, and numbers that mean nothing."""
    if policy is None:
        return
    for key, edges in (("ages", policy.ages), ("sizes", policy.sizes)):
        if not edges or edges[0] <= 0 or list(edges) != sorted({*edges}):
            reader.note(
                "LD-REPORT-EDGES",
                policy.origin.of(key),
                f"report 的 {key} 应当是大于 0、由小到大、不重复的数",
                next_step="例如 ages: [30, 60, 90]",
            )
    for key in ("months", "top", "within_days", "fewest_cases"):
        if getattr(policy, key) < 1:
            reader.note(
                "LD-REPORT-NUMBER",
                policy.origin.of(key),
                f"report 的 {key} 至少是 1",
                next_step="改正，或者删去这一行，用通常的数",
            )


USUAL = ReportPolicy(origin=Origin("通常的口径"))
"""What holds where book.yaml says nothing."""
