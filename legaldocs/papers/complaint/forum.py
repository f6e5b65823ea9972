"""The court a complaint goes to, and what gives it jurisdiction (民诉法24、35，民诉法解释18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.guards.forum import competent_courts
from legaldocs.claim.proceedings import pending_suit
from legaldocs.law.seats import court_is_at
from legaldocs.papers.relief import owed_contracts

if TYPE_CHECKING:
    from legaldocs.case.complaint import Complaint
    from legaldocs.case.contract import Contract
    from legaldocs.claim.matter import Matter


@dataclass(frozen=True, slots=True)
class CourtTie:
    """Why a court can hear the claim from a contract (管辖依据).

    ``article`` is empty where the case file itself states the tie; ``agreed`` where the contract
    names the court.
    """

    contract: Contract
    why: str
    article: str
    agreed: bool

    @property
    def says(self) -> tuple[str, ...]:
        """What is said of the contract's forum, by which two contracts may be one."""
        contract = self.contract
        return (contract.dispute_clause, contract.court, contract.arbitration, self.why)


def stated(matter: Matter) -> Complaint | None:
    """Return what the case file says of the complaint, if anything."""
    return matter.case.procedure.complaint if matter.case.procedure else None


def court_of(matter: Matter) -> str:
    """Return the court: of the suit, else as stated, else the one all contracts agree on."""
    suit, said = pending_suit(matter.case), stated(matter)
    agreed = {contract.court for contract in owed_contracts(matter)}
    chosen = (suit.court if suit else "") or (said.court if said else "")
    return chosen or (agreed.pop() if len(agreed) == 1 else "")


def tie_of(matter: Matter, contract: Contract) -> CourtTie | None:
    """Return what ties the court to a contract; None where nothing in the case does.

    The court that the contract names is not refused here: whether it is connected shows in a
    finding of its own.
    """
    court, said = court_of(matter), stated(matter)
    if contract.court and contract.court == court:
        article = matter.article("cn.civil_procedure", "agreed_court")
        return CourtTie(contract, "合同约定的法院", article, agreed=True)
    for forum in competent_courts(matter, contract):
        if forum.seat.place and court_is_at(court, forum.seat.place):
            return CourtTie(contract, forum.why, forum.article, agreed=False)
    if said is not None and said.court_link:
        return CourtTie(contract, said.court_link, "", agreed=False)
    return None
