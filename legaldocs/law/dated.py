"""Values of the law, each with the day it starts and the source it stands in."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from legaldocs.core.errors import LawError

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.core.origin import Origin

T = TypeVar("T")
ONE_DAY = dt.timedelta(days=1)
LAST_YEAR = 9000
"""Days after it are refused: sums of days and years must stay on the calendar."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read (出处).

    ``seen`` is ``text`` when the official wording was read in a copy, ``secondary`` when the value
    was found only in a repost, a judgment or a calculator.
    """

    id: str
    title: str
    issuer: str
    seen: str
    url: str = ""
    number: str = ""
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One value with its first day (条目); ``article`` is ``instrument/key``, or empty."""

    since: dt.date
    value: T
    source: Source
    article: str = ""


@dataclass(frozen=True, slots=True)
class Series(Generic[T]):
    """A value through time, oldest entry first (沿革)."""

    id: str
    title: str
    unit: str
    verified_through: dt.date
    entries: tuple[Entry[T], ...]
    origin: Origin = field(compare=False)
    ended_on: dt.date | None = None
    """The first day on which nothing applies any more."""
    ended_by: str = ""
    """The title of the source that ended it."""

    def entry(self, day: dt.date) -> Entry[T]:
        """Return the entry in force on ``day``. Raises LawError before the first, after the end."""
        index = bisect_right([each.since for each in self.entries], day)
        if index == 0:
            raise LawError(
                f"{self.title}：{day} 早于法律数据的起点",
                where=self.origin,
                expected=f"{self.entries[0].since} 及以后的日期",
                next_step="改用该日有效的规则，或由律师补充数据后再算",
            )
        if self.ended_on is not None and day >= self.ended_on:
            raise LawError(
                f"{self.title}：自 {self.ended_on} 起不再适用（{self.ended_by}）",
                where=self.origin,
                found=str(day),
                next_step="改用该日有效的规则",
            )
        return self.entries[index - 1]

    def starts(self) -> tuple[dt.date, ...]:
        """Return every day on which something starts or ends."""
        ends = () if self.ended_on is None else (self.ended_on,)
        return (*(each.since for each in self.entries), *ends)


@dataclass(frozen=True, slots=True)
class Band:
    """One bracket of a scale: what lies over ``over`` yuan costs ``percent`` (分段)."""

    over: Decimal
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Brackets:
    """A scale of fees in yuan (收费标准): ``flat`` first, then each band on its own part."""

    flat: Decimal
    bands: tuple[Band, ...]
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The number an article has in one version of its instrument (条文序号)."""

    number: int
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A statute or interpretation and its articles by key (法律文件)."""

    id: str
    title: str
    short: str
    verified_through: dt.date
    versions: Series[str]
    articles: dict[str, Series[Place]]
    gists: dict[str, str]
