"""A year of copper strip under a framework contract without a price, paid now and then.

宁波澜桥 delivered 24 times, each delivery due 30 days after. 东莞霖川 paid nine sums and never said
what for, confirmed two statements, received one demand in September 2026 and did not answer it.
The day is 2026-11-25; the penalty is 0.05 % a day of what is overdue.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import Effect
from tests.cases.whole.conftest import DAY

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "framework_supply"

DELIVERIES = """
2025-05-08 46800.00
2025-05-22 52300.00
2025-06-09 38750.50   30 days end on Saturday 7 June
2025-06-23 61200.00   Saturday 21 June
2025-07-08 44980.00
2025-07-22 57600.00
2025-08-07 49320.75
2025-08-21 63000.00
2025-09-08 41250.00   Sunday 7 September
2025-09-22 55800.00   Sunday 21 September
2025-10-09 36900.25   8 October is the last day of the National Day holiday
2025-10-22 60400.00
2025-11-07 48600.00
2025-11-21 53900.00
2025-12-08 42700.00
2025-12-22 58150.00
2026-01-07 39800.50
2026-01-21 62400.00
2026-02-09 45600.00   Saturday 7 February
2026-02-24 51300.00   21 February is in the Spring Festival holiday, which ends on the 23rd
2026-03-10 47250.00
2026-03-24 56700.00
2026-04-07 43500.00
2026-04-21 59900.00
"""
"""The day on which the price of each delivery falls due, counted on a calendar, and the price."""

PAYMENTS = """
2025-06-20 90000
2025-07-31 80000
2025-09-12 120000
2025-10-30 70000
2025-12-05 100000
2026-01-23 90000
2026-03-20 60000
2026-05-29 80000
2026-08-28 50000
"""


def rows(text: str) -> list[tuple[dt.date, Decimal]]:
    columns = (line.split() for line in text.strip().splitlines())
    return [(dt.date.fromisoformat(day), Decimal(amount)) for day, amount, *_ in columns]


def day_by_day() -> tuple[list[Decimal], list[Decimal]]:
    """Return what is left of each delivery and its penalty, one day after the other.

    A payment takes the oldest due price first and counts on its own day; that day bears no penalty
    on what was paid.
    """
    due, paid = rows(DELIVERIES), dict(rows(PAYMENTS))
    left = [amount for _, amount in due]
    penalty = [Decimal(0)] * len(due)
    day = due[0][0]
    while day <= DAY:
        money = paid.get(day, Decimal(0))
        for n, (due_on, _) in enumerate(due):
            taken = min(money, left[n])
            assert not taken or due_on <= day
            left[n] -= taken
            money -= taken
        for n, (due_on, _) in enumerate(due):
            if due_on < day:
                penalty[n] += left[n] * Decimal("0.0005")
        day += dt.timedelta(days=1)
    fen = Decimal("0.01")
    return left, [amount.quantize(fen, ROUND_HALF_UP) for amount in penalty]


def test_each_delivery_is_its_own_debt(whole: Open) -> None:
    """Delivered 1,218,102.00, paid 740,000.00, so 478,102.00 is left, all of it overdue."""
    left, penalty = day_by_day()
    (account,) = whole(NAME).matter.claim.accounts
    assert [part.due_on for part in account.instalments] == [day for day, _ in rows(DELIVERIES)]
    assert [part.outstanding for part in account.instalments] == left
    assert [part.late_charge for part in account.instalments] == penalty


def test_the_figures(whole: Open) -> None:
    """Of the oldest open delivery 42,700.00 - 29,198.50 = 13,501.50 is left, due 352 days ago."""
    claim = whole(NAME).matter.claim
    assert (claim.principal, claim.not_due) == (Decimal("478102.00"), 0)
    assert claim.late_charge == sum(day_by_day()[1])
    assert claim.total == Decimal("478102.00") + claim.late_charge
    assert claim.overdue_days == (DAY - dt.date(2025, 12, 8)).days == 352


def test_limitation_runs_from_the_demand(whole: Open) -> None:
    """The last interruption is the demand that arrived on 2026-09-12: three years more."""
    (found,) = whole(NAME).matter.limitations
    assert found.limitation.conservative == dt.date(2029, 9, 12)


def test_the_papers(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.matter.letter.effect is Effect.WARNING
    assert case.made == {
        "warning_letter",
        "complaint",
        "exhibit_list",
        "filing_list:民事起诉状",
        "interest_schedule",
        "representative_certificate",
    }
    assert case.refused["demand_letter"] == {"LD-LETTER-NOT-NOW"}
    assert case.refused["lawyer_letter"] == {"LD-LETTER-NOT-NOW"}
    assert "LD-PO-ROUTE" in case.refused["payment_order"]
    assert case.codes == {"LD-RATE-HIGH", "LD-PROOF-SIGNER", "LD-LAW-OLD"}
    compare_golden(NAME, case)


def test_what_was_paid_late_is_one_line_of_the_letter(whole: Open) -> None:
    case = whole(NAME)
    assert "逾期后已付清的款项共" in case.text("warning_letter")
    assert "2025年5月8日" in case.text("interest_schedule")


HELD = """procedure:
  preservation:
    court: 东莞市第二人民法院
    urgency: 被申请人法定代表人正在转让其名下厂房设备
    assets:
      - {kind: 银行存款, description: 东莞宏远商业银行长安支行账号440088001200331, definite: 是}
    security: {kind: 保险公司保函, provider: 甬安财产保险股份有限公司, amount: 600000.00}
"""


def test_a_filing_does_not_count_each_of_many_due_days(whole: Open) -> None:
    """24 due days are worked out in the table that is enclosed, and the filing says so."""
    case = whole(NAME, ("procedure:\n", HELD))
    assert "warning_letter" not in case.made
    text = case.text("pre_suit_preservation")
    assert "各笔的起算日和推算过程见所附《利息计算表》。" in text
    assert text.count("后30天，起算当日不计") == 1
    assert case.text("interest_schedule").count("后30天，起算当日不计") == 24


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("payments: 付款.xlsx\n", "", "LD-SUM-STATEMENT"),
        ("    due_after: 每批交货\n    due_days: 30天\n", "", "LD-DUE-UNKNOWN"),
        ("2026-09-12\n    pay_by", "2026-09-09\n    pay_by", "LD-DAY-IMPOSSIBLE"),
    ],
)
def test_a_wrong_fact_is_noticed(whole: Open, old: str, new: str, code: str) -> None:
    assert code in whole(NAME, (old, new)).codes
