"""Is there a list of exhibits to file?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards.refusal import refused
from legaldocs.claim.papers import EXHIBIT_LIST, IN_SUIT, PAYMENT_ORDER, PRE_SUIT, WORKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding


def exhibits_are_there(matter: Matter) -> Iterator[Finding]:
    """Nothing can be filed without proof."""
    if matter.exhibits:
        return
    for kind in (EXHIBIT_LIST, PAYMENT_ORDER, PRE_SUIT, IN_SUIT):
        yield refused(
            kind,
            "LD-LIST-EMPTY",
            "没有任何证据文件",
            article=matter.article("cn.evidence_rules", "catalogue"),
            where=str(matter.case.origin),
            next_step="把原件放进案件文件夹，在对应的事实里写上 file",
        )


def working_needs_a_debt(matter: Matter) -> Iterator[Finding]:
    """A table of late charges needs late days."""
    if matter.claim.principal <= 0 and not matter.claim.late_charge:
        yield refused(WORKING, "LD-WORK-NOTHING", "没有逾期款项，无需计算")


GUARDS = (exhibits_are_there, working_needs_a_debt)
