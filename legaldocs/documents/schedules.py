"""What lists and tables see: the exhibits, the working of the late charge, the cover."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Route
from legaldocs.claim.papers import WORKING
from legaldocs.core.money import TO_FEN
from legaldocs.documents.agreements import late_agreements
from legaldocs.law.numerals import numeral

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case
    from legaldocs.documents.desk import Desk


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """One exhibit as a row of a list (证据); ``pages`` is empty before the volume is laid out."""

    number: int
    group: str
    title: str
    form: str
    source: str
    proves: str
    dated_on: dt.date | None
    pages: str


@dataclass(frozen=True, slots=True)
class Group:
    """Exhibits that prove one element of the claim (证据组)."""

    ordinal: str
    name: str
    exhibits: tuple[ExhibitRow, ...]


def evidence_context(desk: Desk) -> dict[str, object]:
    """Return what lists and tables see beside the names of every paper."""
    groups = _groups(exhibit_rows(desk))
    return {
        "case_title": case_title(desk.case),
        "roles": _roles(desk.case),
        "groups": groups,
        "exhibits": exhibit_rows(desk),
        "pages_total": max((last for _, last in desk.pages.values()), default=0),
        "agreements": late_agreements(desk.case, desk.claim),
        "late_name": desk.claim.late_charge_name,
        "rounding": TO_FEN.reason,
        "notes": _notes(desk),
    }


def cover_context(desk: Desk, parts: int) -> dict[str, object]:
    """Return what the cover sees beside the names of every paper; ``parts`` counts the volumes."""
    return evidence_context(desk) | {"parts": parts}


def exhibit_rows(desk: Desk) -> tuple[ExhibitRow, ...]:
    """Return the exhibits with their pages in the volume."""
    return tuple(
        ExhibitRow(
            each.number,
            each.group,
            each.title,
            each.form,
            each.source,
            each.proves,
            each.dated_on,
            _page_range(desk.pages.get(each.number)),
        )
        for each in desk.exhibits
    )


def case_title(case: Case) -> str:
    """Return the name of the case, formed from the parties where the case file gives none."""
    return case.title or f"{case.creditor.name}与{case.debtor.name}合同纠纷"


@dataclass(frozen=True, slots=True)
class Roles:
    """What the parties are called before the court (诉讼地位)."""

    creditor: str
    debtor: str


def _roles(case: Case) -> Roles:
    procedure = case.procedure
    sued = procedure is not None and (
        procedure.suit is not None
        or (procedure.route is Route.SUIT and not all(each.arbitration for each in case.contracts))
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


def _notes(desk: Desk) -> tuple[str, ...]:
    """Return the lines of caution, and a line of our own where a rate was not checked that far."""
    given = desk.notes.get(WORKING.id, ())
    if given or not desk.claim.provisional:
        return tuple(given)
    return ("所用利率超过最后核对日期，本表为暂计结果，使用前应当核对最新公布的利率。",)
