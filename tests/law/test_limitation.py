"""Limitation from facts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.core.errors import InputError, LawError
from legaldocs.law.interruptions import KINDS, Event
from legaldocs.law.lawbook import packaged
from legaldocs.law.limitation import LimitationFacts, limitation

from .casefile import day, params

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section

TODAY = dt.date(2026, 11, 21)
iso = dt.date.fromisoformat


def facts_of(row: Section) -> LimitationFacts:
    def event(entry: Section) -> Event:
        on = day(entry, "on")
        assert on is not None
        return Event(entry["kind"], on, str(entry.get("proof", "")), day(entry, "ended"))

    return LimitationFacts(
        instalments_due=tuple(iso(due) for due in row.get("instalments", ())),
        due_on=day(row, "due"),
        goods_received_on=day(row, "received"),
        refused_on=day(row, "refused"),
        events=tuple(event(entry) for entry in row.get("events", ())),
    )


@pytest.mark.parametrize("row", params("limitation"))
def test_the_worked_cases(row: Section) -> None:
    found = limitation(packaged(), facts_of(row), TODAY)
    assert (found.conservative, found.statutory) == (
        day(row, "conservative"),
        day(row, "statutory"),
    )
    assert len(found.restarts) == int(row.get("restarts", 0))
    assert len(found.rejected) == int(row.get("rejected", 0))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_restarts_names_its_article_and_its_proof(kind: str) -> None:
    event = Event(
        kind, iso("2025-05-12"), "证据1", iso("2025-06-12") if KINDS[kind].procedure else None
    )
    found = limitation(
        packaged(), LimitationFacts(due_on=iso("2023-11-30"), events=(event,)), TODAY
    )
    (restart,) = found.restarts
    opened = iso("2025-06-12") if KINDS[kind].procedure else iso("2025-05-12")
    assert restart.runs_from == opened
    assert found.conservative == opened.replace(year=2028)
    assert restart.article
    unproven = LimitationFacts(due_on=iso("2023-11-30"), events=(Event(kind, iso("2025-05-12")),))
    (rejected,) = limitation(packaged(), unproven, TODAY).rejected
    assert KINDS[kind].proof in rejected.why


def test_a_promise_after_the_end_bars_the_defence() -> None:
    promise = Event("promise", iso("2025-05-12"), "证据1")
    letter = Event("letter_arrived", iso("2025-06-12"), "证据2")
    facts = LimitationFacts(due_on=iso("2020-11-30"), events=(promise, letter))
    found = limitation(packaged(), facts, TODAY)
    assert [rejected.bars_defence for rejected in found.rejected] == [True, False]


def test_nothing_runs_when_no_due_day_can_be_fixed() -> None:
    found = limitation(packaged(), LimitationFacts(), TODAY)
    assert found.start is None
    assert found.conservative is None
    assert found.days_left(TODAY) is None
    assert "尚未起算" in found.says[0]


def test_an_event_between_the_two_ends_saves_only_the_lenient_count() -> None:
    event = Event("letter_arrived", iso("2026-12-01"), "证据1")
    facts = LimitationFacts(due_on=iso("2023-11-30"), events=(event,))
    found = limitation(packaged(), facts, TODAY)
    assert found.conservative == iso("2026-11-30")
    assert found.statutory == iso("2029-12-03")


def test_the_days_left_are_counted_to_the_careful_end() -> None:
    found = limitation(packaged(), LimitationFacts(due_on=iso("2023-11-30")), TODAY)
    assert found.days_left(TODAY) == 9
    assert found.advised == iso("2026-11-27")


@pytest.mark.parametrize(
    "facts",
    [
        {"due_on": iso("2023-11-30"), "events": (Event("shouting", TODAY, "x"),)},
        {"due_on": TODAY, "events": (Event("suit", TODAY, "x", iso("2025-01-01")),)},
        {"due_on": iso("9999-12-31")},
    ],
)
def test_refusals(facts: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        limitation(packaged(), LimitationFacts(**facts), TODAY)


def test_a_claim_of_the_older_law_is_refused_not_guessed() -> None:
    """Before 2015-10-01 the older, shorter period may have run out first."""
    with pytest.raises(LawError, match="2015-10-01"):
        limitation(packaged(), LimitationFacts(due_on=iso("2015-09-30")), TODAY)
    kept = limitation(packaged(), LimitationFacts(due_on=iso("2015-10-01")), TODAY)
    assert kept.conservative == iso("2018-10-01")


def test_no_promise_carries_a_claim_past_twenty_years() -> None:
    promises = tuple(
        Event("promise", iso(f"{year}-12-01"), "证据1") for year in range(2018, 2036, 2)
    )
    facts = LimitationFacts(due_on=iso("2016-01-15"), events=promises)
    found = limitation(packaged(), facts, iso("2035-12-31"))
    assert len(found.restarts) == len(promises)
    assert found.conservative == iso("2036-01-15")
