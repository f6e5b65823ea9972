"""Read law/data: strict YAML in, dated series out, and nothing without a source."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from legaldocs.core import strict_yaml
from legaldocs.core.errors import InputError, LawError
from legaldocs.core.typed import Label, TypedReader
from legaldocs.law.schema import FeeFile, ParameterEntry, RateFile, StatuteFile
from legaldocs.law.series import ArticleNumber, Brackets, DatedValue, Instrument, Series, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from decimal import Decimal
    from pathlib import Path

    from legaldocs.core.origin import Origin
    from legaldocs.core.strict_yaml import Section
    from legaldocs.law.schema import ArticleEntry, DatedScale, SeriesHead

M = TypeVar("M")
T = TypeVar("T")


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


class LawReader(TypedReader):
    """Reads data files, and checks their lines against each other (法律数据读取)."""

    def file(self, path: Path, model: type[M], name: str, id_: str = "") -> M:
        """Return what one file states. Raises LawError with every fault of its lines.

        ``id_`` is the id that the file must give itself, where it has one.
        """
        section = read(path)
        record = self.record(model, section, section.origin, name)
        if id_ and section.get("id") != id_:
            self.fault(section.place("id"), f"编号与文件名不一致，应为 {id_}")
        if record is None or self.findings:
            raise self.error(LawError, "法律数据有误")
        return record

    def folder(self, path: Path, model: type[M], name: str) -> dict[str, M]:
        """Return the entries of every file in a folder by id. Raises LawError like ``file``."""
        found: dict[str, M] = {}
        for file in sorted(path.glob("*.yaml")):
            section = read(file)
            label = Label(name, model, name, required=True)
            for id_, entry in self.mapping(section, (str, model), section.origin, label).items():
                if id_ in found:
                    self.fault(section.place(id_), f"{name}“{id_}”重复")
                found[id_] = entry
        return found

    def entries(
        self, folder: Path, values: Mapping[dt.date, Any], value_of: Callable[[Any], T]
    ) -> tuple[DatedValue[T], ...]:
        """Return dated values with their sources, oldest first."""
        self.check_rising(values, [dated.origin for dated in values.values()])
        entries = []
        for day, dated in values.items():
            source = self.source(folder, dated.source, dated.origin)
            if source is not None:
                article = getattr(dated, "article", "")
                entries.append(DatedValue(day, value_of(dated), source, article))
        return tuple(entries)

    def source(self, folder: Path, id_: str, where: Origin) -> Source | None:
        """Return a source by its id, or None with a fault."""
        found = sources(folder).get(id_)
        if found is None:
            self.fault(where, f"出处“{id_}”不在 sources 中", "在 sources 里补上这一出处")
        return found

    def check_rising(self, steps: Any, origins: list[Origin], what: str = "日期应由早到晚") -> None:
        """Note the first step that does not lie above the one before it."""
        steps = list(steps)
        for place in range(1, len(steps)):
            if steps[place] <= steps[place - 1]:
                self.fault(origins[place], f"{what}排列")
                return

    def fault(self, where: Origin, message: str, next_step: str = "") -> None:
        """Note what no single line shows."""
        self.note("LD-LAW", where, message, next_step or "按 law/data 中同类文件的写法改正")

    def raise_faults(self) -> None:
        """Raise LawError when anything was noted."""
        if self.findings:
            raise self.error(LawError, "法律数据有误")


@cache
def sources(folder: Path) -> dict[str, Source]:
    """Return every source by id. Raises LawError for those ill-formed or named twice."""
    reader = LawReader()
    found = reader.folder(folder / "sources", Source, "出处")
    reader.raise_faults()
    return found


@cache
def rate(folder: Path, id_: str) -> Series[Decimal]:
    """Return the rate called ``id_``.

    Raises LawError when there is none, and, with every fault, when it is ill-formed: an unknown
    unit, no value at all, a value without a known source, or days that are not in rising order.
    """
    reader = LawReader()
    written = reader.file(_path(folder, "rates", id_), RateFile, "利率", id_)
    entries = reader.entries(folder, written.values, lambda dated: dated.value)
    ends = written.ends
    source = None
    if ends is not None:
        source = reader.source(folder, ends.source, ends.origin)
        reader.check_rising([*written.values, ends.on], [ends.origin] * (len(entries) + 1))
    reader.raise_faults()
    ended = (
        {} if ends is None or source is None else {"ended_on": ends.on, "ended_by": source.title}
    )
    return _series(id_, written, entries, follows=written.follows, **ended)


def _series(
    id_: str, written: SeriesHead, entries: tuple[DatedValue[T], ...], **more: Any
) -> Series[T]:
    through = written.verified_through
    return Series(id_, written.title, written.unit, through, entries, written.origin, **more)


@cache
def scale(folder: Path, id_: str) -> Series[Brackets]:
    """Return the fee scale called ``id_``. Raises LawError like :func:`rate`."""
    reader = LawReader()
    written = reader.file(_path(folder, "fees", id_), FeeFile, "收费标准", id_)

    def brackets(dated: DatedScale) -> Brackets:
        overs = [band.over for band in dated.above]
        reader.check_rising(overs, [band.origin for band in dated.above], "分段应由低到高")
        return Brackets(dated.flat, dated.above, dated.cap)

    entries = reader.entries(folder, written.values, brackets)
    reader.raise_faults()
    return _series(id_, written, entries)


def _path(folder: Path, kind: str, id_: str) -> Path:
    if not re.fullmatch(r"[a-z0-9_]+", id_, re.ASCII):
        raise LawError(
            "没有这项法律数据", found=id_[:40], next_step="运行 legaldocs law status 查看"
        )
    return folder / kind / f"{id_}.yaml"


@cache
def parameters(folder: Path) -> dict[str, Series[Decimal]]:
    """Return every parameter by id. Raises LawError like :func:`rate`, or for one named twice."""
    reader = LawReader()
    written = reader.folder(folder / "parameters", ParameterEntry, "参数")
    found = {
        id_: _series(id_, entry, reader.entries(folder, entry.values, lambda dated: dated.value))
        for id_, entry in written.items()
    }
    reader.raise_faults()
    return found


@cache
def instrument(folder: Path, id_: str) -> Instrument:
    """Return the statute called ``id_``, as in ``cn.civil_code``.

    Raises LawError like :func:`rate`, and when an article starts on a day that is no version's
    first.
    """
    reader = LawReader()
    path = _path(folder, "statutes", id_.removeprefix("cn."))
    written = reader.file(path, StatuteFile, "法律文件", id_)
    through = written.verified_through
    entries = reader.entries(folder, written.versions, lambda version: version.name)
    versions = Series(id_, written.title, "", through, entries, written.origin)
    articles = {
        key: _article(reader, versions, key, article) for key, article in written.articles.items()
    }
    reader.raise_faults()
    gists = {key: article.gist for key, article in written.articles.items()}
    return Instrument(id_, written.title, written.short, through, versions, articles, gists)


def _article(
    reader: LawReader, versions: Series[str], key: str, article: ArticleEntry
) -> Series[ArticleNumber]:
    by_day = {entry.since: entry.source for entry in versions.entries}
    for day in article.numbers:
        if day not in by_day:
            reader.fault(article.origin, f"条文“{key}”的起始日 {day} 不是任何版本的施行日")
    if not article.numbers:
        reader.fault(article.origin, f"条文“{key}”没有序号")
    reader.check_rising(article.numbers, [article.origin] * len(article.numbers))
    entries = tuple(
        DatedValue(day, place, by_day[day])
        for day, place in article.numbers.items()
        if day in by_day
    )
    title = f"{versions.title} {key}"
    return Series(key, title, "", versions.verified_through, entries, article.origin)


@cache
def names(folder: Path, kind: str) -> tuple[str, ...]:
    """Return the file names, without ending, under one kind of data: rates, fees or statutes."""
    return tuple(sorted(path.stem for path in (folder / kind).glob("*.yaml")))
