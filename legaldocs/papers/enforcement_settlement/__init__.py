"""执行和解协议: what an instrument orders, paid by a plan while it is enforced (执行和解规定)."""

from __future__ import annotations

from legaldocs.papers.enforcement_settlement.guards import GUARDS
from legaldocs.papers.enforcement_settlement.names import EnforcementSettlementNames, may_settle
from legaldocs.papers.kind import Audience, Family, Paper

FORM = Paper(
    id="enforcement_settlement",
    number="47",
    title="执行和解协议",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset(),
    applies=may_settle,
    without="案件没有正在进行的强制执行和拟签的还款安排（settlement）",
    names=EnforcementSettlementNames,
    guards=GUARDS,
)
