"""应收账款委托管理协议: what the agency may do and may not, what it is paid, how it ends."""

from __future__ import annotations

from pathlib import Path

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import name
from legaldocs.portfolio.agency.papers.names import EngagementNames


class AgreementNames(EngagementNames):
    """The names of the agreement."""

    @name("办理中的案件，已经告知办案律师的")
    def cases(self) -> tuple[str, ...]:
        return tuple(folder for folder, _ in self.found.cases)

    @name("债务人是否自然人或者个体工商户")
    def debtor_is_person(self) -> bool:
        return self.found.customer["kind"] in {"自然人", "个体工商户"}


FORM = Form(
    id="agency_agreement",
    title="应收账款委托管理协议",
    family=Family.BOOK,
    names=AgreementNames,
    folder=Path(__file__).parent,
)
