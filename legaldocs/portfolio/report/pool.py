"""Agencies and lawyers compared on debts of the same kind, so that nobody wins by easy ones."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.report.costs import per_yuan
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legaldocs.portfolio.report.placements import Placement
    from legaldocs.portfolio.report.policy import ReportPolicy

Kind = tuple[str, str, str]
"""Age, size and trade of debts on the day they were placed."""
_UNIT = Decimal("0.0001")
TOO_FEW = "同类案件太少，不比较"


class Fair(NamedTuple):
    """An agency's result on kinds of debts that others had too (同类比较)."""

    cases: int
    share: Decimal | None
    expected: Decimal | None
    adjusted: Decimal | None


def kind_of(one: Placement) -> Kind:
    """Return of which kind the placed debts were."""
    return one.age, one.size, one.trade


def fair(found: Sequence[Placement], policy: ReportPolicy) -> dict[str, Fair]:
    """Return, by agency, its share on comparable debts, and that share on the mix of the pool.

    Comparable are kinds that at least two agencies had. The expected share is what the pool as a
    whole recovered of the same kinds in the same amounts; the adjusted share is the pool's times
    what the agency recovered by what was expected (indirect standardisation). None below the
    threshold of cases.
    """
    kinds: dict[Kind, list[Placement]] = {}
    for one in found:
        if one.compared:
            kinds.setdefault(kind_of(one), []).append(one)
    both = {kind: cases for kind, cases in kinds.items() if len({one.agency for one in cases}) > 1}
    placed = sum(one.placed for cases in both.values() for one in cases)
    received = sum(one.received for cases in both.values() for one in cases)
    return {
        agency: _fair(agency, both, (placed, received), policy)
        for agency in sorted({one.agency for one in found})
    }


def _fair(
    agency: str, kinds: Mapping[Kind, list[Placement]], pool: tuple[int, int],
    policy: ReportPolicy,
) -> Fair:  # fmt: skip
    count = placed = received = 0
    expected = Decimal(0)
    for cases in kinds.values():
        mine = [one for one in cases if one.agency == agency]
        all_placed = sum(one.placed for one in cases)
        all_received = sum(one.received for one in cases)
        my_placed = sum(one.placed for one in mine)
        count, placed = count + len(mine), placed + my_placed
        received += sum(one.received for one in mine)
        expected += Decimal(my_placed) * all_received / all_placed
    if count < policy.fewest_cases:
        return Fair(count, None, None, None)
    adjusted = None
    if expected > 0:
        adjusted = (Decimal(received) / expected * pool[1] / pool[0]).quantize(_UNIT, ROUND_HALF_UP)
    ratio = (expected / placed).quantize(_UNIT, ROUND_HALF_UP)
    return Fair(count, share_of(received, placed), ratio, adjusted)


def pool_tables(
    found: Sequence[Placement], complained: Mapping[str, tuple[int, int]], policy: ReportPolicy
) -> tuple[Table, Table]:
    """Return the results of agencies and lawyers, and how they compare on debts of one kind."""
    mine = {
        agency: [one for one in found if one.agency == agency]
        for agency in sorted({one.agency for one in found})
    }
    return _results_table(mine, policy), _fair_table(mine, fair(found, policy), complained, policy)


def _results_table(agencies: Mapping[str, Sequence[Placement]], policy: ReportPolicy) -> Table:
    return Table(
        "agencies", "机构和律师的成绩",
        f"只算已经委托的、已结案或者满 {policy.within_days} 天的委托；收回是委托后这么多天以内、"
        "核销到所委托各笔的金额，与佣金结算的口径相同。转化率＝有回款的件数÷件数；回款天数是委托到第一笔回款的中位数；"
        "每收回一元＝这些委托的费用÷收回；佣金按收回金额摊到期限以内，其他费用按发生日。债务难易不同，不能直接比，见下一张表。",
        (
            Column("agency", "机构"), Column("kind", "种类"), Column("cases", "件数", Unit.COUNT),
            Column("placed", "委托金额", Unit.MONEY), Column("received", "收回", Unit.MONEY),
            Column("share", "收回比例", Unit.SHARE), Column("days", "回款天数", Unit.COUNT),
            Column("conversion", "转化率", Unit.SHARE),
            Column("per_yuan", "每收回一元", Unit.RATIO),
        ),
        tuple((agency, mine[0].kind, *_results(mine)) for agency, mine in agencies.items()),
    )  # fmt: skip


def _fair_table(
    agencies: Mapping[str, Sequence[Placement]], fairly: Mapping[str, Fair],
    complained: Mapping[str, tuple[int, int]], policy: ReportPolicy,
) -> Table:  # fmt: skip
    rows = []
    for agency, mine in agencies.items():
        declined = sum(one.declined for one in mine)
        running = len(mine) - declined - sum(one.compared for one in mine)
        verdict = TOO_FEW if fairly[agency].cases < policy.fewest_cases else ""
        counts = (len(mine), declined, running, *complained.get(agency, (0, 0)))
        rows.append((agency, *fairly[agency], verdict, *counts))
    rows.sort(key=lambda row: (row[4] is None, -(row[4] or 0), row[0]))
    return Table(
        "agencies_alike", "同类债务的比较",
        "同类＝委托日的账龄、金额、行业都相同、且至少两家办过的委托。应有＝各家办这些同类委托的平均收回"
        "比例；调整后＝全体收回比例×本家收回÷应有收回，高的在前。"
        f"同类不满 {policy.fewest_cases} 件的不比较。未满期是还在办、没有满期限的。",
        (
            Column("agency", "机构"), Column("alike", "同类件数", Unit.COUNT),
            Column("share", "收回", Unit.SHARE), Column("expected", "应有", Unit.SHARE),
            Column("adjusted", "调整后", Unit.SHARE), Column("verdict", "说明"),
            Column("placed_cases", "委托", Unit.COUNT), Column("declined", "不受理", Unit.COUNT),
            Column("running", "未满期", Unit.COUNT), Column("complaints", "投诉", Unit.COUNT),
            Column("upheld", "属实", Unit.COUNT),
        ),
        tuple(rows),
    )  # fmt: skip


def _results(mine: Sequence[Placement]) -> tuple[int | Decimal | None, ...]:
    known = [one for one in mine if one.compared]
    placed, received = sum(one.placed for one in known), sum(one.received for one in known)
    days = [one.first_days for one in known if one.first_days is not None]
    return (
        len(known), placed, received,
        share_of(received, placed), median_low(days) if days else None,
        share_of(len(days), len(known)), per_yuan(sum(one.cost for one in known), received),
    )  # fmt: skip


def kinds_table(found: Sequence[Placement]) -> Table:
    """Return the results by kind of debt and agency: what the comparison adds up."""
    lines: dict[tuple[str, ...], list[int]] = {}
    for one in found:
        if one.compared:
            line = lines.setdefault((*kind_of(one), one.agency), [0, 0, 0])
            for at, value in enumerate((1, one.placed, one.received)):
                line[at] += value
    return Table(
        "agency_kinds", "按债务种类",
        "账龄按委托日的金额加权平均逾期天数，金额是委托日未收合计，行业是客户的行业。",
        (
            Column("age", "账龄"), Column("size", "金额"), Column("trade", "行业"),
            Column("agency", "机构"), Column("cases", "件数", Unit.COUNT),
            Column("placed", "委托金额", Unit.MONEY), Column("received", "收回", Unit.MONEY),
            Column("share", "收回比例", Unit.SHARE),
        ),
        tuple(
            (*key, *line, share_of(line[2], line[1])) for key, line in sorted(lines.items())
        ),
    )  # fmt: skip
