"""The terms of a contract in force on a day: as signed, then as its supplements changed them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from legaldocs.case.contract import Contract, EarlierTerm, Instalment

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.contract import Supplement

P = TypeVar("P", Contract, Instalment)

_REPLACED = (
    "price", "court", "arbitration", "dispute_clause", "cost_clause", "service_clause",
)  # fmt: skip


def in_force(contract: Contract, day: dt.date) -> Contract:
    """Return the contract with the terms in force on ``day``.

    A part whose term was changed keeps the earlier one in ``earlier``, by which its late charge ran
    until the supplement.
    """
    signed = contract.as_signed or contract
    if contract.in_force_on == day or not signed.supplements:
        return contract
    by_day = sorted(signed.supplements, key=lambda row: row.signed_on)
    known = tuple(row for row in by_day if row.signed_on <= day)
    terms = signed = replace(signed, supplements=known)
    for supplement in known:
        terms = _changed(terms, supplement)
    return replace(terms, as_signed=signed, in_force_on=day)


def _changed(contract: Contract, supplement: Supplement) -> Contract:
    given: dict[str, Any] = {
        name: value for name in _REPLACED if (value := getattr(supplement, name))
    }
    if supplement.court or supplement.arbitration:
        given |= {"court": supplement.court, "arbitration": supplement.arbitration}
    if supplement.late_payment is not None:
        clause = f"的{supplement.title}{supplement.late_payment.clause}"
        given["late_payment"] = replace(supplement.late_payment, clause=clause)
    changed = replace(contract, **given)
    if supplement.due_on is not None:
        later = replace(contract, due_on=supplement.due_on, due_after=None, due_days=None)
        changed = replace(
            changed,
            due_on=supplement.due_on,
            due_after=None,
            due_days=None,
            earlier=_with_earlier(contract, later, supplement),
        )
    if not supplement.instalments:
        return changed
    return replace(
        changed,
        due_on=None,
        due_after=None,
        due_days=None,
        earlier=(),
        instalments=tuple(_instalments(contract, supplement)),
    )


def _instalments(contract: Contract, supplement: Supplement) -> list[Instalment]:
    """Return the instalments with those of the same name in the place of what they were."""
    new = {part.name: part for part in supplement.instalments}
    if not contract.instalments:
        return [
            replace(part, earlier=_with_earlier(contract, part, supplement))
            for part in new.values()
        ]
    return [
        replace(new[old.name], earlier=_with_earlier(old, new[old.name], supplement))
        if old.name in new
        else old
        for old in contract.instalments
    ]


def _with_earlier(
    old: Contract | Instalment, new: Contract | Instalment, supplement: Supplement
) -> tuple[EarlierTerm, ...]:
    """Return the earlier terms of a part; of a change that waives what ran before it, none."""
    term = (old.due_on, old.due_after, old.due_days)
    if term == (new.due_on, new.due_after, new.due_days):
        return old.earlier
    if supplement.waives_late_charge:
        return ()
    return (*old.earlier, EarlierTerm(*term, supplement.signed_on))
