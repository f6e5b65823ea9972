"""Debts whose limitation period ends soon or is over, as the day's work reckons it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.errors import LawError
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.day.limitation_ends import limitation_ends
from legaldocs.portfolio.report.table import Column, Table, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.customers import Customers

OVER, NEAR, BY_HAND = "已经届满", "即将届满", "由律师按当时的规定核对"


def standing(
    connection: Connection, items: Sequence[OpenItem], as_of: dt.date, policy: DayPolicy
) -> dict[str, list[OpenItem]]:
    """Return the open items whose period is over, near, or cannot be worked out."""
    found: dict[str, list[OpenItem]] = {OVER: [], NEAR: [], BY_HAND: []}
    if not policy.limitation_days:
        return found
    if _years(as_of) is None:
        found[BY_HAND] = [item for item in items if item.open_fen > 0 and item.due_on < as_of]
        return found
    for item, end in limitation_ends(connection, policy, as_of):
        found[BY_HAND if end is None else OVER if end < as_of else NEAR].append(item)
    return found


def _years(as_of: dt.date) -> int | None:
    """Return the general period on a day, None where the law data begin later."""
    try:
        return int(packaged().parameter("limitation.general", as_of).value)
    except LawError:
        return None


def limitation_table(
    found: dict[str, list[OpenItem]], as_of: dt.date, customers: Customers, policy: DayPolicy
) -> Table:
    """Return how much stands at which point, and with whom the most."""
    rows = []
    for name, items in found.items():
        owed: dict[int, int] = {}
        for item in items:
            owed[item.customer_id] = owed.get(item.customer_id, 0) + item.open_fen
        largest = sorted(owed, key=lambda customer: (-owed[customer], customer))[:3]
        who = "、".join(customers[customer].name for customer in largest)
        rows.append((name, len(items), len(owed), sum(owed.values()), who))
    return Table(
        "limitation", "诉讼时效", _counted(as_of, policy),
        (
            Column("standing", "情形"), Column("count", "笔数", Unit.COUNT),
            Column("customers", "客户数", Unit.COUNT), Column("amount", "未收", Unit.MONEY),
            Column("largest", "金额最大的客户"),
        ),
        tuple(rows),
    )  # fmt: skip


def _counted(as_of: dt.date, policy: DayPolicy) -> str:
    """Return which debts are in the table."""
    if not policy.limitation_days:
        return "book.yaml 的 day 把 limitation_days 写成 0，不列。"
    years = _years(as_of)
    if years is None:
        return "法律数据里没有当日的时效期间，逾期的都列出，逐笔核对证据后再下结论。"
    return (
        f"诉讼时效 {years} 年，{policy.limitation_days} 天以内届满或者已过的；"
        "算法与当日待办相同：有证据的催告、承诺和对账已经计入，没有证据的和部分付款没有计入，已由案件办理的各笔不列；"
        "逐笔核对证据后再下结论。"
    )
