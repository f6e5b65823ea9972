"""Which receipt of the book a payment of a case is: one receipt may be several rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.near import folded

if TYPE_CHECKING:
    from collections.abc import Container, Iterable


def row_name(receipt: str, towards: str) -> str:
    """Return the reference of a further row of a receipt; the first has that of the receipt."""
    return f"{receipt}（{towards or '余款'}）"


def receipt_of(reference: str, known: Container[str]) -> str:
    """Return the key of the receipt that a reference names; ``known`` are the keys there are.

    >>> receipt_of("SK1（第一期（AR1））", {"sk1"}), receipt_of("SK（2）", {"sk1"})
    ('sk1', 'sk(2)')
    """
    whole = folded(reference)
    if whole in known or not whole.endswith(")"):
        return whole
    outer = (whole[:place] for place, sign in enumerate(whole) if sign == "(")
    return next((receipt for receipt in outer if receipt in known), whole)


def receipts_in(references: Iterable[str]) -> set[str]:
    """Return the keys of the receipts among references: those that are no row of another.

    >>> sorted(receipts_in(["SK1", "SK1（余款）", "SK2"]))
    ['sk1', 'sk2']
    """
    every = {folded(reference) for reference in references}
    return {one for one in every if receipt_of(one, every - {one}) == one}
