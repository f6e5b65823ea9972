"""Who signs an agreement, and what each is called in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.guaranteed import form_of, period_of, saved
from legaldocs.law.numerals import numeral
from legaldocs.papers.names import PaperNames, name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from legaldocs.case.model import Case
    from legaldocs.case.party import Guarantee, Party
    from legaldocs.claim.matter import Matter

_NAMES = ("甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方", "辛方", "壬方", "癸方")
_COUNTED = {2: "两"}
"""Two things are counted with another word than the number."""


@dataclass(frozen=True, slots=True)
class Surety:
    """The guarantee that a guarantor confirms by signing (继续有效的保证).

    ``form`` is empty where neither the guarantee nor the law of its day says; ``until`` the end of
    the period; ``called`` when the guarantor was called upon within it, so that it runs no more.
    """

    guarantee: Guarantee
    form: str
    until: dt.date | None
    called: bool


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party to the agreement under the name it has there, such as 甲方 (签约方)."""

    name: str
    role: str
    party: Party
    surety: Surety | None = None


class SignedNames(PaperNames):
    """The names of an agreement that speak of those who sign it."""

    @name("签约各方：name 甲方等称谓、role 地位、party 当事人")
    def signatories(self) -> tuple[Signatory, ...]:
        return creditor_and_debtors(self.case)

    @name("几个债务人在协议里的称谓，如“乙方一、乙方二”")
    def debtor_sides(self) -> str:
        return "、".join(row.name for row in self.signatories if row.party in self.case.debtors)

    @name("签署的保证人在协议里的称谓，可以为空")
    def guarantor_sides(self) -> str:
        return "、".join(row.name for row in self.signatories if row.party in self.guarantors)

    @name("其中继续有效的保证的保证人，字段与 signatories 相同")
    def sureties(self) -> tuple[Signatory, ...]:
        return tuple(row for row in self.signatories if row.surety is not None)

    @name("文本份数，中文数字")
    def copies(self) -> str:
        return copies_of(self.signatories)


def copies_of(signatories: tuple[Signatory, ...]) -> str:
    """Return how many copies there are, one for each who signs, in words."""
    return _COUNTED.get(len(signatories)) or numeral(len(signatories))


def with_sureties(matter: Matter, bound: Iterable[Guarantee]) -> tuple[Signatory, ...]:
    """Return creditor, debtors, and the guarantors of the guarantees that are still ``bound``."""
    case = matter.case
    promises = {row.guarantor: row for row in bound}
    guarantors = [party for party in case.parties if party.name in promises]
    return (
        *creditor_and_debtors(case),
        *(
            Signatory(side(place), str(party.role), party, _surety(matter, promises[party.name]))
            for place, party in enumerate(guarantors, start=2)
        ),
    )


def _surety(matter: Matter, guarantee: Guarantee) -> Surety:
    period = period_of(matter, guarantee)
    return Surety(
        guarantee,
        str(form_of(matter, guarantee) or ""),
        None if period is None else period.deadline.raw_end,
        called=period is not None and saved(matter, guarantee, period).whole,
    )


def creditor_and_debtors(case: Case) -> tuple[Signatory, ...]:
    """Return the parties to the debt; several debtors are 乙方一, 乙方二."""
    several = len(case.debtors) > 1
    return (
        Signatory("甲方", str(case.creditor.role), case.creditor),
        *(
            Signatory(f"乙方{numeral(place)}" if several else "乙方", str(debtor.role), debtor)
            for place, debtor in enumerate(case.debtors, start=1)
        ),
    )


def side(place: int) -> str:
    """Return what a party is called by its place, counted from zero: 甲方, 乙方, 丙方."""
    return _NAMES[place] if place < len(_NAMES) else f"第{numeral(place + 1)}方"
