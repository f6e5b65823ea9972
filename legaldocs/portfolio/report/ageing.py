"""The ageing of the book on a day: what is open, by how long it is overdue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.report.bands import age_bands
from legaldocs.portfolio.report.table import Column, Table, Unit, Value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.bands import AgeBands
    from legaldocs.portfolio.report.customers import Customers, Grouping
    from legaldocs.portfolio.report.policy import ReportPolicy

TOTAL = "合计"
REST = "其余"
DEFINED = (
    "截至当日未收的金额，按到期日到当日的天数分档；到期日当天不算逾期，当日以后的回款不扣；"
    "红字为负数。未核销回款是已经收到、没有写明付哪一笔的钱，连同为当日以后才开票的应收预收的，不在各档里"
    "扣减。"
)


@dataclass(slots=True)
class AgeLine:
    """One line of the ageing, in fen by band (账龄的一行)."""

    name: str
    bands: list[int]
    count: int = 0
    unmatched: int = 0

    @property
    def total(self) -> int:
        """What is open in all bands."""
        return sum(self.bands)

    @property
    def overdue(self) -> int:
        """What is open and overdue."""
        return self.total - self.bands[0]

    def add(self, other: AgeLine) -> None:
        """Add another line to this one."""
        self.bands = [mine + its for mine, its in zip(self.bands, other.bands, strict=True)]
        self.count += other.count
        self.unmatched += other.unmatched


@dataclass(frozen=True, slots=True)
class Ageing:
    """The open items of a day in bands (账龄表)."""

    as_of: dt.date
    bands: AgeBands
    total: AgeLine
    lines: dict[int | str, AgeLine] = field(default_factory=dict)

    def ordered(self) -> list[AgeLine]:
        """Return the lines, the largest first."""
        return sorted(self.lines.values(), key=lambda line: (-line.total, line.name))


def ageing(
    connection: Connection, as_of: dt.date, grouping: Grouping, customers: Customers,
    policy: ReportPolicy,
) -> Ageing:  # fmt: skip
    """Return the ageing of the book at the end of a day."""
    items, left = open_items(connection, as_of), unmatched(connection, as_of)
    return aged(items, left, as_of, grouping, customers, age_bands(policy))


def aged(
    items: Sequence[OpenItem], left: Mapping[int, int], as_of: dt.date, grouping: Grouping,
    customers: Customers, bands: AgeBands,
) -> Ageing:  # fmt: skip
    """Return open items and unmatched money in bands and groups."""
    found = Ageing(as_of, bands, _line(TOTAL, bands))
    for item in items:
        line = _of(found, customers.line(item.customer_id, grouping, item.owner))
        for one in (line, found.total):
            one.bands[bands.band(item.due_on, as_of)] += item.open_fen
            one.count += 1
    for customer, fen in left.items():
        _of(found, customers.line(customer, grouping)).unmatched += fen
        found.total.unmatched += fen
    return found


def _line(name: str, bands: AgeBands) -> AgeLine:
    return AgeLine(name, [0] * len(bands.labels))


def _of(found: Ageing, line: tuple[int | str, str]) -> AgeLine:
    key, name = line
    return found.lines.setdefault(key, _line(name, found.bands))


def ageing_table(found: Ageing, heading: str, top: int | None = None) -> Table:
    """Return an ageing as a table; with ``top`` the rest of the lines is one line."""
    lines = found.ordered()
    if top is not None and len(lines) > top + 1:
        rest = _line(REST, found.bands)
        for line in lines[top:]:
            rest.add(line)
        rest.name = f"{REST} {len(lines) - top} 个"
        lines = [*lines[:top], rest]
    return Table(
        f"ageing_{heading}", f"账龄，按{heading}", DEFINED,
        (
            Column("name", heading),
            *_band_columns(found.bands),
            Column("total", "未收合计", Unit.MONEY),
            Column("unmatched", "未核销回款", Unit.MONEY),
            Column("count", "笔数", Unit.COUNT),
        ),
        tuple(_row(line) for line in (*lines, found.total)),
    )  # fmt: skip


def _band_columns(bands: AgeBands) -> Iterable[Column]:
    for number, label in enumerate(bands.labels):
        yield Column(f"band_{number}", label, Unit.MONEY)


def _row(line: AgeLine) -> tuple[Value, ...]:
    return line.name, *line.bands, line.total, line.unmatched, line.count


def item_table(items: Sequence[OpenItem], customers: Customers, found: Ageing) -> Table:
    """Return each open item with its band: what an ageing adds up."""
    return Table(
        "items", "明细", "账龄表逐笔的来源，各笔未收金额相加等于合计。",
        (
            Column("customer", "客户"), Column("number", "应收单号"),
            Column("invoice", "发票号码"), Column("contract", "合同编号"),
            Column("amount", "金额", Unit.MONEY), Column("open", "未收", Unit.MONEY),
            Column("due_on", "到期日", Unit.DAY), Column("days", "逾期天数", Unit.COUNT),
            Column("band", "账龄"), Column("owner", "业务员"),
        ),
        tuple(
            (
                customers[item.customer_id].name, item.number, item.invoice_number,
                item.contract_number, item.amount_fen, item.open_fen, item.due_on,
                item.days_overdue(found.as_of), found.bands.label(item.due_on, found.as_of),
                item.owner or customers[item.customer_id].owner,
            )
            for item in items
        ),
    )  # fmt: skip
