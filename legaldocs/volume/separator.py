"""Separator sheets: which group or exhibit begins behind them, and on which pages it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from legaldocs.law.numerals import numeral
from legaldocs.volume.arrangement import Separators

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.volume.layout import Chapter

SEPARATOR = "分隔页"
_LONGEST = 120
_NOT_GIVEN = "没有提供"


@dataclass(frozen=True, slots=True)
class Separator:
    """A sheet before a group or an exhibit (分隔页), with the number that is stamped on it."""

    kind: Separators
    page: int
    heading: str = ""
    title: str = ""
    note: str = ""

    @property
    def stamp(self) -> str:
        """The stamp: the sheet belongs to no exhibit, and its number is that of its page."""
        return f"{SEPARATOR} · {self.page}"

    def html(self) -> str:
        """Return the sheet as a section of HTML."""
        title = self.title if len(self.title) <= _LONGEST else f"{self.title[:_LONGEST]}…"
        lines = (("heading", self.heading), ("title", title), ("note", self.note))
        said = "".join(f"<p class={name}>{escape(line)}</p>" for name, line in lines if line)
        return f"<section class=separator>{said}</section>"


def begins(kind: Separators | None, exhibit: Exhibit, before: Exhibit | None) -> bool:
    """Return whether a separator stands before an exhibit, the one before it given."""
    if kind is Separators.GROUPS:
        return before is None or before.group != exhibit.group
    return kind is Separators.EXHIBITS


def worded(chapters: Sequence[Chapter], withheld: Container[int] = ()) -> Iterator[Chapter]:
    """Yield the chapters with the words of their separators.

    Groups are counted as the catalogue counts them. What stands before an exhibit that is
    ``withheld``, by its number, says nothing of it.
    """
    for ordinal, (group, found) in enumerate(
        groupby(chapters, key=lambda chapter: chapter.exhibit.group), start=1
    ):
        members = list(found)
        name = f"第{numeral(ordinal)}组　{group}"
        for chapter in members:
            if chapter.separator is None:
                yield chapter
            elif chapter.separator.kind is Separators.EXHIBITS:
                yield replace(chapter, separator=_of_exhibit(chapter, name, withheld))
            elif chapter.exhibit.number in withheld:
                sheet = replace(chapter.separator, heading="", title=_NOT_GIVEN, note="")
                yield replace(chapter, separator=sheet)
            else:
                yield replace(chapter, separator=_of_group(chapter.separator, name, members))


def _of_exhibit(chapter: Chapter, group: str, withheld: Container[int]) -> Separator | None:
    exhibit, sheet = chapter.exhibit, chapter.separator
    if sheet is None:
        return None
    pages = _span(chapter.first, chapter.last)
    if exhibit.number in withheld:
        return replace(sheet, heading=exhibit.label, title=_NOT_GIVEN, note=pages)
    return replace(sheet, heading=exhibit.label, title=exhibit.title, note=f"{group}　{pages}")


def _of_group(sheet: Separator, name: str, members: Sequence[Chapter]) -> Separator:
    heading, _, title = name.partition("　")
    labels = [members[0].exhibit.label, members[-1].exhibit.label]
    pages = _span(members[0].first, members[-1].last)
    note = f"{'至'.join(dict.fromkeys(labels))}　{pages}"
    return replace(sheet, heading=heading, title=title, note=note)


def _span(first: int, last: int) -> str:
    return f"第{first}页" if first == last else f"第{first}-{last}页"
