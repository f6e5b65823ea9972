"""What a person should know of the claim: each check a plain function; papers have their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards import (
    agency,
    agents,
    contract_kind,
    debt,
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
    proceedings,
    proof,
    settlement,
    small_creditor,
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
    *debt.GUARDS,
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
    *agency.GUARDS,
    *agents.GUARDS,
    *law.GUARDS,
)


def guard(matter: Matter) -> tuple[Finding, ...]:
    """Return what every guard found, in the order of ``GUARDS``."""
    return tuple(finding for check in GUARDS for finding in check(matter))
