"""债权转让通知书: the assignor names debtor and guarantor their new creditor (民法典546、696)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Role
from legaldocs.core.findings import FIGURES
from legaldocs.papers.assignment_notice.guards import GUARDS
from legaldocs.papers.assignment_notice.names import AssignmentNoticeNames
from legaldocs.papers.kind import Audience, Family, Paper

if TYPE_CHECKING:
    from legaldocs.case.party import Party
    from legaldocs.claim.matter import Matter


def not_notified(matter: Matter) -> list[tuple[str, Party]]:
    """Return debtors and guarantors whom no notice has reached; a suit notifies them all."""
    case = matter.case
    if case.assignment is None or (case.procedure is not None and case.procedure.suit is not None):
        return []
    notified = {notice.to for notice in case.assignment.arrivals}
    guarantors = {row.guarantor for row in case.guarantees}
    return [
        (party.name, party)
        for party in case.parties
        if party.name not in notified
        and (
            party.role is Role.DEBTOR or (party.role is Role.GUARANTOR and party.name in guarantors)
        )
    ]


FORM = Paper(
    id="assignment_notice",
    number="17",
    title="债权转让通知书",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    for_each=not_notified,
    without="案件没有记载债权转让，或者转让通知都已到达",
    announces_assignment=True,
    names=AssignmentNoticeNames,
    guards=GUARDS,
)
