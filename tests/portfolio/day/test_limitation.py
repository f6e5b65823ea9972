"""One reading of when limitation ends, for all who ask."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import Channel
from legaldocs.portfolio.day import limitation as module
from legaldocs.portfolio.day.limitation import ends_by_due_day
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, YI, take

from .diary import OWED, day, say, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

DUE = "2023-05-01"


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    """Two customers owe since 2023-05-01; one promised in a chat on 2026-02-02."""
    made = sqlite_book(tmp_path / "book")
    take(made, 应收=[OWED, [YI, "AR1", "HT-1", 1000, DUE], [BING, "AR2", "HT-2", 500, DUE]])
    chat = tmp_path / "chat.txt"
    chat.write_text("下月付清", encoding="utf-8")
    promised = ("2026-03-01", Decimal(1000))
    say(made, "2026-02-02", promise=promised, channel=Channel.CHAT, file=chat, gist="承诺付款")
    return made


def ends(book: BookFolder, on: str) -> list[tuple[str, str] | None]:
    """Return the end and the day to act by, of both customers."""
    with opened(book) as store, store.reading() as connection:
        dues = [(customer_named(connection, name)["id"], day(DUE)) for name in (YI, BING)]
        found = ends_by_due_day(connection, day(on), dues)
    assert [*found] == sorted(dues)
    return [None if one is None else (str(one.on), str(one.act_by))
            for one in (found[due] for due in dues)]  # fmt: skip


def test_a_promise_with_its_file_moves_the_end_of_its_customer_alone(book: BookFolder) -> None:
    """Three years from 2026-02-02, and from 2023-05-01; to act by the working day before."""
    assert ends(book, "2026-10-20") == [("2029-02-02", "2029-02-01"), ("2026-05-01", "2026-04-30")]
    # the day before it was said nobody knew
    assert ends(book, "2026-02-01") == [("2026-05-01", "2026-04-30")] * 2


def test_many_customers_are_read_at_once_as_each_alone(
    book: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = ends(book, "2026-10-20")
    monkeypatch.setattr(module, "_FEW", 1)
    assert ends(book, "2026-10-20") == alone


def test_a_day_before_the_law_data_is_left_to_a_lawyer(tmp_path: Path) -> None:
    made = sqlite_book(tmp_path / "book")
    take(made, 应收=[OWED, [YI, "AR1", "", 1, "2014-01-01"]])
    with opened(made) as store, store.reading() as connection:
        due = (1, day("2014-01-01"))
        assert ends_by_due_day(connection, day("2026-10-20"), [due]) == {due: None}
