"""付款提醒函: a part of the price falls due soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Effect
from legaldocs.core.findings import FIGURES
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.letters import LetterNames, letter_asks_for_the_price, letter_is_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft


def a_day_is_to_come(draft: Draft) -> Iterator[Finding]:
    """A reminder names a due day that is still to come."""
    claim = draft.matter.claim
    if claim.next_due_on is None:
        yield draft.refuse(
            "LD-LETTER-NOTHING-COMING",
            "没有尚未到期而到期日已定的款项",
            article=draft.matter.article("cn.civil_code", "price_duty"),
            next_step="款项已经到期的，改发催告函；没有约定付款期限的，发履行催告函",
        )


FORM = Paper(
    id="payment_reminder",
    number="01",
    title="付款提醒函",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    sends=Effect.REMINDER,
    names=LetterNames,
    guards=(letter_is_due, a_day_is_to_come, letter_asks_for_the_price),
)
