"""The names of the application for arbitration: the institution, and the clauses that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.papers.names import name
from legaldocs.papers.relief import ReliefNames, owed_contracts

if TYPE_CHECKING:
    from legaldocs.case.contract import Contract
    from legaldocs.claim.matter import Matter

_BLANK_INSTITUTION = "\u3000" * 8 + "仲裁委员会"
"""A line to fill in by hand, where no contract names an institution."""


class ArbitrationNames(ReliefNames):
    """The names of a paper that seeks relief, and those of the arbitration agreement."""

    agent_title = "委托代理人"

    @name("仲裁机构")
    def institution(self) -> str:
        return institution_of(self.matter) or _BLANK_INSTITUTION

    @name("载有仲裁条款的合同：title 名称、dispute_clause 争议解决条款、arbitration 仲裁机构")
    def agreements(self) -> tuple[Contract, ...]:
        deed = self.matter.claim.deed
        if deed is None or deed.settlement.arbitration:
            return owed_contracts(self.matter)
        return tuple(view.contract for view in self.background)


def institution_of(matter: Matter) -> str:
    """Return the institution that the contracts name; empty where none or not one is named."""
    named = {contract.arbitration for contract in owed_contracts(matter)}
    return named.pop() if len(named) == 1 else ""
