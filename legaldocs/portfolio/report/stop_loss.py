"""Whether a debt is worth going after: what the past says comes in, against what each way costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from legaldocs.core.money import figure
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.report.assignment import past_of
from legaldocs.portfolio.report.customers import Customers
from legaldocs.portfolio.report.debt import debt_of
from legaldocs.portfolio.report.evidence import evidence
from legaldocs.portfolio.report.own_history import own_history
from legaldocs.portfolio.report.placements import LAW_FIRM, placements
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of
from legaldocs.portfolio.report.ways import AGENCY, ORDER, OWN, SUIT, ways

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.debt import Debt
    from legaldocs.portfolio.report.evidence import Evidence, Past
    from legaldocs.portfolio.report.policy import ReportPolicy
    from legaldocs.portfolio.report.ways import Way

WORTH, NOT_WORTH, UNSURE = "划算", "不划算", "看不准"
UNKNOWN, NO_COST = "没有足够的同类案件", "费用不知道"
_UNIT = Decimal("0.0001")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A way held against the past (前景); sums in fen, None where there is no figure."""

    way: Way
    evidence: Evidence | None
    expected: int | None
    cost: int | None
    net: int | None
    net_low: int | None
    net_high: int | None
    break_even: Decimal | None
    verdict: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopLoss:
    """The outlook of each way for a debt (止损测算)."""

    debt: Debt
    outlooks: tuple[Outlook, ...]

    @property
    def advice(self) -> str:
        """What follows from the verdicts."""
        worth = [one for one in self.outlooks if one.verdict == WORTH]
        if worth:
            best = max(worth, key=lambda one: one.net or 0)
            return (
                f"划算的办法里，{best.way.name}预计净收回最多：{figure(yuan_of(best.net or 0))} 元"
            )
        known = [one for one in self.outlooks if one.evidence and one.net is not None]
        if known and all(one.verdict == NOT_WORTH for one in known):
            return "能测算的办法都不划算：没有新的财产线索的，可以停止投入；债权仍在，注意时效"
        return "过去的案件还不足以下结论，由人决定；盈亏点见表"


def stop_loss(connection: Connection, named: str, as_of: dt.date, policy: ReportPolicy) -> StopLoss:
    """Return what each way would bring and cost. Raises InputError where nothing is overdue."""
    debt, customers = debt_of(connection, named, as_of, policy), Customers(connection)
    found = placements(connection, as_of, customers, policy)
    known = [one for one in found if one.compared]
    past: dict[str, Sequence[Past]] = {
        OWN: own_history(connection, as_of, customers, policy),
        AGENCY: [past_of(one) for one in known if one.kind != LAW_FIRM],
        ORDER: (),
        SUIT: [past_of(one) for one in known if one.kind == LAW_FIRM],
    }
    return StopLoss(
        debt,
        tuple(
            outlook(debt.total, way, evidence(past[way.name], debt.kind, policy.fewest_cases))
            for way in ways(debt, found, policy)
        ),
    )


def outlook(total: int, way: Way, seen: Evidence | None) -> Outlook:
    """Return a way held against what past cases recovered of debts like this one.

    It breaks even where the share that comes in, less what of it goes to others, covers the rest of
    the cost: fixed ÷ (debt × (1 − share)). Where others get all of it or more, it never does.
    """
    steps = list(way.steps)
    if way.missing:
        steps.append(way.missing)
        return Outlook(way, seen, None, None, None, None, None, None, NO_COST, tuple(steps))
    even = _break_even(total, way)
    steps.append(_even_step(total, way, even))
    if seen is None:
        verdict = NOT_WORTH if even is None else UNKNOWN
        return Outlook(way, None, None, None, None, None, None, even, verdict, tuple(steps))
    expected = _part(total, seen.mean)
    cost = way.fixed + _part(expected, way.share)
    low, high = (_net(total, way, share) for share in (seen.low, seen.high))
    verdict = _verdict(seen, even)
    mean, ends = _percent(seen.mean), f"{_percent(seen.low)}—{_percent(seen.high)}"
    past = f"过去{seen.likeness}的 {seen.cases} 件（{seen.customers} 个客户）"
    steps += [
        f"{past}，平均收回 {mean}，95% 区间 {ends}",
        f"预计收回 {_yuan(total)}×{mean}＝{_yuan(expected)} 元",
        f"成本 {_yuan(cost)} 元，净收回是两者的差，{_yuan(expected - cost)} 元",
    ]
    return Outlook(
        way, seen, expected, cost, expected - cost, low, high, even, verdict, tuple(steps)
    )


def _break_even(total: int, way: Way) -> Decimal | None:
    if way.share >= 1:
        return None
    return (Decimal(way.fixed) / (total * (_ONE - way.share))).quantize(_UNIT, ROUND_CEILING)


def _verdict(seen: Evidence, even: Decimal | None) -> str:
    if even is None or seen.high < even:
        return NOT_WORTH
    return WORTH if seen.low >= even else UNSURE


def _even_step(total: int, way: Way, even: Decimal | None) -> str:
    if even is None:
        return f"每收回一元要付出 {_percent(way.share)}，收回多少都不划算，没有盈亏点"
    kept = _percent(_ONE - way.share)
    return (
        f"盈亏点：固定成本 {_yuan(way.fixed)}÷（{_yuan(total)}×{kept}）＝{_percent(even)}，"
        "收回比例高于它才不亏"
    )


def _net(total: int, way: Way, share: Decimal) -> int:
    came = _part(total, share)
    return came - way.fixed - _part(came, way.share)


def _part(whole: int, share: Decimal) -> int:
    return int((whole * share).quantize(_ONE, ROUND_HALF_UP))


def _percent(share: Decimal) -> str:
    return f"{share * 100:.2f}%"


def _yuan(whole: int) -> str:
    return figure(yuan_of(whole))


def stop_loss_table(found: StopLoss) -> Table:
    """Return the ways beside each other."""
    return Table(
        "ways", "各种办法",
        "预计收回＝逾期未收×过去同类的平均收回比例（同一客户的几件按平均算一件）；盈亏点是收回比例要达到"
        "多少才不亏。区间下限不低于盈亏点的划算，上限低于盈亏点的不划算，跨过的看不准。只算本金，违约金另计。"
        "交给机构、律师的案件本来难易不同，各种办法的收回比例不能当作办法的效果。",
        (
            Column("way", "办法"), Column("verdict", "结论"),
            Column("break_even", "盈亏点", Unit.SHARE), Column("mean", "平均收回", Unit.SHARE),
            Column("low", "区间下限", Unit.SHARE), Column("high", "区间上限", Unit.SHARE),
            Column("cases", "同类件数", Unit.COUNT), Column("customers", "客户数", Unit.COUNT),
            Column("expected", "预计收回", Unit.MONEY), Column("cost", "成本", Unit.MONEY),
            Column("net", "净收回", Unit.MONEY), Column("net_low", "净收回下限", Unit.MONEY),
            Column("net_high", "净收回上限", Unit.MONEY),
        ),
        tuple(_row(one) for one in found.outlooks),
    )  # fmt: skip


def _row(one: Outlook) -> tuple[str | int | Decimal | None, ...]:
    seen = one.evidence
    past = (seen.mean, seen.low, seen.high, seen.cases, seen.customers) if seen else (None,) * 5
    sums = (one.expected, one.cost, one.net, one.net_low, one.net_high)
    return one.way.name, one.verdict, one.break_even, *past, *sums


def items_table(debt: Debt) -> Table:
    """Return the overdue items of the debt."""
    return Table(
        "items", "逾期未收", "逾期的各笔；没有写明付哪一笔的回款不在里面扣减。",
        (
            Column("number", "应收单号"), Column("due_on", "到期日", Unit.DAY),
            Column("days", "逾期天数", Unit.COUNT), Column("open", "未收", Unit.MONEY),
            Column("share", "占比", Unit.SHARE),
        ),
        tuple(
            (item.number, item.due_on, item.days_overdue(debt.as_of), item.open_fen,
             share_of(item.open_fen, debt.total))
            for item in debt.items
        ),
    )  # fmt: skip
