"""对账函: the debtor is asked to confirm what of the price is unpaid, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES
from legaldocs.papers.balance_confirmation.guards import GUARDS
from legaldocs.papers.balance_confirmation.names import BalanceConfirmationNames
from legaldocs.papers.kind import Audience, Family, Paper

if TYPE_CHECKING:
    from legaldocs.case.party import Party
    from legaldocs.claim.matter import Matter


def asked(matter: Matter) -> list[tuple[str, Party]]:
    """Return each debtor where the case has something to reconcile, unnamed where it is one."""
    if matter.case.reconciliation is None:
        return []
    debtors = matter.case.debtors
    return [(debtor.name if len(debtors) > 1 else "", debtor) for debtor in debtors]


FORM = Paper(
    id="balance_confirmation",
    number="53",
    title="对账函",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    for_each=asked,
    without="案件没有写对账安排（reconciliation）",
    names=BalanceConfirmationNames,
    guards=GUARDS,
)
