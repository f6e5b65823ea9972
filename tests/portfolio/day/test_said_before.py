"""What was promised or objected to is noted once, and again only where somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from legaldocs.portfolio.day.log import NewPromise
from legaldocs.portfolio.day.model import Contact, Dispute, Promise
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import YI, take

from .diary import OWED, day, say, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

PROMISE = ("07-15", 300)


@pytest.fixture
def small(tmp_path: Path) -> BookFolder:
    made = sqlite_book(tmp_path / "book")
    rows = [[YI, number, "HT-1", 1000, "2026-06-30"] for number in ("AR1", "AR2")]
    take(made, 应收=[OWED, *rows])
    return made


def counted(book: BookFolder) -> tuple[int, int, int]:
    """Return how many contacts, promises and disputes there are."""
    with opened(book) as store, store.reading() as connection:
        kinds = (Contact, Promise, Dispute)
        return tuple(connection.scalar(select(func.count(kind.id))) or 0 for kind in kinds)  # type: ignore[return-value]


def test_the_same_promise_is_noted_once(small: BookFolder) -> None:
    first = say(small, "07-07", promise=PROMISE)
    again = say(small, "07-07", promise=PROMISE, gist="又来电")
    assert (again.promises, again.known_promises) == ([], first.promises)
    assert counted(small) == (2, 1, 0)  # the second call was one, all the same
    with_sum = say(small, "07-07", promise=PROMISE, receivable="AR1")
    assert with_sum.known_promises == first.promises


@pytest.mark.parametrize("other", [
    ("07-08", {"promise": PROMISE}),
    ("07-07", {"promise": ("07-16", 300)}),
    ("07-07", {"promise": ("07-15", 299)}),
    ("07-07", {"promise": PROMISE, "another": True}),
])  # fmt: skip
def test_what_differs_or_is_another_is_noted(
    small: BookFolder, other: tuple[str, dict[str, object]]
) -> None:
    say(small, "07-07", promise=PROMISE)
    on, words = other
    made = say(small, on, **words)
    assert (len(made.promises), made.known_promises) == (1, [])
    assert counted(small) == (2, 2, 0)


def test_promises_about_two_receivables_are_two(small: BookFolder) -> None:
    say(small, "07-07", promise=PROMISE, receivable="AR1")
    assert len(say(small, "07-07", promise=PROMISE, receivable="AR2").promises) == 1


def test_a_promise_written_twice_in_one_entry_is_one(small: BookFolder) -> None:
    promise = NewPromise(day("07-15"), 30000)
    made = say(small, "07-07", promises=(promise, promise))
    assert made.known_promises == made.promises
    assert counted(small) == (1, 1, 0)


def test_the_same_objection_is_noted_once(small: BookFolder) -> None:
    first = say(small, "07-07", dispute="少一件", disputed_fen=2000)
    again = say(small, "07-07", dispute="少一件", disputed_fen=2000)
    assert (again.dispute, again.known_dispute) == (first.dispute, True)
    other = say(small, "07-07", dispute="少一件", disputed_fen=2000, another=True)
    assert (other.dispute, other.known_dispute) == (2, False)
    assert counted(small) == (3, 0, 2)
