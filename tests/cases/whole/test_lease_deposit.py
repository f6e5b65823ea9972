"""A factory let by the quarter; five rents came, five did not, two are still to come.

The tenant left a deposit of 76,000: it is no rent, the papers state that it is still held, and the
summary asks whether to set it off. A plan of two instalments is on the table.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import Effect

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "lease_deposit"


def test_the_figures(whole: Open) -> None:
    """114,000 x 0.05 % = 57 a day.

    From 6 October 2025: 26 + 30 + 31 days of that year and 329 of 2026 are 416; then 324, 234, 143
    and, from 6 October 2026, 26 + 25 = 51: 1,168 days together. The rent of 2025-01-05 came one day
    late, and the day of payment bears no charge.
    """
    claim = whole(NAME).matter.claim
    (account,) = claim.accounts
    late = [part.overdue_days for part in account.instalments if part.overdue]
    assert late == [416, 324, 234, 143, 51]
    assert (claim.principal, claim.not_due) == (5 * 114000, 2 * 114000)
    assert claim.late_charge == 57 * 1168 == 66576
    assert claim.order_sum.total == 570000 + 66576


def test_limitation(whole: Open) -> None:
    """Courts differ on whether all rents are one debt (民法典189): the oldest open one counts."""
    (found,) = whole(NAME).matter.limitations
    assert found.limitation.conservative == dt.date(2028, 10, 5)


def test_the_papers(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.matter.letter.effect is Effect.DEMAND
    assert case.made == {
        "demand_letter",
        "payment_order",
        "filing_list:支付令申请书",
        "repayment_agreement",
        "exhibit_list",
        "interest_schedule",
    }
    assert "LD-PRES-PAYMENT-ORDER" in case.refused["pre_suit_preservation"]
    assert case.codes == {"LD-RATE-HIGH", "LD-LAW-OLD", "LD-DEPOSIT-HELD"}
    compare_golden(NAME, case)


def test_the_rent_is_no_value_of_what_was_handed_over(whole: Open) -> None:
    case = whole(NAME)
    letter = case.text("demand_letter")
    assert "2024年6月30日，我方已向贵方交付租赁物（2幢厂房），由禾木签收。" in letter
    assert "我方已向贵方交付租赁物。贵方已付款570,000.00元。" in letter
    assert "甲方已向乙方交付租赁物；乙方已付款570,000.00元" in case.text("repayment_agreement")
    assert "租金1,368,000.00元，约定付款时间和违约责任" in case.text("exhibit_list")


def test_the_deposit_is_stated_and_counts_as_rent_only_when_it_is_set_off(whole: Open) -> None:
    """Set off on 1 November 2025, 76,000 of the rent of 114,000 are paid: 38,000 are left.

    The contract does not put the penalty before the rent, and a penalty is no interest (民法典561).
    """
    held = whole(NAME)
    for paper in ("demand_letter", "payment_order"):
        assert "交付押金76,000.00元，该款尚未用于抵扣" in held.text(paper)
    applied = whole(
        NAME, ("paid_on: 2024-06-20, file", "paid_on: 2024-06-20, applied_on: 2025-11-01, file")
    )
    (account,) = applied.matter.claim.accounts
    first = next(part for part in account.instalments if part.overdue)
    assert first.outstanding == 38000
    assert applied.matter.claim.principal == 5 * 114000 - 76000


def test_invoices_of_rent_need_no_delivery(whole: Open) -> None:
    invoice = "{number: '25332000000000000001', issued_on: 2025-10-09, amount: 114000.00}"
    case = whole(NAME, ("payments:\n", f"invoices:\n  - {invoice}\npayments:\n"))
    assert {code for code in case.codes if code.startswith("LD-SUM")} == set()


def test_a_plan_for_another_sum_is_no_agreement(whole: Open) -> None:
    """684,000 is neither what is due (570,000) nor all that is unpaid (798,000)."""
    case = whole(NAME, ("2026-12-31, amount: 285000.00", "2026-12-31, amount: 399000.00"))
    assert "LD-SET-SUM" in case.refused["repayment_agreement"]


def test_a_rent_entered_twice_is_asked_about(whole: Open) -> None:
    row = "  - {paid_on: 2025-07-05, amount: 114000.00, file: payments/租金5.pdf}\n"
    case = whole(NAME, (row, row * 2))
    assert "LD-SUM-SAME-PAYMENT" in case.codes


@pytest.mark.parametrize("kind", ["买卖", "建设工程"])
def test_a_lease_written_as_something_else_is_noticed(whole: Open, kind: str) -> None:
    case = whole(NAME, ("kind: 租赁", f"kind: {kind}"))
    assert {code for code in case.codes if code.startswith("LD-KIND")}
