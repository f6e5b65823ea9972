"""A used excavator sold to a person, whose neighbour stands surety.

周大川 paid 200,000 down and 30,000 in February 2026, with the promise to pay the rest as work
comes in; 480,000 had been due on 2025-10-31 after an extension. 李小满 answers jointly for three
years from that day. On 2026-11-20 he offers the excavator for sale. The seller asks the court to
hold his machine and her shop, and writes to each of them. The contract has no clause on paying
late.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import Effect
from legaldocs.claim.guaranteed import answers_for, period_of

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "natural_debtor_guarantor"


def test_the_figures(whole: Open) -> None:
    """LPR 3.00 % on 2025-11-01, times 1.5, makes 4.5 % a year.

    480,000 from 1 November 2025 through 13 February 2026: 30 + 31 + 31 + 13 = 105 days, 6,213.70.
    450,000 from 14 February through 25 November 2026: 15 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31
    + 25 = 285 days, 15,811.64. At 3.9 % it would be 5,385.21 + 13,703.42.
    """
    claim = whole(NAME).matter.claim
    by_hand = 480000 * Decimal("4.5") * 105 / 36500 + 450000 * Decimal("4.5") * 285 / 36500
    assert claim.principal == 480000 - 30000
    assert claim.late_charge == Decimal("22025.34") == round(by_hand, 2)
    assert claim.floor == Decimal("19088.63") == Decimal("5385.21") + Decimal("13703.42")
    assert (claim.not_due, claim.overdue_days) == (0, 105 + 285)


def test_limitation_runs_from_promise_and_payment(whole: Open) -> None:
    (found,) = whole(NAME).matter.limitations
    assert found.limitation.conservative == dt.date(2029, 2, 14)


def test_the_guarantor_is_bound_for_the_whole(whole: Open) -> None:
    """Three years from the end of performance, 2025-10-31; no cap, so 450,000.00 + 22,025.34."""
    matter = whole(NAME).matter
    (guarantee,) = matter.case.guarantees
    period = period_of(matter, guarantee)
    assert period is not None
    assert period.deadline.raw_end == dt.date(2028, 10, 31)
    assert answers_for(matter, guarantee) == Decimal("472025.34")


def test_the_papers(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.matter.letter.effect is Effect.DEMAND
    assert case.made == {
        "demand_letter",
        "guarantor_demand:李小满",
        "pre_suit_preservation",
        "filing_list:诉前财产保全申请书",
        "repayment_agreement",
        "exhibit_list",
        "interest_schedule",
        "representative_certificate",
    }
    assert case.refused["payment_order"] == {"LD-PO-ROUTE", "LD-PO-AGAINST-GUARANTOR"}
    assert case.refused["suit_preservation"] == {"LD-PRES-NO-SUIT"}
    compare_golden(NAME, case)


def test_an_identity_card_is_no_register(whole: Open) -> None:
    text = whole(NAME).text("exhibit_list")
    assert "微信支付转账凭证 微信转账 | 书证 | 支付机构" in text
    assert "银行回单（2024年9月10日） | 书证 | 开户银行" in text
    assert "1 | 周大川身份资料 | 书证 | 债权人持有 | 债务人的身份信息" in text
    assert "登记信息" not in text


@pytest.mark.parametrize(
    ("old", "new", "paper", "code"),
    [
        ("起三年", "起六个月", "guarantor_demand:李小满", "LD-GUA-LETTER-LATE"),
        ("form: 连带责任保证", "form: 一般保证", "guarantor_demand:李小满", "LD-GUA-LETTER-FORM"),
        (
            "amount: 480,000.00\n  debtor",
            "amount: 470,000.00\n  debtor",
            "pre_suit_preservation",
            "LD-PRES-SECURITY-SHORT",
        ),
        ("  against_guarantors: [李小满]\n", "", "pre_suit_preservation", "LD-PRES-OWNER"),
    ],
)
def test_a_wrong_fact_stops_the_paper(
    whole: Open, old: str, new: str, paper: str, code: str
) -> None:
    assert code in whole(NAME, (old, new)).refused[paper]
