"""What a guarantor answers for, until when, and what keeps the guarantor bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.arrival import DEMANDS, arrival, counterparties
from legaldocs.case.guarantee_period import parse_period
from legaldocs.case.vocabulary import Direction, GuaranteeForm, GuaranteeScope
from legaldocs.claim.late_charge_standard import stated_together
from legaldocs.claim.proceedings import MAY_SUE_AGAIN
from legaldocs.core.money import ZERO
from legaldocs.law.guarantee import Act, GuaranteeTerms, Mode, effect_of_act, guarantee_period

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.communication import Communication
    from legaldocs.case.party import Guarantee, Party
    from legaldocs.claim.figures import Claim, ContractAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.law.guarantee import GuaranteePeriod

_MODES: dict[GuaranteeForm, Mode] = {
    GuaranteeForm.GENERAL: "general",
    GuaranteeForm.JOINT: "joint",
}
_FORMS = {mode: form for form, mode in _MODES.items()}


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether an act on record keeps a guarantor bound (保证责任的保全).

    ``done`` names the act that does; ``useless`` says why the others do not. Both may be empty.
    """

    done: str
    useless: str


def guarantor_of(matter: Matter, guarantee: Guarantee) -> Party:
    """Return the party that gave a guarantee."""
    return next(party for party in matter.case.parties if party.name == guarantee.guarantor)


def contract_accounts(matter: Matter) -> tuple[ContractAccount, ...]:
    """Return the accounts of the contracts themselves, also where a deed has taken their place."""
    return matter.claim.on_contracts.accounts


def covered(matter: Matter, guarantee: Guarantee) -> tuple[ContractAccount, ...]:
    """Return the accounts of the contracts a guarantee was given for: all, if it names none.

    Once a deed stands for several contracts, its account is covered only if all of them are: what
    is left of one alone can no longer be separated.
    """
    agreed = _named(contract_accounts(matter), guarantee)
    if matter.claim.deed is None:
        return agreed
    owed = [row for row in contract_accounts(matter) if row.principal or row.not_due]
    return matter.claim.accounts if all(row in agreed for row in owed) else ()


def bounds_under_deed(matter: Matter, guarantee: Guarantee) -> tuple[Decimal, Decimal]:
    """Return the least and the most of the deed's price that a guarantee may be for, in yuan.

    The guaranteed contracts owed their price when the deed was signed. What was paid since went to
    them first at worst, and to the others first at best (民法典560).
    """
    deed = matter.claim.deed
    if deed is None:
        return ZERO, ZERO
    agreed = _sum(row.principal + row.not_due for row in _named(deed.before.accounts, guarantee))
    left = matter.claim.principal + matter.claim.not_due
    paid = max(deed.before.principal + deed.before.not_due - left, ZERO)
    return max(agreed - paid, ZERO), min(agreed, left)


def _named(
    accounts: tuple[ContractAccount, ...], guarantee: Guarantee
) -> tuple[ContractAccount, ...]:
    return tuple(
        account
        for account in accounts
        if not guarantee.covers or account.contract.number in guarantee.covers
    )


def guaranteed_claim(matter: Matter, guarantee: Guarantee) -> Claim:
    """Return the claim on the contracts that a guarantee covers.

    A late charge that a statement fixed for these and other contracts together is left out: how
    much of it the guarantor answers for cannot be told.
    """
    accounts = covered(matter, guarantee)
    claim = matter.claim
    if accounts == claim.accounts:
        return claim
    accounts = tuple(
        replace(account, late_charge=account.late_charge - stated_together(matter.case, account))
        for account in accounts
    )
    principal = _sum(account.principal for account in accounts)
    late_charge = _sum(account.late_charge for account in accounts)
    costs = _sum(account.costs for account in accounts)
    return replace(
        claim,
        accounts=accounts,
        principal=principal,
        late_charge=late_charge,
        costs=costs,
        total=principal + late_charge + costs,
        not_due=_sum(account.not_due for account in accounts),
    )


def answers_for(matter: Matter, guarantee: Guarantee) -> Decimal:
    """Return what the guarantor may be asked for today: within scope and cap, in yuan."""
    claim = guaranteed_claim(matter, guarantee)
    parts = {
        GuaranteeScope.PRINCIPAL: claim.principal,
        GuaranteeScope.LATE_CHARGE: claim.late_charge,
        GuaranteeScope.COSTS: claim.costs,
    }
    owed = _sum(parts[part] for part in dict.fromkeys(guarantee.scope or parts))
    return owed if guarantee.amount is None else min(owed, guarantee.amount)


def form_of(matter: Matter, guarantee: Guarantee) -> GuaranteeForm | None:
    """Return the form that a guarantee has: as written, or as the law of its day fills the gap.

    None where nothing is written since the Civil Code: then it is a general one, and that needs a
    look at the paper first.
    """
    if guarantee.form is not None:
        return guarantee.form
    joint = matter.book.parameter("guarantee.default_period", matter.as_of).since
    return GuaranteeForm.JOINT if guarantee.signed_on < joint else None


def period_of(matter: Matter, guarantee: Guarantee) -> GuaranteePeriod | None:
    """Return the period counted from the contract that falls due first: the careful reading.

    It is counted from what the contracts agreed: a new plan does not move it (民法典695).
    None while no due day is known. Raises InputError for a period that cannot be read.
    """
    said = parse_period(guarantee.period) if guarantee.period else None
    first = said is not None and said.starts == "each"
    ends = [
        min(days) if first or any(part.separate for part in account.instalments) else max(days)
        for account in _named(contract_accounts(matter), guarantee)
        if (days := [part.due_on for part in account.instalments if part.due_on is not None])
    ]
    if not ends:
        return None
    terms = GuaranteeTerms(
        main_due_on=min(ends),
        mode=_MODES[guarantee.form] if guarantee.form else None,
        months=None if said is None else said.months,
        ends_on=guarantee.until_on,
        until_repaid=said is not None and said.until_repaid,
        signed_on=guarantee.signed_on,
    )
    return guarantee_period(matter.book, terms, matter.as_of)


def saved(matter: Matter, guarantee: Guarantee, period: GuaranteePeriod) -> Saved:
    """Return whether an act on record keeps the guarantor bound, and why others do not."""
    outcomes = [
        (name, act, effect_of_act(matter.book, period, act, matter.as_of))
        for name, act in _acts(matter, guarantee)
    ]
    useless = (
        f"{act.on} {name}不能保全：{outcome.why}"
        for name, act, outcome in outcomes
        if not outcome.saves
    )
    done = (f"{act.on} {name}" for name, act, outcome in outcomes if outcome.saves)
    return Saved(next(done, ""), "；".join(useless))


def still_bound(matter: Matter, guarantee: Guarantee, day: dt.date) -> bool:
    """Whether the guarantor is bound on ``day`` whatever is done or left undone until then."""
    period = period_of(matter, guarantee)
    if period is None:
        return True
    return period.deadline.raw_end >= day or bool(saved(matter, guarantee, period).done)


def _acts(matter: Matter, guarantee: Guarantee) -> Iterator[tuple[str, Act]]:
    """Yield what the creditor did that may count against this guarantor, and its name."""
    for row in matter.case.communications:
        arrived = arrival(matter.case, row).on if _asks(matter, row, guarantee) else None
        if arrived is not None:
            yield "向保证人请求承担保证责任", Act("demand_on_guarantor", arrived)
    procedure = matter.case.procedure
    if procedure and procedure.suit:
        on, withdrawn = procedure.suit.filed_on, procedure.suit.ended_by in MAY_SUE_AGAIN
        yield "对债务人起诉", Act("suit_against_debtor", on, withdrawn=withdrawn)
        if guarantee.guarantor in procedure.against_guarantors:
            yield "对保证人起诉", Act("suit_against_guarantor", on, withdrawn=withdrawn)
    if procedure and procedure.arbitration:
        arbitration = procedure.arbitration
        withdrawn = arbitration.ended_by in MAY_SUE_AGAIN
        act = Act("arbitration_against_debtor", arbitration.filed_on, withdrawn=withdrawn)
        yield "对债务人申请仲裁", act
    if procedure and procedure.payment_order and procedure.payment_order.applied_on:
        yield "申请支付令", Act("payment_order", procedure.payment_order.applied_on)


def _asks(matter: Matter, row: Communication, guarantee: Guarantee) -> bool:
    """Return whether a message is a demand on the guarantor."""
    asked = [party.name for party in counterparties(matter.case, row)]
    asks = row.direction is Direction.SENT and row.effect in DEMANDS
    return asks and guarantee.guarantor in asked


def _sum(amounts: Iterator[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
