"""A case looked at from every side: facts reconciled, claim worked out, guards applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.as_of import as_known_on
from legaldocs.case.reconcile import reconcile
from legaldocs.claim.exhibits import exhibits
from legaldocs.claim.guards import guard
from legaldocs.claim.guards.letters import NOT_DUE
from legaldocs.claim.ledger import open_claim
from legaldocs.claim.letter_due import letter_due
from legaldocs.claim.limitation import limitations
from legaldocs.claim.matter import Matter
from legaldocs.claim.papers import PAPERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from legaldocs.case.model import Case
    from legaldocs.claim.papers import PaperKind
    from legaldocs.core.findings import Finding
    from legaldocs.law.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class Refusal:
    """A paper that is not made, and every finding that stops it (不予生成)."""

    kind: PaperKind
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which papers are made and which are not (文书选择)."""

    made: tuple[PaperKind, ...]
    refused: tuple[Refusal, ...]


def examine(case: Case, as_of: dt.date, book: LawBook) -> tuple[Matter, tuple[Finding, ...]]:
    """Return the case worked out on ``as_of``, and everything a person should look at.

    The matter knows nothing of what is dated later; the findings tell of it.

    Raises CaseError when an agreed rate cannot be read, and LawError when the law data cannot
    answer for a day the case needs.
    """
    known = as_known_on(case, as_of)
    claim = open_claim(known, as_of, book)
    proofs = exhibits(known)
    matter = Matter(
        known,
        claim,
        proofs,
        letter_due(known, claim),
        limitations(known, claim, proofs, book),
        book,
    )
    return matter, (*reconcile(case, as_of), *guard(matter))


def choose(findings: Sequence[Finding], only: Sequence[PaperKind] = ()) -> Choice:
    """Return which papers the findings allow.

    ``only`` restricts the papers; a letter asked for by name is made before or after its turn, but
    no other rule gives way.
    """
    made: list[PaperKind] = []
    refused: list[Refusal] = []
    for kind in only or PAPERS:
        stops = tuple(
            each
            for each in findings
            if kind.stopped_by(each.blocks) and not (only and each.code == NOT_DUE)
        )
        if stops:
            refused.append(Refusal(kind, stops))
        else:
            made.append(kind)
    return Choice(tuple(made), tuple(refused))
