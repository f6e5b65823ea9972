"""诉讼财产保全申请书: assets held while a suit is pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.proceedings import pending_suit
from legaldocs.core.findings import Finding
from legaldocs.core.money import TO_FEN, figure
from legaldocs.law.preservation import security
from legaldocs.papers.filings import PreservationNames
from legaldocs.papers.kind import Audience, Family, Filing, Paper
from legaldocs.papers.preservation import GUARDS, asked, place, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft


_CPL = "cn.civil_procedure"
_RULES = "cn.preservation_rules"


def in_suit_needs_a_suit(draft: Draft) -> Iterator[Finding]:
    """Preservation in a suit needs the suit and something to hold."""
    matter = draft.matter
    procedure = matter.case.procedure
    suit = procedure.suit if procedure else None
    if suit is None:
        yield draft.refuse(
            "LD-PRES-NO-SUIT",
            "没有提起诉讼",
            article=matter.article(_CPL, "preservation.litigation"),
            where=place(matter),
            next_step="与起诉状一并提交的，填写 procedure.suit 的 court 和 filed_on",
        )
    elif pending_suit(matter.case) is None:
        yield draft.refuse(
            "LD-PRES-SUIT-ENDED",
            "诉讼已经终结",
            article=matter.article(_CPL, "preservation.litigation"),
            where=str(suit.origin),
            next_step="未再起诉的，不能申请诉讼财产保全；再次起诉的，改写 procedure.suit",
        )
    elif not suit.case_number:
        yield Finding(
            "LD-PRES-NO-NUMBER",
            "warning",
            "诉讼还没有案号，诉讼财产保全申请书按随起诉状一并提交制作",
            where=str(suit.origin),
            article=matter.article(_CPL, "preservation.litigation"),
            next_step="立案以后填写 case_number，再制作一次",
        )
    preservation = wanted(matter)
    if preservation is None or not preservation.assets:
        yield draft.refuse(
            "LD-PRES-NO-LEAD",
            "没有财产信息或具体财产线索",
            article=matter.article(_RULES, "asset_information"),
            where=place(matter),
            next_step="填写 procedure.preservation.assets",
        )


def in_suit_security(draft: Draft) -> Iterator[Finding]:
    """A court may ask for security in a suit too."""
    matter = draft.matter
    preservation = wanted(matter)
    if pending_suit(matter.case) and preservation and preservation.security is None:
        most = security(matter.book, asked(matter), matter.as_of, pre_suit=False)
        yield Finding(
            "LD-PRES-SECURITY-MAYBE",
            "warning",
            f"没有准备担保，法院可以责令提供担保，最多 {figure(TO_FEN.apply(most))} 元",
            where=str(preservation.origin),
            article=matter.article(_RULES, "security_litigation"),
            next_step="准备保函或担保财产",
        )


FORM = Paper(
    id="suit_preservation",
    number="07",
    title="诉讼财产保全申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    files=Filing.PRESERVATION,
    names=PreservationNames,
    guards=(
        *GUARDS,
        in_suit_needs_a_suit,
        in_suit_security,
    ),
)
