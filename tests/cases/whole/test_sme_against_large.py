"""A small maker of switchboards against a listed group that waits for its own customer.

济南巨岳重工 is large, 南京栖澄电气 small. Clause seven gives 60 days from delivery, and only once
the owner of the plant has paid; the second half is void between them (支付条例9,
第三方付款批复1), so that 60 days remain. Nothing is agreed on paying late: 0.05 % a day by
支付条例17, with the LPR beside it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Effect

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "sme_against_large"
SIXTY_DAYS = "due_after: 交货, due_days: 60天"


def test_the_figures(whole: Open) -> None:
    """Delivered on 2025-09-18: 12 days of September, 31 of October, 17 of November make 60.

    688,000 x 0.05 % = 344 a day from 18 November 2025 through 9 February 2026: 13 + 31 + 31 + 9 =
    84 days, 28,896. Then 600,000 makes 300 a day through 25 November 2026: 19 + 31 + 30 + 31 + 30
    + 31 + 31 + 30 + 31 + 25 = 289 days, 86,700. By LPR 3.00 % x 1.5 it is 7,125.04 + 21,378.08.
    """
    claim = whole(NAME).matter.claim
    (account,) = claim.accounts
    assert [part.due_on for part in account.instalments] == [
        dt.date(2025, 7, 28),  # ten days after signing end on Saturday 26 July
        dt.date(2025, 11, 17),
    ]
    assert (claim.principal, claim.not_due) == (688000 - 88000, 0)
    assert claim.late_charge == 344 * 84 + 300 * 289 == 115596
    assert claim.overdue_days == 84 + 289
    assert account.alternative == Decimal("7125.04") + Decimal("21378.08")
    assert account.rule.basis == "sme"


def test_limitation_runs_from_the_last_payment(whole: Open) -> None:
    """The answer of March disputes the day and acknowledges nothing."""
    (found,) = whole(NAME).matter.limitations
    assert found.limitation.conservative == dt.date(2029, 2, 10)


def test_the_papers(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.matter.letter.effect is Effect.DEMAND
    assert case.made == {
        "demand_letter",
        "complaint",
        "exhibit_list",
        "filing_list:民事起诉状",
        "interest_schedule",
        "representative_certificate",
    }
    assert {"LD-PO-ROUTE", "LD-PO-DISPUTED"} <= case.refused["payment_order"]
    assert case.codes == {"LD-RATE-SME", "LD-LAW-OLD"}
    compare_golden(NAME, case)


def test_the_letter_says_who_is_large_and_who_small(whole: Open) -> None:
    text = whole(NAME).text("demand_letter")
    assert "订立上述合同时，我方为小型企业，贵方为大型企业，付款适用" in text
    assert "合同没有约定逾期利息，贵方应当依照《保障中小企业款项支付条例》第十七条" in text
    assert "没有提出异议的款项" not in text


def test_the_rate_is_said_to_be_of_the_regulation(whole: Open) -> None:
    text = whole(NAME).text("interest_schedule")
    assert text.count("依据：《保障中小企业款项支付条例》第十七条") == 1
    assert "合同约定的利率" not in text


def test_a_clause_that_waits_for_a_third_party_states_no_sum(whole: Open) -> None:
    case = whole(NAME, (SIXTY_DAYS, "due_after: 第三方付款"))
    assert "LD-DUE-PAY-WHEN-PAID" in case.refused["demand_letter"]
    assert "LD-DUE-PAY-WHEN-PAID" in case.refused["interest_schedule"]


def test_between_equals_the_condition_may_stand(whole: Open) -> None:
    case = whole(NAME, (SIXTY_DAYS, "due_after: 第三方付款"), ("size: 大型", "size: 中型"))
    assert "LD-DUE-PAY-WHEN-PAID" in case.codes
    assert case.matter.claim.principal == 0
    assert "demand_letter" not in case.made


def test_a_size_that_is_missing_is_asked_for(whole: Open) -> None:
    """Without it the LPR is taken, and 87,092.88 less is asked for."""
    case = whole(NAME, ("    size: 小型\n", ""))
    assert "LD-RATE-SME-SIZE" in case.codes
    assert case.matter.claim.late_charge == Decimal("28503.12")


def test_an_institution_has_no_size(whole: Open) -> None:
    case = whole(NAME, ("    size: 小型\n", "    kind: 事业单位\n"))
    assert case.codes.isdisjoint({"LD-RATE-SME", "LD-RATE-SME-DAY", "LD-RATE-SME-SIZE"})


def test_a_payment_of_nothing_stops_the_sums(whole: Open) -> None:
    case = whole(NAME, ("amount: 88000.00, reference", "amount: 0.00, reference"))
    assert "LD-SUM-ZERO" in case.refused["demand_letter"]


def test_without_a_price_the_instalments_are_the_price(whole: Open) -> None:
    """172,000 + 688,000 is what is agreed, never the whole delivery beside the first."""
    claim = whole(NAME, ("    price: 860000.00\n", "")).matter.claim
    assert claim.principal == 600000
