"""律师函: a mandated law firm's demand; nobody else may write as a lawyer (律师法)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.model import LawFirm
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
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft


_BLANK = "＿＿＿＿＿＿"
"""Stands for what is not known yet; a letter with a blank stays a draft."""

_ON_THE_LETTER = {
    "licence": "执业许可证号",
    "lawyer": "律师",
    "lawyer_licence": "律师执业证号",
}


class LawyerLetterNames(LetterNames):
    """The names of letters; the firm signs."""

    @property
    def author(self) -> str:
        """The firm, where the case names one."""
        firm = self.case.law_firm
        return firm.name if firm is not None else super().author

    @name(
        "律师事务所，没有填写的项目为空格线：name 名称、licence 执业许可证号、lawyer 律师、"
        "lawyer_licence 执业证号、mandated_on 委托日期、letter_number 编号、address、phone"
    )
    def firm(self) -> LawFirm:
        firm = self.case.law_firm or LawFirm(origin=self.case.origin, name=f"{_BLANK}律师事务所")
        return replace(
            firm,
            licence=firm.licence or _BLANK,
            lawyer=firm.lawyer or _BLANK,
            lawyer_licence=firm.lawyer_licence or _BLANK,
        )


def a_firm_and_its_lawyer_sign(draft: Draft) -> Iterator[Finding]:
    """Nobody else may write as a lawyer: without them the letter is a draft for a lawyer's use."""
    case, matter = draft.matter.case, draft.matter
    firm = case.law_firm
    if firm is None:
        yield draft.hold(
            "LD-LETTER-NO-FIRM",
            "没有律师事务所和律师的委托信息，不得以律师名义发函",
            article=matter.article("cn.lawyers_act", "title"),
            where=str(case.origin),
            next_step="委托律师事务所后填写 law_firm，由该所审核签发；或改发警告函",
        )
        return
    missing = {key: what for key, what in _ON_THE_LETTER.items() if not getattr(firm, key)}
    if missing:
        yield draft.hold(
            "LD-LETTER-FIRM-INCOMPLETE",
            f"没有写明{firm.name}的{'、'.join(missing.values())}",
            article=matter.article("cn.lawyers_act", "title"),
            where=str(firm.origin),
            next_step=f"在 law_firm 填写 {'、'.join(missing)}",
        )


def the_firm_is_mandated(draft: Draft) -> Iterator[Finding]:
    """A firm acts once it has accepted the mandate."""
    firm, matter = draft.matter.case.law_firm, draft.matter
    if firm is None or (firm.mandated_on and firm.mandated_on <= matter.as_of):
        return
    yield draft.hold(
        "LD-LETTER-NO-MANDATE",
        f"委托日期 {firm.mandated_on} 晚于发函日 {matter.as_of}"
        if firm.mandated_on
        else f"没有写明{firm.name}接受委托的日期",
        article=matter.article("cn.lawyers_act", "mandate"),
        where=str(firm.origin),
        next_step="委托后在 law_firm 填写 mandated_on，再签发律师函",
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
    ),
    holds=(a_firm_and_its_lawyer_sign, the_firm_is_mandated),
)
