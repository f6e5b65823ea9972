"""抵销通知书: two debts of money end in the same amount once the notice arrives (民法典568)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.set_off_notice.guards import GUARDS
from legaldocs.papers.set_off_notice.names import SetOffNoticeNames

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def not_yet_set_off(matter: Matter) -> bool:
    """Return whether a debt is to be set off, and no notice of it has arrived."""
    row = matter.case.set_off
    return row is not None and row.arrived_on is None


FORM = Paper(
    id="set_off_notice",
    number="14",
    title="抵销通知书",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    applies=not_yet_set_off,
    without="案件没有写要抵销的债务（set_off），或者抵销通知已经到达",
    names=SetOffNoticeNames,
    guards=GUARDS,
)
