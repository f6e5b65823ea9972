"""利息计算表: the working of the late charge, annexed to letters and filings alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.lists import ListNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft


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
    names=ListNames,
    guards=(something_is_late,),
)
