"""仲裁申请书: the application to the institution that the arbitration clause names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Route
from legaldocs.claim.proceedings import pending_arbitration
from legaldocs.papers.arbitration_application.guards import GUARDS
from legaldocs.papers.arbitration_application.names import ArbitrationNames
from legaldocs.papers.kind import Audience, Family, Filing, Paper

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def arbitrates(matter: Matter) -> bool:
    """Whether the creditor has chosen to arbitrate, or has applied for it."""
    procedure = matter.case.procedure
    chosen = procedure is not None and procedure.route is Route.ARBITRATION
    return chosen or pending_arbitration(matter.case) is not None


FORM = Paper(
    id="arbitration_application",
    number="23",
    title="仲裁申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    files=Filing.CLAIM,
    applies=arbitrates,
    without="案件没有选择仲裁（procedure 的 route: 仲裁）",
    names=ArbitrationNames,
    guards=GUARDS,
)
