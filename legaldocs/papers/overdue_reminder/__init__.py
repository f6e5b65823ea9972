"""逾期提醒: a friendly note in the first days after a due day, before any demand."""

from __future__ import annotations

from legaldocs.case.vocabulary import Effect
from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.letters import (
    LetterNames,
    demand_has_a_due_debt,
    letter_asks_for_the_price,
    letter_is_due,
)

FORM = Paper(
    id="overdue_reminder",
    number="13",
    title="逾期提醒",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    sends=Effect.OVERDUE,
    names=LetterNames,
    guards=(letter_is_due, demand_has_a_due_debt, letter_asks_for_the_price),
)
