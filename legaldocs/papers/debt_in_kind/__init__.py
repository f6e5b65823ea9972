"""以物抵债协议: a thing taken for a debt that is due; the debt stands until it is handed over."""

from __future__ import annotations

from legaldocs.core.findings import FIGURES
from legaldocs.papers.debt_in_kind.guards import GUARDS
from legaldocs.papers.debt_in_kind.names import DebtInKindAgreementNames
from legaldocs.papers.kind import Audience, Family, Paper

FORM = Paper(
    id="debt_in_kind",
    number="48",
    title="以物抵债协议",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset({FIGURES}),
    for_each=lambda matter: [(row.asset, row) for row in matter.case.debts_in_kind],
    without="案件没有写拟议的以物抵债（debts_in_kind）",
    names=DebtInKindAgreementNames,
    guards=GUARDS,
)
