"""How a letter of a case goes out, worked out when the letter is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.case.party import Guarantee, Party
from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.output.posting import Addressee, Posting, Sender
from legaldocs.papers.kind import Audience, Family
from legaldocs.papers.letters import LetterNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.case.model import Case
    from legaldocs.papers.kind import Draft, Paper

_BY_MAIL = re.compile(r"电子邮件|电子邮箱|电邮|邮箱|e-?mail|电子送达|数据电文", re.IGNORECASE)
"""The words by which a clause on service speaks of e-mail."""

_NOT_BY_MAIL = re.compile(
    r"(?:不|不得|不能|不应|不以|不采用|不接受|除)[^，。；]{0,6}(?:电子|邮箱|电邮)"
)


def posting_of(draft: Draft) -> Posting | None:
    """Return how a letter goes out, None for a paper that is none."""
    paper, case = draft.paper, draft.matter.case
    if paper.family is not Family.LETTER or not draft.has_subject:
        return None
    guarantor = paper.goes_to is Audience.GUARANTOR
    effect = effect_of(paper)
    grade = case.letter_terms.ladder.get(paper.sends) if paper.sends else None
    return Posting(
        kind=paper.title,
        effect=str(effect or ""),
        channel=str(grade.channel if grade else Channel.COURIER),
        pay_by=draft.matter.pay_by if effect else None,
        contracts=tuple(contract.number for contract in case.contracts if contract.number),
        sender=_sender(draft),
        to=tuple(_addressee(party) for party in _parties(draft)),
        mail_agreed=_mail_agreed(case) and not guarantor,
    )


def effect_of(paper: Paper) -> Effect | None:
    """Return what a letter of this kind is among the communications; None for one kept elsewhere.

    A request to a guarantor is a demand, though no step of the ladder to the debtor.
    """
    return Effect.DEMAND if paper.goes_to is Audience.GUARANTOR else paper.sends


def _parties(draft: Draft) -> Sequence[Party]:
    subject, case = draft.subject, draft.matter.case
    if isinstance(subject, Guarantee):
        return tuple(party for party in case.parties if party.name == subject.guarantor)
    return (subject,) if isinstance(subject, Party) else case.debtors


def _addressee(party: Party) -> Addressee:
    return Addressee(
        party.name,
        str(party.role),
        party.natural,
        party.service_address or party.address,
        party.contact,
        party.phone,
        party.email,
    )


def _sender(draft: Draft) -> Sender:
    """Return who signs the letter; of an assignor the case knows the name alone."""
    names, case = draft.paper.names(draft.matter, draft.subject), draft.matter.case
    firm = case.law_firm
    if names.author == case.creditor.name and isinstance(names, LetterNames):
        contact = names.contact
        return Sender(names.author, contact.name, contact.phone, contact.address)
    if firm is not None and names.author == firm.name:
        return Sender(firm.name, firm.lawyer, firm.phone, firm.address)
    return Sender(names.author, "", "", "")


def _mail_agreed(case: Case) -> bool:
    """Return whether every contract has a clause on service that speaks of e-mail."""
    clauses = [contract.service_clause for contract in case.contracts]
    return bool(clauses) and all(
        _BY_MAIL.search(clause) and not _NOT_BY_MAIL.search(clause) for clause in clauses
    )
