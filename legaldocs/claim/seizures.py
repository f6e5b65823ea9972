"""What a court holds for the creditor: until when, and why it would be let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AssetKind, ProceedingsEnd
from legaldocs.claim.enforcement_settlement import settled_enforcement
from legaldocs.claim.judgment_debt import judgment_debt
from legaldocs.core.money import ZERO
from legaldocs.law.preservation import suit_deadline

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.preservation import Preservation, Seizure
    from legaldocs.claim.matter import Matter
    from legaldocs.law.preservation import Asset

SOON = 30
"""Days before its end from which a measure is to be renewed: a court needs time for it."""

_KINDS: dict[AssetKind, Asset] = {
    AssetKind.DEPOSIT: "deposit",
    AssetKind.MOVABLE: "movable",
    AssetKind.VEHICLE: "movable",
}
"""Kinds with a period of their own; all other assets are held as long as real estate."""

_LOST = {
    ProceedingsEnd.WITHDRAWN: "撤诉",
    ProceedingsEnd.NOT_HEARD: "裁定驳回起诉",
    ProceedingsEnd.REJECTED: "驳回申请人的请求",
}
"""Ends of proceedings after which nothing is left to be secured, as papers say them."""


def held_as(kind: AssetKind) -> Asset:
    """Return under which period of the law an asset is held (民诉法解释485)."""
    return _KINDS.get(kind, "real_estate")


def preservation_of(matter: Matter) -> Preservation | None:
    """Return the preservation of the case, if any."""
    return matter.case.procedure.preservation if matter.case.procedure else None


def held(matter: Matter) -> tuple[Seizure, ...]:
    """Return what is held, or was until its period ran out: all that was not released."""
    preservation = preservation_of(matter)
    rows = preservation.seizures if preservation is not None else ()
    return tuple(row for row in rows if row.released_on is None)


def lapsed(matter: Matter) -> tuple[Seizure, ...]:
    """Return what is held no longer because its period ran out (查封规定27)."""
    return tuple(row for row in held(matter) if row.ends_on and row.ends_on < matter.as_of)


def to_release(matter: Matter) -> tuple[Seizure, ...]:
    """Return what is to be let go: what the case marks, or else all, where there is a ground."""
    kept = to_keep(matter)
    return tuple(row for row in held(matter) if row not in kept and row not in lapsed(matter))


def to_keep(matter: Matter) -> tuple[Seizure, ...]:
    """Return what is to stay held, lapsed or not."""
    rows = held(matter)
    if not release_ground(matter):
        return rows
    return tuple(row for row in rows if not row.release) if any(r.release for r in rows) else ()


def to_renew(matter: Matter) -> tuple[Seizure, ...]:
    """Return what ends soon; where nothing does, everything with an end that has not come.

    One that waits behind another court's measure runs only once that ends, and is left out unless
    the court stated a day.
    """
    ending = [row for row in to_keep(matter) if row.ends_on and row.ends_on >= matter.as_of]
    return tuple(row for row in ending if ends_soon(row, matter.as_of)) or tuple(ending)


def ends_soon(row: Seizure, day: dt.date) -> bool:
    """Whether it is time to ask for renewal."""
    return row.ends_on is not None and (row.ends_on - day).days <= SOON


def still_owed(matter: Matter) -> Decimal:
    """Return what is unpaid, in yuan: by the instrument once it is in force, not yet due too."""
    settled = settled_enforcement(matter.case, matter.as_of)
    if settled is not None and settled.performed:
        return ZERO
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    if owed is not None:
        return owed.total
    return matter.claim.total + matter.claim.not_due


def release_ground(matter: Matter) -> str:
    """Return why what is held must be let go, in one word; empty where there is no reason.

    The word is 和解, 另行担保 or 其他 as the case says, or else 清偿, 结案 or 未起诉 as it shows.
    """
    preservation = preservation_of(matter)
    if preservation is None:
        return ""
    if preservation.release is not None:
        return str(preservation.release.ground)
    if not still_owed(matter):
        return "清偿"
    if lost_by(matter):
        return "结案"
    return "未起诉" if _no_suit_followed(matter, preservation) else ""


def lost_by(matter: Matter) -> str:
    """Return how the proceedings ended without anything to enforce; empty where they did not."""
    procedure = matter.case.procedure
    if procedure is None or procedure.judgment is not None:
        return ""
    ends = [
        found.ended_by
        for found in (procedure.suit, procedure.arbitration)
        if found is not None and found.ended_on is not None
    ]
    goes_on = any(
        found is not None and found.ended_on is None
        for found in (procedure.suit, procedure.arbitration)
    )
    return "" if goes_on else next((_LOST[end] for end in ends if end in _LOST), "")


def _no_suit_followed(matter: Matter, preservation: Preservation) -> bool:
    """Whether thirty days passed after a measure before a suit without one (民诉法104)."""
    procedure = matter.case.procedure
    if procedure is None or procedure.suit or procedure.arbitration or procedure.judgment:
        return False
    if preservation.pre_suit_applied_on is None or preservation.taken_on is None:
        return False
    end = suit_deadline(matter.book, preservation.taken_on, matter.as_of)
    return end.end < matter.as_of
