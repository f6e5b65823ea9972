"""What the papers on a preservation that was ordered share: their names and their guards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.seizures import preservation_of
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.lists import Roles
from legaldocs.papers.names import name
from legaldocs.papers.parties import party_rows
from legaldocs.papers.stage import stage_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.preservation import Preservation
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft
    from legaldocs.papers.parties import PartyRow
    from legaldocs.papers.stage import Stage


class HeldNames(FilingNames):
    """The names of filings, and of the ruling by which something is held."""

    with_guarantors = True

    @name("当事人栏：role 称谓、party 当事人、agents 委托诉讼代理人")
    def parties(self) -> tuple[PartyRow, ...]:
        return party_rows(self.matter, with_guarantors=self.with_guarantors, roles=self.stage.roles)

    @name("双方称谓：creditor、debtor，申请执行以后为申请执行人、被执行人")
    def roles(self) -> Roles:
        return Roles(*self.stage.roles)

    @name("案件所处的阶段：court 现在的法院、says 程序的进展、enforced 是否已经申请执行")
    def stage(self) -> Stage:
        return stage_of(self.case)

    @name("作出保全裁定的法院")
    def ruled_by(self) -> str:
        suit = self._procedure.suit
        named = self._preservation.court if self._preservation is not None else ""
        return named or (suit.court if suit is not None else self.stage.court)

    @name(
        "保全：court 裁定的法院、case_number 保全案号、ruling_number 裁定文号、ruled_on 裁定日期、"
        "ruled_amount 裁定保全的数额"
    )
    def ruling(self) -> Preservation | None:
        return self._preservation


def ruling_is_known(draft: Draft) -> Iterator[Finding]:
    """The court finds a measure by its ruling."""
    preservation = preservation_of(draft.matter)
    if preservation is not None and not preservation.ruling_number:
        yield draft.refuse(
            "LD-PRES-NO-RULING",
            "没有保全裁定的文号",
            article=draft.matter.article("cn.preservation_rules", "application"),
            where=str(preservation.origin),
            next_step="按民事裁定书填写 procedure.preservation 的 ruling_number 和 ruled_on",
        )


def court_is_known(draft: Draft) -> Iterator[Finding]:
    """The paper goes to the court that has the case now."""
    preservation = preservation_of(draft.matter)
    if preservation is not None and not stage_of(draft.matter.case).court:
        yield draft.refuse(
            "LD-PRES-NO-COURT",
            "没有写明作出保全裁定的法院",
            article=draft.matter.article("cn.cpl_interpretation", "preservation.into_execution"),
            where=str(preservation.origin),
            next_step="填写 procedure.preservation.court；已经起诉或者申请执行的，填写该法院",
        )
