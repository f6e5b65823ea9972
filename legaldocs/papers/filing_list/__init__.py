"""立案材料清单: what goes into the envelope with one application, and how many copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.papers.filing_list.names import Envelope, FilingListNames
from legaldocs.papers.kind import Audience, Family, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.papers.kind import Draft


def envelopes(made: Sequence[Draft]) -> Iterator[tuple[str, Envelope]]:
    """Yield an envelope for each application made, with the papers made beside it."""
    for draft in made:
        if draft.paper.files is not None:
            yield draft.title, Envelope(draft, tuple(made))


FORM = Paper(
    id="filing_list",
    number="51",
    title="立案材料清单",
    family=Family.EVIDENCE,
    goes_to=Audience.SELF,
    states=frozenset(),
    beside=envelopes,
    without="本次没有生成向人民法院提交的申请书（起诉状）；单独生成时，与申请书一起用 --only 写明",
    names=FilingListNames,
)
