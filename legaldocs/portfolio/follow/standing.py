"""How a case stands, as the ledger of the case says: nothing is worked out a second time here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.as_of import as_known_on
from legaldocs.case.vocabulary import EnforcementEnd
from legaldocs.claim.deed_account import DEED
from legaldocs.claim.enforcement_settlement import settled_enforcement
from legaldocs.claim.judgment_debt import judgment_debt, performances
from legaldocs.claim.ledger import open_claim
from legaldocs.core.money import figure
from legaldocs.law.numerals import numeral
from legaldocs.portfolio.fen import fen
from legaldocs.portfolio.follow.state import CaseState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from legaldocs.case.model import Case
    from legaldocs.claim.deed_account import DeedAccount
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.judgment_debt import JudgmentDebt
    from legaldocs.law.lawbook import LawBook


class Piece(NamedTuple):
    """What of a payment went to one agreed sum (清偿), in fen."""

    paid_on: dt.date
    fen: int


class AgreedSum(NamedTuple):
    """A sum that a deed or an instrument put in place of the debts (应付的一期), in fen."""

    name: str
    fen: int
    due_on: dt.date
    paid: tuple[Piece, ...]

    @property
    def left(self) -> int:
        """What is unpaid of it."""
        return self.fen - sum(piece.fen for piece in self.paid)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands on a day (案件现状).

    ``what`` is the deed or instrument that governs, ``since`` its day, ``sums`` what it orders to
    be paid; empty while the contracts govern. ``beside`` says what else is owed, in words.
    """

    state: CaseState
    what: str = ""
    since: dt.date | None = None
    sums: tuple[AgreedSum, ...] = ()
    beside: str = ""


def standing_on(case: Case, as_of: dt.date, book: LawBook) -> Standing:
    """Return how a case stands. Raises CaseError and LawError as the ledger does."""
    known = as_known_on(case, as_of)
    judgment = known.procedure.judgment if known.procedure else None
    if judgment is not None and judgment.effective_on and judgment.effective_on <= as_of:
        return _decided(known, as_of, book)
    claim = open_claim(case, as_of, book)
    if claim.deed is not None:
        return _settled(claim, claim.deed)
    left = claim.principal + claim.not_due
    if not left and not claim.late_charge and not claim.costs:
        return Standing(CaseState.OVER)
    return Standing(CaseState.WORKING, beside="" if left else _beside(claim))


def _beside(claim: Claim) -> str:
    found = ((claim.late_charge_name, claim.late_charge), ("费用", claim.costs))
    said = "、".join(f"{name} {figure(amount)} 元" for name, amount in found if amount)
    return f"本金已经付清，还有{said}" if said else ""


def _settled(claim: Claim, deed: DeedAccount) -> Standing:
    """Return the instalments of a signed settlement; a default lets later ones fall due."""
    default = deed.default.on if deed.default else None
    sums = tuple(
        AgreedSum(
            part.name,
            fen(part.amount),
            default if default and part in deed.accelerated else part.due_on,
            tuple(Piece(share.paid_on, fen(share.amount)) for share in part.shares),
        )
        for part in deed.parts
    )
    over = not (claim.principal or claim.not_due or claim.late_charge or claim.costs)
    state = CaseState.OVER if over else CaseState.SETTLED
    beside = "" if over or deed.left else _beside(claim)
    return Standing(state, DEED, deed.signed_on, sums, beside)


def _decided(case: Case, as_of: dt.date, book: LawBook) -> Standing:
    """Return what an instrument in force orders, or a settlement kept in its enforcement."""
    procedure = case.procedure
    judgment = procedure.judgment if procedure else None
    enforcement = procedure.enforcement if procedure else None
    agreed = settled_enforcement(case, as_of)
    ended = enforcement is not None and enforcement.ended_by is EnforcementEnd.PERFORMED
    over = ended or (agreed is not None and agreed.performed)
    owed = judgment_debt(case, book, as_of)
    over = over or (owed is not None and not owed.total)
    what = str(judgment.kind) if judgment else ""
    if agreed is not None and agreed.broken is None:
        rows = [
            (f"第{numeral(number)}期", fen(part.amount), part.due_on)
            for number, part in enumerate(agreed.settlement.instalments, start=1)
        ]
        signed_on = agreed.settlement.signed_on
        paid = [
            Piece(row.paid_on, fen(row.amount)) for row in case.payments if row.paid_on >= signed_on
        ]
        state = CaseState.OVER if over else CaseState.SETTLED
        return Standing(state, "执行和解协议", signed_on, _filled(rows, paid))
    state = CaseState.OVER if over else CaseState.DECIDED
    if owed is None:
        return Standing(state, what, judgment.issued_on if judgment else None)
    return Standing(state, what, owed.judgment.issued_on, _ordered(owed, case), _interest(owed))


def _ordered(owed: JudgmentDebt, case: Case) -> tuple[AgreedSum, ...]:
    rows = [
        (
            f"第{numeral(number)}项{account.row.name}",
            fen(account.row.amount),
            account.perform_by,
        )
        for number, account in enumerate(owed.accounts, start=1)
    ]
    paid = (Piece(row.on, fen(row.amount)) for row in performances(owed.judgment, case))
    return _filled(rows, paid)


def _interest(owed: JudgmentDebt) -> str:
    if owed.unpaid or not owed.total:
        return ""
    return f"判项已经付清，还有迟延履行期间的利息 {figure(owed.total)} 元"


def _filled(
    rows: Sequence[tuple[str, int, dt.date]], paid: Iterable[Piece]
) -> tuple[AgreedSum, ...]:
    """Return sums with what was paid on them: each in full before the next, as in the ledger."""
    pieces: list[list[Piece]] = [[] for _ in rows]
    place = 0
    for piece in sorted(paid):
        left = piece.fen
        while left and place < len(rows):
            room = rows[place][1] - sum(one.fen for one in pieces[place])
            step = min(left, room)
            if step:
                pieces[place].append(Piece(piece.paid_on, step))
            left -= step
            place += step == room
    return tuple(AgreedSum(*row, tuple(own)) for row, own in zip(rows, pieces, strict=True))
