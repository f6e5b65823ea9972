"""The names of the application for renewal: what is held, and for how much longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.seizures import held_as, to_renew
from legaldocs.law.numerals import numeral
from legaldocs.law.preservation import most_years
from legaldocs.papers.held import HeldNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from legaldocs.case.preservation import Seizure


@dataclass(frozen=True, slots=True)
class Renewed:
    """Something that is held, and the years for which it is to be held on (续行的财产)."""

    seizure: Seizure
    years: str


class RenewalNames(HeldNames):
    """The names of papers on a preservation, and what is to be renewed."""

    @name(
        "请求续行的财产：seizure 措施（kind 财产类型、description 财产信息、measure 措施、"
        "taken_on 采取日期、ends_on 期限届满日）、years 请求续行的年数"
    )
    def renewals(self) -> tuple[Renewed, ...]:
        book, day = self.matter.book, self.matter.as_of
        return tuple(
            Renewed(row, numeral(most_years(book, held_as(row.kind), day)))
            for row in to_renew(self.matter)
        )

    @name("请求续行的各种措施，如“冻结”“查封、冻结”")
    def renewed_measures(self) -> str:
        return "、".join(dict.fromkeys(row.measure for row in to_renew(self.matter)))

    @name("担保是否在落款日仍然有效")
    def secured(self) -> bool:
        ends_on = self.security.ends_on if self.security is not None else None
        return self.security is not None and (ends_on is None or ends_on >= self.matter.as_of)
