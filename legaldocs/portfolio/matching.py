"""What of each receipt pays a receivable, to the fen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def matched(receivable: int, parts: Sequence[int]) -> list[int]:
    """Return what of each part a receivable takes, in fen; the parts are in the order of payment.

    A part of the receivable's sign is taken as far as the receivable is open, one of the other sign
    takes back what was taken before. The rest of a part stays unmatched: nobody said what for.

    >>> matched(100_00, [60_00, 60_00, -50_00])
    [6000, 4000, -5000]
    """
    sign = -1 if receivable < 0 else 1
    whole, used = abs(receivable), 0
    taken = []
    for part in parts:
        wanted = part * sign
        step = min(wanted, whole - used) if wanted > 0 else -min(-wanted, used)
        used += step
        taken.append(step * sign)
    return taken
