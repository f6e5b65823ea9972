"""The unpaid price as both sides' books can be compared: what came in, what went out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.contract_words import words_of
from legaldocs.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.claim.figures import Claim, ContractAccount


@dataclass(frozen=True, slots=True)
class Movement:
    """One row that raises or lowers the unpaid price, in yuan (往来明细).

    ``owed`` raises it and ``paid`` lowers it; one of them is zero.
    """

    day: dt.date
    contract: Contract
    what: str
    owed: Decimal = ZERO
    paid: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Balance:
    """The unpaid price on ``through_on`` and how it came about, in yuan (往来余额).

    ``opening`` is what was unpaid before ``from_on``, zero where movements are listed from the
    first one; ``due`` is what of ``closing`` is overdue. No late charge and no cost is in it.
    """

    from_on: dt.date | None
    through_on: dt.date
    opening: Decimal
    movements: tuple[Movement, ...]
    due: Decimal
    invoiced: Decimal

    @property
    def owed(self) -> Decimal:
        """What was added in the period."""
        return sum((row.owed for row in self.movements), ZERO)

    @property
    def paid(self) -> Decimal:
        """What was paid and credited in the period."""
        return sum((row.paid for row in self.movements), ZERO)

    @property
    def closing(self) -> Decimal:
        """What is unpaid on ``through_on``."""
        return self.opening + self.owed - self.paid

    @property
    def not_due(self) -> Decimal:
        """What of it is not overdue."""
        return self.closing - self.due


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A contract whose movements do not give what the ledger says is unpaid, in yuan (账实不符)."""

    contract: Contract
    moved: Decimal
    ledger: Decimal


def balance(claim: Claim, from_on: dt.date | None) -> Balance:
    """Return the balance of all contracts on the day of the claim."""
    rows = sorted(
        (row for account in claim.accounts for row in _movements(account, claim.as_of)),
        key=lambda row: row.day,
    )
    before = [row for row in rows if from_on is not None and row.day < from_on]
    return Balance(
        from_on,
        claim.as_of,
        _net(before),
        tuple(rows[len(before) :]),
        claim.principal,
        sum((account.invoiced for account in claim.accounts), ZERO),
    )


def disagreements(claim: Claim) -> tuple[Disagreement, ...]:
    """Return the contracts of which the ledger says otherwise than deliveries and payments do.

    So where the price was agreed and not all of it delivered, where payments went to charges, or
    where more was paid than owed.
    """
    compared = (
        Disagreement(account.contract, _net(_movements(account, claim.as_of)), _unpaid(account))
        for account in claim.accounts
    )
    return tuple(found for found in compared if found.moved != found.ledger)


def _unpaid(account: ContractAccount) -> Decimal:
    """Return what the ledger says is unpaid of what was performed, or of what is due."""
    if not _by_delivery(account):
        return account.principal
    waiting = (part.outstanding for part in account.instalments if part.waits == "counterpart")
    return account.principal + account.not_due - sum(waiting, ZERO)


def _by_delivery(account: ContractAccount) -> bool:
    """Return whether deliveries make the debt: what is let is handed over once, for no value."""
    return bool(account.facts.deliveries) and words_of(account.contract).money != "租金"


def _movements(account: ContractAccount, day: dt.date) -> Iterator[Movement]:
    contract, facts = account.contract, account.facts
    if _by_delivery(account):
        slip = words_of(contract).slip
        for row in facts.deliveries:
            yield Movement(row.delivered_on, contract, f"{slip} {row.number}", owed=row.amount)
    else:
        for part in account.instalments:
            if part.due_on is not None and part.due_on <= day:
                yield Movement(part.due_on, contract, f"{part.name}到期", owed=part.amount)
    for paid in facts.payments:
        if paid.stands_on(day):
            says = f"（{paid.says}）" if paid.says else ""
            yield Movement(paid.paid_on, contract, f"付款{says}", paid=paid.amount)
    for credit in facts.credits:
        why = f"（{credit.reason}）" if credit.reason else ""
        what = "抵销" if credit.set_off else "退货、折让"
        yield Movement(credit.agreed_on, contract, f"{what}{why}", paid=credit.amount)
    for refund in facts.refunds:
        yield Movement(refund.paid_on, contract, "退款", owed=refund.amount)


def _net(rows: Iterable[Movement]) -> Decimal:
    return sum((row.owed - row.paid for row in rows), ZERO)
