"""What is handed in with an application: papers of this build, exhibits, and what is still missing.

Copies for the other side go with what it is served: the application and its exhibits, not the
certificates, and nothing before a preservation (民诉法123; 民事证据规定19).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import PartyKind
from legaldocs.papers.asset_list import FORM as ASSETS
from legaldocs.papers.asset_list.names import leads_of
from legaldocs.papers.exhibit_list import FORM as EXHIBITS
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.interest_schedule import FORM as SCHEDULE
from legaldocs.papers.kind import Filing
from legaldocs.papers.lists import ListNames
from legaldocs.papers.names import name
from legaldocs.papers.parties import PartyRow, capacity
from legaldocs.papers.payment_order import FORM as ORDER
from legaldocs.papers.power_of_attorney import FORM as MANDATE
from legaldocs.papers.power_of_attorney.names import proofs_of
from legaldocs.papers.preservation import wanted
from legaldocs.papers.representative_certificate import FORM as CERTIFICATE
from legaldocs.papers.service_address import FORM as ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.party import Party
    from legaldocs.papers.kind import Draft, Paper

_OWN = "自备"
_NOT_MADE = "待备：本次没有生成，见 SUMMARY.md"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An application, and the papers made in the same build (立案材料)."""

    filing: Draft
    made: tuple[Draft, ...]

    def of(self, paper: Paper) -> tuple[Draft, ...]:
        """Return the papers of a kind that were made."""
        return tuple(draft for draft in self.made if draft.paper is paper)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One line of what is handed in (立案材料的一项): for the court, and for the other side."""

    title: str
    found: str
    originals: int = 1
    copies: int = 0


class FilingListNames(ListNames):
    """The names of lists, and those of an envelope."""

    @property
    def _envelope(self) -> Envelope:
        envelope: Envelope = self.subject
        return envelope

    @property
    def _parties(self) -> tuple[PartyRow, ...]:
        filing = self._envelope.filing
        names = filing.paper.names(self.matter, filing.subject)
        return names.parties if isinstance(names, FilingNames) else ()

    @property
    def _copies(self) -> int:
        """How many copies go to the other side: one for each respondent of a claim."""
        claims = self._envelope.filing.paper.files is Filing.CLAIM
        return len(self.respondents) if claims else 0

    @name("随之提交的申请书（起诉状）的名称")
    def filing(self) -> str:
        return self._envelope.filing.title

    @name("对方当事人：role 称谓、party 当事人")
    def respondents(self) -> tuple[PartyRow, ...]:
        return self._parties[1:]

    @name("申请书副本是否按对方人数提交；申请保全的不提交")
    def served(self) -> bool:
        return self._copies > 0

    @name("材料：title 名称、found 出处、originals 交法院的份数、copies 副本份数")
    def enclosures(self) -> tuple[Enclosure, ...]:
        return (
            Enclosure(self.filing, _file(self._envelope.filing), 1, self._copies),
            *self._evidence(),
            *self._applicant(),
            *(self._identity(row.party, row.role) for row in self.respondents),
            *self._preservation(),
        )

    def _evidence(self) -> Iterator[Enclosure]:
        envelope, copies = self._envelope, self._copies
        if self.exhibits:
            pages = f"，共{self.pages_total}页" if self.pages_total else ""
            made = envelope.of(EXHIBITS)
            found = f"证据卷（volume 文件夹）{pages}" if made else _NOT_MADE
            yield Enclosure("证据目录和证据材料", found, 1, copies)
        ordered = envelope.filing.paper is ORDER
        if self.claim.order_sum.late_charge if ordered else self.claim.late_charge:
            made = envelope.of(SCHEDULE)
            yield Enclosure(SCHEDULE.title, _file(made[0]) if made else _NOT_MADE, 1, copies)

    def _applicant(self) -> Iterator[Enclosure]:
        creditor = self.case.creditor
        yield self._identity(creditor, self._parties[0].role if self._parties else "申请人")
        certificates = self._envelope.of(CERTIFICATE)
        if certificates:
            yield Enclosure(f"{capacity(creditor)}身份证明书", _file(certificates[0]))
        elif not (creditor.natural or creditor.kind is PartyKind.SOLE_TRADER):
            yield Enclosure(f"{capacity(creditor)}身份证明书", _NOT_MADE)
        if not creditor.natural:
            yield Enclosure(f"{capacity(creditor)}的身份证件复印件", _OWN)
        mandates = {draft.subject.name: draft for draft in self._envelope.of(MANDATE)}
        for agent in self.case.agents:
            draft = mandates.get(agent.name)
            yield Enclosure(
                f"{MANDATE.title}（{agent.name}）", _file(draft) if draft else _NOT_MADE
            )
            yield Enclosure(f"{proofs_of(agent)}（{agent.name}）", _OWN)
        addresses = self._envelope.of(ADDRESS)
        blank = "待备：使用法院的表格，或者在案件文件填写 service"
        refused = _NOT_MADE if self.case.service is not None else blank
        yield Enclosure(ADDRESS.title, _file(addresses[0]) if addresses else refused)

    def _identity(self, party: Party, role: str) -> Enclosure:
        """Return the proof of who a party is, which may stand among the exhibits."""
        paper = "身份证件复印件" if party.natural else "营业执照复印件或者登记信息"
        shown = next(
            (row.label for row in self.matter.exhibits if set(row.files) & set(party.file)), ""
        )
        return Enclosure(f"{role}{party.name}的{paper}", f"见{shown}" if shown else _OWN)

    def _preservation(self) -> Iterator[Enclosure]:
        preservation = wanted(self.matter)
        if self._envelope.filing.paper.files is not Filing.PRESERVATION or preservation is None:
            return
        leads = leads_of(self.matter)
        lists = self._envelope.of(ASSETS)
        if lists:
            yield Enclosure(ASSETS.title, _file(lists[0]))
        elif leads:
            blank = "待备：填写各项财产的 source、source_kind 后生成"
            refused = _NOT_MADE if ASSETS.drafts(self.matter)[0].has_subject else blank
            yield Enclosure(ASSETS.title, refused)
        if any(lead.file for lead in leads):
            yield Enclosure("财产线索的证据", "案件文件夹（bundle 文件夹有原件的副本）")
        if preservation.security is not None:
            security = preservation.security
            found = "案件文件夹" if security.file else _OWN
            yield Enclosure(f"担保材料（{security.kind}，{security.provider}）", found)


def _file(draft: Draft) -> str:
    return f"本次生成：{draft.file_name}"
