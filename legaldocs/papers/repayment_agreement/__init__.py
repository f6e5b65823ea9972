"""还款协议: the debt confirmed, a plan, and what follows when it is broken."""

from __future__ import annotations

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.repayment_agreement.guards import GUARDS
from legaldocs.papers.repayment_agreement.names import RepaymentNames

FORM = Paper(
    id="repayment_agreement",
    number="08",
    title="还款协议",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset({FIGURES}),
    names=RepaymentNames,
    guards=GUARDS,
)
