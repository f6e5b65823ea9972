"""What the acceptance of a bankruptcy petition does to the claim (企业破产法46)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.case.model import Case
    from legaldocs.case.party import Bankruptcy
    from legaldocs.claim.due import DuePart

_DAY = dt.timedelta(days=1)


def bankruptcy_of(case: Case) -> Bankruptcy | None:
    """Return the acceptance that stops interest: the earliest, where every debtor is bankrupt.

    A debtor beside a bankrupt one still owes interest, so one case cannot state both sums; a
    guard asks for two.
    """
    accepted = [debtor.bankruptcy for debtor in case.debtors]
    known = [bankruptcy for bankruptcy in accepted if bankruptcy is not None]
    if len(known) < len(accepted):
        return None
    return min(known, key=lambda bankruptcy: bankruptcy.accepted_on)


def late_through(case: Case, as_of: dt.date) -> dt.date:
    """Return the last day that a late charge is counted for.

    The day of acceptance itself is left out: practice differs, and less is the careful reading.
    """
    accepted = bankruptcy_of(case)
    return as_of if accepted is None else min(as_of, accepted.accepted_on - _DAY)


def matured(parts: tuple[DuePart, ...], accepted_on: dt.date) -> tuple[DuePart, ...]:
    """Return the parts with what was to fall due after the acceptance due on its day."""
    return tuple(
        replace(part, due_on=accepted_on, says=f"{part.says}，破产申请受理时视为到期")
        if part.due_on is not None and part.due_on > accepted_on
        else part
        for part in parts
    )
