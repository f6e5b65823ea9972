"""What lies on the desk when a paper is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.case.model import BankAccount, Case, Demand
    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.figures import Claim
    from legaldocs.law.lawbook import LawBook

PAY_WITHIN_DAYS = 7
"""Days a letter gives when the case file names none: time to pass a payment through a firm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What papers are written from (文书素材).

    ``pages`` holds the first and last page of each exhibit in the volume by its number, and may be
    empty; ``notes`` the lines of caution for the working, by the id of the paper they concern.
    """

    case: Case
    claim: Claim
    exhibits: tuple[Exhibit, ...]
    pages: Mapping[int, tuple[int, int]]
    book: LawBook
    signed_on: dt.date
    notes: Mapping[str, tuple[str, ...]]

    @property
    def pay_by(self) -> dt.date:
        """The last day, itself counted, on which the letters ask to be paid."""
        demand: Demand | None = self.case.demand
        days = demand.pay_within_days if demand is not None else PAY_WITHIN_DAYS
        return self.signed_on + dt.timedelta(days=days)

    @property
    def account(self) -> BankAccount | None:
        """The account the creditor is to be paid on."""
        return self.case.creditor.account
