"""还款协议: the debt confirmed, a plan, and what follows when it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.repayment_agreement.guards import GUARDS, no_suit_is_left_running
from legaldocs.papers.repayment_agreement.names import RepaymentNames

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def _without_compromise(matter: Matter) -> bool:
    """A plan with more than payment is a settlement agreement instead."""
    settlement = matter.case.settlement
    return settlement is None or settlement.compromise is None


FORM = Paper(
    id="repayment_agreement",
    number="08",
    title="还款协议",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset({FIGURES}),
    applies=_without_compromise,
    without="还款安排写有 compromise（和解条件），由和解协议代替",
    names=RepaymentNames,
    guards=(*GUARDS, no_suit_is_left_running),
)
