"""铸岩模具 v. 禹序电器: moulds sold for 1,000,000, a deed on the arrears signed, and broken.

900,000 was left on 2025-12-20, when both signed a deed: three parts of 300,000; the penalty to
that day fixed at 100,000 and waived if all is paid in time; five days of grace, then the rest
falls due; 0.03 % a day. The first part came in time, of the second 50,000 on 2026-07-15.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.cases.whole.conftest import DAY, examined

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open, WholeCase

NAME = "broken_settlement"
LETTER = (
    "settlement:\n",
    (
        "communications:\n  - {sent_on: 2026-07-20, channel: 快递, effect: 催告函, gist: 要求付清, "
        "arrived_on: 2026-07-22, pay_by: 2026-07-31, tracking: X1, file: communications/函.pdf, "
        "proof: communications/签收.jpg}\nsettlement:\n"
    ),
)


def test_the_figures_are_those_worked_out_by_hand(whole: Open) -> None:
    claim = whole(NAME).matter.claim
    assert claim.principal == 3 * 300000 - 300000 - 50000 == 550000
    assert claim.not_due == 0
    # The second part from 07-01: 14 days on 300,000, then 17+31+30+31+25 on 250,000; the third
    # from 07-06, the day after the grace: 26+31+30+31+25 days on 300,000.
    assert (17 + 31 + 30 + 31 + 25, 26 + 31 + 30 + 31 + 25) == (134, 143)
    late = (14 * 300000 + 134 * 250000 + 143 * 300000) * Decimal("0.0003")
    assert late == 24180
    assert claim.late_charge == 100000 + late
    assert claim.total == claim.order_sum.total == Decimal("674180.00")


def test_the_days(whole: Open) -> None:
    """Three years from the part payment of 2026-07-15: 2029-07-15, a Sunday; by law the 16th."""
    (watched,) = whole(NAME).matter.limitations
    assert watched.limitation.conservative == dt.date(2029, 7, 15)
    assert watched.limitation.statutory == dt.date(2029, 7, 16)
    assert watched.limitation.advised == dt.date(2029, 7, 13)


def test_which_papers_are_made(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert str(case.matter.letter.effect) == "催告函"
    assert case.made == {
        "demand_letter",
        "payment_order",
        "filing_list:支付令申请书",
        "exhibit_list",
        "interest_schedule",
        "representative_certificate",
    }
    assert "LD-SET-SIGNED" in case.refused["repayment_agreement"]
    assert "LD-DEED-BROKEN" in case.codes
    compare_golden(NAME, case)


def test_nothing_was_paid_in_full_after_its_day(whole: Open) -> None:
    assert "以及逾期付清" not in whole(NAME).text("demand_letter")


def test_the_ladder_starts_anew_after_the_deed(whole: Open) -> None:
    assert str(whole(NAME, LETTER).matter.letter.effect) == "警告函"
    earlier = tuple(part.replace("2026-07", "2025-07") for part in LETTER)
    assert str(whole(NAME, (earlier[0], earlier[1])).matter.letter.effect) == "催告函"


@pytest.mark.parametrize(
    ("change", "total", "code"),
    [
        # Without a rate of its own 0.05 % of the contract runs on: 24,180 / 3 * 5 = 40,300.
        (("  default_rate: 0.03%/day\n", ""), "690300.00", "LD-DEED-BROKEN"),
        # Without acceleration the third part is not due: 250,000 + 100,000 + 1,260 + 10,050.
        (("grace_days: 5\n", "grace_days: 5\n  accelerates: 否\n"), "361310.00", "LD-DEED-BROKEN"),
        # Not signed, the contract rules: 600,000 - 50,000; by 0.05 % on 1,000,000 for 9 days of
        # 2024 (01-01 to 01-09), 900,000 for 751 (to 2026-01-29), 600,000 for 166 (to 07-14) and
        # 550,000 for 134: 4,500 + 337,950 + 49,800 + 36,850.
        (("  signed_on: 2025-12-20\n", ""), "979100.00", "LD-SET-WAIVER"),
    ],
    ids=["no rate", "no acceleration", "not signed"],
)
def test_other_deeds(whole: Open, change: tuple[str, str], total: str, code: str) -> None:
    case = whole(NAME, change)
    assert case.matter.claim.total == Decimal(total)
    assert code in case.codes


def test_a_deed_over_another_sum_stops_what_states_it(whole: Open) -> None:
    case = whole(NAME, ("due_on: 2026-12-31, amount: 300000", "due_on: 2026-12-31, amount: 310000"))
    assert "LD-DEED-SUM" in case.codes
    assert case.made.isdisjoint({"demand_letter", "payment_order", "interest_schedule"})


def with_third_payment(case: WholeCase, day: dt.date, amount: int) -> WholeCase:
    """Return the case after the payment of 50,000 was written as another one."""
    table = openpyxl.load_workbook(case.folder / "付款.xlsx")
    table.active["A4"], table.active["B4"] = day, amount
    table.save(case.folder / "付款.xlsx")
    return examined(case.folder, DAY)


def test_a_payment_in_the_days_of_grace_keeps_the_deed(whole: Open) -> None:
    case = with_third_payment(whole(NAME), dt.date(2026, 7, 5), 300000)
    assert (case.matter.claim.total, case.matter.claim.not_due) == (0, 300000)
    assert "LD-DEED-GRACE" in case.codes
    assert "demand_letter" not in case.made


def test_a_day_later_it_is_broken(whole: Open) -> None:
    """300,000 left; 100,000 revived; 300,000 for 5 days to 07-05 (450) and for 143 (12,870)."""
    case = with_third_payment(whole(NAME), dt.date(2026, 7, 6), 300000)
    assert case.matter.claim.total == 300000 + 100000 + 450 + 12870
