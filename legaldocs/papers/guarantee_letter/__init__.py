"""保证函: a guarantee to be signed, with its form, its extent and its period (民法典681以下)."""

from __future__ import annotations

from legaldocs.case.proposed_guarantee import GuaranteePaper
from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.proposed_guarantee import GUARDS, ProposedGuaranteeNames, proposed

FORM = Paper(
    id="guarantee_letter",
    number="44",
    title="保证函",
    family=Family.AGREEMENT,
    goes_to=Audience.PARTIES,
    states=frozenset({FIGURES}),
    for_each=proposed(GuaranteePaper.LETTER),
    without="案件没有写拟取得的保证（proposed_guarantees，paper 为保证函）",
    names=ProposedGuaranteeNames,
    guards=GUARDS,
)
