"""债转股协议: a claim becomes a share in its debtor and ends once it is registered (公司法48)."""

from __future__ import annotations

from legaldocs.core.findings import FIGURES
from legaldocs.papers.debt_to_equity.guards import GUARDS, HOLDS
from legaldocs.papers.debt_to_equity.names import DebtToEquityAgreementNames
from legaldocs.papers.kind import Audience, Family, Paper

FORM = Paper(
    id="debt_to_equity",
    number="49",
    title="债转股协议",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset({FIGURES}),
    applies=lambda matter: matter.case.debt_to_equity is not None,
    without="案件没有写拟议的债转股（debt_to_equity）",
    names=DebtToEquityAgreementNames,
    guards=GUARDS,
    holds=HOLDS,
)
