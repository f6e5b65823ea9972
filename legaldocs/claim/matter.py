"""A case with its claim, its exhibits and the law: what guards and papers look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case
    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.letter_due import LetterDue
    from legaldocs.claim.limitation import ContractLimitation
    from legaldocs.law.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class Matter:
    """A case on a day, with everything worked out (案情)."""

    case: Case
    claim: Claim
    exhibits: tuple[Exhibit, ...]
    letter: LetterDue
    limitations: tuple[ContractLimitation, ...]
    book: LawBook

    @property
    def as_of(self) -> dt.date:
        """The day the claim is stated for."""
        return self.claim.as_of

    def article(self, instrument: str, key: str) -> str:
        """Return an article as findings name it, with its number on ``as_of``."""
        return self.book.cite(instrument, key, self.as_of).text
