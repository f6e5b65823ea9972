"""The terms of a contract as a case would state them, so that the rules of a case judge them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaldocs.case.contract import Contract, Instalment
from legaldocs.case.model import Case
from legaldocs.case.party import Party
from legaldocs.case.vocabulary import PartyKind, Role
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.portfolio.plan.instalments import ScheduledPart
    from legaldocs.portfolio.plan.terms import ContractTerms


def as_contract(terms: ContractTerms, parts: tuple[ScheduledPart, ...]) -> Contract:
    """Return the contract with its parts as instalments, and their sum as its price."""
    instalments = tuple(
        Instalment(
            origin=one.part.origin,
            name=one.part.name,
            amount=yuan_of(one.amount_fen),
            due_on=one.part.due_on,
            due_after=one.part.due_after,
            due_days=one.part.due_days,
        )
        for one in parts
    )
    return Contract(
        origin=terms.origin,
        price=yuan_of(sum(one.amount_fen for one in parts)),
        number=terms.number,
        name=terms.name,
        kind=terms.kind,
        signed_on=terms.signed_on,
        goods=terms.goods,
        instalments=instalments,
        late_payment=terms.late_payment,
        lpr_mode=terms.lpr_mode,
        court=terms.court,
        arbitration=terms.arbitration,
        dispute_clause=terms.dispute_clause,
        payment_clause=terms.payment_clause,
        delivery_clause=terms.delivery_clause,
        quality_clause=terms.quality_clause,
        cost_clause=terms.cost_clause,
        service_clause=terms.service_clause,
        retention_of_title=terms.retention_of_title,
    )


def as_case(
    terms: ContractTerms, contract: Contract, customer: Mapping[str, Any], creditor: Party | None
) -> Case:
    """Return a case of the contract with the two parties, as far as the book knows them."""
    kind = customer["kind"]
    debtor = Party(
        origin=terms.origin,
        role=Role.DEBTOR,
        name=customer["name"],
        kind=PartyKind(kind) if kind else PartyKind.COMPANY,
        address=customer["address"],
        service_address=customer["service_address"],
        size=terms.customer_size,
    )
    own = creditor or Party(origin=terms.origin, role=Role.CREDITOR, name="我方")
    return Case(folder=Path(), origin=terms.origin, parties=(own, debtor), contracts=(contract,))
