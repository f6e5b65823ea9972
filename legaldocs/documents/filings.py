"""What applications to a court see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.model import Procedure
from legaldocs.documents.agreements import late_agreements, overdue_lines
from legaldocs.documents.letters import arbitrated, earlier_demands, forum, promises
from legaldocs.documents.schedules import exhibit_rows

if TYPE_CHECKING:
    from legaldocs.documents.desk import Desk

_BLANK_COURT = "\u3000" * 8 + "人民法院"
"""A line to fill in by hand, where the case file names no court."""


def filing_context(desk: Desk) -> dict[str, object]:
    """Return what applications see beside the names of every paper."""
    case = desk.case
    procedure = case.procedure or Procedure(origin=case.origin)
    preservation = procedure.preservation
    parts = late_agreements(case, desk.claim)
    return {
        "agreements": parts,
        "lines": overdue_lines(parts),
        "late_name": desk.claim.late_charge_name,
        "asked": desk.claim.order_sum,
        "debtor_court": procedure.debtor_court or _BLANK_COURT,
        "preservation_court": (preservation.court if preservation else "") or _BLANK_COURT,
        "suit": procedure.suit,
        "urgency": preservation.urgency if preservation else "",
        "assets": preservation.assets if preservation else (),
        "security": preservation.security if preservation else None,
        "forum": forum(parts),
        "arbitrated": arbitrated(parts),
        "earlier": earlier_demands(case, desk.signed_on),
        "promises": promises(case, desk.signed_on),
        "exhibits": exhibit_rows(desk),
    }
