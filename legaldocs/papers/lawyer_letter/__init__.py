"""律师函: a mandated law firm's demand; nobody else may write as a lawyer (律师法)."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft


class LawyerLetterNames(LetterNames):
    """The names of letters; the firm signs."""

    @property
    def author(self) -> str:
        """The firm, where the case names one."""
        firm = self.case.law_firm
        return firm.name if firm is not None else super().author


def a_firm_is_mandated(draft: Draft) -> Iterator[Finding]:
    """Only a law firm's lawyer may write as a lawyer, and only once mandated."""
    case, matter = draft.matter.case, draft.matter
    if case.law_firm is None:
        yield draft.refuse(
            "LD-LETTER-NO-FIRM",
            "没有律师事务所和律师的委托信息，不得以律师名义发函",
            article=matter.article("cn.lawyers_act", "title"),
            where=str(case.origin),
            next_step="委托律师事务所后填写 law_firm，或改发警告函",
        )
    elif case.law_firm.mandated_on > matter.as_of:
        yield draft.refuse(
            "LD-LETTER-NO-MANDATE",
            f"委托日期 {case.law_firm.mandated_on} 晚于发函日 {matter.as_of}",
            article=matter.article("cn.lawyers_act", "mandate"),
            where=str(case.law_firm.origin),
            next_step="委托后再发律师函",
        )


FORM = Paper(
    id="lawyer_letter",
    number="04",
    title="律师函",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    sends=Effect.LAWYER,
    names=LawyerLetterNames,
    announces_preservation=True,
    guards=(
        letter_is_due,
        nothing_is_announced_before_it_is_held,
        demand_has_a_due_debt,
        letter_asks_for_the_price,
        supply_is_stopped_on_proof,
        a_firm_is_mandated,
    ),
)
