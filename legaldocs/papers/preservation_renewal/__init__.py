"""续行保全申请书: what a court holds stays held beyond its period (财产保全规定18)."""

from __future__ import annotations

from legaldocs.claim.seizures import to_keep
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.preservation_renewal.guards import GUARDS
from legaldocs.papers.preservation_renewal.names import RenewalNames

FORM = Paper(
    id="preservation_renewal",
    number="29",
    title="续行保全申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset(),
    applies=lambda matter: bool(to_keep(matter)),
    without="案件没有记载需要续行的查封、扣押、冻结（procedure.preservation.seizures）",
    names=RenewalNames,
    guards=GUARDS,
)
