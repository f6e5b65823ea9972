"""民事起诉状: the complaint, by elements for a sale and in plain form for the other kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Route
from legaldocs.claim.proceedings import pending_suit
from legaldocs.papers.complaint.guards import GUARDS
from legaldocs.papers.complaint.names import ComplaintNames
from legaldocs.papers.kind import Audience, Family, Filing, Paper

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def sues(matter: Matter) -> bool:
    """Whether the creditor has chosen to sue, or has sued."""
    procedure = matter.case.procedure
    chosen = procedure is not None and (
        procedure.route is Route.SUIT or procedure.complaint is not None
    )
    return chosen or pending_suit(matter.case) is not None


FORM = Paper(
    id="complaint",
    number="22",
    title="民事起诉状",
    family=Family.FILING,
    goes_to=Audience.COURT,
    files=Filing.CLAIM,
    applies=sues,
    without="案件没有选择诉讼（procedure 的 route: 诉讼）",
    notifies_assignment=True,
    names=ComplaintNames,
    guards=GUARDS,
)
