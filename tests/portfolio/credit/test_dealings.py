"""Turnover, payments, promises and what is owed, worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.portfolio.closing import close
from legaldocs.portfolio.credit.review import ReviewTerms, record_review
from legaldocs.portfolio.day.promise_rows import judged_promises
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.naming import receivable_named
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, WANG, take
from tests.portfolio.plan.contracts import plan

from .dealt import DAY, PAID, ROWS, deal, judge, paid, promise, sold

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder


def test_turnover_is_of_the_invoice_day_else_of_the_due_day(book: BookFolder) -> None:
    """As of 30 June 2026 a year goes back to 1 July 2025, the one before to 1 July 2024."""
    deal(
        book,
        [
            sold("A", 100, "2026-08-01", "2026-06-30"),  # invoiced on the day: this year
            sold("B", 200, "2025-07-01"),  # the first day of this year
            sold("C", 400, "2025-06-30"),  # the last of the year before
            sold("D", 800, "2024-06-30"),  # two years ago
            sold("E", 1600, "2026-07-01"),  # not yet
            sold("F", "-50", "2026-05-01"),  # a red invoice
        ],
        [paid("R1", "2025-06-30", 700, None), paid("R2", "2026-06-30", 30, None)],
    )
    known = judge(book).known
    assert (known.turnover_fen, known.year_fen, known.year_before_fen) == (145000, 25000, 40000)
    assert (known.received_fen, known.received_year_fen) == (73000, 3000)


def test_an_order_is_of_a_day_that_has_come(book: BookFolder) -> None:
    """Of the 90 days before 30 June 2026, since 2 April: 300 is the largest order that is there."""
    deal(
        book,
        [
            sold("A", 300, "2026-06-30"),
            sold("B", 900, "2026-07-01"),  # not due yet, and nobody said when it was invoiced
            sold("C", 800, "2026-05-01", "2026-07-01"),  # invoiced tomorrow
            sold("D", 700, "2026-12-31", "2026-04-01"),  # invoiced before
            sold("E", 200, "2026-12-31", "2026-06-30"),
        ],
    )
    known = judge(book).known
    assert (known.largest_new, known.largest_earlier, known.earlier_sales) == (30000, 70000, 1)
    assert judge(book, as_of=DAY + dt.timedelta(1)).known.largest_new == 90000


def test_an_instalment_is_an_order_only_once_it_is_invoiced(book: BookFolder) -> None:
    """The contract of 1,000 is paid in 100, 300 and 600; 100 and 300 are due by 30 June 2026."""
    deal(book, [sold("A", 50, "2026-06-01")])
    plan(
        book,
        "number: HT-1\nprice: 1000\nsigned_on: 2025-01-01\nparts:\n"
        "- {name: 首期, amount: 100, due_on: 2026-01-31}\n"
        "- {name: 二期, amount: 300, due_on: 2026-06-30}\n"
        "- {name: 三期, amount: 600, due_on: 2027-06-30}\n",
    )
    known = judge(book).known
    assert (known.largest_new, known.earlier_sales, known.largest_earlier) == (5000, 0, 0)
    assert known.turnover_fen == 45000  # 50 + 100 + 300: it is a sale all the same
    # finance gives the first a number, in its own spelling, and invoices the second
    head = [*ROWS, "合同编号", "期次"]
    take(book, 应收=[head, [*sold("AR1", 100, "2026-01-31"), "ＨＴ-1", "首期"],
                   [*sold("AR2", 300, "2026-06-30", "2026-06-01"), "HT-1", "二期"]])  # fmt: skip
    known = judge(book).known
    assert (known.largest_new, known.earlier_sales) == (30000, 0)


def test_days_late_are_weighted_with_the_money(book: BookFolder) -> None:
    """300 yuan 10 days late, 100 yuan 50 days late, 600 yuan 5 days early:
    (300 × 10 + 100 × 50 + 600 × 0) ÷ 1000 = 8.0 days."""
    deal(
        book,
        [sold("A", 400, "2026-03-01"), sold("B", 600, "2026-05-06")],
        [
            paid("R1", "2026-03-11", 300, "A"),
            paid("R2", "2026-04-20", 100, "A"),
            paid("R3", "2026-05-01", 600, "B"),
            paid("R4", "2026-07-01", 0.01, None),
        ],
    )
    window = judge(book).known.window
    assert window is not None
    assert (window.paid_fen, window.payments, window.longest) == (100000, 3, 50)
    assert window.average == Decimal("8.0")
    before = judge(book, as_of=dt.date(2026, 4, 19)).known.window
    assert before is not None
    assert (before.payments, before.average) == (1, Decimal("10.0"))


def test_exposure_is_what_is_open_and_planned(book: BookFolder) -> None:
    deal(
        book,
        [
            sold("A", 1000, "2026-05-31"),
            sold("B", 500, "2026-07-31"),
            sold("C", "-100", "2026-06-01"),
        ],
        [paid("R1", "2026-06-15", 300, "A"), paid("R2", "2026-06-20", 40, None)],
    )  # fmt: skip
    owes = judge(book).owes
    # 1000 - 300 + 500 - 100; overdue are the 700 of A, since 31 May
    assert (owes.open_fen, owes.overdue_fen, owes.days_overdue) == (110000, 70000, 30)
    assert (owes.unmatched_fen, owes.planned_fen, owes.limit_fen, owes.over_fen) == (
        4000,
        0,
        None,
        0,
    )
    earlier = judge(book, as_of=dt.date(2026, 6, 14)).owes
    assert (earlier.open_fen, earlier.overdue_fen) == (140000, 100000)


def test_what_is_closed_counts_no_more(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-05-31"), sold("B", 500, "2026-05-31")])
    with opened(book) as store:
        close(store, "应收", "A", dt.date(2026, 6, 30), "开错", WANG)
    assert judge(book).known.turnover_fen == 50000
    assert judge(book).owes.open_fen == 50000
    assert judge(book, as_of=dt.date(2026, 6, 29)).owes.open_fen == 150000


@pytest.mark.parametrize(
    ("receipts", "found"),
    [
        ([("2026-06-10", 1000)], [(100000, True)]),
        ([("2026-06-01", 400), ("2026-06-10", 600)], [(100000, True)]),
        ([("2026-06-10", 400), ("2026-06-13", 600)], [(100000, True)]),
        ([("2026-06-10", 400), ("2026-06-14", 600)], [(40000, False)]),
        ([("2026-06-05", 1000), ("2026-06-20", -300)], [(70000, False)]),
        ([("2026-05-31", 1000)], [(0, False)]),
        ([], [(0, False)]),
    ],
)
def test_a_promise_is_kept_by_money_in_time(
    receipts: list[tuple[str, int]], found: list[tuple[int, bool]], book: BookFolder
) -> None:
    rows = [paid(f"R{at}", day, sum_, None) for at, (day, sum_) in enumerate(receipts)]
    deal(book, [sold("A", 1000, "2026-05-01")], rows)
    promise(book, "2026-06-01", "2026-06-10", 1000)
    due = judge(book).promises
    assert [(one.paid_fen, one.kept) for one in due] == found


def test_a_yuan_keeps_one_promise(book: BookFolder) -> None:
    """1,000 promised for the 10th and again for the 20th; 1,500 came: the second lacks 500."""
    deal(book, [sold("A", 2000, "2026-05-01")], [paid("R1", "2026-06-10", 1500, "A")])
    promise(book, "2026-06-01", "2026-06-10", 1000)
    promise(book, "2026-06-01", "2026-06-20", 1000)
    assert [one.paid_fen for one in judge(book).promises] == [100000, 50000]
    assert judge(book).broken_promises == 1


def test_a_promise_for_one_receivable_is_kept_by_money_for_it(book: BookFolder) -> None:
    deal(
        book,
        [sold("A", 1000, "2026-05-01"), sold("B", 1000, "2026-05-01")],
        [paid("R1", "2026-06-05", 1000, "A")],
    )
    with opened(book) as store, store.reading() as connection:
        b = receivable_named(connection, "B")["id"]
    promise(book, "2026-06-01", "2026-06-10", 1000, b)
    assert judge(book).broken_promises == 1
    take(book, 回款=[PAID, paid("R2", "2026-06-09", 1000, "B")])
    assert judge(book).broken_promises == 0


def test_a_promise_is_waited_for_three_days(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-05-01")])
    promise(book, "2026-06-01", "2026-06-30", 1000)
    assert judge(book, as_of=DAY + dt.timedelta(3)).promises == ()
    assert judge(book, as_of=DAY + dt.timedelta(4)).broken_promises == 1


def test_money_that_nobody_matched_may_be_for_any_promise(book: BookFolder) -> None:
    """1,000 for A, which is promised first, and 600 that nobody said what for: A lacks 400."""
    deal(
        book,
        [sold("A", 1000, "2026-05-01"), sold("B", 1000, "2026-05-01")],
        [paid("R1", "2026-06-05", 600, None)],
    )
    with opened(book) as store, store.reading() as connection:
        a = receivable_named(connection, "A")["id"]
    promise(book, "2026-06-01", "2026-06-12", 500)
    promise(book, "2026-06-01", "2026-06-10", 1000, a)
    found = {one.promise.amount_fen: one.paid_fen for one in judge(book).promises}
    assert found == {100000: 60000, 50000: 0}


def test_a_small_rest_is_not_late(book: BookFolder) -> None:
    """100 yuan left of an old invoice are a rest; a fen more is late since 1 January."""
    deal(book, [sold("A", 100, "2026-01-01"), sold("B", 1000, "2026-06-20")])
    assert judge(book).owes.days_overdue == 10
    assert judge(book).owes.overdue_fen == 110000
    deal(book, [sold("A", "100.01", "2026-01-01")])
    assert judge(book).owes.days_overdue == 180


def test_each_promise_is_of_its_customer(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-05-01")])
    take(book, 应收=[ROWS, [BING, "Z", 1, "2026-05-01", None]],
         回款=[PAID, [BING, "R9", "2026-06-05", 1000, None]])  # fmt: skip
    promise(book, "2026-06-01", "2026-06-10", 1000)
    with opened(book) as store, store.reading() as connection:
        found = judged_promises(connection, 3, DAY)
    assert [one.paid_fen for ones in found.values() for one in ones] == [0]


def test_a_limit_is_over_by_what_exceeds_it(book: BookFolder) -> None:
    deal(book, [sold("A", 1000, "2026-07-31")])
    with opened(book) as store, recording(store, WANG) as entry:
        customer = next(iter(entry.rows(Receivable).known("number", ["A"])))["customer_id"]
        terms = ReviewTerms(limit=Decimal("999.99"), reasons="首次")
        record_review(entry, customer, dt.date(2026, 6, 1), "王某", terms)
    assert judge(book).owes.over_fen == 1
    assert judge(book, as_of=dt.date(2026, 5, 31)).owes.limit_fen is None
