"""A grade is proposed by the table, with its reasons, and given by a person."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.credit.customer_file import customer_file
from legaldocs.portfolio.credit.grade import ProposedGrade, proposed_grade
from legaldocs.portfolio.credit.model import CreditReview
from legaldocs.portfolio.credit.review import ReviewTerms, record_review
from legaldocs.portfolio.day.model import Dispute
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import WANG, YI, take
from tests.portfolio.plan.contracts import sqlite_book

from .dealt import DAY, USUAL, deal, judge, paid, promise, sold

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    return sqlite_book(tmp_path)


def proposed(book: BookFolder) -> ProposedGrade:
    return proposed_grade(USUAL, judge(book))


def history(book: BookFolder, *days_late: int) -> None:
    """Sell and collect 100 yuan, so many days late each."""
    due = dt.date(2026, 1, 10)
    deal(
        book,
        [sold(f"A{at}", 100, str(due)) for at, _ in enumerate(days_late)],
        [
            paid(f"R{at}", str(due + dt.timedelta(late)), 100, f"A{at}")
            for at, late in enumerate(days_late)
        ],
    )


@pytest.mark.parametrize(
    ("days_late", "grade"),
    [
        ((0, 5, 10), "A"),  # 5.0 on average
        ((0, 5, 11), "B"),  # 16 ÷ 3 = 5.3
        ((0, 0, 0, 0, 0, 0, 31), "B"),  # 31 at the longest
        ((45, 45, 45), "C"),
        ((46, 45, 45), "D"),  # 136 ÷ 3 = 45.3
    ],
)
def test_the_first_row_that_holds(days_late: tuple[int, ...], grade: str, book: BookFolder) -> None:
    history(book, *days_late)
    assert proposed(book).grade == grade


def test_the_reasons_say_what_the_better_grade_lacks(book: BookFolder) -> None:
    history(book, 0, 5, 11)
    found = proposed(book)
    assert found.reasons[0] == "近 365 天 3 笔付款，平均逾期 5.3 天"
    assert found.reasons[-1] == "不到 A：近 365 天 3 笔付款，平均逾期 5.3 天（标准 5）"


def test_a_promise_and_what_is_overdue_count(book: BookFolder) -> None:
    history(book, 0, 0, 0)
    assert proposed(book).grade == "A"
    promise(book, "2026-06-01", "2026-06-10", 100)
    assert proposed(book).grade == "B"
    # 10 of 100 yuan that are open are overdue: 10 %, more than 5 and less than 20
    deal(book, [sold("B1", 10, "2026-06-29"), sold("B2", 90, "2026-07-31")])
    assert proposed(book).grade == "B"
    assert "逾期占未收的 10.0%" in proposed(book).reasons


def test_too_little_is_no_grade(book: BookFolder) -> None:
    history(book, 0, 0)
    found = proposed(book)
    assert (found.grade, "不足 3 笔" in found.reasons[0]) == ("", True)


def review(book: BookFolder, day: str, **terms: Any) -> dict[str, Any]:
    with opened(book) as store, recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)["id"]
        on = dt.date.fromisoformat(day)
        return record_review(entry, customer, on, "王某", ReviewTerms(**terms))


def test_a_review_keeps_what_it_does_not_decide(book: BookFolder) -> None:
    deal(book, [sold("A", 1, "2026-07-31")])
    review(book, "2026-01-01", grade="B", limit=Decimal(5000), term_days=30, reasons="首次")
    made = review(book, "2026-02-01", prepayment=Decimal("30.5"), reasons="付款变慢")
    assert (made["grade"], made["limit_fen"], made["term_days"]) == ("B", 500000, 30)
    assert made["prepayment_bp"] == 3050
    with pytest.raises(InputError, match="更晚的评定"):
        review(book, "2026-01-15", grade="A", reasons="补记")
    again = review(book, "2026-02-01", grade="C", reasons="改正")
    assert again["grade"] == "C"
    with opened(book) as store, store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(CreditReview)) == 2


@pytest.mark.parametrize(
    "terms", [{"grade": "A"}, {"reasons": "无"}, {"limit": Decimal(10) ** 13, "reasons": "大"}]
)
def test_a_review_decides_something_for_a_reason(terms: dict[str, Any], book: BookFolder) -> None:
    deal(book, [sold("A", 1, "2026-07-31")])
    with pytest.raises(InputError):
        review(book, "2026-01-01", **terms)


def test_the_file_of_a_customer(book: BookFolder) -> None:
    cards = [["客户名称", "住所", "联系人", "电话", "登记情况"],
             [YI, "武汉市某路1号", "赵某", "027-1", "存续"]]  # fmt: skip
    take(book, 客户=cards)
    history(book, 0, 0, 0)
    review(book, "2026-06-01", grade="A", reasons="按时")
    review(book, "2026-07-01", grade="D", reasons="以后的")
    with opened(book) as store, recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)
        rows = entry.rows(Dispute)
        for ground, settled in (("数量", None), ("质量", dt.date(2026, 6, 1))):
            rows.make({"customer_id": customer["id"], "raised_on": dt.date(2026, 5, 1),
                       "ground": ground, "settled_on": settled})  # fmt: skip
    with opened(book) as store, store.reading() as connection:
        found = customer_file(connection, USUAL, customer, DAY)
    assert found.customer["registration"] == "存续"
    assert [one["name"] for one in found.people] == ["赵某"]
    assert [one["ground"] for one in found.disputes] == ["数量"]
    assert found.review is not None
    assert (found.review["grade"], len(found.reviews)) == ("A", 1)
    assert found.proposed.grade == "A"
