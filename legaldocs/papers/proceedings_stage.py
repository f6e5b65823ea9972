"""Where a case stands before court or tribunal, as the papers that accompany a filing name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Route
from legaldocs.claim.proceedings import (
    decided_by,
    order_in_force,
    pending_arbitration,
    pending_suit,
)

if TYPE_CHECKING:
    from legaldocs.case.model import Case
    from legaldocs.case.procedure import Enforcement, Procedure
    from legaldocs.claim.matter import Matter


@dataclass(frozen=True, slots=True)
class ProceedingsStage:
    """The proceedings that the creditor is in, or has chosen (所处程序).

    ``heard_by`` is the court or the arbitral institution and may be empty, as ``case_number`` is
    before the case is registered.
    """

    name: str
    creditor: str
    debtor: str
    heard_by: str = ""
    case_number: str = ""

    @property
    def arbitral(self) -> bool:
        """Whether it is before an arbitral institution."""
        return self.name == ARBITRATION

    @property
    def enforcing(self) -> bool:
        """Whether an instrument is being enforced."""
        return self.name == ENFORCEMENT


FIRST_INSTANCE = "第一审程序"
ORDER = "督促程序"
ARBITRATION = "仲裁程序"
ENFORCEMENT = "执行程序"


def proceedings_stage(matter: Matter) -> ProceedingsStage | None:
    """Return the stage a case is at; None where it is not known which comes next.

    An appeal is not known: the mandate for it is given when it is lodged.
    """
    case, procedure = matter.case, matter.case.procedure
    if procedure is None:
        return None
    arbitration, suit = pending_arbitration(case), pending_suit(case)
    enforced = _enforcement(matter, procedure)
    if enforced is not None or procedure.enforcement is not None or decided_by(case):
        return enforced
    if arbitration is not None:
        return ProceedingsStage(
            ARBITRATION, "申请人", "被申请人", arbitration.institution, arbitration.case_number
        )
    if suit is not None:
        return ProceedingsStage(FIRST_INSTANCE, "原告", "被告", suit.court, suit.case_number)
    return _chosen(case, procedure)


def _enforcement(matter: Matter, procedure: Procedure) -> ProceedingsStage | None:
    """Return the enforcement that goes on, or the one that an instrument in force allows."""
    running = procedure.enforcement
    if running is not None:
        court, number = running.court, running.case_number
        return None if _over(running) else _enforced(court, number)
    if procedure.judgment is not None:
        return _enforced("", "") if procedure.judgment.effective_on is not None else None
    order = procedure.payment_order
    if order is not None and order_in_force(order, matter.book, matter.as_of):
        return _enforced("", "")
    return None


def _over(enforcement: Enforcement) -> bool:
    return enforcement.ended_on is not None and enforcement.resumed_on is None


def _enforced(court: str, number: str) -> ProceedingsStage:
    return ProceedingsStage(ENFORCEMENT, "申请执行人", "被执行人", court, number)


def _chosen(case: Case, procedure: Procedure) -> ProceedingsStage | None:
    order = procedure.payment_order
    applied = order is not None and order.applied_on is not None and order.ended_on is None
    if applied or procedure.route is Route.PAYMENT_ORDER:
        number = order.case_number if order is not None and applied else ""
        return ProceedingsStage(ORDER, "申请人", "被申请人", procedure.debtor_court, number)
    if procedure.route not in (Route.SUIT, Route.ARBITRATION):
        return None
    named = {(contract.arbitration, contract.court) for contract in case.contracts}
    arbitration, court = named.pop() if len(named) == 1 else ("", "")
    if arbitration:
        return ProceedingsStage(ARBITRATION, "申请人", "被申请人", arbitration)
    if any(contract.arbitration for contract in case.contracts):
        return None
    complaint = procedure.complaint
    chosen = complaint.court if complaint is not None else ""
    return ProceedingsStage(FIRST_INSTANCE, "原告", "被告", chosen or court)
