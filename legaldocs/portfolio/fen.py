"""Yuan with two decimals, as whole fen and back: what a database adds up exactly."""

from __future__ import annotations

from decimal import Decimal

_FEN = Decimal(100)


def fen(amount: Decimal) -> int:
    """Return an amount of yuan in fen. Raises ValueError for a part of a fen.

    >>> fen(Decimal("-1234.50"))
    -123450
    """
    whole = int(amount * _FEN)
    if Decimal(whole) != amount * _FEN:
        raise ValueError(str(amount))
    return whole


def yuan_of(whole: int) -> Decimal:
    """Return fen as yuan with two decimals.

    >>> yuan_of(-5)
    Decimal('-0.05')
    """
    return Decimal(whole).scaleb(-2)
