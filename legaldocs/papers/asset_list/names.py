"""The names of a list of assets: the court, the roles and the assets with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.papers.filings import BLANK_COURT, FilingNames
from legaldocs.papers.lists import Roles
from legaldocs.papers.names import name
from legaldocs.papers.parties import claimed
from legaldocs.papers.preservation import wanted
from legaldocs.papers.proceedings_stage import proceedings_stage

if TYPE_CHECKING:
    from legaldocs.case.party import Party
    from legaldocs.case.preservation import Asset
    from legaldocs.claim.matter import Matter


def leads_of(matter: Matter) -> tuple[Asset, ...]:
    """Return the assets that the case names."""
    preservation = wanted(matter)
    return preservation.assets if preservation is not None else ()


def has_sources(matter: Matter) -> bool:
    """Whether the case says of any asset where it is known from."""
    return any(asset.source or asset.source_kind for asset in leads_of(matter))


def respondents(matter: Matter) -> tuple[Party, ...]:
    """Return those whose assets a court may hold: debtors, and guarantors claimed on."""
    return tuple(dict.fromkeys((*matter.case.debtors, *(row.party for row in claimed(matter)))))


class AssetListNames(FilingNames):
    """The names of applications, and those of a list of assets."""

    @name("双方称谓：creditor、debtor；执行中为申请执行人、被执行人，其余为申请人、被申请人")
    def roles(self) -> Roles:
        stage = proceedings_stage(self.matter)
        if stage is not None and stage.enforcing:
            return Roles(stage.creditor, stage.debtor)
        return Roles("申请人", "被申请人")

    @name("对方的名称，包括一并主张的保证人")
    def others(self) -> tuple[str, ...]:
        return tuple(party.name for party in respondents(self.matter))

    @name("接收清单的人民法院，不知道的留空手写")
    def court(self) -> str:
        stage = proceedings_stage(self.matter)
        if stage is not None and stage.enforcing:
            return stage.heard_by or BLANK_COURT
        return self.suit.court if self.suit is not None else self.preservation_court

    @name("案号，立案前没有")
    def case_number(self) -> str:
        stage = proceedings_stage(self.matter)
        return stage.case_number if stage is not None and not stage.arbitral else ""
