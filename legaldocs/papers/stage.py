"""Where a case stands that a court secures or enforces: which court has it, who is called what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.proceedings import pending_arbitration, pending_suit

if TYPE_CHECKING:
    from legaldocs.case.model import Case

APPLICANT = ("申请人", "被申请人")
EXECUTION = ("申请执行人", "被执行人")
"""What creditor and debtor are called before and after the enforcement began."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The court that has what is held, and how far the case is (案件所处的阶段).

    ``says`` is a sentence on the proceedings, empty before there are any. In ``enforced`` cases
    creditor and debtor are 申请执行人 and 被执行人.
    """

    court: str
    says: str
    enforced: bool

    @property
    def roles(self) -> tuple[str, str]:
        """What creditor and debtor are called."""
        return EXECUTION if self.enforced else APPLICANT


def stage_of(case: Case) -> Stage:
    """Return where a case stands: what was held before a suit moves on with it (民诉法解释168)."""
    procedure = case.procedure
    preservation = procedure.preservation if procedure else None
    first = preservation.court if preservation else ""
    if procedure is None:
        return Stage(first, "", enforced=False)
    enforcement, judgment = procedure.enforcement, procedure.judgment
    suit, arbitration = procedure.suit, pending_arbitration(case)
    if enforcement is not None:
        says = f"贵院已立案执行，案号为{enforcement.case_number}" if enforcement.case_number else ""
        return Stage(enforcement.court, says, enforced=True)
    court = suit.court if suit is not None else first
    if judgment is not None:
        says = f"{judgment.issuer}已作出{judgment.number}{judgment.kind}"
        return Stage(court, says, enforced=False)
    if pending_suit(case) is not None and suit is not None:
        number = f"，案号为{suit.case_number}" if suit.case_number else ""
        return Stage(court, f"该案由{suit.court}审理{number}，尚未审结", enforced=False)
    if arbitration is not None:
        number = f"，案号为{arbitration.case_number}" if arbitration.case_number else ""
        says = f"该争议由{arbitration.institution}仲裁{number}，尚未裁决"
        return Stage(court, says, enforced=False)
    return Stage(court, "", enforced=False)
