"""债权申报书: a claim is filed with the administrator of a bankrupt debtor (企业破产法48、49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.proof_of_claim.guards import GUARDS
from legaldocs.papers.proof_of_claim.names import ProofOfClaimNames

if TYPE_CHECKING:
    from legaldocs.case.party import Party
    from legaldocs.claim.matter import Matter


def bankrupts(matter: Matter) -> list[tuple[str, Party]]:
    """Return the bankrupt debtors: each has proceedings of its own, so each gets a paper."""
    found = [debtor for debtor in matter.case.debtors if debtor.bankruptcy is not None]
    return [(debtor.name if len(found) > 1 else "", debtor) for debtor in found]


FORM = Paper(
    id="proof_of_claim",
    number="31",
    title="债权申报书",
    family=Family.FILING,
    goes_to=Audience.ADMINISTRATOR,
    for_each=bankrupts,
    without="没有债务人的破产申请被受理（债务人的 bankruptcy）",
    names=ProofOfClaimNames,
    guards=GUARDS,
)
