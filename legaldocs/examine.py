"""A case examined: facts reconciled, claim computed, guards applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.files import downgraded, found_files, with_found_files
from legaldocs.case.reconcile import reconcile
from legaldocs.claim.guards import guard
from legaldocs.claim.matter import matter_on
from legaldocs.evidence.files.gather import foresee
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.guards import EXPIRED, guard_papers, held
from legaldocs.papers.letters import NOT_DUE
from legaldocs.papers.preservation_renewal.guards import RENEW_EARLY
from legaldocs.papers.rescission_notice.guards import DECIDE
from legaldocs.papers.set_off_notice.guards import ALONE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from legaldocs.case.model import Case
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.law.lawbook import LawBook
    from legaldocs.papers.kind import Draft, Paper

_A_PERSON_MAY_DECIDE = frozenset({NOT_DUE, EXPIRED, RENEW_EARLY, DECIDE, ALONE})
"""The refusals that give way to a paper asked for by name; the last two are a choice of papers."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A paper that is not made, and every finding that stops it (不予生成)."""

    draft: Draft
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which papers are made and which are not (文书选择).

    ``held`` are those made that may not be issued, by their id, with every finding why.
    """

    made: tuple[Draft, ...]
    refused: tuple[Refusal, ...]
    held: Mapping[str, tuple[Finding, ...]]

    def drafts(self, *, final: bool) -> frozenset[str]:
        """Return the ids of the papers that are drafts; with ``final`` only those held are."""
        issued = {draft.id for draft in self.made if draft.paper.is_issued}
        return frozenset(self.held if final else issued)

    @property
    def holds(self) -> tuple[Finding, ...]:
        """Why papers may not be issued, in the order of the papers."""
        return tuple(finding for findings in self.held.values() for finding in findings)

    def without(self, lacking: Mapping[str, Finding], matter: Matter) -> Choice:
        """Return the choice without the papers that could not be set, by their id.

        Papers that follow from those made are chosen anew. No other paper takes their place.
        """
        if not lacking:
            return self
        made = [draft for draft in self.made if draft.id not in lacking]
        first = [draft for draft in made if draft.paper.beside is None]
        followed = dict.fromkeys(draft.paper for draft in made if draft.paper.beside is not None)
        for paper in followed:
            first += [draft for draft in paper.following(first, matter) if draft.has_subject]
        refused = [
            Refusal(draft, (lacking[draft.id],)) for draft in self.made if draft.id in lacking
        ]
        kept = {draft.id for draft in first}
        held = {name: why for name, why in self.held.items() if name in kept}
        return Choice(tuple(first), (*self.refused, *refused), held)


def examine(case: Case, as_of: dt.date, book: LawBook) -> tuple[Matter, tuple[Finding, ...]]:
    """Return the case worked out on ``as_of``, and everything a person should look at.

    Facts dated after ``as_of``, and files that are not there, are left out of the matter but still
    reported as findings. So is every file that would not go into the bundle, such as a link.

    Raises CaseError when an agreed rate cannot be read, and LawError when the law data cannot
    answer for a day the case needs.
    """
    matter = matter_on(with_found_files(case), as_of, book)
    files = downgraded(case, foresee(case.folder, found_files(case)))
    facts = reconcile(case, as_of)
    return matter, (*facts, *files, *guard(matter), *guard_papers(matter, PAPERS))


def choose(matter: Matter, findings: Sequence[Finding], only: Sequence[Paper] = ()) -> Choice:
    """Return which papers the findings allow.

    ``only`` restricts the papers; a paper asked for by name is made although its turn has not come
    or limitation has run out, but no other rule gives way. A paper that the case has no subject for
    is neither made nor refused unless asked for.
    """
    made: list[Draft] = []
    refused: list[Refusal] = []
    papers = only or PAPERS
    first = (paper for paper in papers if paper.beside is None)
    for draft in (draft for paper in first for draft in paper.drafts(matter)):
        if not draft.has_subject:
            refused += [Refusal(draft, (draft.no_subject(),))] if only else []
            continue
        stops = tuple(
            finding
            for finding in findings
            if draft.stopped_by(finding) and not (only and finding.code in _A_PERSON_MAY_DECIDE)
        )
        if stops:
            refused.append(Refusal(draft, stops))
        else:
            made.append(draft)
    secret = next((draft for draft in made if draft.paper.needs_surprise), None)
    if secret is not None:
        loud = [draft for draft in made if draft.paper.announces_preservation]
        made = [draft for draft in made if draft not in loud]
        refused += [Refusal(draft, (_would_warn(draft, secret),)) for draft in loud]
    last = (paper for paper in papers if paper.beside is not None)
    for draft in [draft for paper in last for draft in paper.following(made, matter)]:
        if draft.has_subject:
            made.append(draft)
        elif only:
            refused.append(Refusal(draft, (draft.no_subject(),)))
    holds = {draft.id: held(draft) for draft in made}
    return Choice(tuple(made), tuple(refused), {name: why for name, why in holds.items() if why})


def _would_warn(draft: Draft, secret: Draft) -> Finding:
    """Return why a letter does not come beside an application that must surprise (CPL 104)."""
    return draft.refuse(
        "LD-LETTER-PRESERVE-FIRST",
        f"函件会预告财产保全，与{secret.title}不能同时制作",
        article=draft.matter.article("cn.civil_procedure", "preservation.pre_suit"),
        next_step=f"先保全后发函；决定先发函的，用 --only {draft.paper.title}，不提交保全申请",
    )
