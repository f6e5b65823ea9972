"""The lines of a table that sum up the rows above them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.case.heading import squeezed
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOTAL = re.compile(
    r".{0,10}(?P<kind>本页合计|本页小计|小计|合计|总计|共计|累计|总和|总额)(?:金额|数|人民币)*"
    r"(?:\(.*\))?(?::.*)?"
)
_OF_A_PART = ("小计", "本页合计", "本页小计")
ZERO = Decimal(0)


def total_kind(text: str) -> str:
    """Return the word by which a cell marks a line of sums, or nothing.

    >>> total_kind("2025年 合 计：")
    '合计'
    """
    if "计" not in text and "总" not in text:
        return ""
    match = _TOTAL.fullmatch(squeezed(text))
    return match["kind"] if match else ""


class Totals:
    """The sums that a table states, held against its rows (合计).

    A 小计 sums up the rows since the last such line, a 合计 or 总计 those or all of them; one above
    the first row is held against all of them at the end. A column with a cell that is no amount
    is not summed up: that cell is a finding already.
    """

    def __init__(self) -> None:
        self._part: dict[str, Decimal | None] = {}
        self._whole: dict[str, Decimal | None] = {}
        self._rows = 0
        self._early: list[tuple[int, Mapping[str, Decimal | None]]] = []
        self.lines: list[int] = []

    def add(self, amounts: Mapping[str, Decimal | None]) -> None:
        """Add the amounts of a row by their columns; None for what is no amount."""
        self._rows += 1
        for sums in (self._part, self._whole):
            for key, amount in amounts.items():
                before = sums.get(key, ZERO)
                sums[key] = None if amount is None or before is None else before + amount

    def check(
        self, line: int, kind: str, amounts: Mapping[str, Decimal | None]
    ) -> Iterator[tuple[int, str, str]]:
        """Yield the line, the column and what is wrong for each sum that differs from its rows."""
        self.lines.append(line)
        if not self._rows:
            self._early.append((line, amounts))
            return
        yield from self._differences(line, kind, amounts)
        self._part = {}

    def finish(self) -> Iterator[tuple[int, str, str]]:
        """Yield the same for the sums above the first row."""
        for line, amounts in self._early:
            yield from self._differences(line, "合计", amounts)

    def _differences(
        self, line: int, kind: str, amounts: Mapping[str, Decimal | None]
    ) -> Iterator[tuple[int, str, str]]:
        for key, stated in amounts.items():
            part, whole = self._part.get(key, ZERO), self._whole.get(key, ZERO)
            if stated is None or part is None or whole is None:
                continue
            right = (part,) if kind in _OF_A_PART else (whole, part)
            if stated not in right:
                shown = (stated, right[0], abs(stated - right[0]))
                said, summed, apart = (f"{figure(amount)} 元" for amount in shown)
                yield line, key, f"写的是 {said}，各行相加是 {summed}，相差 {apart}"
