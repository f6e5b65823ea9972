"""What of the debts open when a period began came in during it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.portfolio.report.customers import Grouping
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.bands import AgeBands
    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.money_in import Money, Period

_GROUPS = (Grouping.SEGMENT, Grouping.TRADE, Grouping.PERSON)


def recovery_tables(
    opening: Sequence[OpenItem], money: Iterable[Money], period: Period, bands: AgeBands,
    customers: Customers,
) -> list[Table]:  # fmt: skip
    """Return recovery by age, kind of customer, trade and person, of items open at the start."""
    came: dict[int, int] = {}
    for one in money:
        came[one.receivable_id] = came.get(one.receivable_id, 0) + one.fen
    owed = [item for item in opening if item.open_fen > 0]

    def age(item: OpenItem) -> str:
        return bands.label(item.due_on, period.after)

    tables = [_table("age", "账龄", owed, came, age, list(bands.labels))]
    for grouping in _GROUPS:

        def of(item: OpenItem, grouping: Grouping = grouping) -> str:
            return customers.group(item.customer_id, grouping, item.owner)

        names = sorted({of(item) for item in owed})
        tables.append(_table(grouping.name.lower(), grouping.value, owed, came, of, names))
    return tables


def _table(
    id_: str, heading: str, owed: list[OpenItem], came: dict[int, int],
    group: Callable[[OpenItem], str], names: list[str],
) -> Table:  # fmt: skip
    sums = {name: [0, 0, 0] for name in (*names, "合计")}
    for item in owed:
        for name in (group(item), "合计"):
            line = sums[name]
            line[0] += 1
            line[1] += item.open_fen
            line[2] += came.get(item.id, 0)
    return Table(
        f"recovery_{id_}", f"收回率，按{heading}",
        "收回率＝期初未收的各笔在本期收到并核销的金额÷期初未收金额（红字不计；账龄按期初）。",
        (
            Column("name", heading), Column("count", "期初笔数", Unit.COUNT),
            Column("opening", "期初未收", Unit.MONEY), Column("received", "本期收回", Unit.MONEY),
            Column("share", "收回率", Unit.SHARE),
        ),
        tuple(
            (name, *line, share_of(line[2], line[1])) for name, line in sums.items() if line[0]
        ),
    )  # fmt: skip
