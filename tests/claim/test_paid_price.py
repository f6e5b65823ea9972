"""A contract whose price was paid late: the late charge is left, watched, and asked for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = dt.date(2026, 6, 15)
TERM = "late_payment: {rate: 日万分之五, clause: 第八条}, file: c.pdf"
PAID = "payments: [{paid_on: 2026-02-10, amount: 100000.00, file: p.pdf}]\n"
ONE = f"contracts: [{{name: 买卖合同, price: 100000.00, due_on: 2025-03-12, {TERM}}}]\n"
PARTS = f"""
contracts:
  - name: 买卖合同
    price: 100000.00
    {TERM.replace(", file: ", chr(10) + "    file: ")}
    instalments:
      - {{name: 甲, amount: 60000.00, due_on: 2025-02-09}}
      - {{name: 乙, amount: 40000.00, due_on: 2025-03-12}}
"""
ROLLING = f"""
contracts: [{{name: 买卖合同, due_after: 每批交货, due_days: 30, {TERM}}}]
deliveries:
  - {{number: S1, delivered_on: 2025-01-07, amount: 60000.00, file: s.pdf}}
  - {{number: S2, delivered_on: 2025-02-10, amount: 40000.00, file: s.pdf}}
"""
PROCEDURE = (
    "procedure: {debtor_court: 武汉市江夏区人民法院, no_counter_duty: 是, no_other_dispute: 是}\n"
)


@pytest.mark.parametrize(
    ("text", "charge", "starts"),
    [
        (ONE, 334 * 50, dt.date(2025, 3, 12)),  # 13 March 2025 to 9 February 2026
        (PARTS, 365 * 30 + 334 * 20, dt.date(2025, 3, 12)),
        (ROLLING, 368 * 30 + 334 * 20, dt.date(2025, 2, 6)),
    ],
)
def test_what_is_left_is_watched_and_may_be_ordered(
    write_case: Callable[..., Path], text: str, charge: int, starts: dt.date
) -> None:
    """The payment of 10 February 2026 acknowledges the debt and starts the three years again."""
    case = with_its_files(write_case(text + PAID + PROCEDURE))
    matter, findings = examine(case, DAY, packaged())
    assert (matter.claim.principal, matter.claim.late_charge) == (0, Decimal(charge))
    assert matter.claim.order_sum.total == charge
    (watched,) = matter.limitations
    assert not watched.price_owed
    assert watched.limitation.start == starts
    assert watched.limitation.conservative == dt.date(2029, 2, 10)
    made = [draft.title for draft in choose(matter, findings).made]
    assert made == ["支付令申请书", "证据目录", "利息计算表", "立案材料清单（支付令申请书）"]
    refused = {finding.code for finding in findings if "催告函" in finding.message}
    assert "LD-LETTER-PRICE-PAID" in refused


def test_an_overdue_delivery_is_watched_before_a_late_charge(
    write_case: Callable[..., Path],
) -> None:
    """The first delivery was paid late, the second is unpaid: its price runs out later."""
    first = "payments: [{paid_on: 2026-02-10, amount: 60000.00, towards: 送货单 S1}]\n"
    case = with_its_files(write_case(ROLLING + first))
    (watched,) = examine(case, DAY, packaged())[0].limitations
    assert watched.price_owed
    assert watched.limitation.start == dt.date(2025, 3, 12)
