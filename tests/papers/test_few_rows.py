"""Few deliveries, invoices and payments are a sentence, many a table, and none is said twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.papers.few_rows import deliveries_in_words, invoices_in_words, payments_in_words
from legaldocs.papers.payment_order import FORM as PAYMENT_ORDER
from legaldocs.papers.warning_letter import FORM as WARNING
from tests.papers.sample import rich_matter, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

CASE = rich_matter().case


def test_what_is_alone_is_said_without_its_amount() -> None:
    words = "（送货单SH-0301，吴建平签收）"
    first, second = CASE.deliveries
    sale = _words()
    assert deliveries_in_words((first,), sale) == f"2026年3月18日数控加工中心2台{words}"
    assert deliveries_in_words((first, second), sale).startswith(
        f"2026年3月18日数控加工中心2台，780,000.00元{words}；2026年3月25日"
    )
    assert payments_in_words(CASE.payments[:1]) == "2026年1月30日（预付款）"
    assert payments_in_words(CASE.payments) == (
        "2026年1月30日258,000.00元（预付款）、2026年4月2日100,000.00元"
    )
    assert invoices_in_words(CASE.invoices[:1]) == "26322000000012345678（2026年3月28日）"


@pytest.mark.parametrize(("count", "said"), [(3, True), (4, False)])
def test_more_than_three_payments_are_a_table(count: int, *, said: bool) -> None:
    rows = CASE.payments[:1] * count
    assert bool(payments_in_words(rows)) is said
    assert bool(invoices_in_words(CASE.invoices[:1] * count)) is said
    assert deliveries_in_words(CASE.deliveries[:1] * count, _words()) == ""


def test_a_paper_lists_many_payments_in_its_annex_alone(rich: Matter) -> None:
    row = replace(rich.case.payments[1], amount=Decimal("10000.00"))
    rows = [replace(row, paid_on=dt.date(2026, 4, day)) for day in range(2, 12)]
    matter = _paid(rich, (rich.case.payments[0], *rows))
    order = text_of(PAYMENT_ORDER, matter)
    assert "明细见附表" in order
    assert order.count("2026年4月7日") == 1
    assert "明细见附表" not in text_of(PAYMENT_ORDER, rich)


def test_a_letter_says_no_delivery_payment_or_promise_twice(rich: Matter) -> None:
    letter = text_of(WARNING, rich)
    for said in (
        "SH-0301",
        "26322000000012345678",
        "2026年1月30日",
        "2026年9月20日",
        "2026年9月12日",
    ):
        assert letter.count(said) == 1, said


def _words() -> object:
    from legaldocs.claim.contract_words import words_of  # noqa: PLC0415

    return words_of(CASE.contracts[0])


def _paid(matter: Matter, payments: tuple[object, ...]) -> Matter:
    from tests.papers.sample import matter_of  # noqa: PLC0415

    return matter_of(replace(matter.case, payments=payments), matter.as_of, matter.exhibits)
