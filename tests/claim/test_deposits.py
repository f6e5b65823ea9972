"""Earnest money, security and advances: what pays the debt, and what is only held."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import CaseError
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.contracts import contract_views
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.figures import Claim
    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 30)
SALE = """
contracts:
  - {price: 100000.00, due_on: 2026-03-31, late_payment: {rate: 0.05%/day}}
"""


def worked(
    write_case: Callable[..., Path], rows: str, contracts: str = SALE, day: dt.date = DAY
) -> tuple[Claim, dict[str, Finding]]:
    matter, findings = examine(with_its_files(write_case(contracts + rows)), day, packaged())
    return matter.claim, {finding.code: finding for finding in findings}


def deposit(kind: str, amount: str, more: str = "") -> str:
    return f"deposits: [{{kind: {kind}, amount: {amount}, paid_on: 2026-01-10{more}}}]\n"


def test_an_advance_pays_the_price_from_its_day(write_case: Callable[..., Path]) -> None:
    """70,000 × 0.05% × 91 days, 1 April to 30 June."""
    claim, findings = worked(write_case, deposit("预付款", "30000.00"))
    assert (claim.principal, claim.accounts[0].paid) == (70000, 30000)
    assert claim.late_charge == Decimal("3185.00")
    assert not [code for code in findings if code.startswith("LD-DEPOSIT")]


def test_earnest_money_that_is_kept_beside_the_whole_price_stops_every_figure(
    write_case: Callable[..., Path],
) -> None:
    claim, findings = worked(write_case, deposit("定金", "20000.00"))
    assert claim.principal == 100000
    found = findings["LD-DEPOSIT-EARNEST"]
    assert (found.severity, found.blocks) == ("error", ("figures",))
    assert "第五百八十七条" in found.article
    assert "LD-DEPOSIT-LIMIT" not in findings
    assert "没有主张定金罚则" in findings["LD-DEPOSIT-PENALTY"].message
    early = worked(write_case, deposit("定金", "20000.00"), day=dt.date(2026, 3, 31))[1]
    assert "LD-DEPOSIT-EARNEST" not in early


def test_earnest_money_applied_goes_to_the_price_and_not_to_interest(
    write_case: Callable[..., Path],
) -> None:
    """100,000 × 0.05% × 29 days before 30 April, then 80,000 × 62 days: 1,450 + 2,480."""
    contracts = SALE.replace("%/day", "%/day, kind: 逾期利息")
    rows = deposit("定金", "20000.00", ", applied_on: 2026-04-30")
    claim, findings = worked(write_case, rows, contracts)
    assert (claim.principal, claim.late_charge) == (80000, Decimal("3930.00"))
    assert "LD-DEPOSIT-EARNEST" not in findings
    (payment,) = claim.accounts[0].facts.payments
    assert (payment.says, payment.made_by_debtor) == ("定金抵作价款", False)


def test_security_set_off_pays_interest_first(write_case: Callable[..., Path]) -> None:
    """By 29 April 29 days: 1,450; 20,000 leaves 18,550 for the price."""
    contracts = SALE.replace("%/day", "%/day, kind: 逾期利息")
    rows = deposit("押金", "20000.00", ", applied_on: 2026-04-30")
    claim, findings = worked(write_case, rows, contracts)
    assert claim.principal == Decimal("81450.00")
    assert claim.accounts[0].instalments[0].late_charge_paid == Decimal("1450.00")
    assert "LD-DEPOSIT-HELD" not in findings


def test_earnest_money_for_a_later_part_is_noted_only(write_case: Callable[..., Path]) -> None:
    contracts = """
contracts:
  - price: 100000.00
    instalments:
      - {name: 首付款, amount: 60000.00, due_on: 2026-03-31}
      - {name: 尾款, amount: 40000.00, due_on: 2026-12-31}
"""
    rows = deposit("定金", "20000.00", ", towards: 尾款")
    found = worked(write_case, rows, contracts)[1]["LD-DEPOSIT-EARNEST"]
    assert (found.severity, found.blocks) == ("note", ())
    found = worked(write_case, rows, contracts, dt.date(2027, 1, 1))[1]["LD-DEPOSIT-EARNEST"]
    assert found.severity == "error"


@pytest.mark.parametrize(("amount", "beyond"), [("20000.00", ""), ("25000.00", "5,000.00")])
def test_a_fifth_of_the_price_is_the_limit(
    write_case: Callable[..., Path], amount: str, beyond: str
) -> None:
    rows = deposit("定金", amount, ", applied_on: 2026-02-01")
    found = worked(write_case, rows)[1].get("LD-DEPOSIT-LIMIT")
    assert (found is not None) == bool(beyond)
    if found is not None:
        assert f"（20,000.00 元），超过的 {beyond} 元" in found.message
        assert "第五百八十六条" in found.article


LEASE = """
contracts:
  - name: 厂房租赁合同
    kind: 租赁
    price: 228000.00
    late_payment: {rate: 0.05%/day}
    instalments:
      - {name: 第一季度租金, amount: 114000.00, due_on: 2026-01-05}
      - {name: 第二季度租金, amount: 114000.00, due_on: 2026-04-05}
"""


def test_the_deposit_of_a_lease_stands_beside_the_arrears(write_case: Callable[..., Path]) -> None:
    rows = deposit("押金", "76000.00", ", file: payments/押金.pdf, clause: 第五条")
    claim, findings = worked(write_case, rows, LEASE)
    assert claim.principal == 228000
    held = findings["LD-DEPOSIT-HELD"]
    assert (held.severity, held.blocks) == ("warning", ())
    assert "收有押金 76,000.00 元（《厂房租赁合同》第五条），没有抵扣" in held.message
    assert "第五百六十八条" in held.article
    assert "第六十七条" in held.article
    (view,) = contract_views(claim)
    assert [row.amount for row in view.deposits_held] == [76000]
    assert view.payments == ()
    (exhibit,) = examine(load_case(write_case(LEASE + rows)), DAY, packaged())[0].exhibits
    assert (exhibit.title, exhibit.proves) == (
        "押金凭证",
        "债务人2026年1月10日交付押金76,000.00元",
    )


def test_a_deposit_given_back_is_no_longer_held(write_case: Callable[..., Path]) -> None:
    rows = deposit("押金", "76000.00", ", returned_on: 2026-05-01")
    claim, findings = worked(write_case, rows, LEASE)
    assert contract_views(claim)[0].deposits_held == ()
    assert "LD-DEPOSIT-HELD" not in findings
    earlier = worked(write_case, rows, LEASE, dt.date(2026, 4, 30))
    assert "LD-DEPOSIT-HELD" in earlier[1]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (", applied_on: 2026-02-01, returned_on: 2026-02-01", "又写了退还日期"),
        (", applied_on: 2026-01-09", "applied_on 2026-01-09 早于交付日期"),
    ],
)
def test_what_a_deposit_cannot_say(write_case: Callable[..., Path], more: str, says: str) -> None:
    with pytest.raises(CaseError) as refused:
        load_case(write_case(SALE + deposit("定金", "1.00", more)))
    assert [finding.code for finding in refused.value.findings] == ["LD-CASE-DEPOSIT"]
    assert says in refused.value.findings[0].message


def test_retention_is_an_instalment_with_its_own_term(write_case: Callable[..., Path]) -> None:
    """24 months from the acceptance on 12 October 2024 end on 12 October 2026, a Monday."""
    text = """
contracts:
  - price: 100000.00
    kind: 承揽
    instalments:
      - {name: 安装验收款, amount: 90000.00, due_after: 验收, due_days: 15}
      - {name: 质量保证金, amount: 10000.00, due_after: 验收, due_days: 24个月}
deliveries:
  - {number: A, delivered_on: 2024-07-20, amount: 100000.00, accepted_on: 2024-10-12}
"""
    claim = open_claim(load_case(write_case(text)), dt.date(2026, 10, 12), packaged())
    _, kept = claim.accounts[0].instalments
    assert (kept.name, kept.due_on) == ("质量保证金", dt.date(2026, 10, 12))
    assert (claim.principal, claim.not_due) == (90000, 10000)
    claim = open_claim(load_case(write_case(text)), dt.date(2026, 10, 13), packaged())
    assert claim.principal == 100000


def test_a_refund_gives_back_what_was_overpaid(write_case: Callable[..., Path]) -> None:
    rows = (
        "payments: [{paid_on: 2026-03-01, amount: 100000.00}]\n"
        "credits: [{agreed_on: 2026-03-10, amount: 8000.00, reason: 退货}]\n"
        "refunds: [{paid_on: 2026-03-20, amount: AMOUNT, reason: 退货, file: r.pdf}]\n"
    )
    claim, findings = worked(write_case, rows.replace("AMOUNT", "8000.00"))
    account = claim.accounts[0]
    assert (claim.total, account.unapplied, account.paid) == (0, 0, 100000)
    assert "LD-SUM-OVERPAID" not in findings
    assert [row.amount for row in contract_views(claim)[0].refunds] == [8000]
    claim, findings = worked(write_case, rows.replace("AMOUNT", "5000.00"))
    assert claim.accounts[0].unapplied == 3000
    assert "多付 3,000.00 元" in findings["LD-SUM-OVERPAID"].message
    claim, findings = worked(write_case, rows.replace("AMOUNT", "9000.00"))
    excess = findings["LD-REFUND-EXCESS"]
    assert "多 1,000.00 元" in excess.message
    assert excess.blocks == ("figures",)
    assert "LD-SUM-SET-OFF" not in findings


def test_a_statement_counts_what_was_given_by_its_day(write_case: Callable[..., Path]) -> None:
    """100,000 − 20,000 advance − 30,000 bill, and the bill stands again after its day."""
    rows = (
        deposit("预付款", "20000.00")
        + "bills: [{kind: 银行承兑汇票, number: '1', amount: 30000.00, received_on: 2026-02-01, "
        "due_on: 2026-05-01, dishonoured_on: 2026-05-02}]\n"
        "statements: [{through_on: DAY, balance: SUM}]\n"
    )
    for day, balance, agrees in (
        ("2026-04-30", "50000.00", True),
        ("2026-05-31", "80000.00", True),
        ("2026-05-31", "50000.00", False),
    ):
        text = rows.replace("DAY", day).replace("SUM", balance)
        assert ("LD-SUM-STATEMENT" not in worked(write_case, text)[1]) == agrees
