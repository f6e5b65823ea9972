"""The rules of limitation: start, interruptions, long stop (MFD 188-193, 195-197).

Which facts of a case they are applied to is decided in :mod:`legaldocs.claim.limitation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.law.deadline import corresponding_day
from legaldocs.law.interruptions import KINDS, Event
from legaldocs.law.series import LAST_YEAR, ONE_DAY
from legaldocs.law.workdays import working_day_before, working_day_from

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.law.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class LimitationFacts:
    """What limitation depends on (时效事实); give the first that is known of the five starts."""

    instalments_due: tuple[dt.date, ...] = ()
    """Due dates of one debt agreed in instalments; separate orders are separate debts."""
    due_on: dt.date | None = None
    goods_received_on: dt.date | None = None
    """Without a due date the price is due on receipt of the goods (MFD 628)."""
    grace_ends_on: dt.date | None = None
    refused_on: dt.date | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Restart:
    """An event that started the period again, and what proves it (时效重新起算)."""

    event: Event
    title: str
    article: str
    runs_from: dt.date | None
    """The day the period opens again; None while the procedure is pending."""


@dataclass(frozen=True, slots=True)
class RejectedEvent:
    """An event that did not count, and why (不发生中断)."""

    event: Event
    title: str
    article: str
    why: str
    bars_defence: bool = False


@dataclass(frozen=True, slots=True)
class Limitation:
    """Until when a claim can be brought without a limitation defence (诉讼时效).

    ``conservative`` counts from the due date itself and rolls nothing: act on it. ``statutory``
    counts from the day after and rolls over rest days (MFD 201, 203). Both are None while the
    period has not begun or stands still in a pending procedure. ``advised`` is the working day
    before ``conservative``.
    """

    start: dt.date | None
    start_rule: str
    conservative: dt.date | None
    statutory: dt.date | None
    advised: dt.date | None
    long_stop: dt.date | None
    restarts: tuple[Restart, ...]
    rejected: tuple[RejectedEvent, ...]
    says: tuple[str, ...]

    @property
    def barred_by(self) -> RejectedEvent | None:
        """The debtor's latest agreement to perform after the end, which bars the defence (192)."""
        return next((event for event in reversed(self.rejected) if event.bars_defence), None)

    def days_left(self, day: dt.date) -> int | None:
        """Return the days from ``day`` to the conservative end, negative once it is past."""
        return None if self.conservative is None else (self.conservative - day).days


@dataclass(frozen=True, slots=True)
class _Rules:
    """The periods in force, and how this count treats an end."""

    years: int
    long_stop_years: int
    rolls: bool

    def end(self, opens: dt.date) -> dt.date:
        """Return the last day of a period that opens on ``opens``."""
        end = corresponding_day(opens, years=self.years)
        return working_day_from(end) if self.rolls else end


def limitation(book: LawBook, facts: LimitationFacts, day: dt.date) -> Limitation:
    """Return until when a claim can be brought, by the law in force on ``day``.

    Raises InputError for an unknown kind of event or a procedure that ends before it began, and
    LawError for a claim that began to run before 2015-10-01: the older, shorter period may have
    ended it, and is not coded (法释〔2018〕12号).
    """
    _check_facts(facts)
    start, rule, harmed_on = _start(book, facts, day)
    if start is None or harmed_on is None:
        return Limitation(None, rule, None, None, None, None, (), (), (rule,))
    _refuse_older_period(book, start)
    careful, lenient = _rules(book, day, rolls=False), _rules(book, day, rolls=True)
    conservative, _, _ = _walk(book, facts, start, careful, day)
    statutory, restarts, rejected = _walk(book, facts, harmed_on, lenient, day)
    long_stop = corresponding_day(harmed_on, years=careful.long_stop_years)
    conservative = _capped(conservative, corresponding_day(start, years=careful.long_stop_years))
    statutory = _capped(statutory, long_stop)
    return Limitation(
        start,
        rule,
        conservative,
        statutory,
        None if conservative is None else working_day_before(conservative),
        long_stop,
        restarts,
        rejected,
        _says(start, rule, restarts, conservative, statutory),
    )


def _refuse_older_period(book: LawBook, start: dt.date) -> None:
    """Refuse a start for which the law data has no period: LawError names the first day it has."""
    book.parameter("limitation.by_start", start)


def _check_facts(facts: LimitationFacts) -> None:
    starts = (facts.due_on, facts.goods_received_on, facts.grace_ends_on, facts.refused_on)
    acts = [day for event in facts.events for day in (event.on, event.ended_on)]
    for day in (*facts.instalments_due, *starts, *acts):
        if day is not None and day.year > LAST_YEAR:
            raise InputError("日期过晚", expected=f"{LAST_YEAR} 年以前", found=str(day))
    for event in facts.events:
        if event.kind not in KINDS:
            raise InputError("不认识的时效事件", expected="、".join(KINDS), found=event.kind[:40])
        if event.ended_on is not None and event.ended_on < event.on:
            raise InputError(
                "程序的终结日早于开始日", expected=f"{event.on} 或以后", found=str(event.ended_on)
            )


def _rules(book: LawBook, day: dt.date, *, rolls: bool) -> _Rules:
    return _Rules(
        int(book.parameter("limitation.general", day).value),
        int(book.parameter("limitation.long_stop", day).value),
        rolls,
    )


def _start(
    book: LawBook, facts: LimitationFacts, day: dt.date
) -> tuple[dt.date | None, str, dt.date | None]:
    """Return the day the careful count opens, the rule that names it, and the day of harm."""
    last = max(facts.instalments_due, default=None)
    for date, instrument, article in (
        (last, "cn.civil_code", "limitation_instalments"),
        (facts.due_on, "cn.civil_code", "limitation_period"),
        (facts.goods_received_on, "cn.civil_code", "price_duty"),
        (facts.grace_ends_on, "cn.limitation_rules", "no_due_date"),
    ):
        if date is not None:
            cited = book.cite(instrument, article, day)
            return date, f"{cited.short}：{cited.gist}", date + ONE_DAY
    cited = book.cite("cn.limitation_rules", "no_due_date", day)
    rule = f"{cited.short}：{cited.gist}"
    if facts.refused_on is not None:
        return facts.refused_on, rule, facts.refused_on
    return None, f"{rule}；履行期限不能确定且未曾催告，时效尚未起算", None


def _walk(
    book: LawBook, facts: LimitationFacts, opens: dt.date, rules: _Rules, day: dt.date
) -> tuple[dt.date | None, tuple[Restart, ...], tuple[RejectedEvent, ...]]:
    """Go through the events in time, and return the end with what counted and what did not."""
    end: dt.date | None = rules.end(opens)
    restarts: list[Restart] = []
    rejected: list[RejectedEvent] = []
    for event in sorted(facts.events, key=lambda event: event.on):
        kind = KINDS[event.kind]
        article = book.cite(kind.instrument, kind.article, day).short
        late = end is not None and event.on > end
        why = _objection(event, opens_first=restarts == [] and event.on < opens, late=late)
        if why:
            rejected.append(
                RejectedEvent(
                    event, kind.title, article, why, late and kind.by_debtor and bool(event.proof)
                )
            )
            continue
        runs_from = event.ended_on if kind.procedure else event.on
        restarts.append(Restart(event, kind.title, article, runs_from))
        end = None if runs_from is None else rules.end(runs_from)
    return end, tuple(restarts), tuple(rejected)


def _objection(event: Event, *, opens_first: bool, late: bool) -> str:
    """Return why an event does not interrupt, or nothing."""
    kind = KINDS[event.kind]
    if not event.proof:
        return f"没有证据，不计入；需要：{kind.proof}"
    if opens_first:
        return "发生在时效起算之前，不发生中断"
    if late and kind.by_debtor:
        return "时效已届满，不是中断；但债务人同意履行后不得再以时效届满抗辩"
    if late:
        return "时效已届满，不发生中断"
    return ""


def _capped(end: dt.date | None, limit: dt.date) -> dt.date | None:
    return None if end is None else min(end, limit)


def _says(
    start: dt.date,
    rule: str,
    restarts: tuple[Restart, ...],
    conservative: dt.date | None,
    statutory: dt.date | None,
) -> tuple[str, ...]:
    lines = [f"自 {start} 起算（{rule}）"]
    for restart in restarts:
        again = (
            "程序尚未终结，时效不进行"
            if restart.runs_from is None
            else f"自 {restart.runs_from} 重新计算"
        )
        event = restart.event
        lines.append(f"{event.on} {restart.title}（{restart.article}；{event.proof}）：{again}")
    if conservative is not None:
        lines.append(f"稳妥届满日 {conservative}，依法届满日 {statutory}")
    return tuple(lines)
