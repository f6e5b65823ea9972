"""警告函: the second demand, after the first arrived and its day passed."""

from __future__ import annotations

from legaldocs.case.vocabulary import Effect
from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.letters import (
    LetterNames,
    demand_has_a_due_debt,
    letter_asks_for_the_price,
    letter_is_due,
    nothing_is_announced_before_it_is_held,
    supply_is_stopped_on_proof,
)

FORM = Paper(
    id="warning_letter",
    number="03",
    title="警告函",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    sends=Effect.WARNING,
    names=LetterNames,
    announces_preservation=True,
    guards=(
        letter_is_due,
        nothing_is_announced_before_it_is_held,
        demand_has_a_due_debt,
        letter_asks_for_the_price,
        supply_is_stopped_on_proof,
    ),
)
