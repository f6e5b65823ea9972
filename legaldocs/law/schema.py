"""The files of law/data as they are written: one class a file, and the keys of each.

The reference page docs/reference/law-data.md is generated from these classes.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader asks for the types at run time
import re
from collections.abc import Mapping  # noqa: TC003 - as above
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated, NamedTuple

from legaldocs.core.days import iso_day
from legaldocs.core.errors import InputError
from legaldocs.core.notation import Notation
from legaldocs.core.origin import Origin  # noqa: TC001 - as above
from legaldocs.core.typed import OTHER_KEYS
from legaldocs.law.series import NUMBER, ArticleNumber, Band

_PLACE = re.compile(r"(?P<number>\d{1,4})(?: (?P<paragraph>\S+))?", re.ASCII)


class Unit(StrEnum):
    """Every unit a value may have, and how papers print it (单位)."""

    PERCENT_PER_YEAR = "%/年"
    PERCENT_PER_DAY = "%/日"
    PERCENT = "%"
    YUAN = "元"
    HOURS = "小时"
    DAYS = "日"
    WORKING_DAYS = "个工作日"
    MONTHS = "个月"
    YEARS = "年"
    TIMES = "倍"
    PARTS = "分之一"


def _article_number(text: str) -> ArticleNumber:
    match = _PLACE.fullmatch(text)
    if match:
        return ArticleNumber(int(match["number"]), match["paragraph"] or "")
    raise InputError(
        "条文序号无法识别", expected="“225”或“427 第一款第七项”", found=text[:40], next_step="改写"
    )


class RunOfDays(NamedTuple):
    """Days that follow each other, both ends included (连续日期)."""

    first: dt.date
    last: dt.date


def _run_of_days(text: str) -> RunOfDays:
    first, _, last = text.partition(" 至 ")
    return RunOfDays(iso_day(first), iso_day(last or first))


class MonthDay(NamedTuple):
    """A day of any year (月日)."""

    month: int
    day: int


def _month_day(text: str) -> MonthDay:
    day = iso_day(f"2000-{text}")
    return MonthDay(day.month, day.day)


MONTH_DAY = Notation("月-日，如 `05-01`", _month_day)
PLACE = Notation("条文序号，如 `225`、`427 第一款第七项`；没有条文的文件写 0", _article_number)
RUN_OF_DAYS = Notation("日期，或“日期 至 日期”（两端都计入），可以有几个", _run_of_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFigure:
    """A figure from a day on (取值)."""

    origin: Origin
    value: Annotated[Decimal, "数值", NUMBER]
    source: Annotated[str, "出处编号"]
    article: Annotated[str, "依据的条文，法律编号/条文编号"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedScale:
    """A scale of fees from a day on (收费标准)."""

    origin: Origin
    flat: Annotated[Decimal, "固定部分", NUMBER]
    above: Annotated[tuple[Band, ...], "分段，由低到高"]
    source: Annotated[str, "出处编号"]
    cap: Annotated[Decimal | None, "最多", NUMBER] = None
    article: Annotated[str, "依据的条文，法律编号/条文编号"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The first day on which a series no longer applies (终止)."""

    origin: Origin
    on: Annotated[dt.date, "不再适用的第一日"]
    source: Annotated[str, "出处编号"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesHead:
    """The keys that every series has (沿革的开头)."""

    origin: Origin
    title: Annotated[str, "名称"]
    unit: Annotated[Unit, "单位"]
    verified_through: Annotated[dt.date, "核对至"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterEntry(SeriesHead):
    """A period, share or limit through time (法定参数)."""

    values: Annotated[Mapping[dt.date, DatedFigure], "各日起的取值，由早到晚"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFile(SeriesHead):
    """A published rate through time (利率)."""

    id: Annotated[str, "编号，与文件名相同"]
    values: Annotated[Mapping[dt.date, DatedFigure], "各日起的取值，由早到晚"]
    ends: Annotated[End | None, "终止"] = None
    follows: Annotated[str, "接续的利率编号：第一个取值以前的日子按该利率"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFile(SeriesHead):
    """A scale of fees through time (收费标准)."""

    id: Annotated[str, "编号，与文件名相同"]
    values: Annotated[Mapping[dt.date, DatedScale], "各日起的标准，由早到晚"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """A version of a statute (版本)."""

    origin: Origin
    name: Annotated[str, "版本"]
    source: Annotated[str, "出处编号"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """An article: its number in each version that renumbered it (条文)."""

    origin: Origin
    gist: Annotated[str, "要旨，不录原文"]
    numbers: Annotated[Mapping[dt.date, ArticleNumber], "版本施行日起的序号", PLACE, OTHER_KEYS]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatuteFile:
    """A statute or interpretation (法律文件)."""

    origin: Origin
    id: Annotated[str, "编号：cn. 加文件名"]
    title: Annotated[str, "全称"]
    short: Annotated[str, "简称"]
    verified_through: Annotated[dt.date, "核对至"]
    versions: Annotated[Mapping[dt.date, VersionEntry], "各版本，按施行日由早到晚"]
    articles: Annotated[Mapping[str, ArticleEntry], "条文，按条文编号"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEntry:
    """The rest days of a year (一年的放假安排)."""

    origin: Origin
    source: Annotated[str, "出处编号"]
    rest: Annotated[tuple[RunOfDays, ...], "放假的日子", RUN_OF_DAYS]
    work: Annotated[tuple[RunOfDays, ...], "调休上班的日子", RUN_OF_DAYS]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedHolidays:
    """Holidays that have the same day every year (固定日期的节日)."""

    origin: Origin
    source: Annotated[str, "出处编号"]
    days: Annotated[tuple[MonthDay, ...], "月-日", MONTH_DAY]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """The published schedules of rest days (放假安排)."""

    origin: Origin
    verified_through: Annotated[dt.date, "核对至"]
    fixed: Annotated[FixedHolidays, "固定日期的节日"]
    years: Annotated[Mapping[int, YearEntry], "各年"]
