"""Was every objection answered?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.objections import open_objections
from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter


def objections_are_answered(matter: Matter) -> Iterator[Finding]:
    """A letter that only acknowledges an objection leaves it standing."""
    for row in open_objections(matter.case):
        if not row.answered:
            yield Finding(
                "LD-LETTER-OBJECTION",
                "warning",
                f"债务人于 {row.sent_on} 提出异议（{row.ground}），还没有答复，"
                "函件只写明收悉并请其说明金额和依据",
                where=str(row.origin),
                next_step="核实后在这一行的 objection 写 answer（答复要点）；"
                "已经解决的写 settled_on",
            )


GUARDS = (objections_are_answered,)
