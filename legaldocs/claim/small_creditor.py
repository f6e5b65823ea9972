"""Whether large debtors owe a smaller creditor by the rule for small enterprises (支付条例)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnterpriseSize, PartyKind
from legaldocs.law.sme import PayWhenPaid, pay_when_paid, sme_rule

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.contract import Contract
    from legaldocs.case.model import Case
    from legaldocs.case.party import Party
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.sme import Size, SmeRule

_SIZES: dict[EnterpriseSize, Size] = {
    EnterpriseSize.LARGE: "large",
    EnterpriseSize.MEDIUM: "medium",
    EnterpriseSize.SMALL: "small",
    EnterpriseSize.MICRO: "micro",
}
ENTERPRISES = (
    PartyKind.COMPANY,
    PartyKind.BRANCH,
    PartyKind.SOLE_PROPRIETORSHIP,
    PartyKind.PARTNERSHIP,
)
"""The kinds that the regulation sizes; a sole trader or a natural person is no enterprise."""


def size_of(case: Case, party: Party) -> Size | None:
    """Return how large a party was at signing, as the rule for small creditors sees it.

    A branch is part of the legal person that set it up, and has its size.
    """
    if party.kind is PartyKind.INSTITUTION:
        return "public"
    if party.kind not in ENTERPRISES:
        return None
    heads = [row for row in case.parties if party.head_office and row.name == party.head_office]
    known = [row.size for row in (*heads, party) if row.size is not None]
    return _SIZES[known[0]] if known else None


def creditor_size(case: Case) -> Size | None:
    """Return how large the creditor of the contract was: of an assigned claim, the assignor."""
    if case.assignment is None:
        return size_of(case, case.creditor)
    return _SIZES[case.assignment.assignor_size] if case.assignment.assignor_size else None


def size_words(size: Size | None) -> str:
    """Return a size as papers say it, such as 大型企业; empty when it is unknown."""
    if size == "public":
        return "机关、事业单位"
    return next((f"{word}企业" for word, known in _SIZES.items() if known == size), "")


def small_creditor_rule(
    case: Case, contract: Contract, book: LawBook, as_of: dt.date
) -> SmeRule | None:
    """Return the rule for small creditors of large debtors where it governs the contract.

    Several debtors owe one late charge here, so it must govern against every one of them.
    """
    rules = rules_by_debtor(case, contract, book, as_of)
    applying = [rule for rule in rules.values() if rule.applies]
    return applying[0] if applying and len(applying) == len(rules) else None


def rules_by_debtor(
    case: Case, contract: Contract, book: LawBook, as_of: dt.date
) -> dict[str, SmeRule]:
    """Return by debtor whether the rule governs; nothing where the day of signing is unknown."""
    if contract.signed_on is None:
        return {}
    creditor = creditor_size(case)
    return {
        debtor.name: sme_rule(
            book,
            debtor=size_of(case, debtor),
            creditor=creditor,
            signed_on=contract.signed_on,
            day=as_of,
        )
        for debtor in case.debtors
    }


def third_party_terms(
    case: Case, contract: Contract, book: LawBook, as_of: dt.date
) -> dict[str, PayWhenPaid]:
    """Return by debtor what a term is worth that makes it pay only when it is paid itself.

    Debtors that the regulation does not govern, or whose size is unknown, are left out.
    """
    rules = rules_by_debtor(case, contract, book, as_of)
    return {
        debtor.name: pay_when_paid(book, debtor=size, signed_on=contract.signed_on, day=as_of)
        for debtor in case.debtors
        if contract.signed_on and (size := size_of(case, debtor)) and rules[debtor.name].applies
    }
