"""What a guarantor answers for, until when, and what keeps the guarantor bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.arrival import DEMANDS, arrival, counterparties
from legaldocs.case.guarantee_period import parse_period
from legaldocs.case.vocabulary import Channel, Direction, GuaranteeForm, GuaranteeScope
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
    from legaldocs.claim.figures import Claim, ContractAccount, InstalmentAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.law.guarantee import GuaranteePeriod
    from legaldocs.law.lawbook import LawBook

_MODES: dict[GuaranteeForm, Mode] = {
    GuaranteeForm.GENERAL: "general",
    GuaranteeForm.JOINT: "joint",
}
_FORMS = {mode: form for form, mode in _MODES.items()}


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether an act on record keeps a guarantor bound (保证责任的保全).

    ``done`` names the act that does, the one that covers most; ``useless`` says why others do not.
    Both may be empty. ``later`` are the parts of the price that are unpaid and were not due when it
    was done: whether it saves them too is not certain. ``on`` is the day it arrived or was filed.
    """

    done: str
    useless: str
    on: dt.date | None = None
    how: str = ""
    by_suit: bool = False
    later: tuple[InstalmentAccount, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it keeps the guarantor bound for all that is unpaid."""
        return bool(self.done) and not self.later


@dataclass(frozen=True, slots=True)
class _Step:
    """What the creditor did, when it was written, and whether it was for what was not due too."""

    name: str
    act: Act
    written_on: dt.date
    covers_not_due: bool = False
    how: str = ""


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
    return agreed_period(guarantee, min(ends), matter.book, matter.as_of) if ends else None


def agreed_period(
    guarantee: Guarantee, main_due_on: dt.date, book: LawBook, as_of: dt.date
) -> GuaranteePeriod:
    """Return the period of a guarantee for a debt that falls due on a day.

    Raises InputError for a period that cannot be read.
    """
    said = parse_period(guarantee.period) if guarantee.period else None
    terms = GuaranteeTerms(
        main_due_on=main_due_on,
        mode=_MODES[guarantee.form] if guarantee.form else None,
        months=None if said is None else said.months,
        ends_on=guarantee.until_on,
        until_repaid=said is not None and said.until_repaid,
        signed_on=guarantee.signed_on,
    )
    return guarantee_period(book, terms, as_of)


def saved(matter: Matter, guarantee: Guarantee, period: GuaranteePeriod) -> Saved:
    """Return whether an act on record keeps the guarantor bound, for what, and why others fail."""
    outcomes = [
        (row, effect_of_act(matter.book, period, row.act, matter.as_of))
        for row in _acts(matter, guarantee)
    ]
    useless = "；".join(
        f"{row.act.on} {row.name}不能保全：{outcome.why}"
        for row, outcome in outcomes
        if not outcome.saves
    )
    saving = [row for row, outcome in outcomes if outcome.saves]
    if not saving:
        return Saved("", useless)
    best = max(saving, key=lambda row: (row.covers_not_due, row.written_on))
    return Saved(
        f"{best.act.on} {best.name}",
        useless,
        best.act.on,
        best.how,
        best.act.kind != "demand_on_guarantor",
        () if best.covers_not_due else _not_due_on(matter, guarantee, best.written_on),
    )


def saved_before(matter: Matter, guarantee: Guarantee) -> Saved | None:
    """Return the act that saved the guarantee, where the period is over; None before or without."""
    period = period_of(matter, guarantee)
    if period is None or period.deadline.raw_end >= matter.as_of:
        return None
    record = saved(matter, guarantee, period)
    return record if record.done else None


def _not_due_on(
    matter: Matter, guarantee: Guarantee, day: dt.date
) -> tuple[InstalmentAccount, ...]:
    """Return the guaranteed parts that are unpaid and were not overdue on ``day``."""
    return tuple(
        part
        for account in _named(contract_accounts(matter), guarantee)
        for part in account.instalments
        if part.outstanding and (part.due_on is None or part.due_on >= day)
    )


def still_bound(matter: Matter, guarantee: Guarantee, day: dt.date) -> bool:
    """Whether the guarantor is bound on ``day`` whatever is done or left undone until then."""
    period = period_of(matter, guarantee)
    if period is None:
        return True
    return period.deadline.raw_end >= day or saved(matter, guarantee, period).whole


def _acts(matter: Matter, guarantee: Guarantee) -> Iterator[_Step]:
    """Yield what the creditor did that may count against this guarantor."""
    for row in matter.case.communications:
        found = arrival(matter.case, row) if _asks(matter, row, guarantee) else None
        if found is not None and found.on is not None:
            act = Act("demand_on_guarantor", found.on)
            how = "电话" if row.channel is Channel.PHONE else "视为送达" if found.deemed else "送达"
            name = "向保证人请求承担保证责任"
            yield _Step(name, act, row.sent_on, row.covers_not_due, how)
    procedure = matter.case.procedure
    if procedure and procedure.suit:
        on, withdrawn = procedure.suit.filed_on, procedure.suit.ended_by in MAY_SUE_AGAIN
        yield _Step("对债务人起诉", Act("suit_against_debtor", on, withdrawn=withdrawn), on)
        if guarantee.guarantor in procedure.against_guarantors:
            yield _Step("对保证人起诉", Act("suit_against_guarantor", on, withdrawn=withdrawn), on)
    if procedure and procedure.arbitration:
        on, ended = procedure.arbitration.filed_on, procedure.arbitration.ended_by
        act = Act("arbitration_against_debtor", on, withdrawn=ended in MAY_SUE_AGAIN)
        yield _Step("对债务人申请仲裁", act, on)
    if procedure and procedure.payment_order and procedure.payment_order.applied_on:
        on = procedure.payment_order.applied_on
        yield _Step("申请支付令", Act("payment_order", on), on)


def _asks(matter: Matter, row: Communication, guarantee: Guarantee) -> bool:
    """Return whether a message is a demand on the guarantor."""
    asked = [party.name for party in counterparties(matter.case, row)]
    asks = row.direction is Direction.SENT and row.effect in DEMANDS
    return asks and guarantee.guarantor in asked


def _sum(amounts: Iterator[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
