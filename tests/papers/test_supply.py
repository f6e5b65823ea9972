"""What papers say of rolling supply, several contracts, and a debt that is due on demand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case.reading import load_case
from legaldocs.claim.matter import matter_on
from legaldocs.law.lawbook import packaged
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.payment_reminder import FORM as REMINDER
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.matter import Matter

DAY = dt.date(2026, 11, 21)
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "rolling-supply.md"
SUPPLY = """
contracts:
  - {name: 框架合同, signed_on: 2025-01-05, due_after: 每批交货, due_days: 30天}
deliveries:
  - {number: S1, delivered_on: 2025-01-10, amount: 100000.00}
  - {number: S2, delivered_on: 2025-04-10, amount: 100000.00}
"""
TWO = """
contracts:
  - {number: C-1, name: 甲合同, price: 100000.00, due_on: 2025-03-31}
  - {number: C-2, name: 乙合同, price: 200000.00, due_on: 2025-06-30}
payments: [{paid_on: 2025-08-01, amount: 120000.00}]
statements:
  - {through_on: 2026-06-30, balance: 180000.00, confirmed_by: 经理, confirmed_on: 2026-07-05}
"""
OVERPAID = """
contracts:
  - {number: A, name: 甲合同, price: 100.00, due_on: 2025-03-31}
  - {number: B, name: 乙合同, price: 200.00, due_on: 2025-06-30}
payments: [{paid_on: 2025-03-01, amount: 150.00, contract: A}]
"""


def known(folder: Path) -> Matter:
    return matter_on(load_case(folder), DAY, packaged())


def test_each_delivery_has_its_row_and_no_price_is_stated(write_case: Callable[..., Path]) -> None:
    said = text_of(DEMAND, known(write_case(SUPPLY)))
    assert "合同价款" not in said
    assert "1|送货单S1|100,000.00|2025年2月10日|649|100,000.00" in said
    assert "2|送货单S2|100,000.00|2025年5月12日|558|100,000.00" in said


def test_what_is_not_delivered_is_no_debt_to_come(write_case: Callable[..., Path]) -> None:
    priced = SUPPLY.replace("signed_on", "price: 300000.00, signed_on")
    said = text_of(DEMAND, known(write_case(priced)))
    assert "合同价款为300,000.00元" in said
    assert "另有" not in said


def test_a_letter_shows_the_receipt_a_part_was_taken_from(write_case: Callable[..., Path]) -> None:
    said = text_of(DEMAND, known(write_case(TWO)))
    assert "贵方已付款20,000.00元：2025年8月1日（付款120,000.00元中抵充本合同的部分）" in said
    assert "截至2026年6月30日各合同合计尚欠合同价款180,000.00元，确认人为经理。" in said


def test_a_letter_tells_what_was_paid_too_much_elsewhere(write_case: Callable[..., Path]) -> None:
    said = text_of(DEMAND, known(write_case(OVERPAID)))
    assert "贵方在《甲合同》（编号：A）项下的付款超出应付价款50.00元，没有从上述金额中扣除" in said
    assert "50.00元" not in text_of(DEMAND, known(write_case(OVERPAID.replace("150.00", "100.00"))))


def test_a_reminder_sets_the_day_of_a_debt_due_on_demand(write_case: Callable[..., Path]) -> None:
    parts = (
        "{name: 首付款, amount: 40.00, due_on: 2026-12-01}, "
        "{name: 尾款, amount: 60.00, due_after: 随时}"
    )
    folder = write_case(f"contracts: [{{price: 100.00, instalments: [{parts}]}}]\n")
    said = text_of(REMINDER, known(folder))
    assert "第五百一十一条第四项的规定，我方现请求贵方支付，并以2026年11月28日为付款日" in said
    assert "2|尾款|60.00|0.00|60.00|2026年11月28日" in said


def test_the_page_on_rolling_supply_can_be_written_as_it_says(
    write_case: Callable[..., Path],
) -> None:
    (example,) = HOW_TO.read_text(encoding="utf-8").split("```yaml\n")[1:]
    text = example.split("```")[0].replace("deliveries: 送货.xlsx", "deliveries: 送货.csv")
    table = "送货单号,送货日期,金额\nS1,2026-03-02,80000.00\n".encode()
    matter = known(write_case(text, {"送货.csv": table}))
    assert matter.claim.principal == 30000
