"""How a settlement in enforcement stands: performed, kept or broken (执行和解规定8、9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.money import ZERO
from legaldocs.law.enforcement import enforcement_period
from legaldocs.law.numerals import numeral

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.model import Case
    from legaldocs.case.procedure import EnforcementSettlement
    from legaldocs.case.settlement import SettlementPart
    from legaldocs.law.deadline import Deadline
    from legaldocs.law.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class SettledEnforcement:
    """How a settlement in enforcement stands on a day (执行和解账目).

    In yuan: ``agreed`` is what its instalments come to, ``paid`` what was paid since it was signed.
    ``broken`` is the first instalment whose day passed with ``overdue`` unpaid, None while the
    settlement is kept; a late payment in full cures it.
    """

    settlement: EnforcementSettlement
    agreed: Decimal
    paid: Decimal
    broken: SettlementPart | None
    overdue: Decimal

    @property
    def left(self) -> Decimal:
        """What is unpaid of the instalments."""
        return max(ZERO, self.agreed - self.paid)

    @property
    def performed(self) -> bool:
        """Whether all of it was paid: the enforcement ends with that (执行和解规定8)."""
        return not self.left

    @property
    def broken_name(self) -> str:
        """What findings call the broken instalment, counted from one."""
        parts = self.settlement.instalments
        return f"第{numeral(parts.index(self.broken) + 1)}期" if self.broken else ""

    def resume_by(self, book: LawBook, day: dt.date) -> Deadline:
        """Return by when to ask that the enforcement be resumed.

        The period runs from the last day that the settlement gives (执行和解规定10).
        """
        days = tuple(part.due_on for part in self.settlement.instalments)
        return enforcement_period(book, perform_by=days, day=day).deadlines[-1]


def settled_enforcement(case: Case, as_of: dt.date) -> SettledEnforcement | None:
    """Return how the settlement in enforcement stands; None without one that has instalments."""
    enforcement = case.procedure.enforcement if case.procedure else None
    settlement = enforcement.settlement if enforcement else None
    if settlement is None or not settlement.instalments:
        return None
    rows = (row for row in case.payments if row.paid_on >= settlement.signed_on)
    paid = sum((row.amount for row in rows), ZERO)
    agreed, broken, overdue = ZERO, None, ZERO
    for part in sorted(settlement.instalments, key=lambda part: part.due_on):
        agreed += part.amount
        if part.due_on < as_of and paid < agreed:
            broken = broken or part
            overdue = agreed - paid
    return SettledEnforcement(settlement, agreed, paid, broken, overdue)
