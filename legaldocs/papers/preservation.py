"""What both preservation applications ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Preservation
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft


def wanted(matter: Matter) -> Preservation | None:
    """Return the preservation that the case asks for, if any."""
    return matter.case.procedure.preservation if matter.case.procedure else None


def place(matter: Matter) -> str:
    """Return where the case speaks of it, or would."""
    return str((wanted(matter) or matter.case.procedure or matter.case).origin)


def debt_is_due(draft: Draft) -> Iterator[Finding]:
    """What is held is held for a debt that is owed."""
    claim = draft.matter.claim
    if claim.principal + claim.late_charge <= 0:
        yield draft.refuse(
            "LD-PRES-NOT-DUE",
            "没有已到期未付的款项",
            article=draft.matter.article("cn.civil_procedure", "preservation.scope"),
        )
