"""What the repayment agreement sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome, Role
from legaldocs.claim.late_charge_standard import rate_in_words
from legaldocs.core.errors import InternalError
from legaldocs.core.money import ZERO
from legaldocs.documents.agreements import agreements
from legaldocs.law.numerals import numeral
from legaldocs.law.rate_terms import parse_rate

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.model import Case, Guarantee, Party, Settlement
    from legaldocs.claim.figures import Claim
    from legaldocs.documents.desk import Desk

_NAMES = ("甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方", "辛方", "壬方", "癸方")
_COUNTED = {2: "两"}
"""Two things are counted with another word than the number."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party to the agreement under the name it has there, such as 甲方 (签约方)."""

    name: str
    role: str
    party: Party
    guarantee: Guarantee | None


@dataclass(frozen=True, slots=True)
class Debt:
    """What the plan pays off, in yuan (协议债务): ``late_charge`` only where the parties fix it."""

    overdue: Decimal
    not_due: Decimal
    late_charge: Decimal

    @property
    def principal(self) -> Decimal:
        """Return the unpaid price the plan covers."""
        return self.overdue + self.not_due


def settlement_context(desk: Desk) -> dict[str, object]:
    """Return what the agreement sees beside the names of every paper."""
    settlement = desk.case.settlement
    if settlement is None:
        raise InternalError("没有还款安排，不应制作还款协议")
    signatories = _signatories(desk.case)
    total = sum((each.amount for each in settlement.instalments), ZERO)
    return {
        "settlement": settlement,
        "agreements": agreements(desk.case, desk.claim),
        "late_name": desk.claim.late_charge_name,
        "outcome": _outcome(settlement),
        "debt": _debt(desk.claim, total, settlement),
        "parts_total": total,
        "default_rate": _default_rate(settlement),
        "account": desk.account,
        "signatories": signatories,
        "sureties": tuple(each for each in signatories if each.guarantee is not None),
        "copies": _COUNTED.get(len(signatories)) or numeral(len(signatories)),
    }


def _signatories(case: Case) -> tuple[Signatory, ...]:
    promises = {each.guarantor: each for each in case.guarantees}
    guarantors = [
        each for each in case.parties if each.role is Role.GUARANTOR and each.name in promises
    ]
    parties = (case.creditor, case.debtor, *guarantors)
    return tuple(
        Signatory(
            _NAMES[place] if place < len(_NAMES) else f"第{numeral(place + 1)}方",
            str(party.role),
            party,
            promises.get(party.name) if party.role is Role.GUARANTOR else None,
        )
        for place, party in enumerate(parties)
    )


def _outcome(settlement: Settlement) -> str:
    return {
        LateChargeOutcome.RESERVED: "reserved",
        LateChargeOutcome.FIXED: "fixed",
        LateChargeOutcome.WAIVED_IF_PAID: "waived_if_paid",
    }[settlement.late_charge]


def _debt(claim: Claim, planned: Decimal, settlement: Settlement) -> Debt:
    """Return the debt the plan pays: what is overdue, and the rest of the price if it has that."""
    fixed = claim.late_charge if settlement.late_charge is LateChargeOutcome.FIXED else ZERO
    rest = planned - claim.principal - fixed
    return Debt(claim.principal, claim.not_due if rest == claim.not_due else ZERO, fixed)


def _default_rate(settlement: Settlement) -> str:
    return rate_in_words(parse_rate(settlement.default_rate)) if settlement.default_rate else ""
