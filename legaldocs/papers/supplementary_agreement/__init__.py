"""补充协议: a contract changed clause by clause, with what is owed until then kept (民法典543)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.supplementary_agreement.guards import GUARDS
from legaldocs.papers.supplementary_agreement.names import SupplementaryNames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.claim.matter import Matter


def _rows(matter: Matter) -> Iterable[tuple[str, object]]:
    return [(row.contract, row) for row in matter.case.amendments]


FORM = Paper(
    id="supplementary_agreement",
    number="42",
    title="补充协议",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset({FIGURES}),
    for_each=_rows,
    without="案件没有写拟签的补充协议（amendments）",
    names=SupplementaryNames,
    guards=GUARDS,
)
