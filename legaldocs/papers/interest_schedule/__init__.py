"""利息计算表: the working of the late charge, annexed to letters and filings alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.lists import ListNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.contracts import ContractView
    from legaldocs.papers.kind import Draft


class InterestScheduleNames(ListNames):
    """The names of lists, and the contracts whose late charge is to be shown."""

    @name("有逾期款项的合同，以及多付款项抵充过逾期付款责任的合同，字段与 contracts 相同")
    def charged(self) -> tuple[ContractView, ...]:
        overpaid = [view for view in self.overpaid if view.taken_up]
        return (*self.contracts, *(view for view in overpaid if view not in self.contracts))


def something_is_late(draft: Draft) -> Iterator[Finding]:
    """A table of late charges needs late days."""
    if draft.matter.claim.principal <= 0 and not draft.matter.claim.late_charge:
        yield draft.refuse("LD-WORK-NOTHING", "没有逾期款项，无需计算")


FORM = Paper(
    id="interest_schedule",
    number="10",
    title="利息计算表",
    family=Family.EVIDENCE,
    goes_to=Audience.SELF,
    states=frozenset({FIGURES}),
    names=InterestScheduleNames,
    guards=(something_is_late,),
)
