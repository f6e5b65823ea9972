"""What a build makes otherwise than the one whose place it takes: papers, figures, the letter due.

Nothing of it enters papers, volume or bundle: the same case on the same day gives the same there,
whatever was in the folder before.
"""

from __future__ import annotations

import datetime as dt
import filecmp
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from legaldocs.output.summary import MadePaper, Summary

_SUFFIXES = (".docx", ".pdf")


class FigureChange(msgspec.Struct, frozen=True):
    """An amount that is another one now (金额变化)."""

    name: Annotated[str, Meta(description="项目")]
    before: Annotated[str, Meta(description="上次，元；上次没有这一项的为空")]
    after: Annotated[str, Meta(description="这次，元；这次没有这一项的为空")]


class LetterChange(msgspec.Struct, frozen=True):
    """That another letter is due now (应发函件变化)."""

    before: Annotated[str | None, Meta(description="上次；不需要发函的为空")]
    after: Annotated[str | None, Meta(description="这次；不需要发函的为空")]


class Since(msgspec.Struct, frozen=True):
    """What differs from the build that was in the same folder (与上次相比)."""

    as_of: Annotated[dt.date, Meta(description="上次的计算基准日")]
    figures: Annotated[tuple[FigureChange, ...], Meta(description="变了的金额")]
    letter: Annotated[LetterChange | None, Meta(description="应发函件变了的；没有变的为空")]
    new: Annotated[tuple[str, ...], Meta(description="上次没有的文书")]
    gone: Annotated[tuple[str, ...], Meta(description="上次有、这次没有生成的文书")]
    changed: Annotated[tuple[str, ...], Meta(description="两次都有、内容不同的文书")]

    @property
    def is_nothing(self) -> bool:
        """Whether both builds made the same."""
        return not (self.figures or self.letter or self.new or self.gone or self.changed)


def since(former: Summary, was: Path, now: Summary, fresh: Path) -> Since | None:
    """Return what ``now``, in the folder ``fresh``, has otherwise than ``former`` in ``was``.

    None where both made the same, so that the same build again states the same. A paper is
    compared by its bytes; one of another day or another draft mark differs.
    """
    before = {paper.id: paper for paper in former.papers}
    after = {paper.id: paper for paper in now.papers}
    letters = former.letter.due, now.letter.due
    found = Since(
        former.as_of,
        tuple(_figures(_amounts(former), _amounts(now))),
        None if letters[0] == letters[1] else LetterChange(*letters),
        tuple(paper.title for key, paper in after.items() if key not in before),
        tuple(paper.title for key, paper in before.items() if key not in after),
        tuple(
            paper.title
            for key, paper in after.items()
            if key in before and not _is_same(was, before[key], fresh, paper)
        ),
    )
    return None if found.is_nothing else found


def _figures(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FigureChange]:
    for name in dict.fromkeys((*after, *before)):
        change = FigureChange(name, before.get(name, ""), after.get(name, ""))
        if change.before != change.after:
            yield change


def _amounts(summary: Summary) -> dict[str, str]:
    """Return the amounts that a summary states for a person."""
    found: dict[str, str] = {}
    owed, judgment = summary.figures, summary.judgment
    if not summary.decided_by:
        found |= {
            "到期未付本金": owed.principal,
            "违约金或逾期付款损失": owed.late_charge,
            "费用": owed.costs,
            "合计": owed.total,
            "未到期": owed.not_due,
        }
    if judgment is not None:
        found |= {
            "判项金额": judgment.ordered,
            "判项未付": judgment.unpaid,
            "一般债务利息": judgment.general,
            "加倍部分债务利息": judgment.doubled,
            "未付与利息合计": judgment.total,
        }
    return found


def _is_same(was: Path, former: MadePaper, fresh: Path, paper: MadePaper) -> bool:
    """Return whether both files of a paper are the same, as far as the former are there."""
    try:
        return all(
            filecmp.cmp(was / (former.file + end), fresh / (paper.file + end), shallow=False)
            for end in _SUFFIXES
        )
    except OSError:
        return True
