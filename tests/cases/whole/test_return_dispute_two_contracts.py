"""苏锦膜材 v. 映山食品包装: two contracts for film, the first overpaid, the second in arrears.

Under A (500,000) the buyer paid 490,000 late and then sent film for 60,000 back, so that it has
paid 50,000 too much. Under B (300,000) it set off 25,000 for pallets and paid 50,000; it owes
225,000 and says that film for 80,000 of it is uneven. The seller answered; nothing was agreed.
A payment order is wanted: for what nobody disputes.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import CaseError

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "return_dispute_two_contracts"
RATE = Decimal("0.0003")
LETTERS = {"payment_reminder", "overdue_reminder", "warning_letter", "lawyer_letter"}
PALLETS = (
    "  - {agreed_on: 2026-03-02, amount: 25000.00, contract: SJ-2025-B, "
    "reason: 以托盘款抵销, set_off: 是, file: other/抵销通知.pdf}\n"
)
SECOND_PAYMENT = "  - {paid_on: 2026-04-20, amount: 50000.00, contract: SJ-2025-B"


def test_the_figures_are_those_worked_out_by_hand(whole: Open) -> None:
    claim = whole(NAME).matter.claim
    # B: delivered 2025-12-10, 30 days: due 2026-01-09. 300,000 less 25,000 less 50,000.
    assert claim.principal == Decimal(300000) - 25000 - 50000 == 225000
    assert claim.not_due == 0
    # 01-10 to 03-01: 22 + 28 + 1; 03-02 to 04-19: 30 + 19; 04-20 to 11-25: 11+31+30+31+31+30+31+25.
    late = (51 * Decimal(300000) + 49 * Decimal(275000) + 220 * Decimal(225000)) * RATE
    assert claim.late_charge == late == Decimal("23482.50")
    # A: due 2025-12-03. 12-04 to 01-08: 28 + 8 days on 500,000; 01-09 to 01-14: 6 on 10,000.
    charge_of_a = (36 * Decimal(500000) + 6 * Decimal(10000)) * RATE
    assert charge_of_a == 5418
    first = claim.accounts[0]
    assert first.beyond_price == 490000 + 60000 - 500000 == 50000
    assert (first.principal, first.late_charge) == (0, 0)
    assert first.unapplied == claim.unapplied == 50000 - charge_of_a
    # The objection takes out 80,000 of the price, and the late charge with it.
    assert claim.order_sum.total == 225000 - 80000
    assert claim.order_sum.late_charge == 0


def test_the_days(whole: Open) -> None:
    """Part payment on 2026-04-20 starts three years anew: 2029-04-20, a Friday."""
    case = whole(NAME)
    (watched,) = case.matter.limitations
    assert watched.contract.number == "SJ-2025-B"
    assert watched.limitation.conservative == dt.date(2029, 4, 20)
    assert str(case.matter.letter.effect) == "催告函"


def test_which_papers_are_made(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.made == {
        "demand_letter",
        "payment_order",
        "filing_list:支付令申请书",
        "exhibit_list",
        "interest_schedule",
        "representative_certificate",
    }
    refused = case.refused
    assert {paper for paper in refused if "LD-LETTER-NOT-NOW" in refused[paper]} == LETTERS
    assert "LD-PRES-PAYMENT-ORDER" in refused["pre_suit_preservation"]
    assert "LD-PRES-NO-SUIT" in refused["suit_preservation"]
    assert "LD-SET-NO-TERMS" in refused["repayment_agreement"]
    assert {"LD-SUM-OVERPAID", "LD-CREDIT-DAY", "LD-PO-DISPUTE"} <= case.codes
    compare_golden(NAME, case)


def test_what_was_paid_too_much_is_said_with_its_source(whole: Open) -> None:
    case = whole(NAME)
    said = "超出应付价款50,000.00元，其中5,418.00元抵充该合同项下的违约金，余下44,582.00元"
    for paper in ("demand_letter", "payment_order"):
        assert said in case.text(paper)
    schedule = case.text("interest_schedule")
    assert "500,000.00×0.03%×36日＝5,400.00" in schedule
    assert "其中已付5,418.00元，尚欠0.00元。" in schedule


def test_the_objection_is_answered_and_left_out_of_the_order(whole: Open) -> None:
    case = whole(NAME)
    letter, order = case.text("demand_letter"), case.text("payment_order")
    assert "所涉金额为80,000.00元。我方已于2026年1月28日答复：该批货物已由贵方" in letter
    assert "本函不构成对上述异议的承认。贵方没有提出异议的款项，请先行付清。" in letter
    assert "给付145,000.00元" in order
    assert "被申请人提出异议的80,000.00元不在本次请求之内" in order
    assert "就本次请求的款项，双方之间没有其他债务纠纷" in order


@pytest.mark.parametrize(
    "change",
    [("      amount: 80000.00\n", ""), ("      amount: 80000.00", "      amount: 280000.00")],
    ids=["no sum", "more than is owed"],
)
def test_a_debt_disputed_as_a_whole_has_no_order(whole: Open, change: tuple[str, str]) -> None:
    case = whole(NAME, change)
    assert "LD-PO-DISPUTED" in case.refused["payment_order"]
    assert "demand_letter" in case.made
    assert "没有提出异议的款项" not in case.text("demand_letter")


def test_an_objection_that_was_settled_leaves_the_whole_sum(whole: Open) -> None:
    case = whole(NAME, ("      answered_on:", "      settled_on: 2026-02-01\n      answered_on:"))
    assert case.matter.claim.order_sum.total == Decimal("248482.50")
    assert "异议，理由" not in case.text("payment_order")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((SECOND_PAYMENT, f"{SECOND_PAYMENT}}}\n{SECOND_PAYMENT}"), "LD-SUM-SAME-PAYMENT"),
        (("paid_on: 2026-04-20", "paid_on: 2025-04-20"), "LD-DAY-ORDER"),
        ((PALLETS, PALLETS + PALLETS), "LD-SUM-SAME-CREDIT"),
        (("answered_on: 2026-01-28", "answered_on: 2025-01-28"), "LD-DAY-IMPOSSIBLE"),
        (("amount: 490000.00", "amount: 440000.00"), None),
    ],
    ids=[
        "doubled payment",
        "paid before signing",
        "doubled set-off",
        "answered too early",
        "nothing too much",
    ],
)
def test_slips_are_found(whole: Open, change: tuple[str, str], code: str | None) -> None:
    codes = whole(NAME, change).codes
    assert code in codes if code else "LD-SUM-OVERPAID" not in codes


@pytest.mark.parametrize("amount", ["25000.00", "50000.00"])
def test_a_row_without_a_sum_stops_what_states_one(whole: Open, amount: str) -> None:
    case = whole(NAME, (f"amount: {amount}", "amount: 0.00"))
    assert "LD-SUM-ZERO" in case.codes
    assert case.made.isdisjoint({"demand_letter", "payment_order", "interest_schedule"})


def test_an_unknown_contract_is_refused(whole: Open) -> None:
    with pytest.raises(CaseError) as caught:
        whole(NAME, (SECOND_PAYMENT, SECOND_PAYMENT.replace("SJ-2025-B", "SJ-2025-X")))
    assert [finding.code for finding in caught.value.findings] == ["LD-CASE-REFERENCE"]


def set_off(amount: str, more: str = "set_off: 是, overpaid_under: SJ-2025-A") -> tuple[str, str]:
    """Return a change that sets an amount under B off on 2026-05-08."""
    row = (
        f"  - {{agreed_on: 2026-05-08, amount: {amount}, contract: SJ-2025-B, "
        f"reason: 以合同A的多付款抵销, {more}, file: other/抵销协议.pdf}}\n"
    )
    return "credits:\n", f"credits:\n{row}"


def test_what_was_paid_too_much_is_set_off(whole: Open) -> None:
    """44,582.00 of B is gone from 2026-05-08 on: 180,418.00 is left, and nothing is overpaid."""
    case = whole(NAME, set_off("44582.00"))
    claim = case.matter.claim
    assert claim.principal == 225000 - 44582
    # 04-20 to 05-07 are 18 days on 225,000, 05-08 to 11-25 are 202 on 180,418.
    late = 51 * 300000 + 49 * 275000 + 18 * 225000 + 202 * Decimal(180418)
    assert claim.late_charge == round(late * RATE, 2)
    assert claim.unapplied == 0
    assert "LD-SUM-OVERPAID" not in case.codes
    said = case.text("demand_letter")
    assert "其中5,418.00元抵充该合同项下的违约金，44,582.00元已经抵销其他合同项下的款项。" in said
    assert "没有从上述金额中扣除" not in said


def test_a_part_of_it_is_set_off(whole: Open) -> None:
    case = whole(NAME, set_off("20000.00"))
    assert case.matter.claim.unapplied == 44582 - 20000
    letter = case.text("demand_letter")
    assert "20,000.00元已经抵销其他合同项下的款项，余下24,582.00元没有" in letter


def test_more_than_was_paid_too_much_cannot_be_set_off(whole: Open) -> None:
    case = whole(NAME, set_off("44582.01"))
    finding = next(finding for finding in case.findings if finding.code == "LD-SUM-SET-OFF")
    assert "抵销 44,582.01 元，该合同可用的多付款只有 44,582.00 元" in finding.message
    assert "LD-REFUND-EXCESS" not in case.codes
    assert case.made.isdisjoint({"demand_letter", "payment_order", "interest_schedule"})


@pytest.mark.parametrize(
    "more",
    [
        "set_off: 是, overpaid_under: SJ-2025-X",
        "set_off: 是, overpaid_under: SJ-2025-B",
        "overpaid_under: SJ-2025-A",
    ],
    ids=["unknown", "the same contract", "no set-off"],
)
def test_a_set_off_names_the_contract_that_was_overpaid(whole: Open, more: str) -> None:
    with pytest.raises(CaseError) as caught:
        whole(NAME, set_off("1000.00", more))
    assert [finding.code for finding in caught.value.findings] == ["LD-CASE-REFERENCE"]
