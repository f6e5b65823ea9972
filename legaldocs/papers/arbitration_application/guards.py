"""May the claim go to this institution, against these parties?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards.forum import check_agreed
from legaldocs.claim.proceedings import pending_arbitration, pending_suit
from legaldocs.core.findings import Finding
from legaldocs.papers.arbitration_application.names import institution_of
from legaldocs.papers.parties import claimed
from legaldocs.papers.relief import (
    guarantors_are_bound,
    owed_contracts,
    parties_are_described,
    something_is_due,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_ARB = "cn.arbitration_law"


def the_way_is_open(draft: Draft) -> Iterator[Finding]:
    """A claim is brought once, and not beside a suit."""
    matter = draft.matter
    suit, arbitration = pending_suit(matter.case), pending_arbitration(matter.case)
    if suit is not None:
        yield draft.refuse(
            "LD-ARB-SUED",
            f"已向{suit.court}起诉",
            article=matter.article(_ARB, "court_objection"),
            where=str(suit.origin),
            next_step="撤诉或者法院驳回起诉以后，填写 suit 的 ended_on 和 ended_by",
        )
    if arbitration is not None and arbitration.case_number:
        yield draft.refuse(
            "LD-ARB-ACCEPTED",
            f"{arbitration.institution}已经受理{arbitration.case_number}案件",
            where=str(arbitration.origin),
            next_step="变更仲裁请求的，由律师另拟",
        )


def one_institution_is_agreed(draft: Draft) -> Iterator[Finding]:
    """An agreement that names no institution, or a court as well, is void."""
    matter = draft.matter
    contracts = owed_contracts(matter)
    for contract in contracts:
        check = check_agreed(matter, contract.court, contract.arbitration)
        if not contract.arbitration:
            yield draft.refuse(
                "LD-ARB-NO-INSTITUTION",
                f"{contract.title}没有写明约定的仲裁机构",
                article=matter.article(_ARB, "agreement_unclear"),
                where=str(contract.origin),
                next_step="核对合同，填写 arbitration；没有约定又达不成补充协议的，起诉",
            )
        elif not check.arbitration_valid:
            yield draft.refuse(
                "LD-ARB-VOID",
                f"{contract.title}又约定由{contract.court}管辖，仲裁约定无效",
                article="、".join(check.articles),
                where=str(contract.origin),
                next_step="起诉：procedure.route 写 诉讼；没有约定法院的，删去 court",
            )
    named = [contract.arbitration for contract in contracts if contract.arbitration]
    if len(set(named)) > 1:
        yield draft.refuse(
            "LD-ARB-SEVERAL",
            f"各合同约定的仲裁机构不同（{'、'.join(dict.fromkeys(named))}）",
            article=matter.article(_ARB, "agreement_form"),
            where=str(contracts[0].origin),
            next_step="按仲裁机构分成几个案件，各写一个 case.yaml",
        )


def guarantors_agreed_to_arbitrate(draft: Draft) -> Iterator[Finding]:
    """The clause of the contract does not bind a guarantor who has not agreed to it."""
    matter = draft.matter
    for row in claimed(matter):
        if row.guarantee.arbitration != institution_of(matter):
            yield draft.refuse(
                "LD-ARB-GUARANTOR",
                f"{row.party.name}的保证合同没有约定由同一机构仲裁，主合同的仲裁条款不约束保证人",
                article=matter.article("cn.guarantee_interpretation", "jurisdiction"),
                where=str(row.guarantee.origin),
                next_step="从 procedure.against_guarantors 删去，对该保证人另行起诉；"
                "保证合同有同样约定的，在该保证写 arbitration",
            )


def fees_are_the_institutions(draft: Draft) -> Iterator[Finding]:
    """An institution charges by a table of its own, which is not that of the courts."""
    institution = institution_of(draft.matter)
    if institution:
        yield Finding(
            "LD-ARB-FEE",
            "note",
            f"仲裁费按{institution}的收费办法预交，没有计算；副本份数和提交方式按其仲裁规则",
            where=str(owed_contracts(draft.matter)[0].origin),
            next_step="向仲裁机构查询",
        )


GUARDS = (
    the_way_is_open,
    something_is_due,
    parties_are_described,
    one_institution_is_agreed,
    guarantors_agreed_to_arbitrate,
    guarantors_are_bound,
    fees_are_the_institutions,
)
