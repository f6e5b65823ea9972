"""Which courts can hear a contract claim, and what a forum clause is worth (CPL 24, 35; CPI 18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.core.errors import LawError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from decimal import Decimal

    from legaldocs.law.lawbook import Citation, LawBook, Parameter
    from legaldocs.law.seats import Seat

Level = Literal["basic", "intermediate"]
Connection = Literal["defendant", "plaintiff", "other"]


@dataclass(frozen=True, slots=True)
class ForumClause:
    """What the contract says about disputes (争议解决条款).

    ``courts`` are the places whose courts it names; ``connection`` their link to the dispute.
    ``arbitration`` when it also or only sends disputes to arbitration, before ``institution``.
    """

    courts: tuple[Seat, ...] = ()
    connection: Connection | None = None
    connection_proven: bool = False
    arbitration: bool = False
    institution: str = ""


@dataclass(frozen=True, slots=True)
class ClauseCheck:
    """What a forum clause is worth (条款效力)."""

    court_valid: bool
    arbitration_valid: bool
    reasons: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forum:
    """A court that can hear the claim, and why (有管辖权的法院)."""

    seat: Seat
    level: Level
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class JurisdictionFacts:
    """What jurisdiction over a claim for a price depends on (管辖事实).

    ``guarantors`` are those sued beside the defendants: the main contract decides the place, and
    they count for the level alone.
    """

    plaintiff: Seat
    defendants: tuple[Seat, ...]
    amount: Decimal
    guarantors: tuple[Seat, ...] = ()
    clause: ForumClause | None = None

    @property
    def parties(self) -> tuple[Seat, ...]:
        """The seats of all parties."""
        return (self.plaintiff, *self.defendants, *self.guarantors)


def check_clause(book: LawBook, clause: ForumClause, day: dt.date) -> ClauseCheck:
    """Return whether the choice of court and of arbitration in a clause are valid."""
    if clause.arbitration and clause.courts:
        reply = _in_force(book, "cn.jurisdiction_reply", "arbitrate_or_sue", day)
        court = _court_half(book, clause, day)
        return ClauseCheck(
            court.court_valid,
            arbitration_valid=False,
            reasons=(*(cited.gist for cited in reply), *court.reasons),
            articles=(*(cited.text for cited in reply), *court.articles),
        )
    if clause.arbitration:
        return _arbitration_half(book, clause, day)
    return _court_half(book, clause, day)


def _in_force(book: LawBook, instrument: str, article: str, day: dt.date) -> tuple[Citation, ...]:
    """Return the article, or nothing for a day before it was in force."""
    try:
        return (book.cite(instrument, article, day),)
    except LawError:
        return ()


def _arbitration_half(book: LawBook, clause: ForumClause, day: dt.date) -> ClauseCheck:
    if not clause.institution:
        cited = book.cite("cn.arbitration_law", "agreement_unclear", day)
        return ClauseCheck(
            court_valid=False,
            arbitration_valid=False,
            reasons=(cited.gist,),
            articles=(cited.text,),
        )
    cited = book.cite("cn.civil_procedure", "arbitration_agreed", day)
    reason = f"约定由{clause.institution}仲裁，法院不予受理"
    return ClauseCheck(
        court_valid=False, arbitration_valid=True, reasons=(reason,), articles=(cited.text,)
    )


def _court_half(book: LawBook, clause: ForumClause, day: dt.date) -> ClauseCheck:
    agreed = book.cite("cn.civil_procedure", "agreed_court", day)
    if not clause.courts or clause.connection is None:
        return ClauseCheck(
            court_valid=False,
            arbitration_valid=False,
            reasons=("没有写明法院，或者看不出该地与争议的联系",),
            articles=(agreed.text,),
        )
    if clause.connection == "other" and not clause.connection_proven:
        reply = _in_force(book, "cn.jurisdiction_reply", "no_connection", day)
        cited = (agreed, *reply)
        return ClauseCheck(
            court_valid=False,
            arbitration_valid=False,
            reasons=(cited[-1].gist,),
            articles=tuple(citation.text for citation in cited),
        )
    return ClauseCheck(
        court_valid=True, arbitration_valid=False, reasons=(), articles=(agreed.text,)
    )


def level_threshold(book: LawBook, court: Seat, parties: Sequence[Seat], day: dt.date) -> Parameter:
    """Return from which sum a claim goes to the intermediate court.

    It is lower where some party is outside the court's province, and where a province is unknown.
    """
    inside = [party.province == court.province for party in parties]
    known = court.province and all(party.province for party in parties)
    mixed = not known or (any(inside) and not all(inside))
    return book.parameter("level.outside" if mixed else "level.local", day)


def level(
    book: LawBook, amount: Decimal, court: Seat, parties: Sequence[Seat], day: dt.date
) -> Level:
    """Return the level of court for ``amount`` yuan: intermediate from the notice's thresholds."""
    threshold = level_threshold(book, court, parties, day).value
    return "intermediate" if amount >= threshold else "basic"


def forums(book: LawBook, facts: JurisdictionFacts, day: dt.date) -> tuple[Forum, ...]:
    """Return the courts that can hear the claim; none when a valid clause sends it to arbitration.

    A valid court clause leaves only the courts it names. Money is performed where it is received.
    """
    check = check_clause(book, facts.clause, day) if facts.clause else None
    if check is not None and check.arbitration_valid:
        return ()

    def forum(seat: Seat, why: str, article: str) -> Forum:
        return Forum(seat, level(book, facts.amount, seat, facts.parties, day), why, article)

    if facts.clause is not None and check is not None and check.court_valid:
        article = book.cite("cn.civil_procedure", "agreed_court", day).text
        return tuple(forum(seat, "合同约定的法院", article) for seat in facts.clause.courts)
    article = book.cite("cn.civil_procedure", "contract_court", day).text
    found = [forum(seat, "被告住所地", article) for seat in dict.fromkeys(facts.defendants)]
    if facts.plaintiff not in facts.defendants:
        article = book.cite("cn.cpl_interpretation", "place_of_performance", day).text
        found.append(forum(facts.plaintiff, "接收货币一方所在地（合同履行地）", article))
    return tuple(found)


def payment_order_forum(book: LawBook, debtor: Seat, day: dt.date) -> Forum:
    """Return the only court for a payment order: the debtor's basic court, for any amount."""
    cited = book.cite("cn.cpl_interpretation", "payment_order.court", day)
    return Forum(debtor, "basic", cited.gist, cited.text)
