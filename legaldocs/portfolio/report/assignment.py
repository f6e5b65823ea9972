"""To whom a customer's debt might be given, by what each recovered of debts like it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.report.costs import per_yuan
from legaldocs.portfolio.report.evidence import LIKENESS, Past
from legaldocs.portfolio.report.interval import wilson
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legaldocs.portfolio.report.debt import Debt
    from legaldocs.portfolio.report.placements import Placement
    from legaldocs.portfolio.report.policy import ReportPolicy

_UNIT = Decimal("0.0001")


class Candidate(NamedTuple):
    """An agency with enough cases like a debt, and what came of them (候选机构)."""

    agency: str
    cases: int
    share: Decimal | None
    per_yuan: Decimal | None
    net: Decimal
    conversion: Decimal
    low: Decimal
    high: Decimal
    upheld: int


class Proposal(NamedTuple):
    """To whom to give a debt, best first, and why (委托建议)."""

    level: int
    table: Table
    reasons: tuple[str, ...]


def past_of(one: Placement) -> Past:
    """Return a placement as a past case. Its placed sum is above zero."""
    return Past(one.customer_id, one.age, one.size, one.trade, Decimal(one.received) / one.placed)


def proposal(
    debt: Debt, found: Sequence[Placement], complained: Mapping[str, tuple[int, int]],
    policy: ReportPolicy,
) -> Proposal | None:  # fmt: skip
    """Return the agencies with enough cases like a debt, the best net of cost first; or None.

    All are compared at the same likeness: the closest at which two agencies have enough cases, and
    otherwise the closest at which one has.
    """
    known = [one for one in found if one.compared]
    chosen = max(
        (
            (min(len(able), 2), -level, able)
            for level in range(len(LIKENESS))
            if (able := _able(debt, known, level, policy))
        ),
        key=lambda one: one[:2],
        default=None,
    )
    if chosen is None:
        return None
    level, able = -chosen[1], chosen[2]
    rows = [_candidate(agency, cases, complained) for agency, cases in able.items()]
    rows.sort(key=lambda one: (-one.net, one.agency))
    return Proposal(level, _table(rows, level), _reasons(rows, level))


def _able(
    debt: Debt, known: Sequence[Placement], level: int, policy: ReportPolicy
) -> dict[str, list[Placement]]:
    alike: dict[str, list[Placement]] = {}
    for one in known:
        if past_of(one).alike(*debt.kind, level):
            alike.setdefault(one.agency, []).append(one)
    return {name: cases for name, cases in alike.items() if len(cases) >= policy.fewest_cases}


def _candidate(
    agency: str, cases: Sequence[Placement], complained: Mapping[str, tuple[int, int]]
) -> Candidate:
    placed, received = sum(one.placed for one in cases), sum(one.received for one in cases)
    cost = sum(one.cost for one in cases)
    with_money = sum(one.first_days is not None for one in cases)
    conversion = Decimal(with_money) / len(cases)
    return Candidate(
        agency,
        len(cases),
        share_of(received, placed),
        per_yuan(cost, received),
        (Decimal(received - cost) / placed).quantize(_UNIT, ROUND_HALF_UP),
        conversion.quantize(_UNIT, ROUND_HALF_UP),
        *wilson(conversion, len(cases)),
        complained.get(agency, (0, 0))[1],
    )


def _table(rows: Sequence[Candidate], level: int) -> Table:
    return Table(
        "proposal", "委托建议",
        f"各家过去{LIKENESS[level]}的委托；净收回＝（收回－费用）÷委托金额，由高到低。"
        "转化率的区间是 95% 的 Wilson 区间。",
        (
            Column("agency", "机构"), Column("cases", "同类件数", Unit.COUNT),
            Column("share", "收回比例", Unit.SHARE), Column("per_yuan", "每收回一元", Unit.RATIO),
            Column("net", "净收回", Unit.SHARE), Column("conversion", "转化率", Unit.SHARE),
            Column("low", "区间下限", Unit.SHARE), Column("high", "区间上限", Unit.SHARE),
            Column("upheld", "属实投诉", Unit.COUNT),
        ),
        tuple(rows),
    )  # fmt: skip


def _reasons(rows: Sequence[Candidate], level: int) -> tuple[str, ...]:
    first = rows[0]
    reasons = [f"比较的是{LIKENESS[level]}的委托，{first.agency}有 {first.cases} 件"]
    if level:
        reasons.append("更像的案件不够多，所以放宽")
    if len(rows) == 1:
        reasons.append("只有这一家有足够的同类案件，没有可比的")
        return tuple(reasons)
    second = rows[1]
    reasons.append(
        f"净收回 {shown(first.net, Unit.SHARE)}，第二名{second.agency} "
        f"{shown(second.net, Unit.SHARE)}"
    )
    if first.low < second.high and second.low < first.high:
        reasons.append("两家转化率的区间有重叠，差别可能出于偶然")
    if first.upheld:
        reasons.append(f"{first.agency}有 {first.upheld} 件属实的投诉，先看清楚再定")
    return tuple(reasons)
