"""How a figure was computed, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation, as it would be read out in court (计算步骤).

    ``figure`` is exact, before rounding unless ``says`` names the rounding; ``source`` is the
    article, contract clause or dated value that the line rests on.
    """

    says: str
    figure: Decimal
    source: str = ""
