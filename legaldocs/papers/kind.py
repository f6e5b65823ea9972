"""A paper declares itself: what it is, to whom it goes, what it states, what forbids it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any

from legaldocs.core.findings import EVERYTHING, EXHIBITS, FIGURES, INSTRUMENT, Finding
from legaldocs.evidence.files.names import same_file_key, stored_name

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from legaldocs.case.vocabulary import Effect
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.names import Names, PaperNames

    Guard = Callable[["Draft"], Iterator[Finding]]
    Subjects = Callable[[Matter], Iterable[tuple[str, object]]]
    Beside = Callable[[Sequence["Draft"]], Iterable[tuple[str, object]]]


class Family(StrEnum):
    """The kind of writing a paper is (文书类别): the folder of a user's copy of its template."""

    LETTER = "letters"
    FILING = "filings"
    AGREEMENT = "agreements"
    EVIDENCE = "evidence"
    VERIFICATION = "verification"
    BOOK = "book"


class Audience(Enum):
    """Who receives a paper (送交对象).

    One for a court, or for the administrator of a bankrupt, is held to more rules than others.
    """

    COURT = "法院"
    ADMINISTRATOR = "破产管理人"
    DEBTOR = "债务人"
    GUARANTOR = "保证人"
    PARTIES = "签约各方"
    SELF = "自用或者随其他文书附送"


class Filing(Enum):
    """What an application asks of a court, by which its enclosures go (立案事项)."""

    CLAIM = "请求给付"
    PRESERVATION = "请求保全"


STATES_ALL = frozenset({FIGURES, EXHIBITS})
"""What a paper states unless it declares less, so that a forgotten declaration is guarded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A template and the names it may use (文书格式).

    ``id`` is the folder below ``papers``, unless ``folder`` is another; ``family`` and ``id``
    together are the path of a user's own copy of the template.
    """

    id: str
    title: str
    family: Family
    names: type[Names]
    folder: Path | None = None

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
    makes one. ``applies`` tells whether a case has what the paper is about, such as an enforcement;
    None is always. ``beside`` gives label and subject of each paper that follows from the papers
    made, such as the list of what is handed in with an application; it is made last. ``without`` is
    why a case has no such paper where one of the three gives nothing. ``files`` is what a paper
    that opens a matter of court asks for, for which such a list is made.
    ``sends`` is the effect that a letter of this kind has in the row of a communication. A paper
    that ``announces_preservation`` is not made beside one that ``needs_surprise``. Service of one
    that ``notifies_assignment`` notifies the debtor of it (合同编通则解释48); one that
    ``announces_assignment`` goes to those who do not know of the sale of the claim yet. ``guards``
    are its own checks; those of ``papers.guards`` are applied to every paper by what it declares.
    ``holds`` are what it needs to be issued: one that finds something leaves it a draft, though it
    is asked for as final.
    """

    names: type[PaperNames]
    number: str
    goes_to: Audience
    states: frozenset[str] = STATES_ALL
    for_each: Subjects | None = None
    applies: Callable[[Matter], bool] | None = None
    beside: Beside | None = None
    without: str = ""
    files: Filing | None = None
    sends: Effect | None = None
    in_volume: bool = False
    announces_preservation: bool = False
    needs_surprise: bool = False
    notifies_assignment: bool = False
    announces_assignment: bool = False
    guards: tuple[Guard, ...] = ()
    holds: tuple[Guard, ...] = ()

    @property
    def is_issued(self) -> bool:
        """Whether it is signed and sent, so that it is a draft before.

        What is bound into the volume is not: the volume shows what the evidence is, its numbers are
        read again once it is bound, and it is the same before and after the papers are issued.
        """
        return not self.in_volume

    @property
    def asks_for_money(self) -> bool:
        """Whether it asks somebody to pay what it states, so that the other side must be fit."""
        return not self.states.isdisjoint({FIGURES, INSTRUMENT})

    def drafts(self, matter: Matter) -> tuple[Draft, ...]:
        """Return the papers of this kind that the case may have, none made yet.

        No two have one file: a label that gives the file of another is numbered. Where the case
        gives no subject, one draft stands for the paper that is not made.
        """
        subjects = () if self.for_each is None else self.for_each(matter)
        return self._for_subjects(matter, subjects)

    def following(self, made: Sequence[Draft], matter: Matter) -> tuple[Draft, ...]:
        """Return the papers of this kind that follow from those made, as :meth:`drafts` does."""
        return self._for_subjects(matter, () if self.beside is None else self.beside(made))

    def _for_subjects(
        self, matter: Matter, subjects: Iterable[tuple[str, object]]
    ) -> tuple[Draft, ...]:
        drafts: dict[str, Draft] = {}
        for label, subject in subjects:
            draft = _numbered(Draft(self, matter, label, subject), drafts)
            drafts[same_file_key(draft.file_name)] = draft
        return tuple(drafts.values()) or (Draft(self, matter),)


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

    @property
    def file_name(self) -> str:
        """The name of its files without suffix."""
        parts = (self.paper.number, self.paper.title, self.label)
        return stored_name("-".join(filter(None, parts)).replace("/", "_"))

    @property
    def has_subject(self) -> bool:
        """Whether the case has what the paper would be made for."""
        paper = self.paper
        return (paper.applies is None or paper.applies(self.matter)) and (
            (paper.for_each is None and paper.beside is None) or self.subject is not None
        )

    def stopped_by(self, finding: Finding) -> bool:
        """Return whether a finding stops this paper."""
        subjects = {EVERYTHING, self.paper.id, self.id, *self.paper.states}
        return not subjects.isdisjoint(finding.blocks)

    def no_subject(self) -> Finding:
        """Return why there is no such paper where the case has not what it would be made for."""
        return self.refuse(
            "LD-PAPER-NO-SUBJECT",
            self.paper.without,
            where=str(self.matter.case.origin),
            next_step="有这项事实的，先在案件文件里录入",
        )

    def hold(
        self,
        code: str,
        message: str,
        *,
        article: str = "",
        where: str = "",
        next_step: str = "",
    ) -> Finding:
        """Return the warning that this paper is made as a draft and must not be issued yet."""
        return Finding(
            code,
            "warning",
            f"{self.title}只能是草稿：{message}",
            where=where,
            article=article,
            next_step=next_step,
        )

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


def _numbered(draft: Draft, taken: Container[str]) -> Draft:
    """Return the draft with the first number after its label that gives a file of its own."""
    numbers = itertools.chain([""], itertools.count(2))
    drafts = (replace(draft, label=f"{draft.label}{number}") for number in numbers)
    return next(draft for draft in drafts if same_file_key(draft.file_name) not in taken)
