"""May the sale be announced to this party, with these figures?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.as_of import as_known_on
from legaldocs.claim.ledger import open_claim
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft

_CODE = "cn.civil_code"


def what_was_sold_is_what_is_owed(draft: Draft) -> Iterator[Finding]:
    """The notice states the whole debt, so that the whole debt must have been sold."""
    matter, sale = draft.matter, draft.matter.case.assignment
    if sale is None or sale.agreed_on > matter.as_of:
        return
    article = matter.article(_CODE, "assignment_transferable")
    if sale.amount is None:
        yield draft.refuse(
            "LD-ASSIGN-NO-AMOUNT",
            "没有写转让协议载明的本金，无从核对通知的金额",
            article=article,
            where=str(sale.origin),
            next_step="在 assignment 写 amount（转让当日尚未支付的本金，不含违约金和利息）",
        )
        return
    then = open_claim(as_known_on(matter.case, sale.agreed_on), sale.agreed_on, matter.book)
    owed = then.principal + then.not_due
    if sale.amount != owed:
        which = "多于" if sale.amount > owed else "少于"
        yield draft.refuse(
            "LD-ASSIGN-AMOUNT",
            f"转让协议载明的本金 {figure(sale.amount)} 元，{which}账目在 {sale.agreed_on} "
            f"的未付本金 {figure(owed)} 元",
            article=article,
            where=str(sale.origin.of("amount")),
            next_step="核对转让协议和账目；只转让一部分债权的，由律师另行拟写通知",
        )


def money_can_go_to_the_assignee(draft: Draft) -> Iterator[Finding]:
    """Who is to pay somebody else must know where."""
    creditor = draft.matter.case.creditor
    if creditor.account is None:
        yield draft.refuse(
            "LD-ASSIGN-NO-ACCOUNT",
            f"没有受让人{creditor.name}的收款账户，收函人不知道向哪里付款",
            article=draft.matter.article(_CODE, "assignment_notice"),
            where=str(creditor.origin),
            next_step="在债权人（受让人）写 account",
        )


def notice_can_arrive(draft: Draft) -> Iterator[Finding]:
    """Until the notice arrives the sale has no effect on whom it goes to."""
    party, matter = draft.subject, draft.matter
    if not (party.address or party.service_address):
        yield draft.refuse(
            "LD-ASSIGN-ADDRESS",
            f"{party.name}没有住所或者送达地址，通知难以证明到达",
            article=matter.article(_CODE, "notice_arrival"),
            where=str(party.origin),
            next_step="补上 address 或者 service_address",
        )


GUARDS = (what_was_sold_is_what_is_owed, money_can_go_to_the_assignee, notice_can_arrive)
