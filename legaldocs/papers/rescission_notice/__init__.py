"""解除合同通知书: the creditor ends the contract in place of asking for its price (民法典565)."""

from __future__ import annotations

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.rescission_notice.guards import GUARDS
from legaldocs.papers.rescission_notice.names import RescissionNoticeNames

FORM = Paper(
    id="rescission_notice",
    number="15",
    title="解除合同通知书",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    applies=lambda matter: matter.case.rescission is not None,
    without="案件没有写解除合同的事由（rescission）",
    names=RescissionNoticeNames,
    guards=GUARDS,
)
