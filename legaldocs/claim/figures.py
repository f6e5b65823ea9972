"""The figures of the claim: computed once, read by every paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Contract
    from legaldocs.claim.deed_account import DeedAccount
    from legaldocs.claim.due import Waits
    from legaldocs.core.origin import Origin
    from legaldocs.core.step import Step


ON_OVERDUE = "以逾期未付金额为基数，"
FROM_NEXT_DAY = "各期款项到期日的次日"


@dataclass(frozen=True, slots=True)
class LateChargeRule:
    """The standard a late charge is computed by (逾期付款损失计算标准).

    ``basis`` says where it comes from: the contract, the rule for small creditors of large debtors,
    or the rule for sales without a term. ``name`` is 违约金, 逾期利息 or 逾期付款损失;
    ``says`` the standard in words, such as 日万分之五. ``base`` says what it is taken on, and is
    empty where it is a sum; ``start`` says from when it runs; ``limit`` is the cap in words.
    """

    basis: Literal["agreed", "sme", "lpr"]
    name: str
    says: str
    source: str
    base: str = ON_OVERDUE
    start: str = FROM_NEXT_DAY
    limit: str = ""

    @property
    def own_start(self) -> str:
        """From when it runs, where that is not the day after the due day; else nothing."""
        return "" if self.start == FROM_NEXT_DAY else self.start

    @property
    def in_full(self) -> str:
        """The standard with its limit."""
        return self.says + self.limit


@dataclass(frozen=True, slots=True)
class LateChargeRun:
    """Days in a row with one base and one rate (计算期间).

    Both days are counted. ``base`` is the unpaid principal in yuan; ``amount`` is exact; ``says``
    is the working, such as 100,000.00 × 0.05% × 31 天.
    """

    first: dt.date
    last: dt.date
    days: int
    base: Decimal
    rate: str
    amount: Decimal
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class PaymentShare:
    """The part of a payment or credit that went to one thing (清偿抵充)."""

    paid_on: dt.date
    amount: Decimal
    towards: Literal["费用", "违约金或利息", "本金"]
    source: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class InstalmentAccount:
    """One part of the price: what was due, paid, and is left (分期账目).

    Amounts in yuan. ``due_on`` is None while the event it is counted from has not happened;
    ``due_says`` states how the day was found and ``waits`` what it waits for. ``counted`` when the
    day follows from an event, so that a court must be shown how; ``separate`` when the part is a
    debt of its own, such as the price of one delivery. ``late_charge`` is what is left of it after
    ``late_charge_paid``; it is rounded to the fen once, as the sum of ``runs``.
    """

    contract: Contract
    name: str
    amount: Decimal
    due_on: dt.date | None
    due_says: str
    waits: Waits
    counted: bool
    separate: bool
    paid: Decimal
    outstanding: Decimal
    overdue_days: int
    late_charge: Decimal
    late_charge_paid: Decimal
    runs: tuple[LateChargeRun, ...]
    shares: tuple[PaymentShare, ...]
    origin: Origin

    @property
    def overdue(self) -> bool:
        """Whether something is left and its day has passed."""
        return self.overdue_days > 0 and self.outstanding > 0

    @property
    def accrued(self) -> Decimal:
        """The late charge before what was paid of it."""
        return self.late_charge + self.late_charge_paid


@dataclass(frozen=True, slots=True)
class LprComparison:
    """A late charge by the LPR of the day of breach and by that of each day (LPR取值比较).

    Amounts in yuan, to the fen. ``provisional`` when either of them used an LPR past the day it was
    last checked.
    """

    fixed: Decimal
    floating: Decimal
    provisional: bool


@dataclass(frozen=True, slots=True)
class ContractAccount:
    """One contract: its rows, its instalments and their sums (合同账目).

    ``principal`` is what is overdue; ``not_due`` what is unpaid and falls due later;
    ``beyond_price`` what was paid or credited beyond the whole price, and ``unapplied`` what of it
    no late charge and no cost took up.
    ``alternative`` is the late charge a court may fall back on when it cuts an agreed one; None
    where ``late_charge`` itself is computed that way. ``lpr`` holds both readings of a charge
    that follows the LPR, of which ``late_charge`` is one; None where it does not follow it. Each
    of these is computed from the start: where payments go to interest first, less interest
    leaves less principal too.
    """

    facts: ContractFacts
    rule: LateChargeRule
    instalments: tuple[InstalmentAccount, ...]
    delivered: Decimal
    invoiced: Decimal
    paid: Decimal
    beyond_price: Decimal
    unapplied: Decimal
    principal: Decimal
    not_due: Decimal
    late_charge: Decimal
    costs: Decimal
    alternative: Decimal | None
    lpr: LprComparison | None
    runs_on: bool
    """Whether the late charge grows until payment: not once it is capped, or owed once."""

    @property
    def contract(self) -> Contract:
        """The contract itself."""
        return self.facts.contract


@dataclass(frozen=True, slots=True)
class OrderSum:
    """The fixed sum a payment order may be asked for (支付令请求金额).

    In yuan: the overdue principal, and a late charge only where the documents provide for one
    (民诉法解释428); costs are left for a suit.
    """

    principal: Decimal
    late_charge: Decimal
    late_name: str

    @property
    def total(self) -> Decimal:
        """Return both together."""
        return self.principal + self.late_charge


@dataclass(frozen=True, slots=True)
class Claim:
    """What the debtor owes on ``as_of`` (债权金额), the one ledger of all papers.

    Amounts in yuan, to the fen. ``total`` is principal, late charge and costs together;
    ``late_charge`` runs through ``late_through``, that day counted, which is ``as_of`` unless the
    debtor's bankruptcy stopped it before. ``overdue_days`` is the longest;
    ``first_due_on`` the earliest overdue day, ``next_due_on`` the next to come. ``floor`` is the
    late charge at the lower standard where the law leaves a span (LPR plus 30 to 50 percent), else
    None. ``lpr`` is the late charge of all contracts with the LPR fixed at breach and floating;
    None where no contract's charge follows it. ``unapplied`` is what was paid beyond everything
    owed. ``disputed`` is what of the principal an open objection is to. ``provisional`` when a rate
    was used past the day it was last checked.
    """

    as_of: dt.date
    late_through: dt.date
    accounts: tuple[ContractAccount, ...]
    principal: Decimal
    late_charge: Decimal
    costs: Decimal
    total: Decimal
    not_due: Decimal
    disputed: Decimal
    unapplied: Decimal
    overdue_days: int
    first_due_on: dt.date | None
    next_due_on: dt.date | None
    provisional: bool
    floor: Decimal | None
    lpr: LprComparison | None
    steps: tuple[Step, ...]
    deed: DeedAccount | None = None
    """How a signed settlement stands; then ``accounts`` holds the deed's account alone."""

    @property
    def deeds(self) -> tuple[DeedAccount, ...]:
        """The signed settlements, oldest first: the one that governs, and those it followed."""
        return () if self.deed is None else (*self.deed.before.deeds, self.deed)

    @property
    def on_contracts(self) -> Claim:
        """The claim on the contracts themselves, as it stood before any settlement."""
        return self.deeds[0].before if self.deeds else self

    @property
    def runs_on(self) -> bool:
        """Whether no bankruptcy has stopped the late charge."""
        return self.late_through == self.as_of

    @property
    def order_sum(self) -> OrderSum:
        """What of the claim a payment order may ask for; nothing that is disputed.

        The late charge on the disputed part is not worked out apart, so with one none is asked for.
        """
        if self.disputed:
            return OrderSum(self.principal - self.disputed, ZERO, self.late_charge_name)
        agreed = [
            account
            for account in self.accounts
            if account.rule.basis == "agreed" and account.late_charge > 0
        ]
        names = dict.fromkeys(account.rule.name for account in agreed)
        charge = sum((account.late_charge for account in agreed), ZERO)
        return OrderSum(self.principal, charge, "和".join(names))

    @property
    def awaits_demand(self) -> bool:
        """Whether something unpaid falls due only once the creditor asks for it (民法典511)."""
        parts = (part for account in self.accounts for part in account.instalments)
        return any(part.waits == "demand" and part.outstanding for part in parts)

    @property
    def late_charge_name(self) -> str:
        """The word for the late charge that fits every contract of the claim."""
        names = [account.rule.name for account in self.accounts if account.late_charge]
        return "及".join(dict.fromkeys(names)) or self.accounts[0].rule.name
