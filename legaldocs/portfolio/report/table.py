"""What a report is made of: tables whose values are shown the same everywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.money import figure, plain
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = "—"
"""What stands where there is no figure."""
_TEN_THOUSANDTH = Decimal("0.0001")
_TENTH = Decimal("0.1")
_PERCENT = Decimal(100)


class Unit(StrEnum):
    """What a column holds (单位)."""

    TEXT = "文字"
    MONEY = "元"
    SHARE = "比例"
    RATIO = "元每元"
    DAYS = "天"
    COUNT = "个"
    DAY = "日期"
    MIXED = "各行不同"


class Measure(NamedTuple):
    """A value with its own unit, where those of a column differ (量)."""

    value: int | Decimal | None
    unit: Unit


Value = str | int | Decimal | dt.date | Measure | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON, its heading, what it holds (列)."""

    key: str
    title: str
    unit: Unit = Unit.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the definition of its numbers (表); money is in whole fen."""

    id: str
    title: str
    defined: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def shown(self) -> Iterator[tuple[str, ...]]:
        """Yield each row as a person reads it."""
        for row in self.rows:
            yield tuple(
                shown(value, column.unit) for value, column in zip(row, self.columns, strict=True)
            )

    def plain(self) -> tuple[dict[str, str | int | None], ...]:
        """Return each row as JSON states it, by the keys of the columns."""
        return tuple(
            {
                column.key: stated(value, column.unit)
                for value, column in zip(row, self.columns, strict=True)
            }
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report, one screen of it (一节)."""

    id: str
    title: str
    tables: tuple[Table, ...]


def share_of(part: int, whole: int) -> Decimal | None:
    """Return ``part`` of ``whole`` with four decimals, None of nothing.

    >>> share_of(1, 3)
    Decimal('0.3333')
    """
    if whole <= 0:
        return None
    return (Decimal(part) / whole).quantize(_TEN_THOUSANDTH, ROUND_HALF_UP)


def tenth(value: Decimal) -> Decimal:
    """Return days with one decimal."""
    return value.quantize(_TENTH, ROUND_HALF_UP)


def shown(value: Value, unit: Unit) -> str:
    """Return a value as a person reads it.

    >>> shown(123456, Unit.MONEY), shown(Decimal("0.5000"), Unit.SHARE), shown(None, Unit.COUNT)
    ('1,234.56', '50.00%', '—')
    """
    if isinstance(value, Measure):
        return shown(*value)
    if value is None:
        return NOTHING
    if unit is Unit.MONEY and isinstance(value, int):
        return figure(yuan_of(value))
    if unit is Unit.SHARE and isinstance(value, Decimal):
        return f"{value * _PERCENT:.2f}%"
    return f"{value:,}" if unit is Unit.COUNT and isinstance(value, int) else str(value)


def stated(value: Value, unit: Unit) -> str | int | None:
    """Return a value as JSON states it: money and ratios as text, counts as numbers."""
    if isinstance(value, Measure):
        return stated(*value)
    if unit is Unit.MONEY and isinstance(value, int):
        return plain(yuan_of(value))
    return value if value is None or isinstance(value, (int, str)) else str(value)
