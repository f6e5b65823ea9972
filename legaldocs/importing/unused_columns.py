"""Columns that state nothing we know and yet hold amounts, days, rates: too much to pass over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.importing.sheet_heading import ImportedColumn

_KINDS = (
    ("比例或者利率", re.compile(r"[^%％‰]*\d(?:\.\d+)?\s*[%％‰].*|.*[万千百]分之.*")),
    ("日期", re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:[ T]\d.*)?")),
    ("金额", re.compile(r"[-－(（]?[¥￥]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,2}\s*元?[)）]?"
                      r"|[-－(（]?[¥￥]?\s*\d{1,3}(?:,\d{3})+\s*元?[)）]?|\d{3,9}\s*元?")),
)  # fmt: skip
_LATE = re.compile("违约|滞纳|罚息|逾期利")
"""Words in the heading of a column that says what is owed for paying late."""
_SHARE = 5
"""A column is of a kind when fewer than one in so many of its filled cells are not."""


@dataclass(slots=True)
class UnusedColumns:
    """What the cells of columns look like that nothing was decided of (没有用的列).

    ``late`` where such sheets may state what is owed for paying late.
    """

    columns: Sequence[ImportedColumn]
    late: bool = False
    _filled: dict[int, int] = field(default_factory=dict)
    _like: dict[tuple[int, str], int] = field(default_factory=dict)

    def take(self, texts: Sequence[str]) -> None:
        """Count the cells of one row."""
        for place, (column, text) in enumerate(zip(self.columns, texts, strict=False)):
            if column.key or column.settled or not column.text or not text:
                continue
            self._filled[place] = self._filled.get(place, 0) + 1
            kind = next((name for name, shape in _KINDS if shape.fullmatch(text)), "")
            self._like[place, kind] = self._like.get((place, kind), 0) + 1

    def weighty(self) -> Iterator[tuple[str, str]]:
        """Yield the heading of each column that holds such values, and what they are."""
        for place, filled in self._filled.items():
            heading = self.columns[place].text
            kinds = [
                kind
                for kind, _ in _KINDS
                if (filled - self._like.get((place, kind), 0)) * _SHARE < filled
            ]
            if not kinds and self.late and _LATE.search(heading):
                kinds = ["违约金的约定"]
            yield from ((heading, kind) for kind in kinds)
