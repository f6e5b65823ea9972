"""授权委托书: what one agent may do for the creditor before court or tribunal (民诉法62)."""

from __future__ import annotations

from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.power_of_attorney.guards import GUARDS
from legaldocs.papers.power_of_attorney.names import PowerOfAttorneyNames

FORM = Paper(
    id="power_of_attorney",
    number="24",
    title="授权委托书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset(),
    for_each=lambda matter: [(agent.name, agent) for agent in matter.case.agents],
    without="案件没有记载代理人（agents），由债权人自己办理的，不需要授权委托书",
    names=PowerOfAttorneyNames,
    guards=GUARDS,
)
