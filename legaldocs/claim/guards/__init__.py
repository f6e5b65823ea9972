"""What the law forbids or warns of: one file a family of papers, each check a plain function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards import (
    debt,
    forum,
    guarantee,
    late_charge,
    letters,
    limitation,
    listing,
    parties,
    payment_order,
    preservation,
    settlement,
)

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

GUARDS = (
    *parties.GUARDS,
    *debt.GUARDS,
    *late_charge.GUARDS,
    *limitation.GUARDS,
    *guarantee.GUARDS,
    *forum.GUARDS,
    *letters.GUARDS,
    *payment_order.GUARDS,
    *preservation.GUARDS,
    *settlement.GUARDS,
    *listing.GUARDS,
)


def guard(matter: Matter) -> tuple[Finding, ...]:
    """Return what every guard found, in the order of ``GUARDS``."""
    return tuple(found for each in GUARDS for found in each(matter))
