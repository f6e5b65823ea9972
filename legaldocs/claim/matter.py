"""A case with its claim, its exhibits and the law: what guards and papers look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from legaldocs.case.as_of import as_known_on
from legaldocs.claim.exhibits import exhibits
from legaldocs.claim.ledger import open_claim
from legaldocs.claim.letter_due import LetterDue, letter_due
from legaldocs.claim.limitation import limitations
from legaldocs.claim.proceedings import decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.case.model import Case
    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.limitation import ContractLimitation
    from legaldocs.law.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class Matter:
    """A case on a day, with everything worked out (案情).

    ``case`` holds only what was known on that day; make a matter with :func:`matter_on`. ``pages``
    holds the first and last page of each exhibit in the volume by its number, ``cited`` the pages
    on which what a row cites of its files begins, by number and words; empty before the volume is
    laid out.
    """

    case: Case
    claim: Claim
    exhibits: tuple[Exhibit, ...]
    letter: LetterDue
    limitations: tuple[ContractLimitation, ...]
    book: LawBook
    pages: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    cited: Mapping[tuple[int, str], tuple[int, ...]] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """The day the claim is stated for."""
        return self.claim.as_of

    @property
    def pay_by(self) -> dt.date:
        """The last day, itself counted, on which the letters ask to be paid."""
        return self.as_of + dt.timedelta(days=self.case.letter_terms.pay_within_days)

    @property
    def decided_by(self) -> str:
        """What decided the claim, in words; empty while nothing has."""
        found = decision(self.case, self.book, self.as_of)
        return found[0] if found else ""

    def article(self, instrument: str, key: str) -> str:
        """Return an article as findings name it, with its number on ``as_of``."""
        return self.book.cite(instrument, key, self.as_of).text


def matter_on(case: Case, as_of: dt.date, book: LawBook) -> Matter:
    """Return the case worked out on ``as_of``; facts dated later are left out.

    Raises CaseError when an agreed rate cannot be read, and LawError when the law data cannot
    answer for a day the case needs.
    """
    known = as_known_on(case, as_of)
    claim = open_claim(known, as_of, book)
    proofs = exhibits(known)
    decided = decision(known, book, as_of)
    if decided is not None:
        # What was decided is enforced within a period of its own (民事诉讼法250).
        none_due = LetterDue(None, f"债权已由{decided[0]}确定，不再发催款的函件")
        return Matter(known, claim, proofs, none_due, (), book)
    return Matter(
        known,
        claim,
        proofs,
        letter_due(_since_the_deed(known), claim),
        limitations(known, claim, proofs, book),
        book,
    )


def _since_the_deed(case: Case) -> Case:
    """Leave out what was said before a settlement was signed: the ladder of letters starts anew."""
    signed_on = case.deed.signed_on if case.deed is not None else None
    if signed_on is None:
        return case
    since = (row for row in case.communications if row.sent_on >= signed_on)
    return replace(case, communications=tuple(since))
