"""强制执行申请书: an instrument in force is enforced (民诉法247、250)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import INSTRUMENT
from legaldocs.papers.enforcement_application.guards import GUARDS, court_asked
from legaldocs.papers.instrument import InstrumentNames
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


class ApplicationNames(InstrumentNames):
    """The names of papers on an instrument, and the court that is asked to enforce it."""

    @name("申请执行的法院")
    def enforcing_court(self) -> str:
        return court_asked(self.matter)


def _may_be_enforced(matter: Matter) -> bool:
    procedure = matter.case.procedure
    return procedure is not None and bool(procedure.judgment) and procedure.enforcement is None


FORM = Paper(
    id="enforcement_application",
    number="27",
    title="强制执行申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset({INSTRUMENT}),
    applies=_may_be_enforced,
    without="没有法律文书（procedure.judgment），或者已经申请执行（procedure.enforcement）",
    names=ApplicationNames,
    guards=GUARDS,
)
