"""法定代表人（负责人）身份证明书: who acts for the creditor before the court (民诉法51)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import PartyKind
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.names import PaperNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.party import Party
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft


_WITH_POSTS = (PartyKind.COMPANY, PartyKind.INSTITUTION, PartyKind.ASSOCIATION)
"""Kinds whose representative holds a post beside the capacity."""


def _acts_in_person(creditor: Party) -> bool:
    return creditor.kind in (PartyKind.PERSON, PartyKind.SOLE_TRADER)


def creditor_is_no_person(draft: Draft) -> Iterator[Finding]:
    """A natural person acts with an ID card of its own."""
    creditor = draft.matter.case.creditor
    if _acts_in_person(creditor):
        yield draft.refuse(
            "LD-REP-PERSON",
            f"债权人是{creditor.kind}，提交本人（经营者）的身份证件和营业执照即可"
            if creditor.kind is PartyKind.SOLE_TRADER
            else "债权人是自然人，提交本人身份证件即可",
            where=str(creditor.origin),
        )


def representative_is_named(draft: Draft) -> Iterator[Finding]:
    """The certificate names the registered representative and the post held."""
    creditor = draft.matter.case.creditor
    missing = {"representative": creditor.representative}
    if creditor.kind in _WITH_POSTS:
        missing["representative_title"] = creditor.representative_title
    blank = [key for key, value in missing.items() if not value]
    if blank and not _acts_in_person(creditor):
        yield draft.refuse(
            "LD-REP-NOT-NAMED",
            "没有写明债权人的法定代表人（负责人）及其职务",
            article=draft.matter.article("cn.civil_procedure", "representative"),
            where=str(creditor.origin),
            next_step=f"按登记机关的登记填写 {'、'.join(blank)}",
        )


FORM = Paper(
    id="representative_certificate",
    number="21",
    title="法定代表人身份证明书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset(),
    names=PaperNames,
    guards=(creditor_is_no_person, representative_is_named),
)
