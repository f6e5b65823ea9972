"""The parties as papers name them: their capacity words, their places, who answers with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Liability, PartyKind
from legaldocs.claim.guaranteed import answers_for, form_of, period_of, saved_before
from legaldocs.core.money import TO_FEN, ZERO

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.model import Case
    from legaldocs.case.party import Agent, Guarantee, Party
    from legaldocs.claim.guaranteed import Saved
    from legaldocs.claim.matter import Matter

_CAPACITIES = {
    PartyKind.BRANCH: "负责人",
    PartyKind.SOLE_TRADER: "经营者",
    PartyKind.SOLE_PROPRIETORSHIP: "投资人",
    PartyKind.PARTNERSHIP: "执行事务合伙人",
}
_LEGAL_PERSON = "法定代表人"
_OTHER_TITLES = frozenset({*_CAPACITIES.values(), "主要负责人"})
"""Titles that are capacities themselves: whoever has one is no legal representative."""
_PERCENT = 100


def capacity(party: Party) -> str:
    """Return in what capacity the representative of a party acts (民诉法51、民诉法解释52、59)."""
    if party.representative_title in _OTHER_TITLES:
        return party.representative_title
    return _CAPACITIES.get(party.kind, _LEGAL_PERSON)


def addressed(party: Party) -> str:
    """Return a party as a letter addresses it: a trade name with its operator."""
    if party.kind is PartyKind.SOLE_TRADER and party.representative:
        return f"{party.name}（经营者：{party.representative}）"
    return party.name


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party in the head of a court paper under the role it has there (当事人栏)."""

    role: str
    party: Party
    agents: tuple[Agent, ...] = ()
    agent_title: str = "委托诉讼代理人"


@dataclass(frozen=True, slots=True)
class DebtorShare:
    """What one of several debtors owes of a sum, in percent and in yuan (按份债务)."""

    party: Party
    percent: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ClaimedGuarantee:
    """A guarantee that a court paper claims on beside the debt (一并主张的保证)."""

    party: Party
    guarantee: Guarantee
    form: str
    until: dt.date | None
    asked: Decimal
    earlier_request: Saved | None = None


def shares(case: Case, total: Decimal) -> tuple[DebtorShare, ...]:
    """Return how debtors by shares split a sum; the last takes what rounding leaves.

    Empty where they do not owe by shares.
    """
    if case.liability is not Liability.SEVERAL:
        return ()
    found: list[DebtorShare] = []
    left = total
    for debtor in case.debtors:
        percent = debtor.share or ZERO
        last = debtor is case.debtors[-1]
        amount = left if last else TO_FEN.apply(total * percent / _PERCENT)
        found.append(DebtorShare(debtor, percent, amount))
        left -= amount
    return tuple(found)


def claimed(matter: Matter) -> tuple[ClaimedGuarantee, ...]:
    """Return the guarantees of those whom the case names as respondents beside the debtor."""
    procedure = matter.case.procedure
    names = procedure.against_guarantors if procedure else ()
    return tuple(row for row in guaranteed(matter) if row.party.name in names)


def guaranteed(matter: Matter) -> tuple[ClaimedGuarantee, ...]:
    """Return all guarantees of the case, claimed on or not."""
    return tuple(
        _claimed(matter, party, guarantee)
        for party in matter.case.parties
        for guarantee in matter.case.guarantees
        if guarantee.guarantor == party.name
    )


def _claimed(matter: Matter, party: Party, guarantee: Guarantee) -> ClaimedGuarantee:
    form = form_of(matter, guarantee)
    period = period_of(matter, guarantee)
    return ClaimedGuarantee(
        party,
        guarantee,
        "连带责任保证" if form == "连带责任保证" else "一般保证责任",
        None if period is None else period.deadline.raw_end,
        answers_for(matter, guarantee),
        saved_before(matter, guarantee),
    )


def party_rows(
    matter: Matter,
    *,
    with_guarantors: bool,
    roles: tuple[str, str] = ("申请人", "被申请人"),
    agent_title: str = "委托诉讼代理人",
) -> tuple[PartyRow, ...]:
    """Return applicant and respondents; guarantors only where the paper may claim on them.

    ``roles`` are what creditor and debtor are called, ``agent_title`` who acts for the creditor.
    """
    applicant, respondent = roles
    case = matter.case
    guarantors = dict.fromkeys(row.party for row in claimed(matter)) if with_guarantors else {}
    debtor_role = f"{respondent}（债务人）" if guarantors else respondent
    return (
        PartyRow(applicant, case.creditor, case.agents, agent_title),
        *(PartyRow(debtor_role, debtor) for debtor in case.debtors),
        *(PartyRow(f"{respondent}（保证人）", guarantor) for guarantor in guarantors),
    )
