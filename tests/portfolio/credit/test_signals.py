"""What the numbers answer of the danger signals, and how they move the warning level."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.closing import close
from legaldocs.portfolio.credit.answers import NUMBERS
from legaldocs.portfolio.credit.model import SignalAnswer, WarningMove
from legaldocs.portfolio.credit.policy import CreditPolicy, WarningRule, credit_policy
from legaldocs.portfolio.credit.signals import BY_NUMBERS, Answer, Signal
from legaldocs.portfolio.credit.warning import Judged, Move, move_warnings, warning_of
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.place import book_folder
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, WANG, YI, take
from tests.portfolio.plan.contracts import plan

from .dealt import DAY, ROWS, USUAL, deal, judge, paid, promise, sold

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder


def state(known: Judged, signal: Signal) -> tuple[Answer, str]:
    (found,) = [one for one in known.signals if one.signal is signal]
    return found.answer, found.note


def answered(book: BookFolder, signal: Signal, answer: Answer, day: str = "2026-06-01") -> None:
    with opened(book) as store, recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)["id"]
        entry.rows(SignalAnswer).make(
            {"customer_id": customer, "checked_on": dt.date.fromisoformat(day), "who": "李某",
             "signal": str(signal), "answer": str(answer), "note": "见报"}
        )  # fmt: skip


def test_there_are_eighteen_signals() -> None:
    assert len(Signal) == 18
    assert len(BY_NUMBERS) == 4


@pytest.mark.parametrize(
    ("recent", "answer"), [(["2026-03-11"] * 3, Answer.YES), (["2026-03-10"] * 3, Answer.NO)]
)
def test_pays_later_than_before(recent: list[str], answer: Answer, book: BookFolder) -> None:
    """The last 180 days begin on 2 January 2026. Before: in time, 0 days; since: 10 days late, and
    with a due day of 1 March, 9 days."""
    sales = [sold(f"A{at}", 100, "2025-10-01") for at in range(3)]
    sales += [sold(f"B{at}", 100, "2026-03-01") for at in range(3)]
    receipts = [paid(f"R{at}", "2025-10-01", 100, f"A{at}") for at in range(3)]
    receipts += [paid(f"S{at}", day, 100, f"B{at}") for at, day in enumerate(recent)]
    deal(book, sales, receipts)
    found, note = state(judge(book), Signal.PAYS_LATER)
    assert found is answer
    assert "此前 365 天 3 笔，平均 0.0 天" in note
    two = judge(book, replace(USUAL, least_payments=4))
    assert state(two, Signal.PAYS_LATER)[0] is Answer.UNKNOWN


def test_breaks_promises(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-05-01")], [paid("R1", "2026-06-10", 10, None)])
    assert state(judge(book), Signal.BREAKS_PROMISES)[0] is Answer.UNKNOWN
    promise(book, "2026-06-01", "2026-06-10", 100)
    assert state(judge(book), Signal.BREAKS_PROMISES)[0] is Answer.NO
    promise(book, "2026-06-11", "2026-06-20", 100)
    found, note = state(judge(book), Signal.BREAKS_PROMISES)
    assert (found, "没有守 2 个（其中 1 个付了一部分）" in note) == (Answer.YES, True)
    promise(book, "2025-06-01", "2025-06-30", 100)  # a year and a day ago: outside
    assert judge(book).broken_promises == 2


@pytest.mark.parametrize(
    ("amount", "answer"),
    [("600", Answer.YES), ("599.99", Answer.NO)],
)
def test_a_sudden_large_order(amount: str, answer: Answer, book: BookFolder) -> None:
    """Before: 100, 200, 300 yuan, 200 on average; three times that are 600. Ninety days before
    30 June is 1 April: an invoice of 2 April is new."""
    before = [sold(f"A{at}", 100 * at, "2026-03-01") for at in (1, 2, 3)]
    deal(book, [*before, sold("B", amount, "2026-09-30", "2026-04-02")])
    found, note = state(judge(book), Signal.LARGE_ORDER)
    assert found is answer
    assert "此前 3 笔平均 200.00 元，最大 300.00 元" in note


def test_too_short_a_history_says_nothing_of_an_order(book: BookFolder) -> None:
    deal(
        book,
        [sold("A", 1000, "2026-03-01"), sold("B", 1, "2026-03-01"), sold("C", 999, "2026-06-01")],
    )
    assert state(judge(book), Signal.LARGE_ORDER)[0] is Answer.UNKNOWN


@pytest.mark.parametrize(("price", "answer"), [("1000.01", Answer.YES), ("1000", Answer.NO)])
def test_a_contract_above_a_years_sales_is_a_large_order(
    price: str, answer: Answer, book: BookFolder
) -> None:
    deal(book, [sold("A", 1000, "2025-12-01")])
    plan(book, f"number: H\nsigned_on: 2026-06-01\nparts: [{{name: 货款, amount: {price}, "
               "due_after: 验收}]\n")  # fmt: skip
    found, note = state(judge(book), Signal.LARGE_ORDER)
    assert (found, "近一年销售 1,000.00 元" in note) == (answer, True)


@pytest.mark.parametrize(("amount", "answer"), [("2000.01", Answer.YES), ("2000", Answer.NO)])
def test_grows_too_fast(amount: str, answer: Answer, book: BookFolder) -> None:
    """More than twice the 1,000 yuan of the year before."""
    deal(book, [sold("A", 1000, "2025-01-01"), sold("B", amount, "2026-01-01")])
    assert state(judge(book), Signal.GROWS_FAST)[0] is answer
    first = judge(book, as_of=dt.date(2025, 6, 30))
    assert state(first, Signal.GROWS_FAST)[0] is Answer.UNKNOWN


def test_the_numbers_answer_before_a_person(book: BookFolder) -> None:
    """A person is believed where the numbers are silent, and of what no number knows."""
    deal(book, [sold("A", 1000, "2025-01-01"), sold("B", 10, "2026-01-01")])
    answered(book, Signal.GROWS_FAST, Answer.YES)
    answered(book, Signal.PAYS_LATER, Answer.YES)
    answered(book, Signal.SUED, Answer.YES)
    known = {one.signal: one for one in judge(book).signals}
    assert (known[Signal.GROWS_FAST].answer, known[Signal.GROWS_FAST].by) == (Answer.NO, NUMBERS)
    assert (known[Signal.PAYS_LATER].answer, known[Signal.PAYS_LATER].by) == (Answer.YES, "李某")
    assert (known[Signal.SUED].by, known[Signal.SUED].note) == ("李某", "见报")
    assert known[Signal.BOUNCED].answer is Answer.UNKNOWN


def test_the_latest_check_counts_and_grows_old(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-07-31")])
    answered(book, Signal.SUED, Answer.YES, "2026-01-01")
    answered(book, Signal.SUED, Answer.NO, "2026-01-02")
    at = {one.signal: one for one in judge(book).signals}[Signal.SUED]
    # from 2 January to 30 June are 179 days
    assert (at.answer, at.stale) == (Answer.NO, False)
    later = judge(book, as_of=DAY + dt.timedelta(2))
    assert {one.signal: one.stale for one in later.signals}[Signal.SUED] is True
    earlier = judge(book, as_of=dt.date(2026, 1, 1))
    assert {one.signal: one.answer for one in earlier.signals}[Signal.SUED] is Answer.YES


@pytest.mark.parametrize(
    ("due", "level"),
    [("2026-06-16", 0), ("2026-06-15", 1), ("2026-05-16", 2), ("2026-04-01", 3)],
)
def test_days_late_move_the_level(due: str, level: int, book: BookFolder) -> None:
    """The usual table: 15, 45 and 90 days; 30 June is 14, 15, 45 and 90 days after these."""
    deal(book, [sold("A", 1000, due), sold("B", "-500", "2025-01-01")])
    assert judge(book).warning.level == level


def test_a_reason_says_that_money_waits_to_be_matched(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-06-01")], [paid("R1", "2026-06-20", 1000, None)])
    (reason,) = judge(book).warning.reasons
    assert reason == "最早的一笔逾期 29 天（另有 1,000.00 元回款没有核销，先核对），达到 15"


def test_signals_move_the_level_by_their_weight(book: BookFolder) -> None:
    """Owner not reached 3, sued 2: 5 points, of which 4 are the second level."""
    deal(book, [sold("A", 1000, "2026-07-31")])
    answered(book, Signal.OWNER_GONE, Answer.YES)
    answered(book, Signal.SUED, Answer.YES)
    answered(book, Signal.BOUNCED, Answer.NO)
    found = judge(book).warning
    assert (found.level, found.points) == (2, 5)
    assert found.reasons == ("危险信号 5 分：被他人起诉（2）、负责人联系不上（3），达到 4",)


def test_the_table_of_book_yaml(book: BookFolder) -> None:
    text = """
credit:
  weights: {被他人起诉: 9}
  warnings:
  - {level: 4, points: 9}
  - {level: 7, days_late: 300}
"""
    deal(book, [sold("A", 1000, "2026-01-01")])
    with (book.path / "book.yaml").open("a", encoding="utf-8") as stream:
        stream.write(text)
    policy = credit_policy(
        book_folder(book.path).settings.credit, book_folder(book.path).settings.grace_days
    )
    assert judge(book, policy).warning.level == 0
    answered(book, Signal.SUED, Answer.YES)
    assert judge(book, policy).warning.level == 4


@pytest.mark.parametrize("text", ["warnings: []", "warnings: [{level: 0, points: 1}]"])
def test_a_table_that_says_nothing_is_refused(text: str, book: BookFolder) -> None:
    with (book.path / "book.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"credit:\n  {text}\n")
    with pytest.raises(InputError):
        credit_policy(
            book_folder(book.path).settings.credit, book_folder(book.path).settings.grace_days
        )


def test_moves_are_kept_and_not_repeated(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-06-15")])
    take(book, 应收=[ROWS, [BING, "Z", 1000, "2026-12-31", None]])

    def moved(day: dt.date) -> dict[int, Move]:
        with opened(book) as store, recording(store, WANG) as entry:
            return move_warnings(entry, USUAL, day)

    def kept() -> list[tuple[dt.date, int, str]]:
        with opened(book) as store, store.reading() as connection:
            columns = (WarningMove.moved_on, WarningMove.level, WarningMove.reasons)
            return [
                tuple(row) for row in connection.execute(select(*columns).order_by(WarningMove.id))
            ]

    assert [(one.before, one.now.level) for one in moved(DAY).values()] == [(0, 1)]
    assert [(one.before, one.now.level) for one in moved(DAY).values()] == [(1, 1)]
    later = DAY + dt.timedelta(30)
    assert [(one.before, one.now.level) for one in moved(later).values()] == [(1, 2)]
    # a day before one that is recorded changes nothing any more
    assert [(one.before, one.now.level) for one in moved(DAY + dt.timedelta(1)).values()] == [
        (1, 1)
    ]
    with opened(book) as store:
        close(store, "应收", "A", later, "付清", WANG)
    assert [(one.before, one.now.level) for one in moved(later).values()] == [(2, 0)]
    assert kept() == [
        (DAY, 1, "最早的一笔逾期 15 天，达到 15"),
        (later, 2, "最早的一笔逾期 45 天，达到 45"),
        (later, 0, ""),
    ]


def test_a_closed_customer_is_not_judged(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-01-01")])
    with opened(book) as store:
        close(store, "客户", YI, dt.date(2026, 6, 1), "注销", WANG)
    with opened(book) as store, store.reading() as connection:
        assert warning_of(connection, USUAL, None, DAY) == {}
        assert len(warning_of(connection, USUAL, None, dt.date(2026, 5, 31))) == 1


def test_any_condition_of_a_row_is_enough() -> None:
    origin = USUAL.origin
    rule = WarningRule(origin=origin, level=1, points=99, days_late=0)
    assert credit_policy(CreditPolicy(origin=origin, warnings=(rule,)), 3).warnings == (rule,)
