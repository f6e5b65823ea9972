"""How far a share seen in few cases may be from the true one."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_Z = Decimal("1.959964")
"""Of a standard normal value 95 % lie within this distance from 0."""
_UNIT = Decimal("0.0001")
SAYS = (
    "95% 区间按 Wilson 公式：（p＋z²/2n±z×√(p(1－p)/n＋z²/4n²)）÷（1＋z²/n），z＝1.96；"
    "收回比例在 0 与 1 之间，方差不大于同均值的是非题，所以区间只会偏宽"
)


def wilson(share: Decimal, count: int) -> tuple[Decimal, Decimal]:
    """Return the ends of the 95 % score interval of a mean of ``count`` shares.

    For shares of 0 and 1 it is Wilson's. A value between 0 and 1 varies no more than one of these
    with the same mean, so for other shares the interval is too wide rather than too narrow. The
    ends are rounded outwards. Raises ValueError without a case.

    >>> wilson(Decimal("0.5"), 10)
    (Decimal('0.2365'), Decimal('0.7635'))
    """
    if count < 1:
        raise ValueError(count)
    square = _Z * _Z / count
    middle = share + square / 2
    reach = (_Z * _Z * share * (1 - share) / count + square * square / 4).sqrt()
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    return (
        max(low, Decimal(0)).quantize(_UNIT, ROUND_FLOOR),
        min(high, Decimal(1)).quantize(_UNIT, ROUND_CEILING),
    )
