"""A rack of steel made and put up for a cold store, with retention money for two years.

临序冷链 paid the advance, then 500,000 without a word, and nothing after acceptance on
2024-10-12. The retention of 10 % is due 24 months later, on 2026-10-12. A demand arrived on
2026-11-04; then the debtor announced that the store is for sale, so the court is asked to hold it
before any other letter.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Effect

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "processing_retention"


def test_the_figures(whole: Open) -> None:
    """0.04 % a day of what is overdue.

    On arrival: due on Sunday 2024-08-04, so on the 5th; 720,000 for 3 days, 864; 500,000 paid on
    9 August; 220,000 (88 a day) for 839 days, 73,832. On acceptance: due on Sunday 2024-10-27, so
    on the 28th; 720,000 (288 a day) for 758 days, 218,304. Retention (96 a day): 19 days of
    October and 25 of November, 4,224.
    """
    claim = whole(NAME).matter.claim
    (account,) = claim.accounts
    assert [part.due_on for part in account.instalments] == [
        dt.date(2024, 5, 16),
        dt.date(2024, 8, 5),
        dt.date(2024, 10, 28),
        dt.date(2026, 10, 12),
    ]
    assert [part.outstanding for part in account.instalments] == [0, 220000, 720000, 240000]
    assert [part.late_charge for part in account.instalments] == [
        0,
        864 + 88 * 839,
        288 * 758,
        96 * (19 + 25),
    ]
    assert (claim.principal, claim.late_charge) == (1180000, 297224)
    assert (claim.not_due, claim.overdue_days) == (0, 3 + 839)


def test_limitation_runs_from_the_demand(whole: Open) -> None:
    (found,) = whole(NAME).matter.limitations
    assert found.limitation.conservative == dt.date(2029, 11, 4)


def test_the_papers(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.matter.letter.effect is Effect.LAWYER
    assert case.made == {
        "pre_suit_preservation",
        "complaint",
        "filing_list:诉前财产保全申请书",
        "exhibit_list",
        "filing_list:民事起诉状",
        "interest_schedule",
        "representative_certificate",
    }
    assert case.refused["lawyer_letter"] == {"LD-LETTER-PRESERVE-FIRST"}
    assert "LD-PO-ROUTE" in case.refused["payment_order"]
    assert case.codes == {"LD-RATE-HIGH", "LD-PRES-VALUE", "LD-LAW-OLD"}
    compare_golden(NAME, case)


def test_the_retention_is_told_in_months(whole: Open) -> None:
    text = whole(NAME).text("pre_suit_preservation")
    assert "质量保证金，验收（2024年10月12日）后24个月，起算当日不计。" in text
    assert "到场款，交付（2024年7月20日）后15天" in text
    assert "740" not in text
    assert "货物" not in text


def test_before_the_two_years_the_retention_is_not_due(whole: Open) -> None:
    claim = whole(NAME, as_of=dt.date(2026, 10, 12)).matter.claim
    assert (claim.principal, claim.not_due) == (940000, 240000)


def test_without_the_secret_application_the_lawyer_writes(whole: Open) -> None:
    case = whole(NAME, ("definite: 是", "definite: 否"))
    assert "lawyer_letter" in case.made
    assert "LD-PRES-NO-ASSET" in case.refused["pre_suit_preservation"]


def test_without_acceptance_nothing_after_it_is_due(whole: Open) -> None:
    case = whole(NAME, (", accepted_on: 2024-10-12", ""))
    assert case.matter.claim.principal == 220000
    assert "LD-DUE-UNKNOWN" in case.codes


def test_without_a_price_the_instalments_are_the_price(whole: Open) -> None:
    """Each share of one delivery, and not the whole delivery three times."""
    claim = whole(NAME, ("    price: 2,400,000.00\n", "")).matter.claim
    assert (claim.principal, claim.late_charge) == (1180000, 297224)


def test_a_payment_before_the_contract_is_noticed(whole: Open) -> None:
    case = whole(NAME, ("paid_on: 2024-08-09", "paid_on: 2024-05-05"))
    assert "LD-DAY-ORDER" in case.codes
