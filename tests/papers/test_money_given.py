"""What papers say of bills, deposits, refunds and supplements."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.matter import matter_on
from legaldocs.law.lawbook import packaged
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.payment_order import FORM as ORDER
from legaldocs.papers.warning_letter import FORM as WARNING
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.papers.kind import Paper

DAY = dt.date(2026, 6, 30)
TEXT = """
contracts:
  - name: 租赁合同
    kind: 租赁
    signed_on: 2025-09-01
    price: 100000.00
    due_on: 2025-12-31
    supplements: [{name: 延期补充协议, signed_on: 2025-12-20, due_on: 2026-02-28}]
payments: [{paid_on: 2026-05-01, amount: 100.00, method: 现金, towards: 租金}]
bills:
  - {kind: 商业承兑汇票, number: "51", amount: 60000.00, received_on: 2026-01-10,
     due_on: 2026-04-10, dishonoured_on: 2026-04-13}
  - {kind: 银行承兑汇票, number: "52", amount: 500.00, received_on: 2026-06-10, due_on: 2026-12-10}
deposits: [{kind: 押金, amount: 7000.00, paid_on: 2025-09-01}]
refunds: [{paid_on: 2026-06-01, amount: 30.00}]
"""
SAYS = (
    "就《租赁合同》签订《延期补充协议》，变更合同的付款期限。",
    "1|2026年5月1日|100.00|租金，现金",
    "2|2026年6月10日|500.00|银行承兑汇票（号码：52），2026年12月10日到期",
    "合计|600.00|",
    "2026年4月13日被拒绝付款。该票据未获付款，不计入上述已付款项。",
    "退还多付的款项30.00元。",
    "交付押金7,000.00元，该款尚未用于抵扣，不计入上述已付款项。",
)


@pytest.mark.parametrize("paper", [DEMAND, WARNING, ORDER], ids=lambda paper: paper.id)
def test_a_paper_says_what_was_given_and_is_no_payment(
    write_case: Callable[..., Path], paper: Paper
) -> None:
    said = text_of(paper, matter_on(load_case(write_case(TEXT)), DAY, packaged()))
    for sentence in SAYS:
        assert sentence in said
    assert ("贵方" if paper is not ORDER else "被申请人") + "2026年1月10日交付商业承兑汇票" in said


def test_nothing_is_said_of_what_was_not_given(write_case: Callable[..., Path]) -> None:
    text = TEXT[: TEXT.index("bills:")].replace(
        "supplements: [{name: 延期补充协议, signed_on: 2025-12-20, due_on: 2026-02-28}]", ""
    )
    said = text_of(DEMAND, matter_on(load_case(write_case(text)), DAY, packaged()))
    assert not [word for word in ("押金", "票据", "退还", "补充协议") if word in said]
