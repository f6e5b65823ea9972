"""Which letters may go out, and in whose name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards.refusal import refused
from legaldocs.claim.papers import DEMAND, LAWYER, LETTERS, REMINDER, WARNING
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

NOT_DUE = "LD-LETTER-NOT-NOW"
"""The letter's turn has not come or has passed; ``--only`` makes it all the same."""


def only_the_letter_due(matter: Matter) -> Iterator[Finding]:
    """One letter at a time: the others would contradict it."""
    for kind in LETTERS:
        if kind is not matter.letter.kind:
            yield refused(
                kind,
                NOT_DUE,
                f"{matter.letter.reason}"
                + (f"，本次应发{matter.letter.kind.title}" if matter.letter.kind else ""),
                next_step=f"确需先行拟稿的，用 --only {kind.title}"
                if matter.claim.principal + matter.claim.not_due > 0
                else "",
            )


def demands_need_a_due_debt(matter: Matter) -> Iterator[Finding]:
    """A demand for what is not due yet is wrong."""
    if matter.claim.principal <= 0 < matter.claim.not_due:
        for kind in (DEMAND, WARNING, LAWYER):
            yield refused(
                kind,
                "LD-LETTER-NOT-DUE",
                "没有已到期未付的款项",
                article=matter.article("cn.civil_code", "price_duty"),
                next_step="到期前可发付款提醒函",
            )


def reminders_need_a_day_to_come(matter: Matter) -> Iterator[Finding]:
    """A reminder tells of a day that is still to come."""
    if matter.claim.next_due_on is None:
        yield refused(
            REMINDER,
            "LD-LETTER-NOTHING-COMING",
            "没有尚未到期而到期日已定的款项",
            article=matter.article("cn.civil_code", "price_duty"),
            next_step="款项已经到期的，改发催告函",
        )


def letters_ask_for_the_price(matter: Matter) -> Iterator[Finding]:
    """Once the price is paid, what is left of the late charge needs a letter of its own."""
    claim = matter.claim
    if claim.principal + claim.not_due <= 0 < claim.total:
        for kind in LETTERS:
            yield refused(
                kind,
                "LD-LETTER-PRICE-PAID",
                f"价款已付清，只剩逾期付款责任和费用 {figure(claim.total)} 元",
                article=matter.article("cn.sale_interpretation", "late_payment.price_accepted"),
                next_step="收下价款不等于放弃；要追索的，凭利息计算表由律师另行拟函或起诉",
            )


def lawyers_letter_needs_a_firm(matter: Matter) -> Iterator[Finding]:
    """Only a law firm's lawyer may write as a lawyer."""
    if matter.case.law_firm is None:
        yield refused(
            LAWYER,
            "LD-LETTER-NO-FIRM",
            "没有律师事务所和律师的委托信息，不得以律师名义发函",
            article=matter.article("cn.lawyers_act", "title"),
            where=str(matter.case.origin),
            next_step="委托律师事务所后填写 law_firm，或改发警告函",
        )
    elif matter.case.law_firm.mandated_on > matter.as_of:
        yield refused(
            LAWYER,
            "LD-LETTER-NO-MANDATE",
            f"委托日期 {matter.case.law_firm.mandated_on} 晚于发函日 {matter.as_of}",
            article=matter.article("cn.lawyers_act", "mandate"),
            where=str(matter.case.law_firm.origin),
            next_step="委托后再发律师函",
        )


GUARDS = (
    only_the_letter_due,
    demands_need_a_due_debt,
    reminders_need_a_day_to_come,
    letters_ask_for_the_price,
    lawyers_letter_needs_a_firm,
)
