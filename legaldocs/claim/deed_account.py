"""A signed settlement, the debt that it divides, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.model import Contract
    from legaldocs.case.settlement import Settlement
    from legaldocs.claim.deed_balance import DeedPart, Default
    from legaldocs.claim.figures import Claim, LateChargeRule

DEED = "还款协议"
"""What papers call the signed settlement."""


@dataclass(frozen=True, slots=True)
class DeedAccount:
    """How a signed settlement stands (还款协议账目).

    ``before`` is the claim on the day of signing. ``default`` is the instalment that was not paid
    in time, None while the deed is kept. Amounts in yuan: ``old_charge`` is the late charge to the
    day of signing, ``old_left`` what is owed of it now.
    """

    settlement: Settlement
    signed_on: dt.date
    before: Claim
    parts: tuple[DeedPart, ...]
    default: Default | None
    old_charge: Decimal
    old_name: str
    old_left: Decimal
    rule: LateChargeRule

    @property
    def total(self) -> Decimal:
        """What the instalments come to."""
        return parts_total(self.settlement)

    @property
    def left(self) -> Decimal:
        """What is unpaid of them."""
        return sum((part.left for part in self.parts), ZERO)

    @property
    def fixed(self) -> bool:
        """Whether the deed fixes the late charge to the day it was signed."""
        return self.settlement.late_charge_amount is not None

    @property
    def outcome(self) -> LateChargeOutcome:
        """What the deed does with the late charge."""
        return self.settlement.late_charge

    @property
    def accelerated(self) -> tuple[DeedPart, ...]:
        """The instalments that fell due with the broken one."""
        if self.default is None or not self.settlement.accelerates:
            return ()
        return tuple(part for part in self.parts if part.due_on > self.default.on)


def parts_total(settlement: Settlement) -> Decimal:
    """Return the sum of the instalments in yuan."""
    return sum((part.amount for part in settlement.instalments), ZERO)


def fixed_within(settlement: Settlement) -> Decimal:
    """Return the fixed late charge that the instalments contain, in yuan."""
    if settlement.late_charge is LateChargeOutcome.FIXED:
        return settlement.late_charge_amount or ZERO
    return ZERO


def divides(settlement: Settlement, before: Claim) -> bool:
    """Return whether the instalments make up the price that was unpaid on the day of signing."""
    principal = parts_total(settlement) - fixed_within(settlement)
    return principal in (before.principal, before.principal + before.not_due)


def owed_contract(before: Claim) -> Contract:
    """Return the first contract on which something was owed when the deed was signed."""
    owed = (account for account in before.accounts if account.principal or account.not_due)
    return next(owed, before.accounts[0]).contract


def before_runs_on(before: Claim) -> bool:
    """Return whether the contracts' late charge still grew on the day of signing."""
    return any(account.runs_on for account in before.accounts)
