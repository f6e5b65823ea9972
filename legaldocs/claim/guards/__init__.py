"""What a person should know of the claim: each check a plain function; papers have their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards import (
    agency,
    agents,
    bills,
    contract_kind,
    debt,
    deposits,
    disclosure,
    due,
    forum,
    guarantee,
    late_charge,
    late_charge_size,
    law,
    limitation,
    measures,
    objections,
    parties,
    party_kinds,
    party_status,
    payment_method,
    proceedings,
    proof,
    settlement,
    small_creditor,
    supplements,
)

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

GUARDS = (
    *parties.GUARDS,
    *party_kinds.GUARDS,
    *party_status.GUARDS,
    *contract_kind.GUARDS,
    *due.GUARDS,
    *supplements.GUARDS,
    *debt.GUARDS,
    *payment_method.GUARDS,
    *bills.GUARDS,
    *deposits.GUARDS,
    *settlement.GUARDS,
    *late_charge.GUARDS,
    *small_creditor.GUARDS,
    *late_charge_size.GUARDS,
    *limitation.GUARDS,
    *guarantee.GUARDS,
    *forum.GUARDS,
    *measures.GUARDS,
    *proceedings.GUARDS,
    *objections.GUARDS,
    *proof.GUARDS,
    *disclosure.GUARDS,
    *agency.GUARDS,
    *agents.GUARDS,
    *law.GUARDS,
)


def guard(matter: Matter) -> tuple[Finding, ...]:
    """Return what every guard found, in the order of ``GUARDS``."""
    return tuple(finding for check in GUARDS for finding in check(matter))
