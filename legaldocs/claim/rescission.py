"""Whether a demand has run out in vain, which lets the creditor end the contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.rescission import RescissionGround
from legaldocs.case.vocabulary import ContractKind
from legaldocs.claim.letter_due import demands_arrived
from legaldocs.core.money import ZERO
from legaldocs.law.deadline import corresponding_day

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.rescission import Rescission
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter


@dataclass(frozen=True, slots=True)
class LapsedDemand:
    """A demand that arrived and whose term ended without payment (催告期满).

    ``unpaid`` is what was overdue when it arrived and still is, in yuan.
    """

    arrived_on: dt.date
    ended_on: dt.date
    unpaid: Decimal


def lapsed_demand(
    matter: Matter, account: ContractAccount, at_least: Decimal = ZERO
) -> LapsedDemand | None:
    """Return the first demand of more than nothing, and ``at_least`` so much, that ran out."""
    for arrived, ends in demands_arrived(matter.case):
        late = (part for part in account.instalments if part.due_on and part.due_on < arrived)
        unpaid = sum((part.outstanding for part in late), ZERO)
        if unpaid > 0 and unpaid >= at_least and ends < matter.as_of:
            return LapsedDemand(arrived, ends, unpaid)
    return None


def instalment_share(matter: Matter, account: ContractAccount) -> Decimal | None:
    """Return the fifth of the price whose default lets an instalment seller choose, in yuan.

    None where the contract is no sale of one price in instalments (民法典634、买卖合同解释27).
    """
    contract = account.contract
    least = matter.book.parameter("instalment.minimum", matter.as_of)
    share = matter.book.parameter("instalment.acceleration", matter.as_of)
    rolling = any(part.separate for part in account.instalments)
    if contract.kind is not ContractKind.SALE or contract.price is None or rolling:
        return None
    return contract.price * share.value / 100 if len(contract.instalments) >= least.value else None


def ended_account(matter: Matter) -> ContractAccount:
    """Return the account of the contract that is to end; the only one where none is named."""
    row = matter.case.rescission
    accounts = matter.claim.on_contracts.accounts
    named = (a for a in accounts if row is not None and a.contract.number == row.contract)
    return next(named, accounts[0])


def ground_demand(matter: Matter, row: Rescission) -> LapsedDemand | None:
    """Return the demand that gives the right to end the contract; none for an agreed ground."""
    account = ended_account(matter)
    if row.ground is RescissionGround.AGREED:
        return None
    if row.ground is RescissionGround.STATUTORY:
        return lapsed_demand(matter, account)
    share = instalment_share(matter, account)
    return None if share is None else lapsed_demand(matter, account, share)


def right_ends_on(matter: Matter, row: Rescission) -> dt.date | None:
    """Return the last day of the right where no other term was agreed (民法典564).

    None where nothing shows since when its ground is known. The law lets the period roll over no
    rest day in terms, so that the raw day is the one to act by.
    """
    demand = ground_demand(matter, row)
    known = row.known_on or (demand.ended_on if demand else None)
    if known is None:
        return None
    years = int(matter.book.parameter("rescission.term", matter.as_of).value)
    return corresponding_day(known, years=years)
