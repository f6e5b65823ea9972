"""The names of the complaint: the elements that courts ask of a sale, and the court."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.arrival import with_debtor
from legaldocs.case.vocabulary import ContractKind, Direction, Effect, MediationWish, PartyKind
from legaldocs.papers.complaint.forum import court_of, stated, tie_of
from legaldocs.papers.names import name
from legaldocs.papers.parties import guaranteed
from legaldocs.papers.relief import ReliefNames, owed_contracts

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.case.communication import Communication
    from legaldocs.case.contract import Contract
    from legaldocs.case.party import Party
    from legaldocs.case.preservation import Preservation
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.complaint.forum import CourtTie
    from legaldocs.papers.parties import ClaimedGuarantee

_TICKED, _OPEN = "■", "□"


class ComplaintNames(ReliefNames):
    """The names of a paper that seeks relief, and those of the elements of a sale."""

    roles = ("原告", "被告")

    @name("是否按要素式填写：请求所依据的合同都是买卖合同，并且没有签订还款协议")
    def by_elements(self) -> bool:
        return by_elements(self.matter)

    @name("受诉法院")
    def court(self) -> str:
        return court_of(self.matter)

    @name(
        "管辖依据：contract 合同、why 理由、article 条文、agreed 是否约定的法院；"
        "各合同相同的只有一项"
    )
    def ties(self) -> tuple[CourtTie, ...]:
        found = (tie_of(self.matter, contract) for contract in owed_contracts(self.matter))
        ties = tuple(tie for tie in found if tie is not None)
        return ties[:1] if len({tie.says for tie in ties}) == 1 else ties

    @name("主体类型：legal_type(party)，如有限责任公司；看不出的为空")
    def legal_type(self) -> Callable[[Party], str]:
        return legal_type

    @name("全部保证，不论是否一并主张，字段与 claimed 相同")
    def guarantees(self) -> tuple[ClaimedGuarantee, ...]:
        return guaranteed(self.matter)

    @name(
        "申请过的诉前保全：court 法院、pre_suit_applied_on 申请日、taken_on 采取措施之日，可以没有"
    )
    def pre_suit(self) -> Preservation | None:
        held = self._preservation
        return held if held is not None and held.pre_suit_applied_on else None

    @name(
        "被告提出过的异议，已经解决的也在内：sent_on 日期、channel 方式、gist 要点、objection 内容"
    )
    def disputes(self) -> tuple[Communication, ...]:
        return tuple(
            row
            for row in self.case.communications
            if row.effect is Effect.DISPUTE
            and row.direction is Direction.RECEIVED
            and with_debtor(self.case, row)
        )

    @name("请求所依据的合同条款：合同名称和其中的付款、逾期付款条款")
    def clauses(self) -> tuple[str, ...]:
        return tuple(_clauses(contract) for contract in owed_contracts(self.matter))

    @name("是否考虑先行调解的选项，没有写明的都不勾选")
    def mediation(self) -> str:
        said = stated(self.matter)
        wish = said.mediation_wish if said else None
        return "　".join(f"{_TICKED if wish is each else _OPEN}{each}" for each in MediationWish)


def by_elements(matter: Matter) -> bool:
    """Whether the form for sales fits: no other kind of contract, and no deed in its place."""
    return matter.claim.deed is None and all(
        contract.kind is ContractKind.SALE for contract in owed_contracts(matter)
    )


def _clauses(contract: Contract) -> str:
    late = contract.late_payment.clause if contract.late_payment else ""
    numbered = [text for text in (contract.payment_clause, late) if text.startswith("第")]
    return contract.title + "、".join(dict.fromkeys(text.rstrip("。；") for text in numbered))


def legal_type(party: Party) -> str:
    """Return the type of a party as its name or kind shows it; empty where neither does."""
    if party.kind is not PartyKind.COMPANY:
        return str(party.kind)
    if party.name.endswith("股份有限公司"):
        return "股份有限公司"
    return "有限责任公司" if party.name.endswith(("有限公司", "有限责任公司")) else ""
