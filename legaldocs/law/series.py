"""Values of the law through time, each with its first day and its source."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from legaldocs.core.errors import InputError, LawError
from legaldocs.core.notation import Notation
from legaldocs.core.origin import Origin  # noqa: TC001 - the reader asks for it at run time

T = TypeVar("T")
_NUMBER = re.compile(r"\d{1,13}(?:\.\d{1,6})?", re.ASCII)
ONE_DAY = dt.timedelta(days=1)
LAST_YEAR = 9000
"""Later years are refused: sums of days and years must stay on the calendar."""


class Seen(StrEnum):
    """Whether the official wording was read in a copy, or only a repost of it (核对方式)."""

    TEXT = "原文"
    SECONDARY = "转载"


def _number(text: str) -> Decimal:
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    raise InputError(
        "应为不带符号的数字", expected="如 3.00，至多六位小数", found=text[:40], next_step="改写"
    )


NUMBER = Notation("不带符号的数字，至多六位小数", _number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that a value was read in (出处)."""

    origin: Origin = field(compare=False)
    title: Annotated[str, "名称"]
    issuer: Annotated[str, "发布机关"]
    seen: Annotated[Seen, "见到的是原文还是转载"]
    number: Annotated[str, "文号"] = ""
    url: Annotated[str, "网址"] = ""
    gist: Annotated[str, "核对说明"] = ""


@dataclass(frozen=True, slots=True)
class DatedValue(Generic[T]):
    """One value with its first day (取值); ``article`` is ``instrument/key``, or empty."""

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
    entries: tuple[DatedValue[T], ...]
    origin: Origin = field(compare=False)
    ended_on: dt.date | None = None
    """The first day on which the series no longer applies."""
    ended_by: str = ""
    """The title of the source that ended it."""
    follows: str = ""
    """The id of the series that holds before the first entry of this one."""

    def entry(self, day: dt.date) -> DatedValue[T]:
        """Return the entry in force on ``day``. Raises LawError before the first, after the end."""
        index = bisect_right(self.entries, day, key=lambda entry: entry.since)
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

    @property
    def first_day(self) -> dt.date:
        """Return the day from which there is a value."""
        return self.entries[0].since

    def starts(self) -> tuple[dt.date, ...]:
        """Return every day on which something starts or ends."""
        ends = () if self.ended_on is None else (self.ended_on,)
        return (*(entry.since for entry in self.entries), *ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One bracket of a scale: the part of an amount over ``over`` yuan costs ``percent`` (分段)."""

    origin: Origin = field(compare=False)
    over: Annotated[Decimal, "超过的金额", NUMBER]
    percent: Annotated[Decimal, "该部分的比例（%）", NUMBER]


@dataclass(frozen=True, slots=True)
class Brackets:
    """A scale of fees in yuan (收费标准): ``flat`` first, then each band on its own part."""

    flat: Decimal
    bands: tuple[Band, ...]
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ArticleNumber:
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
    articles: dict[str, Series[ArticleNumber]]
    gists: dict[str, str]
