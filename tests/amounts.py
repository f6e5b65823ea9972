"""The amounts that a text prints."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"(?<![\d.,-])\d{1,3}(?:,\d{3})*\.\d{2}(?![\d%])")
"""Yuan as papers print them; neither the exact figure of a run, nor a rate in percent."""


def printed_amounts(text: str) -> set[str]:
    """Return each amount as JSON states it; nothing of 0.00, which rests on no row."""
    return {found.replace(",", "") for found in _AMOUNT.findall(text)} - {"0.00"}
