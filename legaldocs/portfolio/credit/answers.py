"""The danger signals of customers as they stand on a day: by the numbers, else by a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.money import figure
from legaldocs.portfolio.credit.dealings import Dealings, Lateness
from legaldocs.portfolio.credit.model import SignalAnswer
from legaldocs.portfolio.credit.signals import Answer, Signal
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.credit.policy import CreditPolicy
    from legaldocs.portfolio.day.promises import Judged as JudgedPromise

NUMBERS = "账册数字"
"""Who answered, where the book did."""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class SignalState:
    """What is known of one signal (信号的结论); ``on`` is None where nobody has checked."""

    signal: Signal
    answer: Answer
    by: str = ""
    on: dt.date | None = None
    note: str = ""
    stale: bool = False
    """Whether the check is older than the policy accepts."""


def given_answers(
    connection: Connection, as_of: dt.date, customers: Collection[int] | None = None
) -> dict[int, dict[Signal, Mapping[str, Any]]]:
    """Return the latest answer of a person to each signal, by customer."""
    chosen = select(SignalAnswer.__table__).where(
        SignalAnswer.there(as_of), SignalAnswer.checked_on <= as_of
    )
    if customers is not None:
        chosen = chosen.where(SignalAnswer.customer_id.in_(customers))
    found: dict[int, dict[Signal, Mapping[str, Any]]] = {}
    ordered = chosen.order_by(SignalAnswer.checked_on, SignalAnswer.id)
    for row in connection.execute(ordered).mappings():
        found.setdefault(row["customer_id"], {})[Signal(row["signal"])] = dict(row)
    return found


def signal_states(
    policy: CreditPolicy,
    as_of: dt.date,
    given: Mapping[Signal, Mapping[str, Any]],
    known: Dealings | None,
    promises: Sequence[JudgedPromise],
) -> tuple[SignalState, ...]:
    """Return the state of all signals of one customer, in the order of the check sheet.

    What the numbers answer is answered by them; a person's answer then stands in the note.
    """
    counted = {state.signal: state for state in _by_numbers(policy, as_of, known, promises)}
    return tuple(_state(policy, as_of, signal, given.get(signal), counted.get(signal))
                 for signal in Signal)  # fmt: skip


def _state(
    policy: CreditPolicy,
    as_of: dt.date,
    signal: Signal,
    row: Mapping[str, Any] | None,
    counted: SignalState | None,
) -> SignalState:
    if counted is not None and (counted.answer is not Answer.UNKNOWN or row is None):
        return counted
    if row is None:
        return SignalState(signal, Answer.UNKNOWN)
    note = "；".join(filter(None, (row["note"], counted.note if counted else "")))
    stale = (as_of - row["checked_on"]).days > policy.check_days
    answer = Answer(row["answer"])
    return SignalState(signal, answer, row["who"], row["checked_on"], note, stale)


def _by_numbers(
    policy: CreditPolicy,
    as_of: dt.date,
    known: Dealings | None,
    promises: Sequence[JudgedPromise],
) -> list[SignalState]:
    known = known or Dealings()
    found = {
        Signal.PAYS_LATER: _pays_later(policy, known),
        Signal.BREAKS_PROMISES: _breaks_promises(policy, promises),
        Signal.LARGE_ORDER: _large_order(policy, known),
        Signal.GROWS_FAST: _grows_fast(policy, known),
    }
    return [SignalState(signal, answer, NUMBERS, as_of, note)
            for signal, (answer, note) in found.items()]  # fmt: skip


def _answer(yes: bool) -> Answer:  # noqa: FBT001 - the question stands where it is called
    return Answer.YES if yes else Answer.NO


def _pays_later(policy: CreditPolicy, known: Dealings) -> tuple[Answer, str]:
    recent, before = known.recent or Lateness(), known.before or Lateness()
    note = (
        f"近 {policy.payment_days} 天付款 {recent.payments} 笔，平均逾期 {recent.average} 天；"
        f"此前 {policy.history_days} 天 {before.payments} 笔，平均 {before.average} 天"
    )
    if min(recent.payments, before.payments) < policy.least_payments:
        return Answer.UNKNOWN, f"{note}；任一段不足 {policy.least_payments} 笔，不判断"
    return _answer(recent.average - before.average >= policy.slower_by_days), note


def _breaks_promises(policy: CreditPolicy, promises: Sequence[JudgedPromise]) -> tuple[Answer, str]:
    if not promises:
        return Answer.UNKNOWN, f"近 {policy.history_days} 天没有到期的承诺"
    missed = [one for one in promises if not one.kept]
    partly = sum(1 for one in missed if one.paid_fen)
    note = f"近 {policy.history_days} 天到期的承诺 {len(promises)} 个，没有守 {len(missed)} 个" + (
        f"（其中 {partly} 个付了一部分）" if partly else ""
    )
    return _answer(len(missed) >= policy.broken_promises), note


def _large_order(policy: CreditPolicy, known: Dealings) -> tuple[Answer, str]:
    sales, contract = _large_sale(policy, known), _large_contract(policy, known)
    notes = "；".join(note for _, note in (sales, contract) if note)
    answers = {answer for answer, _ in (sales, contract)}
    for answer in (Answer.YES, Answer.NO):
        if answer in answers:
            return answer, notes
    return Answer.UNKNOWN, notes


def _large_sale(policy: CreditPolicy, known: Dealings) -> tuple[Answer, str]:
    if known.earlier_sales < policy.least_payments:
        return Answer.UNKNOWN, f"此前只有 {known.earlier_sales} 笔应收，不足以比较"
    average = yuan_of(known.earlier_fen) / known.earlier_sales
    note = (
        f"近 {policy.order_days} 天最大一笔 {figure(yuan_of(known.largest_new))} 元；"
        f"此前 {known.earlier_sales} 笔平均 {figure(average)} 元，"
        f"最大 {figure(yuan_of(known.largest_earlier))} 元"
    )
    much = known.largest_new * known.earlier_sales >= policy.order_times * known.earlier_fen
    return _answer(much and known.largest_new > known.largest_earlier), note


def _large_contract(policy: CreditPolicy, known: Dealings) -> tuple[Answer, str]:
    if not known.new_contract_fen:
        return Answer.UNKNOWN, ""
    note = (
        f"近 {policy.order_days} 天签订的合同 {known.new_contract} "
        f"价款 {figure(yuan_of(known.new_contract_fen))} 元，"
        f"近一年销售 {figure(yuan_of(known.year_fen))} 元"
    )
    if known.year_fen <= 0:
        return Answer.UNKNOWN, note
    return _answer(known.new_contract_fen > known.year_fen), note


def _grows_fast(policy: CreditPolicy, known: Dealings) -> tuple[Answer, str]:
    note = (
        f"近一年销售 {figure(yuan_of(known.year_fen))} 元，"
        f"前一年 {figure(yuan_of(known.year_before_fen))} 元"
    )
    if known.year_before_fen <= 0:
        return Answer.UNKNOWN, f"{note}；前一年没有销售，不判断"
    much = known.year_fen * _HUNDRED > known.year_before_fen * (_HUNDRED + policy.growth_percent)
    return _answer(much), note
