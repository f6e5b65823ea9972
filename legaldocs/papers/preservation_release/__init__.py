"""解除保全申请书: what is held is let go, once paid or settled (财产保全规定23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ReleaseGround, SecurityKind
from legaldocs.claim.seizures import (
    held,
    lost_by,
    preservation_of,
    release_ground,
    still_owed,
    to_keep,
    to_release,
)
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.papers.held import HeldNames, court_is_known, ruling_is_known
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.names import name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.case.preservation import Release, Seizure
    from legaldocs.papers.kind import Draft

_RULES = "cn.preservation_rules"
_OWN = frozenset({SecurityKind.CASH, SecurityKind.ASSET})
"""Security that a court holds too, so that it is asked back."""


class ReleaseNames(HeldNames):
    """The names of papers on a preservation, and why it is to end."""

    @name("申请解除的财产：字段与 renewals 的 seizure 相同")
    def released(self) -> tuple[Seizure, ...]:
        return to_release(self.matter)

    @name("是否只解除一部分")
    def in_part(self) -> bool:
        return bool(to_keep(self.matter))

    @name("解除事由：清偿、和解、另行担保、结案、未起诉或者其他")
    def ground(self) -> str:
        return release_ground(self.matter)

    @name("没有付清就解除的事由：agreed_on 约定日期、reason 说明，可以没有")
    def release(self) -> Release | None:
        return self._preservation.release if self._preservation is not None else None

    @name("最后一笔付款的日期，可以没有")
    def last_paid_on(self) -> dt.date | None:
        return max((row.paid_on for row in self.case.payments), default=None)

    @name("程序怎样终结，如“撤诉”，没有终结的为空")
    def lost(self) -> str:
        return lost_by(self.matter)

    @name("保全担保是否为现金或者财产，全部解除时一并请求退还")
    def security_returned(self) -> bool:
        given = self.security
        return given is not None and given.kind in _OWN and not self.in_part


def ground_is_said(draft: Draft) -> Iterator[Finding]:
    """A settlement or a substitute is described; the court looks at the reason."""
    matter = draft.matter
    preservation = preservation_of(matter)
    release = preservation.release if preservation is not None else None
    if release is None:
        return
    settled = release.ground is ReleaseGround.SETTLED
    missing = [
        key
        for key, there in (
            ("agreed_on", release.agreed_on or not settled),
            ("reason", release.reason or settled),
        )
        if not there
    ]
    if missing:
        yield draft.refuse(
            "LD-PRES-RELEASE-REASON",
            f"解除事由（{release.ground}）没有写明具体事实",
            article=matter.article("cn.cpl_interpretation", "preservation.release"),
            where=str(release.origin),
            next_step=f"在 procedure.preservation.release 填写 {'、'.join(missing)}",
        )


def broken_settlement_releases_nothing(draft: Draft) -> Iterator[Finding]:
    """Once the debtor has broken the settlement, there is no reason to let go."""
    matter = draft.matter
    deed = matter.claim.deed
    if release_ground(matter) == ReleaseGround.SETTLED and deed is not None and deed.default:
        yield draft.refuse(
            "LD-PRES-RELEASE-BROKEN",
            f"债务人没有按还款协议付清{deed.default.part.name}款项",
            article=matter.article(_RULES, "own_release"),
            where=str(deed.default.part.origin),
            next_step="保留保全措施；双方另有约定的，签订以后改写 settlement",
        )


def unpaid_debt_is_noticed(draft: Draft) -> Iterator[Finding]:
    """What is let go may be seized by others first: a person weighs that."""
    matter = draft.matter
    preservation = preservation_of(matter)
    owed = still_owed(matter)
    if preservation is not None and preservation.release is not None and owed:
        yield Finding(
            "LD-PRES-RELEASE-UNPAID",
            "warning",
            f"债务尚有 {figure(owed)} 元没有付清（含未到期款项），解除以后失去对该财产的保全和顺位",
            where=str(preservation.release.origin),
            article=matter.article("cn.seizure_rules", "waiting"),
            next_step="核对约定的付款或者担保已经到位，再提交解除保全申请书；"
            "只解除一部分的，在该项写 release: 是",
        )


FORM = Paper(
    id="preservation_release",
    number="30",
    title="解除保全申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset(),
    applies=lambda matter: bool(held(matter) and to_release(matter)),
    without="没有查封、扣押、冻结的财产，或者没有解除的事由（procedure.preservation.release）",
    names=ReleaseNames,
    guards=(
        ruling_is_known,
        court_is_known,
        ground_is_said,
        broken_settlement_releases_nothing,
        unpaid_debt_is_noticed,
    ),
)
