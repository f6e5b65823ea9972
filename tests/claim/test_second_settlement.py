"""A second settlement after the first was broken: the broken one governs until it is signed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.findings import FIGURES
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.repayment_agreement import FORM
from tests.claim.test_settlement import BROKEN, DAY
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.case.model import Case
    from legaldocs.core.findings import Finding

Y = Decimal

FIRST = (
    BROKEN.replace("settlement:\n  signed_on", "earlier_settlements:\n- signed_on")
    .replace("  file: a.pdf\n", "")
    .replace("payments:", "  file: 一.pdf\npayments:")
)
DRAFT = """
settlement:
  instalments:
    - {due_on: 2026-12-31, amount: 275000.00}
    - {due_on: 2027-01-31, amount: 275000.00}
"""
SIGNED = DRAFT.replace("settlement:\n", "settlement:\n  signed_on: 2026-11-25\n") + (
    "  late_charge: 按期付清则免除\n  late_charge_amount: 124180.00\n"
    "  default_rate: 0.02%/day\n  file: 二.pdf\n"
)


@pytest.fixture
def case(write_case: Callable[..., Path]) -> Callable[[str], Case]:
    files = {"一.pdf": b"%PDF", "二.pdf": b"%PDF"}
    return lambda text: load_case(write_case(text, files))


@pytest.fixture
def found(case: Callable[[str], Case]) -> Callable[..., dict[str, Finding]]:
    def look(text: str, day: dt.date = DAY) -> dict[str, Finding]:
        return {finding.code: finding for finding in examine(case(text), day, packaged())[1]}

    return look


def test_the_broken_deed_governs_while_the_new_one_is_a_draft(case: Callable[[str], Case]) -> None:
    """As in test_settlement: 550,000 + 100,000 revived + 24,180 at the deed's rate."""
    claim = open_claim(case(FIRST + DRAFT), DAY, packaged())
    assert (claim.principal, claim.late_charge) == (Y("550000.00"), Y("124180.00"))
    matter, findings = examine(case(FIRST + DRAFT), DAY, packaged())
    ready = {draft.id for draft in choose(matter, findings).made}
    assert {"demand_letter", "repayment_agreement"} <= ready


def test_the_draft_names_the_deed_it_follows(case: Callable[[str], Case]) -> None:
    matter = examine(case(FIRST + DRAFT), DAY, packaged())[0]
    text = text_of(FORM, matter)
    assert "2025年12月20日，各方就上述债务签订还款协议，约定乙方分期支付900,000.00元" in text
    assert "各期尚有550,000.00元没有付清" in text
    assert "不变更原合同和上述还款协议关于逾期付款责任的约定" in text
    assert "自原付款期限届满" not in text


def test_past_days_in_the_draft_refuse_the_draft_alone(
    found: Callable[..., dict[str, Finding]],
) -> None:
    finding = found(FIRST + DRAFT, dt.date(2027, 2, 1))["LD-SET-DAYS"]
    assert finding.blocks == ("repayment_agreement",)


def test_the_new_deed_governs_once_it_is_signed(case: Callable[[str], Case]) -> None:
    """On January 10 the first part is ten days late, and both parts are due.

    550,000 × 0.02% × 10 days (January 1 to 10) = 1,100; with the 124,180 that the default revives
    125,280. The day before signing, November 24, the first deed still runs: one day less of
    550,000 × 0.03% = 165, so 124,015.
    """
    broken = open_claim(case(FIRST + SIGNED), dt.date(2027, 1, 10), packaged())
    assert (broken.principal, broken.late_charge) == (Y("550000.00"), Y("125280.00"))
    assert [deed.signed_on for deed in broken.deeds] == [dt.date(2025, 12, 20), DAY]
    assert broken.on_contracts.principal == Y("900000.00")
    kept = open_claim(case(FIRST + SIGNED), dt.date(2026, 12, 1), packaged())
    assert (kept.total, kept.not_due) == (0, Y("550000.00"))
    before = open_claim(case(FIRST + SIGNED), dt.date(2026, 11, 24), packaged())
    assert before.late_charge == Y("124015.00")


def test_a_second_deed_states_the_late_charge(found: Callable[..., dict[str, Finding]]) -> None:
    without = FIRST + SIGNED.replace("  late_charge_amount: 124180.00\n", "")
    day = dt.date(2026, 12, 1)
    assert "LD-DEED-CHARGE" not in found(FIRST + SIGNED, day)
    assert found(without, day)["LD-DEED-CHARGE"].blocks == (FIGURES,)


@pytest.mark.parametrize(
    "wrong",
    [
        (FIRST + SIGNED).replace("- signed_on: 2025-12-20\n ", "-"),
        (FIRST + SIGNED).replace("- signed_on: 2025-12-20", "- signed_on: 2026-11-25"),
    ],
)
def test_an_earlier_deed_was_signed_before(
    found: Callable[..., dict[str, Finding]], wrong: str
) -> None:
    finding = found(wrong, dt.date(2026, 12, 1))["LD-DEED-EARLIER"]
    assert (finding.severity, finding.blocks) == ("error", (FIGURES,))


def test_both_deeds_are_exhibits_and_acknowledge_the_debt(case: Callable[[str], Case]) -> None:
    matter = examine(case(FIRST + SIGNED), dt.date(2026, 12, 1), packaged())[0]
    shown = [row.dated_on for row in matter.exhibits if row.title == "还款协议"]
    assert shown == [dt.date(2025, 12, 20), DAY]
