"""A case as it was known on a day: what happened later is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case, Procedure

F = TypeVar("F")


def as_known_on(case: Case, day: dt.date) -> Case:
    """Return the case without what is dated after ``day``.

    A fact that had begun keeps its place and loses only what came later, such as the day a letter
    arrived. So no paper of a day tells of a later one.
    """
    return replace(
        case,
        deliveries=tuple(
            _without_later(each, day, "signed_on", "accepted_on")
            for each in _until(case.deliveries, day, "delivered_on")
        ),
        invoices=_until(case.invoices, day, "issued_on"),
        payments=_until(case.payments, day, "paid_on"),
        credits=_until(case.credits, day, "agreed_on"),
        costs=_until(case.costs, day, "incurred_on"),
        statements=tuple(
            each if each.confirmed_on is None or each.confirmed_on <= day
            else replace(each, confirmed_on=None, confirmed_by="")
            for each in _until(case.statements, day, "through_on")
        ),
        communications=tuple(
            _without_later(each, day, "arrived_on")
            for each in _until(case.communications, day, "sent_on")
        ),
        guarantees=_until(case.guarantees, day, "signed_on"),
        other_evidence=_until(case.other_evidence, day, "dated_on"),
        procedure=_procedure(case.procedure, day) if case.procedure else None,
    )  # fmt: skip


def _until(rows: tuple[F, ...], day: dt.date, field: str) -> tuple[F, ...]:
    return tuple(each for each in rows if not _later(getattr(each, field), day))


def _later(dated: dt.date | None, day: dt.date) -> bool:
    return dated is not None and dated > day


def _without_later(fact: Any, day: dt.date, *fields: str) -> Any:
    return replace(fact, **{each: None for each in fields if _later(getattr(fact, each), day)})


def _procedure(procedure: Procedure, day: dt.date) -> Procedure:
    suit, order, held = procedure.suit, procedure.payment_order, procedure.preservation
    return replace(
        procedure,
        suit=None if suit and suit.filed_on > day else suit,
        payment_order=_without_later(order, day, "applied_on", "ended_on") if order else None,
        preservation=_without_later(held, day, "pre_suit_applied_on") if held else None,
    )
