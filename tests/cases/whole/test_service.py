"""A year of maintenance for a warehouse system, invoiced by quarter and never paid.

No clause says what a late payment costs; the service slips are signed. The creditor takes the way
of the payment order, which can have no late charge without a clause.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import Effect

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "service"


def test_the_figures(whole: Open) -> None:
    """60,000 at 4.5 % is 2,700 a year; each quarter is rounded by itself.

    528 days 3,905.75; 436 days 3,225.21; 345 days 2,552.05; 255 days 1,886.30: 11,569.31.
    """
    claim = whole(NAME).matter.claim
    (account,) = claim.accounts
    assert [part.overdue_days for part in account.instalments] == [528, 436, 345, 255]
    by_hand = [round(Decimal(2700) * days / 365, 2) for days in (528, 436, 345, 255)]
    assert by_hand == [Decimal(text) for text in ("3905.75", "3225.21", "2552.05", "1886.30")]
    assert [part.late_charge for part in account.instalments] == by_hand
    assert (claim.principal, claim.late_charge) == (240000, Decimal("11569.31"))
    assert (claim.not_due, claim.order_sum.total) == (0, 240000)


def test_limitation(whole: Open) -> None:
    """A fee that arises quarter by quarter: the oldest, due on 2025-06-15, runs out first."""
    (found,) = whole(NAME).matter.limitations
    assert found.limitation.conservative == dt.date(2028, 6, 15)


def test_the_papers(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.matter.letter.effect is Effect.DEMAND
    assert case.made == {
        "demand_letter",
        "payment_order",
        "filing_list:支付令申请书",
        "exhibit_list",
        "interest_schedule",
    }
    assert "LD-PRES-PAYMENT-ORDER" in case.refused["pre_suit_preservation"]
    assert case.refused["representative_certificate"] == {"LD-REP-NOT-NAMED"}
    assert case.codes == {"LD-LAW-OLD"}
    compare_golden(NAME, case)


def test_the_order_asks_for_the_fee_alone(whole: Open) -> None:
    text = whole(NAME).text("payment_order")
    assert "给付240,000.00元（大写：人民币贰拾肆万元整），均为本金；" in text
    assert "损失" not in text


def test_nothing_is_called_by_the_words_of_a_sale(whole: Open) -> None:
    case = whole(NAME)
    text = "".join(case.text(paper) for paper in sorted(case.made))
    assert [word for word in ("货物", "送货", "签收", "价款") if word in text] == []


@pytest.mark.parametrize(
    ("old", "new", "paper", "code"),
    [
        ("  no_other_dispute: 是\n", "", "payment_order", "LD-PO-OTHER-DISPUTE"),
        ("  debtor_court: 衢州市柯城区人民法院\n", "", "payment_order", "LD-PO-NO-COURT"),
        ("number: 2025Q3", "number: 2025Q2", "demand_letter", "LD-SUM-TWICE"),
        ("kind: 服务", "kind: 借款", "demand_letter", "LD-KIND-OWN-RULES"),
    ],
)
def test_a_wrong_fact_stops_the_paper(
    whole: Open, old: str, new: str, paper: str, code: str
) -> None:
    assert code in whole(NAME, (old, new)).refused[paper]


def test_each_slip_of_a_service_is_named_as_one(whole: Open) -> None:
    """By the terms of a running service, 30 days after each slip, the parts are the slips."""
    whole_text = "    price: 240,000.00\n    payment_clause: 第四条\n    instalments:\n"
    quarters = (
        ("2025年第二季度服务费", "2025-06-15"),
        ("2025年第三季度服务费", "2025-09-15"),
        ("2025年第四季度服务费", "2025-12-15"),
        ("2026年第一季度服务费", "2026-03-15"),
    )
    for name, day in quarters:
        whole_text += f"      - {{name: {name}, amount: 60000.00, due_on: {day}}}\n"
    each = "    due_after: 每批交货\n    due_days: 30天\n"
    (account,) = whole(NAME, (whole_text, each)).matter.claim.accounts
    assert account.instalments[0].name == "服务确认单 2025Q2"
    assert account.instalments[0].due_says == "确认（2025年6月1日）后30天，起算当日不计"
