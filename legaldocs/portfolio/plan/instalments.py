"""The parts of a price, to the fen, and the day each falls due as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ALL, EACH, DueEvent
from legaldocs.claim.due_day import due_day
from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.core.near import folded
from legaldocs.portfolio.fen import fen, yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from legaldocs.portfolio.plan.terms import ContractTerms, PlannedPart, Purpose

_HUNDRED = Decimal(100)
_FINEST = Decimal("0.0001")
"""A share is agreed to four decimals; what is finer comes from rounding to the fen."""
_LARGEST = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class ScheduledPart:
    """A part with its sum and day (分期); ``waits_for`` says what its day is waiting for."""

    part: PlannedPart
    amount_fen: int
    due_on: dt.date | None
    says: str
    waits_for: str = ""


def schedule(terms: ContractTerms, events: Mapping[DueEvent, dt.date]) -> tuple[ScheduledPart, ...]:
    """Return the parts of a contract in the order of the file; their sums are the price.

    Raises InputError, with the line, where parts and price do not fit, a name stands twice, or a
    part states its day in two ways.
    """
    _check_names(terms)
    sums = _sums(terms)
    return tuple(
        ScheduledPart(part, sum_, *_day(part, terms, events))
        for part, sum_ in zip(terms.parts, sums, strict=True)
    )


def _check_names(terms: ContractTerms) -> None:
    if not terms.parts:
        raise InputError(
            "没有写付款安排", where=terms.origin.of("parts"), next_step="在 parts 里至少写一期"
        )
    seen: set[str] = set()
    for part in terms.parts:
        if folded(part.name) in seen:
            raise InputError(
                f"期次“{part.name}”写了两次", where=part.origin, next_step="每一期写不同的名称"
            )
        seen.add(folded(part.name))


def _sums(terms: ContractTerms) -> list[int]:
    """Return the fen of each part; the last share takes what rounding leaves."""
    for part in terms.parts:
        if part.share is not None and part.amount is not None:
            raise _misfit(part, "又写了比例，又写了金额", "只留一项")
    rests = [part for part in terms.parts if part.share is None and part.amount is None]
    if len(rests) > 1:
        raise _misfit(rests[1], "第二个既没有比例也没有金额的期次", "只有一期可以不写，它是余款")
    price = _price(terms, rest=bool(rests))
    stated = [_exact(part, price) for part in terms.parts]
    left = price - sum((sum_ for sum_ in stated if sum_ is not None), Decimal(0))
    if left <= 0 if rests else left != 0:
        raise _unequal(terms, price, left)
    sums = [fen((left if sum_ is None else sum_).quantize(Decimal("0.01"), ROUND_DOWN))
            for sum_ in stated]  # fmt: skip
    shares = [at for at, part in enumerate(terms.parts) if part.amount is None]
    if shares:
        sums[shares[-1]] += fen(price) - sum(sums)
    for part, sum_ in zip(terms.parts, sums, strict=True):
        if sum_ <= 0:
            raise _misfit(part, "分到的金额不足一分", "核对价款和比例")
    return sums


def _price(terms: ContractTerms, *, rest: bool) -> Decimal:
    shares = any(part.share is not None for part in terms.parts)
    if terms.price is None and (rest or shares):
        raise InputError(
            "没有写合同价款，按比例的期次和余款算不出",
            where=terms.origin,
            next_step="填写 price，或者每一期写 amount",
        )
    total = sum((part.amount or Decimal(0) for part in terms.parts), Decimal(0))
    price = total if terms.price is None else terms.price
    if not 0 < price < _LARGEST:
        raise InputError(
            "合同价款为零或者过大", where=terms.origin.of("price"), found=f"{price:f}",
            next_step="核对金额和单位",
        )  # fmt: skip
    return price


def _exact(part: PlannedPart, price: Decimal) -> Decimal | None:
    return part.amount if part.share is None else price * part.share / _HUNDRED


def _unequal(terms: ContractTerms, price: Decimal, left: Decimal) -> InputError:
    return InputError(
        "各期合计与合同价款不符",
        where=terms.origin.of("parts"),
        expected=f"合计 {figure(price)} 元（有余款一期的，其余各期少于它）",
        found=f"写明的各期合计 {figure(price - left)} 元",
        next_step="核对各期的比例、金额和合同价款",
    )


def _misfit(part: PlannedPart, what: str, next_step: str) -> InputError:
    return InputError(f"期次“{part.name}”{what}", where=part.origin, next_step=next_step)


def _day(
    part: PlannedPart, terms: ContractTerms, events: Mapping[DueEvent, dt.date]
) -> tuple[dt.date | None, str, str]:
    """Return the due day, how it was counted, and what it waits for."""
    term, event = part.due_days, part.event
    if part.due_on is not None:
        if event is not None or term is not None:
            raise _misfit(part, "又写了到期日，又写了起算的期限", "只留一项")
        return part.due_on, f"约定 {chinese_day(part.due_on)}", ""
    if part.due_after and term and term.event and term.event is not part.due_after:
        raise _misfit(part, f"起算事由写了{part.due_after}和{term.event}两个", "只留一个")
    if event is None:
        return None, "", "没有写到期日，也没有写从哪一个事由起算"
    if event in EACH or event in (DueEvent.DEMAND, DueEvent.THIRD_PARTY):
        return None, "", f"每一笔，{event}不是一个确定的日子，到期时由财务的应收表导入"
    known = _known(event, terms, events)
    if known is None:
        return None, "", f"{event}的日期，发生以后写进 events，再运行一次"
    counted = due_day(term, event.value, known)
    return counted.on, counted.says, ""


def _known(
    event: DueEvent, terms: ContractTerms, events: Mapping[DueEvent, dt.date]
) -> dt.date | None:
    """Return the day of an event; 全部交货 is known by its own name or as 交货."""
    found = events.get(event) or events.get(ALL.get(event, event))
    return found or (terms.signed_on if event is DueEvent.SIGNING else None)


def share_of(parts: tuple[ScheduledPart, ...], purpose: Purpose) -> Decimal:
    """Return the percent of the price that the parts of a purpose are, as fine as it is agreed."""
    whole = sum(part.amount_fen for part in parts)
    of_it = sum(part.amount_fen for part in parts if part.part.purpose is purpose)
    return (yuan_of(of_it) * _HUNDRED / yuan_of(whole)).quantize(_FINEST)
