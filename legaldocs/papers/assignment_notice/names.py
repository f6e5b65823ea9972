"""The names of the notice of assignment: to whom it goes, and what was sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Role
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.party import Guarantee, Party


class AssignmentNoticeNames(LetterNames):
    """The names of letters, and those of the sale; the assignor is who writes."""

    @property
    def author(self) -> str:
        """Return the assignor, who signs the notice."""
        sale = self.case.assignment
        return super().author if sale is None else sale.assignor

    @property
    def _addressee(self) -> Party:
        return self.addressee

    @name("收函人，字段与债权人相同")
    def addressee(self) -> Party:
        party: Party = self.subject
        return party

    @name("收函人是否保证人")
    def to_guarantor(self) -> bool:
        return self.addressee.role is Role.GUARANTOR

    @name("收函人签署的保证：signed_on 签订日期；收函人是债务人的为空")
    def promised(self) -> tuple[Guarantee, ...]:
        return tuple(row for row in self.case.guarantees if row.guarantor == self.addressee.name)

    @name("保证人的名称，收函人是债务人的才有")
    def guarantor_names(self) -> tuple[str, ...]:
        rows = () if self.to_guarantor else self.case.guarantees
        return tuple(dict.fromkeys(row.guarantor for row in rows))

    @name("转让的债权里已经发生的合计：到期未付的本金和逾期付款责任，不含费用")
    def sold(self) -> Decimal:
        return self.claim.principal + self.claim.late_charge
