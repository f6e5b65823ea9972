"""债转股要点清单: what to settle and prove before a claim becomes a share in the debtor."""

from __future__ import annotations

from legaldocs.core.findings import FIGURES
from legaldocs.papers.debt_to_equity_checklist.guards import GUARDS
from legaldocs.papers.debt_to_equity_checklist.names import DebtToEquityNames
from legaldocs.papers.kind import Audience, Family, Paper

FORM = Paper(
    id="debt_to_equity_checklist",
    number="46",
    title="债转股要点清单",
    family=Family.AGREEMENT,
    goes_to=Audience.SELF,
    states=frozenset({FIGURES}),
    applies=lambda matter: matter.case.debt_to_equity is not None,
    without="案件没有写拟议的债转股（debt_to_equity）",
    names=DebtToEquityNames,
    guards=GUARDS,
)
