"""What the check list of a contract looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.contract import Contract
    from legaldocs.case.model import Case
    from legaldocs.core.findings import Severity
    from legaldocs.core.origin import Origin
    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.plan.instalments import ScheduledPart
    from legaldocs.portfolio.plan.terms import ContractTerms


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract, its parts, the law of a day (待检查的合同)."""

    terms: ContractTerms
    parts: tuple[ScheduledPart, ...]
    contract: Contract
    case: Case
    book: LawBook
    as_of: dt.date

    def cite(self, *places: str) -> str:
        """Return articles of the day, each named as 法规/条文."""
        named = (place.split("/") for place in places)
        return "、".join(self.book.cite(law, key, self.as_of).text for law, key in named)

    def finding(
        self,
        code: str,
        severity: Severity,
        message: str,
        article: str,
        next_step: str,
        where: Origin | None = None,
    ) -> Finding:
        """Return a finding at a place of the file, by default that of the contract."""
        place = str(where or self.terms.origin)
        return Finding(code, severity, message, place, article, next_step)
