"""What the ways of collecting a debt cost: own work, an agency, a payment order, a suit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.money import figure
from legaldocs.law.fees import court_fees
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.report.placements import LAW_FIRM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.portfolio.report.debt import Debt
    from legaldocs.portfolio.report.placements import Placement
    from legaldocs.portfolio.report.policy import ReportPolicy

OWN, AGENCY, ORDER, SUIT = "自行催收", "委托催收机构", "申请支付令", "诉讼"


class Way(NamedTuple):
    """A way of collecting and its cost (办法).

    ``fixed`` is in fen, ``share`` of each yuan that comes in; ``missing`` says what is not known of
    the cost, and then there is no figure.
    """

    name: str
    fixed: int
    share: Decimal
    steps: tuple[str, ...]
    missing: str = ""


def ways(debt: Debt, found: Sequence[Placement], policy: ReportPolicy) -> list[Way]:
    """Return the ways with their cost for a debt, by the fee rules in force on the day."""
    return [
        Way(OWN, *_hours(policy.own_hours, policy)),
        _agency(found, policy),
        _order(debt, policy),
        _suit(debt, policy),
    ]


def _hours(hours: int, policy: ReportPolicy) -> tuple[int, Decimal, tuple[str, ...]]:
    cost = fen(policy.hour) * hours
    step = f"内部工时 {hours} 小时×{figure(policy.hour)} 元＝{figure(yuan_of(cost))} 元"
    return cost, Decimal(0), (step,)


def _agency(found: Sequence[Placement], policy: ReportPolicy) -> Way:
    fixed, _, steps = _hours(policy.agency_hours, policy)
    if policy.commission is not None:
        step = f"佣金：收回金额的 {policy.commission.normalize():f}%（book.yaml 的 report）"
        return Way(AGENCY, fixed, policy.commission / 100, (*steps, step))
    past = [one for one in found if one.compared and one.kind != LAW_FIRM]
    received, cost = sum(one.received for one in past), sum(one.cost for one in past)
    if len(past) < policy.fewest_cases or not received:
        missing = "佣金不知道：在 book.yaml 的 report 里写 commission"
        return Way(AGENCY, fixed, Decimal(0), steps, missing)
    share = (Decimal(cost) / received).quantize(Decimal("0.0001"))
    step = (
        f"佣金等费用：过去 {len(past)} 件委托的费用 {figure(yuan_of(cost))} 元÷收回 "
        f"{figure(yuan_of(received))} 元＝{share * 100:.2f}%"
    )
    return Way(AGENCY, fixed, share, (*steps, step))


def _order(debt: Debt, policy: ReportPolicy) -> Way:
    fees = court_fees(packaged(), yuan_of(debt.total), debt.as_of)
    fixed, _, steps = _hours(policy.own_hours, policy)
    note = f"支付令申请费 {figure(fees.payment_order)} 元；对方提出异议的，支付令失效，只能另行起诉"
    return Way(ORDER, fixed + fen(fees.payment_order), Decimal(0), (*steps, note))


def _suit(debt: Debt, policy: ReportPolicy) -> Way:
    fees = court_fees(packaged(), yuan_of(debt.total), debt.as_of)
    fixed, _, steps = _hours(policy.suit_hours, policy)
    said = [
        *steps,
        f"案件受理费 {figure(fees.acceptance)} 元（减半的 {figure(fees.acceptance_half)} 元）",
    ]
    fixed += fen(fees.acceptance)
    if policy.preserve:
        fixed += fen(fees.preservation)
        said.append(f"保全申请费 {figure(fees.preservation)} 元，担保的费用另计")
    said.append(
        f"申请执行费 {figure(fees.execution)} 元：不预交，由被执行人负担，不计入成本；"
        "胜诉的，受理费、保全费由对方负担，能不能收回看执行，这里都计入成本"
    )
    if policy.lawyer_fee is None and policy.lawyer_share is None:
        missing = "律师费不知道：在 book.yaml 的 report 里写 lawyer_fee 或者 lawyer_share"
        return Way(SUIT, fixed, Decimal(0), tuple(said), missing)
    if policy.lawyer_fee is not None:
        fixed += fen(policy.lawyer_fee)
        said.append(f"律师费 {figure(policy.lawyer_fee)} 元")
    share = (policy.lawyer_share or Decimal(0)) / 100
    if share:
        said.append(f"律师费另按收回金额的 {share * 100:.2f}%")
    return Way(SUIT, fixed, share, tuple(said))
