"""What a case owes beside what the book has open: equal to the fen, or said why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.folder import CASE_FILE
from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import CaseError, LegaldocsError
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from pathlib import Path

    from legaldocs.claim.figures import Claim
    from legaldocs.law.lawbook import LawBook


def compared(
    folder: Path, open_fen: int | None, as_of: dt.date, law: LawBook
) -> tuple[Finding, ...]:
    """Return what is wrong with a case file, or why its principal is not what the book has open.

    ``open_fen`` is None where nothing is compared: a deed governs.
    """
    try:
        claim = open_claim(load_case(folder), as_of, law)
    except CaseError as error:
        return tuple(error.findings)
    except LegaldocsError as error:
        return (
            Finding(
                "LD-FOLLOW-LEDGER",
                "error",
                f"案件的账算不出：{error}",
                f"{folder.name}/{CASE_FILE}",
                next_step="用 legaldocs check 核对案件",
            ),
        )
    if open_fen is None or claim.deed is not None:
        return ()
    owed = claim.principal + claim.not_due - sum((a.beyond_price for a in claim.accounts), ZERO)
    book = yuan_of(open_fen)
    if owed == book:
        return ()
    charges = _charges(claim)
    why = "案件由人改过"
    if charges and owed - book == charges:
        why = f"付款依约先抵了利息或者费用 {figure(charges)} 元，本金少减了这么多"
    return (
        Finding(
            "LD-FOLLOW-BALANCE",
            "warning",
            f"案件截至 {as_of} 的本金 {figure(owed)} 元，账册 {figure(book)} 元：{why}",
            f"{folder.name}/{CASE_FILE}",
            next_step="核对付款和指定用途；合同没有这样约定的，改正 late_payment",
        ),
    )


def _charges(claim: Claim) -> Decimal:
    """Return what payments paid of late charges and costs before the principal, in yuan."""
    parts = (part for account in claim.accounts for part in account.instalments)
    shares = (share for part in parts for share in part.shares if share.towards != "本金")
    return sum((share.amount for share in shares), ZERO)
