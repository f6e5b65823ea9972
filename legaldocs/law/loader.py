"""Read law/data: strict YAML in, dated series out, and nothing without a source."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from legaldocs.core import strict_yaml
from legaldocs.core.errors import InputError, LawError
from legaldocs.core.strict_yaml import Section, Text
from legaldocs.law.dated import Band, Brackets, Entry, Instrument, Place, Series, Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.origin import Origin

T = TypeVar("T")

UNITS = {
    "percent_per_year": "%/年",
    "percent_per_day": "%/日",
    "percent": "%",
    "yuan": "元",
    "hours": "小时",
    "days": "日",
    "working_days": "个工作日",
    "months": "个月",
    "years": "年",
    "times": "倍",
}
"""Every unit a value may have, and how papers print it."""

_SEEN = frozenset({"text", "secondary"})
_NUMBER = re.compile(r"\d{1,13}(?:\.\d{1,6})?", re.ASCII)
_PLACE = re.compile(r"(?P<number>\d{1,4})(?: (?P<paragraph>\S+))?", re.ASCII)


def _refuse(what: str, where: Origin, *, expected: str = "", found: str = "") -> LawError:
    return LawError(
        f"法律数据有误：{what}",
        where=where,
        expected=expected,
        found=found,
        next_step="按 law/data 中同类文件的写法改正",
    )


def read(path: Path) -> Section:
    """Return the mapping one data file holds. Raises LawError when absent or no strict YAML."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return strict_yaml.read(path.read_bytes(), name)
    except FileNotFoundError as error:
        raise LawError("没有这项法律数据", where=name, next_step="检查编号是否写对") from error
    except InputError as error:
        raise LawError(
            f"法律数据有误：{error.what}",
            where=error.where,
            expected=error.expected,
            found=error.found,
            next_step=error.next_step,
        ) from error


def text(section: Section, key: str) -> str:
    """Return the text under ``key``. Raises LawError when it is absent or no text."""
    value = section.get(key)
    if not isinstance(value, Text) or not value.strip():
        raise _refuse(f"缺少“{key}”", section.place(key))
    return str(value)


def only(section: Section, allowed: frozenset[str]) -> None:
    """Refuse a key that no reader would look at. Raises LawError."""
    for key in section:
        if key not in allowed:
            raise _refuse(
                f"不认识的键“{key}”", section.place(key), expected="、".join(sorted(allowed))
            )


def day(value: str, where: Origin) -> dt.date:
    """Return the day written as YYYY-MM-DD. Raises LawError for any other form."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return dt.date.fromisoformat(value)
    except ValueError as error:
        raise _refuse("日期不存在", where, found=value) from error
    raise _refuse("日期应写作 YYYY-MM-DD", where, found=value)


def number(value: object, where: Origin) -> Decimal:
    """Return the exact figure. Raises LawError for a sign, an exponent or other text."""
    if not isinstance(value, Text) or not _NUMBER.fullmatch(value):
        raise _refuse("应为不带符号的数字", where, found=f"{value}")
    return Decimal(value)


def part(value: object, what: str, where: Origin) -> Section:
    """Return ``value`` as a section. Raises LawError when it is anything else."""
    if not isinstance(value, Section):
        raise _refuse(f"“{what}”应为“键: 值”的形式", where)
    return value


@cache
def sources(folder: Path) -> dict[str, Source]:
    """Return every source by id. Raises LawError for a source without title, issuer or standing."""
    found = {}
    allowed = frozenset({"title", "issuer", "seen", "url", "number", "gist", "read_on"})
    for path in sorted((folder / "sources").glob("*.yaml")):
        section = read(path)
        for key in section:
            entry = part(section[key], key, section.place(key))
            only(entry, allowed)
            if text(entry, "seen") not in _SEEN:
                raise _refuse("“seen”应为 text 或 secondary", entry.place("seen"))
            if key in found:
                raise _refuse(f"出处“{key}”重复", section.place(key))
            values = {name: str(entry[name]) for name in ("url", "number", "gist") if name in entry}
            found[key] = Source(
                key, text(entry, "title"), text(entry, "issuer"), text(entry, "seen"), **values
            )
    return found


def _source(folder: Path, entry: Section) -> Source:
    key = text(entry, "source")
    known = sources(folder)
    if key not in known:
        raise _refuse("出处不在 sources 中", entry.place("source"), found=key)
    return known[key]


def series(folder: Path, section: Section, id_: str, value_of: Callable[[Section], T]) -> Series[T]:
    """Return one dated series from its section.

    Raises LawError for an unknown unit, no value at all, a value without a known source, or days
    that are not in rising order.
    """
    unit = text(section, "unit")
    if unit not in UNITS:
        raise _refuse("不认识的单位", section.place("unit"), expected="、".join(UNITS), found=unit)
    values = part(section.get("values"), "values", section.place("values"))
    ended_on, ended_by = _end(folder, values)
    entries = _entries(folder, values, value_of, ended_on)
    if not entries:
        raise _refuse("没有任何取值", section.origin)
    return Series(
        id_,
        text(section, "title"),
        unit,
        day(text(section, "verified_through"), section.place("verified_through")),
        entries,
        section.origin,
        ended_on,
        ended_by,
    )


def _end(folder: Path, values: Section) -> tuple[dt.date | None, str]:
    """Return the day and the source that end a series: its last entry, when its value is null."""
    for key in list(values)[-1:]:
        entry = part(values[key], key, values.place(key))
        if "value" in entry and entry["value"] is None:
            only(entry, _VALUE_KEYS)
            return day(key, values.place(key)), _source(folder, entry).title
    return None, ""


def _entries(
    folder: Path,
    values: Section,
    value_of: Callable[[Section], T],
    ended_on: dt.date | None = None,
) -> tuple[Entry[T], ...]:
    entries: list[Entry[T]] = []
    for key in values:
        place = values.place(key)
        since = day(key, place)
        if entries and since <= entries[-1].since:
            raise _refuse("日期应由早到晚排列", place, found=key)
        if since == ended_on:
            break
        entry = part(values[key], key, place)
        article = text(entry, "article") if "article" in entry else ""
        entries.append(Entry(since, value_of(entry), _source(folder, entry), article))
    return tuple(entries)


_VALUE_KEYS = frozenset({"value", "source", "article", "note"})


def _figure(entry: Section) -> Decimal:
    only(entry, _VALUE_KEYS)
    return number(entry.get("value"), entry.place("value"))


_SERIES_KEYS = frozenset({"id", "title", "unit", "verified_through", "values", "note"})


@cache
def rate(folder: Path, id_: str) -> Series[Decimal]:
    """Return the rate called ``id_``. Raises LawError when there is none or it is ill-formed."""
    section = _named(folder / "rates", id_)
    return series(folder, section, id_, _figure)


@cache
def scale(folder: Path, id_: str) -> Series[Brackets]:
    """Return the fee scale called ``id_``. Raises LawError when there is none or it is bad."""
    section = _named(folder / "fees", id_)
    return series(folder, section, id_, _brackets)


def _named(folder: Path, id_: str) -> Section:
    if not re.fullmatch(r"[a-z0-9_]+", id_, re.ASCII):
        raise LawError(
            "没有这项法律数据", found=id_[:40], next_step="运行 legaldocs law status 查看"
        )
    section = read(folder / f"{id_}.yaml")
    only(section, _SERIES_KEYS)
    if text(section, "id") != id_:
        raise _refuse("编号与文件名不一致", section.place("id"), expected=id_)
    return section


def _brackets(entry: Section) -> Brackets:
    only(entry, frozenset({"flat", "above", "cap", "source", "article", "note"}))
    flat = number(entry.get("flat"), entry.place("flat"))
    bands: list[Band] = []
    for row in entry.get("above") or ():
        band = part(row, "above", entry.place("above"))
        only(band, frozenset({"over", "percent"}))
        over = number(band.get("over"), band.place("over"))
        if bands and over <= bands[-1].over:
            raise _refuse("分段应由低到高", band.place("over"), found=f"{over}")
        bands.append(Band(over, number(band.get("percent"), band.place("percent"))))
    if not bands:
        raise _refuse("缺少分段“above”", entry.origin)
    cap = number(entry["cap"], entry.place("cap")) if "cap" in entry else None
    return Brackets(flat, tuple(bands), cap)


@cache
def parameters(folder: Path) -> dict[str, Series[Decimal]]:
    """Return every parameter by id. Raises LawError for one that is ill-formed or named twice."""
    found: dict[str, Series[Decimal]] = {}
    allowed = _SERIES_KEYS - {"id"}
    for path in sorted((folder / "parameters").glob("*.yaml")):
        section = read(path)
        for key in section:
            entry = part(section[key], key, section.place(key))
            only(entry, allowed)
            if key in found:
                raise _refuse(f"参数“{key}”重复", section.place(key))
            found[key] = series(folder, entry, key, _figure)
    return found


@cache
def instrument(folder: Path, id_: str) -> Instrument:
    """Return the statute called ``id_``, as in ``cn.civil_code``.

    Raises LawError when there is none, or an article starts on a day that is no version's first.
    """
    name = id_.removeprefix("cn.")
    section = read(folder / "statutes" / f"{name}.yaml")
    only(section, frozenset({"id", "title", "short", "verified_through", "versions", "articles"}))
    if text(section, "id") != id_:
        raise _refuse("编号与文件名不一致", section.place("id"), expected=id_)
    title = text(section, "title")
    through = day(text(section, "verified_through"), section.place("verified_through"))
    rows = part(section.get("versions"), "versions", section.place("versions"))
    entries = _entries(folder, rows, lambda entry: text(entry, "name"))
    versions = Series(id_, title, "", through, entries, section.origin)
    articles: dict[str, Series[Place]] = {}
    gists: dict[str, str] = {}
    chapter = part(section.get("articles"), "articles", section.place("articles"))
    for key in chapter:
        row = part(chapter[key], key, chapter.place(key))
        articles[key] = _article(versions, key, row)
        gists[key] = text(row, "gist")
    return Instrument(id_, title, text(section, "short"), through, versions, articles, gists)


def _article(versions: Series[str], key: str, row: Section) -> Series[Place]:
    by_day = {each.since: each.source for each in versions.entries}
    entries: list[Entry[Place]] = []
    for label in (name for name in row if name != "gist"):
        place = row.place(label)
        since = day(label, place)
        if since not in by_day:
            raise _refuse("条文的起始日不是任何版本的施行日", place, found=label)
        if entries and since <= entries[-1].since:
            raise _refuse("日期应由早到晚排列", place, found=label)
        match = _PLACE.fullmatch(str(row[label]))
        if match is None:
            raise _refuse("条文应写作“225”或“427 第一款第七项”", place, found=f"{row[label]}")
        where = Place(int(match["number"]), match["paragraph"] or "")
        entries.append(Entry(since, where, by_day[since]))
    if not entries:
        raise _refuse(f"条文“{key}”没有序号", row.origin)
    title = f"{versions.title} {key}"
    return Series(key, title, "", versions.verified_through, tuple(entries), row.origin)


def names(folder: Path, kind: str) -> tuple[str, ...]:
    """Return the file names, without ending, under one kind of data: rates, fees or statutes."""
    return tuple(sorted(path.stem for path in (folder / kind).glob("*.yaml")))
