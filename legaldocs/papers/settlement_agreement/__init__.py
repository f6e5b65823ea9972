"""和解协议: a plan of payment with what is given up for it, and how a pending suit ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.settlement_agreement.guards import GUARDS
from legaldocs.papers.settlement_agreement.names import SettlementNames

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def _with_compromise(matter: Matter) -> bool:
    settlement = matter.case.settlement
    return settlement is not None and settlement.compromise is not None


FORM = Paper(
    id="settlement_agreement",
    number="41",
    title="和解协议",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset({FIGURES}),
    applies=_with_compromise,
    without="案件没有写和解条件（settlement.compromise）",
    names=SettlementNames,
    guards=GUARDS,
)
