"""财产线索清单: what the debtor is known to have, and from where (财产保全规定10)."""

from __future__ import annotations

from legaldocs.papers.asset_list.guards import GUARDS
from legaldocs.papers.asset_list.names import AssetListNames, has_sources
from legaldocs.papers.kind import Audience, Family, Paper

FORM = Paper(
    id="asset_list",
    number="52",
    title="财产线索清单",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset(),
    applies=has_sources,
    without="案件没有写明来源的财产线索（procedure.preservation.assets 的 source、source_kind）",
    names=AssetListNames,
    guards=GUARDS,
)
