"""What lists and tables see: the exhibits, the working of the late charge, the cover."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Route
from legaldocs.claim.contract_words import cause_of_action
from legaldocs.law.numerals import numeral
from legaldocs.papers.names import PaperNames, name
from legaldocs.papers.parties import claimed
from legaldocs.papers.words import NOTHING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from legaldocs.case.model import Case
    from legaldocs.claim.matter import Matter


_PROVISIONAL = "所用利率超过最后核对日期，本表为暂计结果，使用前应当核对最新公布的利率。"


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """One exhibit as a row of a list (证据); ``pages`` is empty before the volume is laid out.

    ``cited`` are the pages on which the messages stand that the case cites of it, such as 16、18.
    """

    number: int
    group: str
    title: str
    form: str
    source: str
    proves: str
    dated_on: dt.date | None
    pages: str
    handed_in: str = ""
    copies: str = ""
    cited: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Exhibits that prove one element of the claim (证据组)."""

    ordinal: str
    name: str
    exhibits: tuple[ExhibitRow, ...]


class ListNames(PaperNames):
    """The names that lists and tables use beside those of every paper."""

    @name("案件名称")
    def case_title(self) -> str:
        return case_title(self.case)

    @name("一并主张的保证人的名称，用顿号连接，可以为空")
    def claimed_names(self) -> str:
        return "、".join(dict.fromkeys(row.party.name for row in claimed(self.matter)))

    @name("双方称谓：creditor、debtor，如原告、被告")
    def roles(self) -> Roles:
        return _roles(self.case)

    @name("证据组：ordinal 序号、name 组名、exhibits 证据")
    def groups(self) -> tuple[Group, ...]:
        return _groups(self.exhibits)

    @name(
        "证据列表：number 序号、title 名称、form 形式、source 来源、proves 证明目的、pages 页码、"
        "handed_in 原件或复印件、copies 份数、cited 引用的消息所在页"
    )
    def exhibits(self) -> tuple[ExhibitRow, ...]:
        return exhibit_rows(self.matter)

    @name("是否有证据写明了原件或复印件、提交份数")
    def handing_in_said(self) -> bool:
        return any(row.handed_in or row.copies for row in self.exhibits)

    @name("证据总页数，未排版时为零")
    def pages_total(self) -> int:
        return max((last for _, last in self.matter.pages.values()), default=0)

    @name("提示使用者核对的事项")
    def notes(self) -> tuple[str, ...]:
        return (_PROVISIONAL,) if self.matter.claim.provisional else ()


def exhibit_rows(matter: Matter) -> tuple[ExhibitRow, ...]:
    """Return the exhibits with their pages in the volume."""
    return tuple(
        ExhibitRow(
            exhibit.number,
            exhibit.group,
            exhibit.title,
            exhibit.form or NOTHING,
            exhibit.source,
            exhibit.proves,
            exhibit.dated_on,
            _page_range(matter.pages.get(exhibit.number)),
            exhibit.handed_in,
            exhibit.copies,
            cited_pages(matter, exhibit.number, (quote.words for quote in exhibit.quotes)),
        )
        for exhibit in matter.exhibits
    )


def cited_pages(matter: Matter, number: int, quotes: Iterable[str]) -> str:
    """Return the pages on which quoted words of an exhibit begin, such as 16、18; may be empty.

    An exhibit of one page needs none.
    """
    first, last = matter.pages.get(number, (0, 0))
    if first == last:
        return ""
    pages = {page for words in quotes for page in matter.cited.get((number, words), ())}
    return "、".join(map(str, sorted(pages)))


def case_title(case: Case) -> str:
    """Return the name of the case, formed from the parties where the case file gives none."""
    others = "等" if len(case.debtors) > 1 else ""
    parties = f"{case.creditor.name}与{case.debtor.name}{others}"
    return case.title or parties + cause_of_action(case.contracts)


@dataclass(frozen=True, slots=True)
class Roles:
    """What the parties are called before the court (诉讼地位)."""

    creditor: str
    debtor: str


def _roles(case: Case) -> Roles:
    procedure = case.procedure
    sued = procedure is not None and (
        procedure.suit is not None
        or (
            procedure.route is Route.SUIT
            and not all(contract.arbitration for contract in case.contracts)
        )
    )
    return Roles("原告", "被告") if sued else Roles("申请人", "被申请人")


def _groups(rows: tuple[ExhibitRow, ...]) -> tuple[Group, ...]:
    together = groupby(rows, key=lambda row: row.group)
    return tuple(
        Group(numeral(place), name, tuple(members))
        for place, (name, members) in enumerate(together, start=1)
    )


def _page_range(pages: tuple[int, int] | None) -> str:
    if pages is None:
        return ""
    first, last = pages
    return str(first) if first == last else f"{first}-{last}"
