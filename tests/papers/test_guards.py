"""A court paper that declares nothing but itself is guarded all the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.core.findings import EVERYTHING, EXHIBITS, FIGURES, Finding
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers import guards
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.kind import Audience, Family, Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter

NEW = Paper(
    id="complaint",
    number="99",
    title="起诉状",
    family=Family.FILING,
    goes_to=Audience.COURT,
    names=FilingNames,
)
CASE = """
contracts:
  - {price: 1000.00, signed_on: 2022-01-01, due_on: 2022-03-01, file: c.pdf}
"""
IN_TIME = dt.date(2023, 6, 1)


@pytest.fixture
def matter(write_case: Callable[..., Path]) -> Matter:
    return looked_at(write_case(CASE, {"c.pdf": b"1"}), IN_TIME)


def looked_at(folder: Path, day: dt.date) -> Matter:
    return examine(load_case(folder), day, packaged())[0]


def codes(paper: Paper, matter: Matter) -> list[str]:
    return [finding.code for finding in guards.guard_papers(matter, [paper])]


def test_a_court_paper_without_guards_of_its_own_is_made_of_a_sound_case(matter: Matter) -> None:
    assert codes(NEW, matter) == []


def test_it_waits_for_rates_that_were_checked(matter: Matter) -> None:
    provisional = replace(matter, claim=replace(matter.claim, provisional=True))
    assert codes(NEW, provisional) == ["LD-RATE-UNCONFIRMED"]


def test_it_needs_exhibits(matter: Matter) -> None:
    assert codes(NEW, replace(matter, exhibits=())) == ["LD-LIST-EMPTY"]


@pytest.mark.parametrize("subject", [EXHIBITS, FIGURES, EVERYTHING])
def test_an_error_of_what_it_states_blocks_it(matter: Matter, subject: str) -> None:
    error = Finding("LD-ANY", "error", "有误", blocks=(subject,))
    (refusal,) = choose(matter, [error], [NEW]).refused
    assert refusal.findings == (error,)


def test_after_limitation_it_is_made_only_when_a_person_asks_for_it(
    write_case: Callable[..., Path],
) -> None:
    """Three years from 2022-03-02; the court accepts a filing, so a person may decide for it."""
    folder = write_case(CASE, {"c.pdf": b"1"})
    assert codes(NEW, looked_at(folder, dt.date(2025, 3, 3))) == []
    late = looked_at(folder, dt.date(2025, 3, 4))
    (finding,) = guards.guard_papers(late, [NEW])
    assert finding.code == "LD-TIME-EXPIRED"
    assert "--only 起诉状" in finding.next_step
    assert [draft.paper for draft in choose(late, [finding], [NEW]).made] == [NEW]


def test_a_claim_that_is_partly_in_time_may_be_filed(write_case: Callable[..., Path]) -> None:
    later = "  - {number: B, price: 500.00, signed_on: 2024-01-01, due_on: 2024-03-01}\n"
    case = CASE.replace("{price", "{number: A, price")
    folder = write_case(case + later, {"c.pdf": b"1"})
    assert codes(NEW, looked_at(folder, dt.date(2025, 6, 1))) == []


def test_letters_and_papers_that_state_no_claim_are_left_alone(matter: Matter) -> None:
    nothing = replace(matter, exhibits=(), claim=replace(matter.claim, provisional=True))
    assert codes(replace(NEW, states=frozenset()), nothing) == []
    assert codes(replace(NEW, goes_to=Audience.DEBTOR), nothing) == []
