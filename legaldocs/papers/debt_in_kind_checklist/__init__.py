"""以物抵债要点清单: what to settle and prove before a thing is taken for the debt."""

from __future__ import annotations

from legaldocs.core.findings import FIGURES
from legaldocs.papers.debt_in_kind_checklist.guards import GUARDS
from legaldocs.papers.debt_in_kind_checklist.names import DebtInKindNames
from legaldocs.papers.kind import Audience, Family, Paper

FORM = Paper(
    id="debt_in_kind_checklist",
    number="45",
    title="以物抵债要点清单",
    family=Family.AGREEMENT,
    goes_to=Audience.SELF,
    states=frozenset({FIGURES}),
    for_each=lambda matter: [(row.asset, row) for row in matter.case.debts_in_kind],
    without="案件没有写拟议的以物抵债（debts_in_kind）",
    names=DebtInKindNames,
    guards=GUARDS,
)
