"""The contracts of a claim as papers show them: each with its account and its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.contract_words import words_of
from legaldocs.claim.payment_papers import bill_history
from legaldocs.core.money import ZERO
from legaldocs.papers.few_rows import (
    deliveries_in_words,
    invoices_in_words,
    payments_in_words,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal

    from legaldocs.case.bill import Bill
    from legaldocs.case.contract import Contract, Supplement
    from legaldocs.case.deposit import Deposit
    from legaldocs.case.model import Delivery, Invoice, Statement
    from legaldocs.case.payment import Credit, Payment, Refund
    from legaldocs.claim.contract_words import ContractWords
    from legaldocs.claim.figures import (
        Claim,
        ContractAccount,
        InstalmentAccount,
        LateChargeRule,
        PaymentShare,
    )


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract with its account, and its rows in the order of time (合同与履行)."""

    account: ContractAccount

    @property
    def contract(self) -> Contract:
        """The contract itself."""
        return self.account.contract

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What was delivered under it."""
        return tuple(sorted(self.account.facts.deliveries, key=attrgetter("delivered_on")))

    @property
    def handed_back(self) -> tuple[Delivery, ...]:
        """What the tenant gave back."""
        return tuple(sorted(self.account.facts.handed_back, key=attrgetter("delivered_on")))

    @property
    def accepted_on(self) -> dt.date | None:
        """The day of the last acceptance; None unless all deliveries are accepted."""
        days = [row.accepted_on for row in self.account.facts.deliveries]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None

    @property
    def invoices(self) -> tuple[Invoice, ...]:
        """What was invoiced under it."""
        return tuple(sorted(self.account.facts.invoices, key=attrgetter("issued_on")))

    @property
    def payments(self) -> tuple[Payment, ...]:
        """What was paid under it: in money, by bills that were not dishonoured, from deposits."""
        rows = (row for row in self.account.facts.payments if row.restored_on is None)
        return tuple(sorted(rows, key=attrgetter("paid_on")))

    @property
    def dishonoured(self) -> tuple[str, ...]:
        """What became of the bills that paid nothing."""
        bills = sorted(self.account.facts.bills, key=attrgetter("received_on"))
        return tuple(bill_history(bill) for bill in bills if bill.has_failed)

    @property
    def resting(self) -> tuple[Bill, ...]:
        """The dishonoured bills during whose term no late charge ran on what they were given for.

        The debt rests from ``received_on`` to ``restored_on``, both days counted.
        """
        bills = sorted(self.account.facts.bills, key=attrgetter("received_on"))
        return tuple(bill for bill in bills if bill.counted and bill.restored_on is not None)

    @property
    def deposits_held(self) -> tuple[Deposit, ...]:
        """The deposits that paid nothing yet."""
        return tuple(deposit for deposit in self.account.facts.deposits if deposit.held)

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """What the creditor paid back."""
        return tuple(sorted(self.account.facts.refunds, key=attrgetter("paid_on")))

    @property
    def supplements(self) -> tuple[Supplement, ...]:
        """The supplements to it that were signed by the day of the claim."""
        return self.account.facts.contract.supplements

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Returns, price cuts and set-offs under it."""
        return tuple(sorted(self.account.facts.credits, key=attrgetter("agreed_on")))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of account under it."""
        return tuple(sorted(self.account.facts.statements, key=attrgetter("through_on")))

    @property
    def confirmed(self) -> tuple[Statement, ...]:
        """The statements of account that the debtor confirmed."""
        return tuple(row for row in self.statements if row.confirmed_by or row.confirmed_on)

    @property
    def statement(self) -> Statement | None:
        """The newest statement of account that the debtor confirmed; it covers those before."""
        return self.confirmed[-1] if self.confirmed else None

    @property
    def deliveries_said(self) -> str:
        """What was delivered, where a sentence can hold it; else empty."""
        return deliveries_in_words(self.deliveries, self.words)

    @property
    def invoices_said(self) -> str:
        """What was invoiced, where a sentence can hold it; else empty."""
        return invoices_in_words(self.invoices)

    @property
    def payments_said(self) -> str:
        """What was paid, where a sentence can hold it; else empty."""
        return payments_in_words(self.payments)

    @property
    def has_annex(self) -> bool:
        """Whether deliveries or payments are too many for a sentence."""
        slips = self.words.money != "租金" and bool(self.deliveries) and not self.deliveries_said
        return slips or (bool(self.payments) and not self.payments_said)

    @property
    def has_tables(self) -> bool:
        """Whether anything is to be listed of it: deliveries, invoices, payments and the like."""
        listed = (self.deliveries, self.invoices, self.payments, self.credits, self.supplements)
        return any(listed) or bool(self.dishonoured or self.deposits_held or self.refunds)

    @property
    def title(self) -> str:
        """The title of the contract."""
        return self.contract.title

    @property
    def signed_on(self) -> dt.date | None:
        """The day it was signed."""
        return self.contract.signed_on

    @property
    def goods(self) -> str:
        """What was sold."""
        return self.contract.goods

    @property
    def price(self) -> Decimal | None:
        """Its price in yuan; None for a framework contract without one."""
        return self.contract.price

    @property
    def payment_term(self) -> str:
        """What the contract says of payment, by its clause or in its words; may be empty."""
        clause = self.contract.payment_clause.rstrip("。；")
        if clause.startswith("第"):
            return f"付款约定见合同{clause}"
        return f"付款约定为“{clause}”" if clause else ""

    @property
    def delivered(self) -> Decimal:
        """What was delivered by the day of the claim, in yuan."""
        return total(self.deliveries)

    @property
    def invoiced(self) -> Decimal:
        """What was invoiced by the day of the claim, in yuan."""
        return total(self.invoices)

    @property
    def paid(self) -> Decimal:
        """What was paid in money by the day of the claim, in yuan."""
        return total(self.payments)

    @property
    def credited(self) -> Decimal:
        """By how much returns and price cuts lowered the price by the day of the claim, in yuan."""
        return total(self.credits)

    @property
    def words(self) -> ContractWords:
        """What its parts are called, by its kind."""
        return words_of(self.contract)

    @property
    def rule(self) -> LateChargeRule:
        """The standard its late charge is computed by."""
        return self.account.rule

    @property
    def lines(self) -> tuple[InstalmentAccount, ...]:
        """Its instalments, all of them."""
        return self.account.instalments

    @property
    def shares(self) -> tuple[tuple[InstalmentAccount, PaymentShare], ...]:
        """What each payment and credit went to, with its instalment, in the order of time."""
        pairs = [(line, share) for line in self.lines for share in line.shares]
        return tuple(sorted(pairs, key=lambda pair: pair[1].paid_on))

    @property
    def late(self) -> bool:
        """Whether anything under it is overdue or was paid late."""
        return self.account.principal > 0 or self.account.late_charge > 0

    @property
    def overpaid(self) -> Decimal:
        """What was paid beyond everything owed under it, in yuan."""
        return self.account.unapplied

    @property
    def beyond_price(self) -> Decimal:
        """What was paid and credited beyond the whole price, in yuan."""
        return self.account.beyond_price

    @property
    def taken_up(self) -> Decimal:
        """What of ``beyond_price`` late charge and costs took up, in yuan."""
        return self.account.taken_up

    @property
    def set_off_elsewhere(self) -> Decimal:
        """What of ``beyond_price`` was set off against other contracts, in yuan."""
        return self.account.set_off_elsewhere

    @property
    def to_charges(self) -> tuple[tuple[str, Decimal], ...]:
        """What of the payments costs and late charge took up, by name in yuan; may be empty.

        What exceeded everything owed is told apart, with what was taken up before it.
        """
        if self.overpaid or self.set_off_elsewhere:
            return ()
        shares = [share for _, share in self.shares]
        shared = sum((s.amount for s in shares if s.towards == "违约金或利息"), ZERO)
        late = max(shared, sum((line.late_charge_paid for line in self.lines), ZERO))
        principal = sum((s.amount for s in shares if s.towards == "本金"), ZERO)
        rows = (("费用", self.account.paid - principal - late), (self.rule.name, late))
        return tuple((name, amount) for name, amount in rows if amount > 0)

    @property
    def taken_up_by(self) -> str:
        """What took it up: the late charge by its name, and the costs where it was more."""
        charged = sum((line.late_charge_paid for line in self.lines), ZERO)
        return self.rule.name + ("和费用" if charged < self.taken_up else "")


def contract_views(claim: Claim) -> tuple[ContractView, ...]:
    """Return the contracts of the claim in its order."""
    return tuple(ContractView(account) for account in claim.accounts)


def late_contracts(claim: Claim) -> tuple[ContractView, ...]:
    """Return the contracts a demand rests on; all of them when none is late."""
    views = contract_views(claim)
    return tuple(view for view in views if view.late) or views


def overdue_lines(contracts: Iterable[ContractView]) -> tuple[InstalmentAccount, ...]:
    """Return the instalments that are overdue or were paid late."""
    return tuple(
        line
        for contract in contracts
        for line in contract.lines
        if (line.overdue_days > 0 and line.outstanding > 0) or line.late_charge > 0
    )


def coming_lines(
    contracts: Iterable[ContractView], from_day: dt.date, pay_by: dt.date
) -> tuple[InstalmentAccount, ...]:
    """Return the unpaid instalments that fall due on or after ``from_day``.

    One that is payable on demand falls due on the day the letter gives (民法典511).
    """
    lines = (
        replace(line, due_on=pay_by) if line.waits == "demand" else line
        for contract in contracts
        for line in contract.lines
        if line.outstanding > 0
    )
    return tuple(line for line in lines if line.due_on is not None and line.due_on >= from_day)


@dataclass(frozen=True, slots=True)
class Later:
    """What is unpaid beside the claim, in yuan (未计入的款项).

    A part whose day is not known may be due by law, so no paper may call it 尚未到期. What the
    creditor has yet to deliver for is in neither.
    """

    scheduled: Decimal
    unscheduled: Decimal

    @property
    def total(self) -> Decimal:
        """Return both together."""
        return self.scheduled + self.unscheduled


def later(claim: Claim) -> Later:
    """Return what the claim leaves out, by whether its due day is known."""
    parts = [part for account in claim.accounts for part in account.instalments]
    undated = outstanding(part for part in parts if part.due_on is None)
    counterpart = outstanding(part for part in parts if part.waits == "counterpart")
    return Later(claim.not_due - undated, undated - counterpart)


def outstanding(lines: Iterable[InstalmentAccount]) -> Decimal:
    """Return what is unpaid on the printed lines together."""
    return sum((line.outstanding for line in lines), ZERO)
