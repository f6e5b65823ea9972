"""Each delivery, invoice, acceptance and statement makes its own amount due."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.core.errors import CaseError
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.figures import InstalmentAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 11, 21)
CONTRACT = """
contracts:
  - {number: H1, name: 买卖合同, signed_on: 2025-01-05, price: 300000.00, due_after: 每批交货,
     due_days: 30, late_payment: {rate: 0.03%/day}, file: h.pdf}
"""
DELIVERIES = """
deliveries:
  - {number: S1, delivered_on: 2025-01-10, amount: 100000.00, signed_by: 丁一, file: s.pdf}
  - {number: S2, delivered_on: 2025-04-10, amount: 100000.00, signed_by: 丁一, file: s.pdf}
"""
INVOICES = """
invoices:
  - {number: "1001", issued_on: 2025-01-15, amount: 100000.00, received_on: 2025-01-20}
  - {number: "1002", issued_on: 2025-04-15, amount: 100000.00}
"""
FILES = {"h.pdf": b"%PDF-1.4", "s.pdf": b"%PDF-1.4"}


def look(folder: Path, day: dt.date = DAY) -> tuple[Matter, dict[str, Finding]]:
    matter, findings = examine(load_case(folder), day, packaged())
    return matter, {finding.code: finding for finding in findings}


def parts(matter: Matter) -> list[InstalmentAccount]:
    return [part for account in matter.claim.accounts for part in account.instalments]


def days(matter: Matter) -> list[tuple[str, Decimal, str]]:
    return [(part.name, part.amount, str(part.due_on)) for part in parts(matter)]


def test_each_delivery_falls_due_by_itself(write_case: Callable[..., Path]) -> None:
    """S1: Sunday 2025-02-09 rolls to the 10th, 649 days; S2: Saturday 2025-05-10 to the 12th, 558.

    100,000 × 0.03% × 1,207 days = 36,210.00. What was not delivered is not due.
    """
    matter, found = look(write_case(CONTRACT + DELIVERIES))
    assert days(matter) == [
        ("送货单 S1", 100000, "2025-02-10"),
        ("送货单 S2", 100000, "2025-05-12"),
        ("尚未交货部分", 100000, "None"),
    ]
    claim = matter.claim
    assert (claim.principal, claim.not_due) == (200000, 100000)
    assert claim.late_charge == Decimal("36210.00")
    assert not {"LD-DUE-SEVERAL-EVENTS", "LD-DUE-UNKNOWN"} & set(found)


def test_a_payment_order_asks_for_what_was_delivered(write_case: Callable[..., Path]) -> None:
    order = (
        "procedure: {route: 支付令, debtor_court: 武汉市江夏区人民法院, "
        "no_counter_duty: 是, no_other_dispute: 是}\n"
    )
    text = CONTRACT + DELIVERIES + order
    matter, findings = examine(load_case(write_case(text, FILES)), DAY, packaged())
    assert matter.claim.order_sum.principal == 200000
    assert "LD-PO-PART-DELIVERED" in [finding.code for finding in findings]
    assert "支付令申请书" in [draft.title for draft in choose(matter, findings).made]
    whole = text.replace("due_after: 每批交货,\n     due_days: 30", "due_on: 2025-06-30")
    matter, findings = examine(load_case(write_case(whole, FILES)), DAY, packaged())
    assert "LD-PO-UNDELIVERED" in [finding.code for finding in findings]
    assert "支付令申请书" not in [draft.title for draft in choose(matter, findings).made]


def test_each_invoice_falls_due_by_itself(write_case: Callable[..., Path]) -> None:
    text = CONTRACT.replace("每批交货", "每次开票") + DELIVERIES + INVOICES
    matter, _ = look(write_case(text))
    assert days(matter) == [
        ("发票 1001", 100000, "2025-02-14"),
        ("发票 1002", 100000, "2025-05-15"),
        ("尚未交货部分", 100000, "None"),
    ]
    one = text.replace('  - {number: "1002", issued_on: 2025-04-15, amount: 100000.00}\n', "")
    matter, found = look(write_case(one))
    assert days(matter)[1:] == [
        ("尚未开票部分", 100000, "None"),
        ("尚未交货部分", 100000, "None"),
    ]
    assert "“尚未开票部分”" in found["LD-DUE-UNKNOWN"].message


def test_receipt_of_an_invoice_needs_its_day(write_case: Callable[..., Path]) -> None:
    text = CONTRACT.replace("due_after: 每批交货,", "due_after: 每次收票,")
    matter, _ = look(write_case(text + DELIVERIES + INVOICES))
    assert days(matter)[:2] == [("发票 1001", 100000, "2025-02-19"), ("发票 1002", 100000, "None")]


def test_an_instalment_is_its_share_of_each_delivery(write_case: Callable[..., Path]) -> None:
    """Nine tenths on each delivery, one tenth a year after each acceptance."""
    text = """
contracts:
  - price: 300.00
    instalments:
      - {name: 货款, amount: 270.00, due_after: 每批交货}
      - {name: 质保金, amount: 30.00, due_after: 每批验收, due_days: 一年}
deliveries:
  - {number: S1, delivered_on: 2025-01-10, amount: 100.01, accepted_on: 2025-02-10}
  - {number: S2, delivered_on: 2025-04-10, amount: 99.98}
payments:
  - {paid_on: 2025-05-01, amount: 10.00, towards: 质保金}
  - {paid_on: 2025-05-02, amount: 20.00, towards: S2}
"""
    matter, _ = look(write_case(text))
    assert days(matter) == [
        ("货款（送货单 S1）", Decimal("90.01"), "2025-01-10"),
        ("货款（送货单 S2）", Decimal("89.98"), "2025-04-10"),
        ("货款（尚未交货部分）", Decimal("90.01"), "None"),
        ("质保金（送货单 S1）", Decimal("10.00"), "2026-02-10"),
        ("质保金（送货单 S2）", Decimal("10.00"), "None"),
        ("质保金（尚未交货部分）", Decimal("10.00"), "None"),
    ]
    assert [part.paid for part in parts(matter)] == [0, 20, 0, 10, 0, 0]


FRAMEWORK = """
contracts:
  - {name: 框架合同, signed_on: 2025-01-05, due_after: TERM, due_days: 30}
"""


def test_a_framework_contract_owes_what_was_delivered(write_case: Callable[..., Path]) -> None:
    text = FRAMEWORK.replace("TERM", "交货") + DELIVERIES
    matter, found = look(write_case(text, FILES))
    assert [part.name for part in parts(matter)] == ["送货单 S1", "送货单 S2"]
    assert matter.claim.principal == 200000
    assert "LD-DUE-SEVERAL-EVENTS" not in found
    assert "共 200,000.00 元" in found["LD-DEBT-NO-PRICE"].message
    with pytest.raises(CaseError, match="改正"):
        load_case(write_case(text.replace("交货", "全部交货")))


def test_a_framework_contract_owes_what_was_confirmed(write_case: Callable[..., Path]) -> None:
    """40,000 confirmed in June, 70,000 more by September: 90,000 with the 20,000 paid between."""
    text = FRAMEWORK.replace("TERM", "对账") + (
        "payments: [{paid_on: 2026-08-01, amount: 20000.00}]\n"
        "statements:\n"
        "  - {through_on: 2026-06-30, balance: 40000.00, confirmed_on: 2026-07-06}\n"
        "  - {through_on: 2026-09-30, balance: 90000.00, confirmed_on: 2026-10-09}\n"
    )
    matter, _ = look(write_case(text))
    assert days(matter) == [
        ("2026年6月30日对账单", 40000, "2026-08-05"),
        ("2026年9月30日对账单", 70000, "2026-11-09"),
    ]
    assert matter.claim.principal == 90000
    _, found = look(write_case(text.replace("balance: 90000.00", "balance: 10000.00")))
    assert found["LD-SUM-STATEMENTS"].severity == "error"


def test_a_contract_without_price_or_anything_else_owes_nothing_yet(
    write_case: Callable[..., Path],
) -> None:
    _, found = look(write_case(FRAMEWORK.replace("TERM", "交货")))
    assert found["LD-DEBT-NO-BASIS"].severity == "error"


def test_a_monthly_term_says_both_readings(write_case: Callable[..., Path]) -> None:
    """Month end: due 2026-04-30, 205 days of 100,000 × 0.03%; the invoice: 2026-04-07, 228."""
    text = """
contracts:
  - {price: 100000.00, due_after: 开票, due_days: 月结30天, late_payment: {rate: 0.03%/day}}
invoices: [{number: "1", issued_on: 2026-03-05, amount: 100000.00}]
"""
    matter, found = look(write_case(text))
    assert days(matter) == [("合同价款", 100000, "2026-04-30")]
    assert matter.claim.late_charge == Decimal("6150.00")
    assert "违约金 6,150.00 元；自开票之日起算的，到期本金 100,000.00 元、违约金 6,840.00 元" in (
        found["LD-DUE-MONTHLY"].message
    )
    _, found = look(write_case(text.replace("月结30天", "当月底后30天")))
    assert "LD-DUE-MONTHLY" not in found
    framework = text.replace("price: 100000.00, ", "").replace("月结30天", "月结60天")
    monthly = look(write_case(framework))[1]["LD-DUE-MONTHLY"]
    assert "“价款”约定月结" in monthly.message
    assert "写 due_days: 当月底后60天" in monthly.next_step
    assert "写 due_days: 60天" in monthly.next_step


DEMAND = """
contracts: [{name: 咨询合同, price: 100000.00, due_after: 随时, late_payment: {rate: 0.03%/day}}]
"""
LETTER = (
    "communications: [{sent_on: 2026-09-01, channel: 快递, effect: 其他催款, gist: 请求付款, "
    "arrived_on: 2026-09-03, pay_by: 2026-09-18}]\n"
)


def test_a_debt_on_demand_falls_due_on_the_day_the_letter_gives(
    write_case: Callable[..., Path],
) -> None:
    """64 days after 2026-09-18: 1,920.00."""
    matter, found = look(write_case(DEMAND))
    assert (matter.claim.principal, matter.letter.effect) == (0, None)
    assert "先发履行催告函" in matter.letter.reason
    assert "第五百一十一条" in found["LD-DUE-ON-DEMAND"].article
    _, findings = examine(load_case(write_case(DEMAND)), DAY, packaged())
    assert [draft.title for draft in choose(matter, findings).made] == ["履行催告函"]
    matter, found = look(write_case(DEMAND + LETTER))
    assert (matter.claim.principal, matter.claim.late_charge) == (100000, Decimal("1920.00"))
    assert "LD-DUE-ON-DEMAND" not in found
    late = LETTER.replace("pay_by: 2026-09-18", "pay_by: 2026-09-02")
    assert look(write_case(DEMAND + late))[0].claim.principal == 0


def test_pay_when_paid_binds_no_small_creditor_of_a_large_debtor(
    write_case: Callable[..., Path],
) -> None:
    text = "contracts: [{price: 100.00, signed_on: 2025-07-01, due_after: 第三方付款}]\n"
    _, found = look(write_case(text))
    assert found["LD-DUE-PAY-WHEN-PAID"].severity == "warning"
    sizes = (
        "parties:\n  - {role: 债权人, name: 甲, size: 小型}\n"
        "  - {role: 债务人, name: 乙, size: 大型}\n"
    )
    _, found = look(write_case(text, parties=sizes))
    assert found["LD-DUE-PAY-WHEN-PAID"].severity == "error"
    assert "无效" in found["LD-DUE-PAY-WHEN-PAID"].message


def test_a_price_cut_may_reach_back(write_case: Callable[..., Path]) -> None:
    """1,000 due 2026-09-30; 500 off agreed 2026-11-01, 0.1% a day.

    From its own day: 31 days of 1,000 and 21 of 500 = 41.50; back to September: 52 × 0.5 = 26.00.
    """
    text = """
contracts: [{price: 1000.00, due_on: 2026-09-30, late_payment: {rate: 0.1%/day}}]
credits: [{agreed_on: 2026-11-01, amount: 500.00, reason: 折让}]
"""
    matter, found = look(write_case(text))
    assert matter.claim.late_charge == Decimal("41.50")
    assert "LD-CREDIT-DAY" in found
    back = text.replace("reason", "from_on: 2026-09-01, reason")
    matter, found = look(write_case(back))
    assert matter.claim.late_charge == Decimal("26.00")
    assert "LD-CREDIT-DAY" not in found


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("due_days: 30天", "没有写从哪一事由起算"),
        ("due_on: 2026-01-01, due_days: 货到30天", "到期日写了两种"),
        ("due_after: 开票, due_days: 货到30天", "另一事由"),
        ("due_after: 随时, due_days: 30", "不写 due_days"),
    ],
)
def test_a_term_is_stated_once(write_case: Callable[..., Path], line: str, says: str) -> None:
    with pytest.raises(CaseError) as error:
        load_case(write_case(f"contracts: [{{price: 1.00, {line}}}]\n"))
    assert says in error.value.findings[0].message


def test_instalments_and_the_plan_may_stand_in_tables(write_case: Callable[..., Path]) -> None:
    text = """
contracts:
  - {price: 300.00, instalments: 分期.csv}
settlement: {instalments: 还款.csv}
"""
    tables = {
        "分期.csv": "款项名称,金额,起算事由,付款期限\n"
        "预付款,100.00,签订,10天\n尾款,200.00,验收,一年\n",
        "还款.csv": "付款日,金额\n2026-12-31,300.00\n",
    }
    files = {name: table.encode() for name, table in tables.items()}
    case = load_case(write_case(text, files))
    first, second = case.contracts[0].instalments
    assert (first.name, second.due_days and second.due_days.months) == ("预付款", 12)
    assert case.settlement is not None
    assert case.settlement.instalments[0].amount == 300


RETENTION = """
contracts:
  - price: 2400000.00
    signed_on: 2024-05-06
    instalments:
      - {name: 预付款, amount: 720000.00, due_after: 签订, due_days: 10}
      - {name: 到场款, amount: 720000.00, due_after: 交货, due_days: 15}
      - {name: 验收款, amount: 720000.00, due_after: 验收, due_days: 15}
      - {name: 质量保证金, amount: 240000.00, due_after: 验收, due_days: 24个月}
deliveries:
  - {number: D, delivered_on: 2024-07-20, amount: 2400000.00, accepted_on: 2024-10-12}
payments:
  - {paid_on: 2024-05-15, amount: 720000.00, towards: 预付款}
  - {paid_on: 2024-08-09, amount: 500000.00}
"""


def test_retention_money_falls_due_in_the_contracts_months(write_case: Callable[..., Path]) -> None:
    """Due on Monday 2026-10-12; 220,000 + 720,000 + 240,000 are overdue."""
    matter, _ = look(write_case(RETENTION))
    (*_, retention) = parts(matter)
    assert str(retention.due_on) == "2026-10-12"
    assert retention.due_says == "验收（2024年10月12日）后24个月，起算当日不计"
    assert matter.claim.principal == 1180000
    before, _ = look(write_case(RETENTION), dt.date(2026, 10, 12))
    assert (before.claim.principal, before.claim.not_due) == (940000, 240000)


def test_each_delivery_runs_out_of_time_by_itself(write_case: Callable[..., Path]) -> None:
    """The oldest unpaid delivery, due 2025-02-10, counts; of instalments the last would."""
    matter, _ = look(write_case(CONTRACT + DELIVERIES))
    (found,) = matter.limitations
    assert found.limitation.start == dt.date(2025, 2, 10)
