"""The late-payment term of a contract, read from its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ALL, EACH, DueEvent, LprChoice
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.findings import EVERYTHING, Finding
from legaldocs.law.late_terms import LateTerm, Step, parse_cap
from legaldocs.law.rate_terms import (
    AgreedRate,
    FixedSum,
    LprMultiple,
    OverdueShare,
    parse_rate_term,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.late_payment import LatePayment
    from legaldocs.core.origin import Origin
    from legaldocs.law.late_terms import Cap
    from legaldocs.law.rate_terms import LprMode, RateTerm

MODES: dict[LprChoice, LprMode] = {LprChoice.FIXED: "fixed", LprChoice.FLOATING: "floating"}
_EVENTS = (
    DueEvent.DELIVERY,
    DueEvent.ACCEPTANCE,
    DueEvent.INVOICE,
    DueEvent.RECEIPT,
    DueEvent.SIGNING,
)


def agreed_term(contract: Contract, term: LatePayment) -> LateTerm:
    """Return the agreed term with its steps, its cap and what is owed once beside it.

    Raises CaseError when a standard or the cap cannot be read, the steps are out of order, a share
    of the price is agreed where there is no price, or the start is stated in two ways.
    """
    steps = _steps(contract, term)
    _check_start(term, steps)
    return LateTerm(
        steps,
        _cap(contract, term),
        per_part=bool(term.per_instalment),
        lump=_lump(contract, term, steps),
        not_before=term.not_before,
        reaches_back=term.runs_from is not None,
    )


def only_rate(contract: Contract) -> AgreedRate | LprMultiple | None:
    """Return the rate that runs from the first late day without steps or a cap, if it is one."""
    term = contract.late_payment
    agreed = agreed_term(contract, term) if term else None
    rate = agreed.steps[0].rate if agreed and agreed.plain else None
    return rate if isinstance(rate, AgreedRate | LprMultiple) else None


def runs_from(term: LatePayment) -> DueEvent | None:
    """Return the plain event that a late charge reaches back to: 交货 for 每批交货."""
    event = term.runs_from
    return EACH.get(event, ALL.get(event, event)) if event else None


def _steps(contract: Contract, term: LatePayment) -> tuple[Step, ...]:
    mode = MODES[contract.lpr_mode]
    steps = [Step(term.from_day, _rate(contract, term.rate, mode, term.origin, "rate（标准）"))]
    for row in term.steps:
        rate = _rate(contract, row.rate, mode, row.origin, "rate（分段标准）")
        if LateTerm.of(rate).once or row.from_day <= steps[-1].from_day:
            raise _unreadable(
                row.origin,
                "steps（分段标准）：各段的 from_day 应逐段增大，且各段都按时间计收",
                "逾期 1 至 30 日、第 31 日起标准不同的，写 from_day: 31；"
                "另有一次性违约金的，写 lump_sum",
            )
        steps.append(Step(row.from_day, rate))
    if term.from_day < 1 or (term.steps and LateTerm.of(steps[0].rate).once):
        raise _unreadable(
            term.origin,
            "from_day（自逾期第几日起）应从 1 起，且一次性的违约金不能再分段",
            "到期日的次日为逾期第 1 日；另有一次性违约金的，rate 写按时间的标准，"
            "lump_sum 写一次性的部分",
        )
    return tuple(steps)


def _check_start(term: LatePayment, steps: tuple[Step, ...]) -> None:
    """Refuse a term whose first day is stated in two ways, or is that of no event."""
    counted = bool(term.steps) or term.from_day > 1
    once = LateTerm.of(steps[0].rate).once
    if term.runs_from is not None and runs_from(term) not in _EVENTS:
        raise _unreadable(
            term.origin,
            f"runs_from（追溯起算事由）不能是“{term.runs_from}”",
            f"写 {'、'.join(_EVENTS)} 之一",
        )
    if term.runs_from is not None and (counted or once or isinstance(steps[0].rate, FixedSum)):
        raise _unreadable(
            term.origin,
            "追溯起算（runs_from）只能与一个按时间、按欠款计收的标准一起写",
            "核对合同的起算方式；分段、定额又追溯计算的，由律师计算后另行主张",
        )
    if term.not_before is not None and (term.runs_from is not None or once or term.lump_sum):
        raise _unreadable(
            term.origin,
            "not_before（最早起算日）不能与 runs_from 或一次性的违约金一起写",
            "核对合同自哪一日起计；两部分起算日不同的，由律师计算后另行主张",
        )


def _lump(
    contract: Contract, term: LatePayment, steps: tuple[Step, ...]
) -> FixedSum | OverdueShare | None:
    if not term.lump_sum:
        return None
    rate = _rate(contract, term.lump_sum, "fixed", term.origin, "lump_sum（另计的一次性违约金）")
    runs = not LateTerm.of(steps[0].rate).once
    if isinstance(rate, FixedSum | OverdueShare) and LateTerm.of(rate).once and runs:
        return rate
    raise _unreadable(
        term.origin,
        f"lump_sum（另计的一次性违约金）应只计一次，且 rate 按时间计收，写的是“{term.lump_sum}”",
        "写 一次性5000元、一次性合同价款的5% 或 一次性逾期金额的5%；按时间计收的写在 rate",
    )


def _rate(contract: Contract, text: str, mode: LprMode, origin: Origin, name: str) -> RateTerm:
    try:
        rate = parse_rate_term(text, mode=mode)
    except InputError as error:
        raise _misread(name, error, origin) from error
    if isinstance(rate, FixedSum) and rate.percent is not None:
        return replace(rate, yuan=_price(contract, origin) * rate.percent / 100)
    return rate


def _cap(contract: Contract, term: LatePayment) -> Cap | None:
    if not term.cap:
        return None
    try:
        cap = parse_cap(term.cap)
    except InputError as error:
        raise _misread("cap（上限）", error, term.origin) from error
    if cap.of == "price":
        return replace(cap, yuan=_price(contract, term.origin) * cap.percent / 100)
    return cap


def _price(contract: Contract, origin: Origin) -> Decimal:
    if not contract.price:
        raise _unreadable(
            origin,
            f"{contract.title}没有合同价款，以合同价款为基数的标准或上限无法计算",
            "填写 price，或核对合同以什么为基数",
        )
    return contract.price


def _misread(name: str, error: InputError, origin: Origin) -> CaseError:
    says = f"{name}：{error.what}，应为{error.expected}，写的是“{error.found}”"
    return _unreadable(origin, says, error.next_step)


def _unreadable(origin: Origin, says: str, next_step: str) -> CaseError:
    found = Finding(
        "LD-CASE-VALUE",
        "error",
        says,
        where=str(origin),
        next_step=next_step,
        blocks=(EVERYTHING,),
    )
    return CaseError(f"逾期付款标准无法识别（{origin}）", findings=(found,), next_step=next_step)
