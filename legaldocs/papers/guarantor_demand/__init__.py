"""保证人催告函: each guarantor is asked to perform, within the guarantee period (民法典693)."""

from __future__ import annotations

from legaldocs.core.findings import FIGURES
from legaldocs.papers.guarantor_demand.guards import GUARDS
from legaldocs.papers.guarantor_demand.names import GuarantorDemandNames
from legaldocs.papers.kind import Audience, Family, Paper

FORM = Paper(
    id="guarantor_demand",
    number="11",
    title="保证人催告函",
    family=Family.LETTER,
    goes_to=Audience.GUARANTOR,
    states=frozenset({FIGURES}),
    for_each=lambda matter: [(row.guarantor, row) for row in matter.case.guarantees],
    without="案件没有记载保证",
    names=GuarantorDemandNames,
    guards=GUARDS,
)
