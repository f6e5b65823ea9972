"""支付令申请书: a court's order to pay a sum that is due, fixed and undisputed."""

from __future__ import annotations

from legaldocs.papers.filings import FilingNames
from legaldocs.papers.kind import Audience, Family, Filing, Paper
from legaldocs.papers.payment_order.guards import GUARDS

FORM = Paper(
    id="payment_order",
    number="05",
    title="支付令申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    files=Filing.CLAIM,
    names=FilingNames,
    guards=GUARDS,
)
