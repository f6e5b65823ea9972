"""Debts whose limitation period ends soon or is over, as the day's work reckons it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import LawError
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.day.limitation_ends import period_ends
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.report.table import Column, Table, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.deadlines import Ending
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.customers import Customers

OVER, NEAR, BY_HAND = "已经届满", "即将届满", "由律师按当时的规定核对"


@dataclass(slots=True)
class PeriodsNear:
    """What stands near the end of a period on a day (将届满的期间).

    ``limitation`` are the open items whose period is over, near, or cannot be worked out;
    ``others`` the periods to have an instrument enforced and those of guarantees, by customer.
    """

    limitation: dict[str, list[OpenItem]]
    others: list[tuple[int, Ending]]

    @property
    def items(self) -> list[OpenItem]:
        """Return the items of limitation, at whatever point."""
        return [item for items in self.limitation.values() for item in items]


def standing(
    connection: Connection, items: Sequence[OpenItem], as_of: dt.date, policy: DayPolicy
) -> PeriodsNear:
    """Return what stands near the end of a period on a day."""
    found = PeriodsNear({OVER: [], NEAR: [], BY_HAND: []}, [])
    if not policy.limitation_days and not policy.guarantee_days:
        return found
    if _years(as_of) is None:
        if policy.limitation_days:
            late = [item for item in items if item.open_fen > 0 and item.due_on < as_of]
            found.limitation[BY_HAND] = late
        return found
    ends = period_ends(connection, policy, as_of)
    for item, end in ends.limitation:
        name = BY_HAND if end is None else OVER if end < as_of else NEAR
        found.limitation[name].append(item)
    found.others = sorted(ends.others, key=lambda one: (one[1].ends_on, one[0], one[1].why))
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


def period_table(
    found: PeriodsNear, as_of: dt.date, customers: Customers, policy: DayPolicy
) -> Table:
    """Return each period to have an instrument enforced, and of a guarantee, that ends soon."""
    rows = [
        (
            GUARANTEE if one.step is Step.GUARANTEE else ENFORCEMENT, customers[customer].name,
            one.contract, one.ends_on, sum(item.open_fen for item in one.items), one.why,
        )
        for customer, one in found.others
    ]  # fmt: skip
    return Table(
        "periods", "申请执行、保证期间", _periods(as_of, policy),
        (
            Column("kind", "期间"), Column("customer", "客户"), Column("contract", "合同编号"),
            Column("ends_on", "届满日", Unit.DAY), Column("amount", "未收", Unit.MONEY),
            Column("why", "说明"),
        ),
        tuple(rows),
    )  # fmt: skip


ENFORCEMENT, GUARANTEE = "申请执行", "保证期间"


def _periods(as_of: dt.date, policy: DayPolicy) -> str:
    """Return which periods are in the table."""
    if _years(as_of) is None:
        return "法律数据里没有当日的期间，不列，由律师按当时的规定核对。"
    return (
        f"判决等生效文书的申请执行期间 {policy.limitation_days} 天以内届满或者已过的，"
        f"保证期间 {policy.guarantee_days} 天以内届满的，与当日待办相同；已经申请执行的，不必再办。"
    )
