"""How much of the book a few customers owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from legaldocs.portfolio.report.ageing import Ageing, AgeLine


def top_share(found: Ageing, top: int) -> Decimal | None:
    """Return what of the open total the largest customers owe."""
    return share_of(sum(line.total for line in found.ordered()[:top]), found.total.total)


def concentration_table(found: Ageing, top: int) -> Table:
    """Return the customers who owe most, with their share and the share of all down to them."""
    rows, so_far = [], 0
    for rank, line in enumerate(found.ordered()[:top], start=1):
        so_far += line.total
        rows.append((rank, line.name, *_figures(line, found, so_far)))
    return Table(
        "concentration", f"前 {top} 大客户",
        "占比＝该客户未收÷全部未收；累计是从第一名到这一名。",
        (
            Column("rank", "名次", Unit.COUNT), Column("name", "客户"),
            Column("open", "未收", Unit.MONEY), Column("overdue", "其中逾期", Unit.MONEY),
            Column("share", "占比", Unit.SHARE), Column("so_far", "累计占比", Unit.SHARE),
        ),
        tuple(rows),
    )  # fmt: skip


def _figures(line: AgeLine, found: Ageing, so_far: int) -> Sequence[int | Decimal | None]:
    whole = found.total.total
    return line.total, line.overdue, share_of(line.total, whole), share_of(so_far, whole)


def movement_table(now: Ageing, before: Ageing, top: int) -> Table:
    """Return the customers whose overdue sum grew or fell most."""
    changes = []
    for key, line in {**before.lines, **now.lines}.items():
        new = now.lines[key].overdue if key in now.lines else 0
        old = before.lines[key].overdue if key in before.lines else 0
        if new != old:
            changes.append((line.name, old, new, new - old))
    changes.sort(key=lambda row: (-abs(row[3]), row[0]))
    return Table(
        "movements", "逾期增减最大的客户",
        "期末逾期金额减期初逾期金额，按增减的绝对值排列。",
        (
            Column("name", "客户"), Column("before", "期初逾期", Unit.MONEY),
            Column("now", "期末逾期", Unit.MONEY), Column("change", "增减", Unit.MONEY),
        ),
        tuple(changes[:top]),
    )  # fmt: skip
