"""How long does a preservation measure last?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AssetKind
from legaldocs.core.findings import Finding
from legaldocs.law.preservation import longest_measure, renewal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter
    from legaldocs.law.preservation import Asset

_KINDS: dict[AssetKind, Asset] = {
    AssetKind.DEPOSIT: "deposit",
    AssetKind.MOVABLE: "movable",
    AssetKind.VEHICLE: "movable",
}
"""Kinds with a period of their own; all other assets are held as long as real estate."""


def measures_are_renewed(matter: Matter) -> Iterator[Finding]:
    """A measure lapses on its own day, and the next creditor moves up."""
    procedure = matter.case.procedure
    held = procedure.preservation if procedure else None
    since = (held.taken_on or held.pre_suit_applied_on) if held else None
    if held is None or since is None:
        return
    how = "自采取措施之日" if held.taken_on else "稳妥地自申请日"
    for asset in held.assets:
        kind = _KINDS.get(asset.kind, "real_estate")
        expires = longest_measure(matter.book, kind, since, matter.as_of)
        again = renewal(matter.book, expires, matter.as_of)
        past = expires < matter.as_of
        yield Finding(
            "LD-PRES-RENEW",
            "warning",
            f"{asset.kind}（{asset.description}）的保全措施，{how} {since} 起算"
            f"，{'已' if past else '最长'}至 {expires} 届满",
            where=str(asset.origin),
            article=again.rule,
            next_step="核对裁定和协助执行通知载明的期限；"
            + (
                "没有续行的，重新申请保全"
                if past
                else f"最迟 {again.advised} 申请续行（法定最迟 {again.ask_by}）"
            ),
        )


GUARDS = (measures_are_renewed,)
