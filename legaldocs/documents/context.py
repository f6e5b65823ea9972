"""The names a template may use, by family; each is told in that family's names.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Role
from legaldocs.claim.papers import REMINDER
from legaldocs.core.errors import InputError
from legaldocs.documents.agreements import later
from legaldocs.documents.filings import filing_context
from legaldocs.documents.letters import letter_context
from legaldocs.documents.phrases import Ordinals, born, citing, particulars
from legaldocs.documents.schedules import evidence_context
from legaldocs.documents.settlements import settlement_context

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from legaldocs.claim.papers import PaperKind
    from legaldocs.documents.desk import Desk

FAMILIES: Mapping[str, Callable[[Desk], dict[str, object]]] = {
    "letters": letter_context,
    "filings": filing_context,
    "agreements": settlement_context,
    "evidence": evidence_context,
}
"""What each family of templates sees beside the names common to all."""


def context_of(kind: PaperKind, desk: Desk) -> dict[str, object]:
    """Return the names and values a paper of this kind is written from.

    Raises InputError for a reminder when nothing is still to fall due.
    """
    family = kind.template.partition("/")[0]
    context = common_context(desk) | FAMILIES[family](desk)
    if kind is REMINDER and not context["coming"]:
        raise InputError(
            "没有尚未到期而到期日已定的款项，付款提醒函无从写起",
            next_step="款项已经到期的，改发催告函",
        )
    return context


def common_context(desk: Desk) -> dict[str, object]:
    """Return the names that every template may use."""
    case = desk.case
    return {
        "creditor": case.creditor,
        "debtor": case.debtor,
        "guarantors": tuple(each for each in case.parties if each.role is Role.GUARANTOR),
        "claim": desk.claim,
        "later": later(desk.claim),
        "signed_on": desk.signed_on,
        "cite": citing(desk.book, desk.signed_on),
        "ordinal": Ordinals(),
        "particulars": particulars,
        "born": born,
    }
