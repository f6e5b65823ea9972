"""A paper declares itself: what it is, to whom it goes, what it states, what forbids it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any

from legaldocs.core.findings import EVERYTHING, EXHIBITS, FIGURES, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from legaldocs.case.vocabulary import Effect
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.names import Names, PaperNames

    Guard = Callable[["Draft"], Iterator[Finding]]
    Subjects = Callable[[Matter], Iterable[tuple[str, object]]]


class Family(StrEnum):
    """Papers that share page, styles and names (文书类别), and the folder of a user's copies."""

    LETTER = "letters"
    FILING = "filings"
    AGREEMENT = "agreements"
    EVIDENCE = "evidence"
    VERIFICATION = "verification"


class Audience(Enum):
    """To whom a paper goes (送交对象)."""

    COURT = "法院"
    DEBTOR = "债务人"
    GUARANTOR = "保证人"
    PARTIES = "签约各方"
    SELF = "自用或者随其他文书附送"


STATES_ALL = frozenset({FIGURES, EXHIBITS})
"""What a paper states unless it declares less, so that a forgotten declaration is guarded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A template and the names it may use (文书格式).

    ``id`` is the folder below ``papers``; ``family`` and ``id`` together are the path of a user's
    own copy of the template.
    """

    id: str
    title: str
    family: Family
    names: type[Names]

    @property
    def template(self) -> str:
        """The place of the template among a user's own copies, such as letters/demand_letter."""
        return f"{self.family}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Form):
    """A kind of paper (文书种类).

    ``number`` precedes the title in the name of its file, and never changes. ``states`` are
    the subjects it covers: a finding that blocks one of them blocks it. ``for_each`` gives label
    and subject of each paper where a case has several of the kind, such as one a guarantor; None
    makes one. ``sends`` is the effect that a letter of this kind has in the row of a
    communication. A paper that ``announces_preservation`` is not made beside one that
    ``needs_surprise``. ``guards`` are its own checks; those of ``papers.guards`` are applied to
    every paper by what it declares.
    """

    names: type[PaperNames]
    number: str
    goes_to: Audience
    states: frozenset[str] = STATES_ALL
    for_each: Subjects | None = None
    sends: Effect | None = None
    in_volume: bool = False
    announces_preservation: bool = False
    needs_surprise: bool = False
    guards: tuple[Guard, ...] = ()

    def drafts(self, matter: Matter) -> tuple[Draft, ...]:
        """Return the papers of this kind that the case may have, none made yet.

        Repeated labels are numbered, so that every paper has a name of its own.
        """
        if self.for_each is None:
            return (Draft(self, matter),)
        seen: Counter[str] = Counter()
        drafts = []
        for label, subject in self.for_each(matter):
            seen[label] += 1
            again = str(seen[label]) if seen[label] > 1 else ""
            drafts.append(Draft(self, matter, f"{label}{again}", subject))
        return tuple(drafts)


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper of a case before it is made (拟制文书).

    ``subject`` is what it is made for where a case has several of the kind, and ``label`` its name.
    """

    paper: Paper
    matter: Matter
    label: str = ""
    subject: Any = None

    @property
    def id(self) -> str:
        """The id of the paper, with the label where there are several."""
        return f"{self.paper.id}:{self.label}" if self.label else self.paper.id

    @property
    def title(self) -> str:
        """The title of the paper, with the label where there are several."""
        return f"{self.paper.title}（{self.label}）" if self.label else self.paper.title

    def stopped_by(self, finding: Finding) -> bool:
        """Return whether a finding stops this paper."""
        subjects = {EVERYTHING, self.paper.id, self.id, *self.paper.states}
        return not subjects.isdisjoint(finding.blocks)

    def refuse(
        self,
        code: str,
        message: str,
        *,
        article: str = "",
        where: str = "",
        next_step: str = "",
    ) -> Finding:
        """Return the note that this paper is not made, which is no error of the case."""
        return Finding(
            code,
            "note",
            f"不生成{self.title}：{message}",
            where=where,
            article=article,
            next_step=next_step,
            blocks=(self.id,),
        )
