"""What papers say of bills, deposits, refunds and supplements."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.matter import matter_on
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.interest_schedule import FORM as SCHEDULE
from legaldocs.papers.payment_order import FORM as ORDER
from legaldocs.papers.warning_letter import FORM as WARNING
from tests.conftest import with_its_files
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
    "2026年5月1日100.00元（租金，现金）、2026年6月10日500.00元（银行承兑汇票（号码：52）",
    "（号码：52），2026年12月10日到期）",
    "600.00元",
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


LATE = "    late_payment: {rate: 日万分之三, kind: 违约金, clause: 第八条}\n"
SUED = """
contracts:
  - name: 买卖合同
    number: HT-1
    price: 1000.00
    due_on: 2026-03-01
    late_payment: {rate: 0.1%/day, kind: 逾期利息, clause: 第八条}
    cost_clause: 第十条第二款：律师费由违约方承担
payments: [{paid_on: 2026-04-01, amount: 130.00}]
costs:
  - {name: 律师费, amount: 120.00, incurred_on: 2026-06-01}
procedure:
  suit: {court: 甲市乙区人民法院, filed_on: 2026-06-02, case_number: （2026）甲01民初1号}
"""


def test_a_letter_names_costs_and_their_ground_what_interest_took_and_the_suit(
    write_case: Callable[..., Path],
) -> None:
    """30 days from 2026-03-02 to 03-31 of 1,000 at 0.1% are 30; 100 of the 130 pay the price.

    From 2026-04-01 to 2026-06-30, 91 days of 900 at 0.1% are 81.90.
    """
    matter = matter_on(load_case(write_case(SUED)), DAY, packaged())
    said = text_of(DEMAND, matter)
    assert "逾期利息81.90元、实现债权的费用120.00元（律师费，依据《买卖合同》" in said
    assert "（编号：HT-1）第十条第二款），合计1,101.90元" in said
    assert "贵方已付款130.00元。上述款项中，30.00元抵充逾期利息，其余抵充本金。" in said
    assert "我方将依法继续进行甲市乙区人民法院已经受理的（2026）甲01民初1号案件的诉讼" in said
    assert "主张权利" not in said
    schedule = text_of(SCHEDULE, matter)
    assert "实现债权的费用（律师费，依据《买卖合同》（编号：HT-1）第十条第二款）|120.00" in schedule


def test_costs_name_each_sum_and_what_was_paid_of_them(write_case: Callable[..., Path]) -> None:
    """Of 150 a payment of 60 on 2026-06-10 takes up 60, so 90 are left; the price stays 900."""
    more = SUED.replace(
        "incurred_on: 2026-06-01}",
        "incurred_on: 2026-06-01}\n  - {name: 保全申请费, amount: 30.00, incurred_on: 2026-06-02}",
    ).replace("amount: 130.00}]", "amount: 130.00}, {paid_on: 2026-06-10, amount: 60.00}]")
    said = text_of(DEMAND, matter_on(load_case(write_case(more)), DAY, packaged()))
    title = "《买卖合同》（编号：HT-1）第十条第二款"
    assert (
        f"费用90.00元（律师费120.00元，依据{title}；保全申请费30.00元，依据{title}；"
        "其中60.00元已经清偿）" in said
    )
    assert "上述款项中，60.00元抵充费用，30.00元抵充逾期利息，其余抵充本金。" in said


def test_nothing_is_said_of_interest_that_no_payment_took_up(
    write_case: Callable[..., Path],
) -> None:
    plain = SUED.replace(", kind: 逾期利息", "")
    text = plain[: plain.index("costs:")]
    said = text_of(DEMAND, matter_on(load_case(write_case(text)), DAY, packaged()))
    assert "抵充" not in said
    assert "我方将依法主张权利" in said


def test_papers_say_while_a_dishonoured_bill_ran_no_charge_was_counted(
    write_case: Callable[..., Path],
) -> None:
    """The bill came on 2026-01-10 and fell due on 2026-04-10: these days and those between rest."""
    agreed = TEXT.replace("    price: 100000.00\n", "    price: 100000.00\n" + LATE)
    matter = matter_on(load_case(write_case(agreed)), DAY, packaged())
    days = "2026年1月10日至2026年4月10日"
    bill = "商业承兑汇票（号码：51）60,000.00元"
    for paper in (DEMAND, WARNING, ORDER):
        assert f"{bill}所付的款项，{days}没有计算违约金。" in text_of(paper, matter)
    schedule = text_of(SCHEDULE, matter)
    assert f"{bill}，2026年1月10日收到，后被拒绝付款：{days}（首尾两日均计入）" in schedule
    assert "2026年4月10日的次日起，恢复计入基数。" in schedule
    assert "被拒绝付款的票据，按上列期间处理。" in schedule
    refused = matter_on(
        load_case(write_case(agreed.replace("2026-04-13}", "2026-04-13, extends_term: 否}"))),
        DAY,
        packaged(),
    )
    assert "没有计算" not in text_of(DEMAND, refused)
    assert "票据" not in text_of(SCHEDULE, refused)


LEASE = """
contracts:
  - name: 办公用房租赁合同
    kind: 租赁
    price: 2000.00
    instalments:
      - {name: 第一季度租金, amount: 1000.00, due_on: 2026-01-01}
      - {name: 第二季度租金, amount: 1000.00, due_on: 2026-04-01}
deliveries:
  - {number: JF-1, delivered_on: 2025-10-01, amount: 0, goods: 902室, signed_by: 施乐, file: a.pdf}
  - {number: TF-1, delivered_on: 2026-03-31, amount: 0, goods: 902室, signed_by: 钱毅,
     handed_back: 是, file: b.pdf}
"""


def test_what_a_tenant_hands_back_is_no_delivery(write_case: Callable[..., Path]) -> None:
    case = with_its_files(write_case(LEASE))
    matter, findings = examine(case, DAY, packaged())
    for paper, tenant, lessor in ((DEMAND, "贵方", "我方"), (ORDER, "被申请人", "申请人")):
        said = text_of(paper, matter)
        assert f"2025年10月1日，{lessor}已向{tenant}交付租赁物（902室），由施乐签收。" in said
        assert f"2026年3月31日，{tenant}已向{lessor}退还租赁物（902室），由钱毅签收。" in said
        assert said.count("交付租赁物（") == 1
    assert [row.proves for row in matter.exhibits] == [
        "2025年10月1日交付租赁物，由施乐签收",
        "2026年3月31日债务人退还租赁物，由钱毅签收",
    ]
    (rent,) = (row for row in findings if row.code == "LD-KIND-RENT-AFTER")
    assert "已于 2026-03-31 退还，“第二季度租金”在此以后才到期" in rent.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("handed_back: 是, ", "", ""),
        (
            "goods: 902室, signed_by: 钱毅,\n     handed_back: 是, ",
            "goods: 902室退还, ",
            "看来是承租人退还",
        ),
        ("kind: 租赁", "kind: 买卖", "而合同不是租赁合同"),
    ],
)
def test_a_return_is_marked_and_only_under_a_lease(
    write_case: Callable[..., Path], old: str, new: str, says: str
) -> None:
    _, findings = examine(with_its_files(write_case(LEASE.replace(old, new))), DAY, packaged())
    found = [row for row in findings if row.code == "LD-KIND-RETURN"]
    assert [bool(row.blocks) for row in found] == ([True] if says else [])
    assert all(says in row.message for row in found)


def test_the_schedule_lists_what_was_paid_in_the_order_of_time(
    write_case: Callable[..., Path],
) -> None:
    text = """
contracts:
  - name: 买卖合同
    price: 2000.00
    instalments:
      - {name: 甲期, amount: 1000.00, due_on: 2026-01-01}
      - {name: 乙期, amount: 1000.00, due_on: 2026-02-01}
payments:
  - {paid_on: 2026-04-01, amount: 30.00, towards: 甲期}
  - {paid_on: 2026-03-01, amount: 20.00, towards: 乙期}
  - {paid_on: 2026-05-01, amount: 10.00, towards: 乙期}
"""
    said = text_of(SCHEDULE, matter_on(load_case(write_case(text)), DAY, packaged()))
    table = said[said.index("抵充对象") :]
    rows = re.findall(r"2026年\d月\d日(?=\|[甲乙]期)", table)
    assert rows == ["2026年3月1日", "2026年4月1日", "2026年5月1日"]
