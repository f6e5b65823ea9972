"""送达地址确认书: where a court serves the creditor, and what follows if it cannot."""

from __future__ import annotations

from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.service_address.guards import GUARDS
from legaldocs.papers.service_address.names import ServiceAddressNames

FORM = Paper(
    id="service_address",
    number="25",
    title="送达地址确认书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset(),
    applies=lambda matter: matter.case.service is not None,
    without="案件没有写明向法院确认的送达地址（service）",
    names=ServiceAddressNames,
    guards=GUARDS,
)
