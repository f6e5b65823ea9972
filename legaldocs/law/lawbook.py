"""The law as of a day: one immutable book that every figure and citation is read from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError, LawError
from legaldocs.law import loader
from legaldocs.law.numerals import numeral
from legaldocs.law.series import ONE_DAY, Brackets

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.series import ArticleNumber, DatedValue, Instrument, Series

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Rate:
    """A published rate on a day (利率), in percent; ``provisional`` past the last day checked."""

    id: str
    percent: Decimal
    since: dt.date
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days, both included, over which one rate holds (利率区间)."""

    first: dt.date
    last: dt.date
    rate: Rate


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as papers print it (法条引用)."""

    instrument: str
    title: str
    number: int
    """0 for a document without articles, which is cited as a whole."""
    paragraph: str
    text: str
    """For a paper, e.g. 《中华人民共和国民法典》第五百六十一条."""
    short: str
    """For a working, e.g. 民法典第561条."""
    gist: str
    verified_through: dt.date


@dataclass(frozen=True, slots=True)
class Parameter:
    """A period, share or limit that a rule names (法定参数)."""

    id: str
    title: str
    value: Decimal
    unit: str
    since: dt.date
    source: str
    verified_through: dt.date


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of fees on a day (收费标准)."""

    id: str
    title: str
    brackets: Brackets
    since: dt.date
    source: str
    verified_through: dt.date


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A rate of ``percent`` on the day ``on``, as a user read it in ``source`` (利率确认).

    It extends the checked period to ``on``; days before it keep the previous value.
    """

    id: str
    on: dt.date
    percent: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class DataStatus:
    """Through which day one piece of the law data was checked (核对状态)."""

    kind: str
    id: str
    title: str
    since: dt.date
    verified_through: dt.date
    confirmed_through: dt.date | None
    closed: bool

    @property
    def checked_through(self) -> dt.date:
        """Return the last day checked, by the package or by the user."""
        return max(self.verified_through, self.confirmed_through or self.verified_through)


@dataclass(frozen=True, slots=True)
class LawBook:
    """The law by day (法律数据): every lookup names the day it is asked for."""

    folder: Path
    confirmations: tuple[Confirmation, ...] = ()

    def __post_init__(self) -> None:
        for confirmation in self.confirmations:
            self._check(confirmation)

    @property
    def confirmable(self) -> tuple[str, ...]:
        """Return the rates that are still published, so that a user may confirm a newer value."""
        rates = loader.names(self.folder, "rates")
        return tuple(id_ for id_ in rates if loader.rate(self.folder, id_).ended_on is None)

    def _check(self, confirmation: Confirmation) -> None:
        """Refuse a confirmation of an unknown rate, or one that contradicts the checked data."""
        if confirmation.id not in self.confirmable:
            raise InputError(
                "这项利率不接受用户确认",
                expected="、".join(self.confirmable),
                found=confirmation.id[:40],
            )
        series = loader.rate(self.folder, confirmation.id)
        if confirmation.on > series.verified_through:
            return
        known = series.entry(confirmation.on).value
        if known != confirmation.percent:
            raise InputError(
                f"确认值与已核对的数据不符：{series.title} {confirmation.on}",
                expected=f"{known}%",
                found=f"{confirmation.percent}%（{confirmation.source}）",
                next_step="核对公告原文；确认有误的，从用户数据文件中删去这一条",
            )

    def rate(self, id: str, day: dt.date) -> Rate:  # noqa: A002 - the word the data files use
        """Return the rate in force on ``day``.

        Raises LawError before the first value, after the end of the series, and for an unknown id.
        """
        series = loader.rate(self.folder, id)
        entry = series.entry(day)
        return self._confirmed_rate(series, day) or Rate(
            id,
            entry.value,
            entry.since,
            entry.source.title,
            provisional=day > self._checked_through(series),
        )

    def _confirmed_rate(self, series: Series[Decimal], day: dt.date) -> Rate | None:
        """Return the user-confirmed rate for ``day`` if it is newer than the data, else None."""
        newer = [
            confirmation
            for confirmation in self._confirmed(series.id)
            if series.verified_through < confirmation.on <= day
        ]
        if not newer:
            return None
        latest = newer[-1]
        since = series.entry(day).since
        percent = series.entry(day).value
        for confirmation in newer:
            if confirmation.percent != percent:
                since, percent = confirmation.on, confirmation.percent
        source = f"用户确认 {latest.on} {series.title}为 {latest.percent}%：{latest.source}"
        through = self._checked_through(series)
        return Rate(series.id, latest.percent, since, source, provisional=day > through)

    def _confirmed(self, id_: str) -> list[Confirmation]:
        """Return the confirmations of one rate, oldest first."""
        found = (confirmation for confirmation in self.confirmations if confirmation.id == id_)
        return sorted(found, key=lambda confirmation: confirmation.on)

    def _checked_through(self, series: Series[Decimal]) -> dt.date:
        confirmed = (confirmation.on for confirmation in self._confirmed(series.id))
        return max([series.verified_through, *confirmed])

    def first_day(self, id: str) -> dt.date:  # noqa: A002 - as above
        """Return the first day for which a rate was published."""
        return loader.rate(self.folder, id).first_day

    def replaced(self, id: str) -> str:  # noqa: A002 - as above
        """Return the title of the rate that applied before a rate, or nothing."""
        earlier = loader.rate(self.folder, id).follows
        return loader.rate(self.folder, earlier).title if earlier else ""

    def applicable_rate(self, id: str, day: dt.date) -> Rate:  # noqa: A002 - as above
        """Return the rate on ``day``, or before its first day that of the rate it replaced."""
        series = loader.rate(self.folder, id)
        if series.follows and day < series.first_day:
            return self.applicable_rate(series.follows, day)
        return self.rate(id, day)

    def spans(self, id: str, first: dt.date, last: dt.date) -> tuple[Span, ...]:  # noqa: A002 - as above
        """Return the runs of days from ``first`` to ``last`` over which the percentage is the same.

        Days before the first one of the rate follow the rate it replaced. A span is provisional
        when any of its days is. Raises LawError like :meth:`rate`.
        """
        edges = [first, *sorted(day for day in self._changes(id) if first < day <= last)]
        spans: list[Span] = []
        for start, after in zip(edges, [*edges[1:], last + ONE_DAY], strict=True):
            end = after - ONE_DAY
            here, there = self.applicable_rate(id, start), self.applicable_rate(id, end)
            if spans and spans[-1].rate.percent == here.percent:
                start = spans.pop().first  # noqa: PLW2901 - the run goes on
            spans.append(Span(start, end, there))
        return tuple(spans)

    def _changes(self, id_: str) -> set[dt.date]:
        """Return every day on which a rate, or one that it replaced, may have changed."""
        series = loader.rate(self.folder, id_)
        earlier = self._changes(series.follows) if series.follows else set()
        return {*series.starts(), *(confirmed.on for confirmed in self._confirmed(id_)), *earlier}

    def scale(self, id: str, day: dt.date) -> Scale:  # noqa: A002 - the word the data files use
        """Return the fee scale in force on ``day``. Raises LawError like :meth:`rate`."""
        series = loader.scale(self.folder, id)
        entry = series.entry(day)
        return Scale(
            id,
            series.title,
            entry.value,
            entry.since,
            self._basis(entry, day),
            series.verified_through,
        )

    def parameter(self, id: str, day: dt.date) -> Parameter:  # noqa: A002 - the word the data files use
        """Return the period, share or limit in force on ``day``; errors as :meth:`rate`."""
        series = loader.parameters(self.folder).get(id)
        if series is None:
            raise LawError("没有这项法定参数", found=id[:60], next_step="检查编号是否写对")
        entry = series.entry(day)
        return Parameter(
            id,
            series.title,
            entry.value,
            series.unit,
            entry.since,
            self._basis(entry, day),
            series.verified_through,
        )

    def _basis(self, entry: DatedValue[Decimal] | DatedValue[Brackets], day: dt.date) -> str:
        """Return the article as numbered on ``day``, or the source when no article is named."""
        if not entry.article:
            return entry.source.title
        instrument, _, article = entry.article.partition("/")
        return self.cite(instrument, article, day).text

    def cite(self, instrument: str, article: str, day: dt.date) -> Citation:
        """Return the article by its key, with the number it has on ``day``.

        Raises LawError for an unknown instrument or key, and before the first version coded.
        """
        law = self.instrument(instrument)
        place = self._article(law, article).entry(day).value
        return Citation(
            instrument,
            law.title,
            place.number,
            place.paragraph,
            f"《{law.title}》{_ordinal(place.number, chinese=True)}{place.paragraph}",
            f"{law.short}{_ordinal(place.number, chinese=False)}{place.paragraph}",
            law.gists[article],
            law.verified_through,
        )

    @staticmethod
    def _article(law: Instrument, key: str) -> Series[ArticleNumber]:
        series = law.articles.get(key)
        if series is None:
            raise LawError(
                f"{law.title}没有编号为“{key[:60]}”的条文", next_step="检查条文编号是否写对"
            )
        return series

    def first_article_day(self, instrument: str, article: str) -> dt.date:
        """Return the first day for which an article is coded. Raises LawError as :meth:`cite`."""
        return self._article(self.instrument(instrument), article).first_day

    def instrument(self, id: str) -> Instrument:  # noqa: A002 - the word the data files use
        """Return a statute with its versions and articles. Raises LawError when it is unknown."""
        stem = id.removeprefix("cn.")
        if stem not in loader.names(self.folder, "statutes"):
            raise LawError("没有这部法律文件的数据", found=id[:60], next_step="检查编号是否写对")
        return loader.instrument(self.folder, id)

    def statuses(self) -> tuple[DataStatus, ...]:
        """Return through which day each rate, fee, parameter and statute was checked."""
        return (
            *(self._rate_status(name) for name in loader.names(self.folder, "rates")),
            *(_status("fee", series) for series in self._all_scales()),
            *(_status("parameter", series) for series in loader.parameters(self.folder).values()),
            *(
                _status("statute", loader.instrument(self.folder, f"cn.{name}").versions)
                for name in loader.names(self.folder, "statutes")
            ),
        )

    def _rate_status(self, name: str) -> DataStatus:
        confirmed = self._confirmed(name)
        series = loader.rate(self.folder, name)
        return _status("rate", series, confirmed[-1].on if confirmed else None)

    def _all_scales(self) -> tuple[Series[Brackets], ...]:
        return tuple(loader.scale(self.folder, name) for name in loader.names(self.folder, "fees"))


def _ordinal(number: int, *, chinese: bool) -> str:
    """Return the article's ordinal, or nothing for a document that has no articles (number 0)."""
    if number == 0:
        return ""
    return f"第{numeral(number) if chinese else number}条"


def _status(
    kind: str,
    series: Series[Decimal] | Series[Brackets] | Series[str],
    confirmed: dt.date | None = None,
) -> DataStatus:
    latest = series.entries[-1]
    return DataStatus(
        kind,
        series.id,
        series.title,
        latest.since,
        series.verified_through,
        confirmed,
        closed=series.ended_on is not None,
    )


@cache
def packaged(confirmations: tuple[Confirmation, ...] = ()) -> LawBook:
    """Return the law that comes with the package, with the user's confirmations added.

    Raises InputError when a confirmation contradicts the data.
    """
    return LawBook(_DATA, confirmations)
