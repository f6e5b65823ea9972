"""律师调查令申请书: a lawyer is to ask one holder for named evidence (民事证据规定20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.papers.inquiry_order.guards import GUARDS
from legaldocs.papers.inquiry_order.names import InquiryOrderNames
from legaldocs.papers.kind import Audience, Family, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.inquiry import Inquiry
    from legaldocs.claim.matter import Matter


def inquiries(matter: Matter) -> Iterator[tuple[str, Inquiry]]:
    """Yield each inquiry by its holder."""
    procedure = matter.case.procedure
    for inquiry in procedure.inquiries if procedure is not None else ():
        yield inquiry.holder, inquiry


FORM = Paper(
    id="inquiry_order",
    number="26",
    title="律师调查令申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset(),
    for_each=inquiries,
    without="案件没有记载需要律师调查的事项（procedure.inquiries）",
    names=InquiryOrderNames,
    guards=GUARDS,
)
