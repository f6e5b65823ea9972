"""Debts whose limitation period may end soon: counted from the due day, nothing interrupting."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.core.errors import LawError
from legaldocs.law.deadline import corresponding_day
from legaldocs.law.lawbook import packaged
from legaldocs.law.limitation import LimitationFacts, limitation
from legaldocs.portfolio.report.table import Column, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.policy import ReportPolicy

OVER, NEAR, BY_HAND = "按到期日起算已经届满", "即将届满", "由律师按当时的规定核对"


def standing(
    items: Sequence[OpenItem], as_of: dt.date, policy: ReportPolicy
) -> dict[str, list[OpenItem]]:
    """Return the open items whose period is over, near, or cannot be worked out."""
    until: dict[dt.date, str] = {}
    years = _years(as_of)
    near = as_of + dt.timedelta(days=policy.limitation_days)
    found: dict[str, list[OpenItem]] = {OVER: [], NEAR: [], BY_HAND: []}
    for item in items:
        if item.open_fen <= 0 or item.due_on >= as_of:
            continue
        if years is not None and corresponding_day(item.due_on, years=years) > near:
            continue  # most of them: the rules need not be asked
        if item.due_on not in until:
            until[item.due_on] = _standing(item.due_on, as_of, near)
        if name := until[item.due_on]:
            found[name].append(item)
    return found


def _years(as_of: dt.date) -> int | None:
    """Return the general period on a day, None where the law data begin later."""
    try:
        return int(packaged().parameter("limitation.general", as_of).value)
    except LawError:
        return None


def _standing(due_on: dt.date, as_of: dt.date, near: dt.date) -> str:
    try:
        end = limitation(packaged(), LimitationFacts(due_on=due_on), as_of).conservative
    except LawError:
        return BY_HAND
    if end is None or end > near:
        return ""
    return OVER if end < as_of else NEAR


def limitation_table(
    found: dict[str, list[OpenItem]], as_of: dt.date, customers: Customers, policy: ReportPolicy
) -> Table:
    """Return how much stands at which point, and with whom the most."""
    years = _years(as_of)
    counted = (
        f"按到期日起算 {years} 年、不计任何中断，{policy.limitation_days} 天以内届满或者已过的"
        if years
        else "法律数据里没有当日的时效期间，逾期的都列出"
    )
    rows = []
    for name, items in found.items():
        owed: dict[int, int] = {}
        for item in items:
            owed[item.customer_id] = owed.get(item.customer_id, 0) + item.open_fen
        largest = sorted(owed, key=lambda customer: (-owed[customer], customer))[:3]
        who = "、".join(customers[customer].name for customer in largest)
        rows.append((name, len(items), len(owed), sum(owed.values()), who))
    return Table(
        "limitation", "诉讼时效",
        f"{counted}；催告、承诺、对账、部分付款会使时效中断，逐笔核对证据后再下结论。",
        (
            Column("standing", "情形"), Column("count", "笔数", Unit.COUNT),
            Column("customers", "客户数", Unit.COUNT), Column("amount", "未收", Unit.MONEY),
            Column("largest", "金额最大的客户"),
        ),
        tuple(rows),
    )  # fmt: skip
