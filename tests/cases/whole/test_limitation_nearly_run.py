"""砺行铸锻 v. 禾硕机械: gear blanks forged in 2023, and three years almost over.

The last lot was delivered on 2023-10-13, the fee due 60 days later. 60,000 came before that day,
nothing since. The creditor rang once in 2025 and sent a letter in October 2026 to the registered
address, from where it came back; the contract names another address, and what comes back from
there counts as arrived. On 2026-11-25 seventeen days are left.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import CaseError

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "limitation_nearly_run"
TO_AGREED = (
    "    address: 临沂市兰山区禾硕路6号\n    result",
    "    address: 临沂市河东区工业一路8号\n    result",
)
BEFORE_LETTER = "  - sent_on: 2026-10-20"


def answer(day: str, effect: str, more: str = "") -> tuple[str, str]:
    """Return a change that adds a message of the debtor."""
    row = (
        f"  - {{sent_on: {day}, channel: 即时通讯, direction: 收到, effect: {effect}, "
        f"gist: 见记录, arrived_on: {day}, file: communications/聊天.txt{more}}}\n"
    )
    return BEFORE_LETTER, row + BEFORE_LETTER


def test_the_figures_are_those_worked_out_by_hand(whole: Open) -> None:
    claim = whole(NAME).matter.claim
    assert claim.principal == Decimal(268000) - 60000
    assert claim.not_due == 0
    # Due 2023-12-12. 3.45 % (LPR of 2023-08-21) and half as much again; 2023-12-13 to 2026-12-12
    # are 1,096 days (2024 has 366), less the 17 after 2026-11-25.
    late = Decimal(208000) * Decimal("0.0345") * Decimal("1.5") * (1096 - 17) / 365
    assert claim.late_charge == round(late, 2) == Decimal("31820.15")
    # The documents provide for no late charge, so that an order is asked for the fee alone.
    assert claim.order_sum.total == 208000


def test_the_days(whole: Open) -> None:
    """Three years from 2023-12-12 end on a Saturday; the Friday before is safe, by law Monday."""
    case = whole(NAME)
    (watched,) = case.matter.limitations
    assert watched.limitation.conservative == dt.date(2026, 12, 12)
    assert watched.limitation.advised == dt.date(2026, 12, 11)
    assert watched.limitation.statutory == dt.date(2026, 12, 14)
    assert str(case.matter.letter.effect) == "催告函"
    near = next(finding for finding in case.findings if finding.code == "LD-TIME-NEAR")
    assert "还有 17 天" in near.message
    assert near.next_step.startswith("在届满前起诉、申请支付令")


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
    assert "LD-PRES-PAYMENT-ORDER" in case.refused["pre_suit_preservation"]
    compare_golden(NAME, case)


def test_what_did_not_arrive_is_no_notice_to_pay(whole: Open) -> None:
    case = whole(NAME)
    assert "已通知被申请人付款" not in case.text("payment_order")
    assert "2026年10月26日退回" in case.text("exhibit_list")
    warning = case.text("warning_letter")
    assert "经我方催告" not in warning
    assert "2026年10月20日" not in warning
    letter = case.text("demand_letter")
    assert "\n送达地址：临沂市河东区工业一路8号\n附件：欠款明细表\n" in letter


def test_what_to_do_about_each_demand(whole: Open) -> None:
    case = whole(NAME)
    call, returned = (finding for finding in case.findings if finding.code == "LD-PROOF-ARRIVAL")
    assert "电话没有录音（file），不作为已经提出的催收" in call.message
    assert "通话录音" in call.next_step
    assert "退回，不作为已送达的催收" in returned.message
    assert returned.next_step.startswith("寄往约定的送达地址（临沂市河东区工业一路8号）再次送达")


def test_a_letter_back_from_the_agreed_address_interrupts(whole: Open) -> None:
    """It counts as arrived on the day it came back: three years from 2026-10-26."""
    case = whole(NAME, TO_AGREED)
    (watched,) = case.matter.limitations
    assert watched.limitation.conservative == dt.date(2029, 10, 26)
    assert str(case.matter.letter.effect) == "警告函"
    assert "2026年10月26日视为送达" in case.text("payment_order")
    proves = case.text("exhibit_list")
    assert "按《锻件委托加工合同》（编号：LX-JG-2023-17）第十一条视为送达，送达之日为" in proves


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ((answer("2025-06-01", "承诺付款"),), dt.date(2028, 6, 1)),
        ((answer("2025-06-01", "提出异议", ", objection: {ground: 不欠款}"),), None),
        ((("result: 退回", "result: 拒收"),), dt.date(2029, 10, 26)),
        ((("result: 退回", "result: 无人应答"),), None),
        ((TO_AGREED, ("    proof: communications/退件封面.jpg\n", "")), None),
        ((TO_AGREED, ("，退回之日视为送达", "")), None),
    ],
    ids=["promise", "objection", "refused", "nobody there", "no proof", "clause without effect"],
)
def test_what_interrupts_and_what_does_not(
    whole: Open, changes: tuple[tuple[str, str], ...], end: dt.date | None
) -> None:
    (watched,) = whole(NAME, *changes).matter.limitations
    assert watched.limitation.conservative == (end or dt.date(2026, 12, 12))


def test_between_the_safe_day_and_the_last_day_there_is_still_time(whole: Open) -> None:
    case = whole(NAME, as_of=dt.date(2026, 12, 14))
    near = next(finding for finding in case.findings if finding.code == "LD-TIME-NEAR")
    assert "依法届满日 2026-12-14 还没有过" in near.message
    assert "LD-TIME-PAST" not in case.codes
    assert "payment_order" in case.made


def test_after_the_last_day_a_filing_is_held_back(whole: Open) -> None:
    case = whole(NAME, as_of=dt.date(2026, 12, 15))
    assert "LD-TIME-PAST" in case.codes
    assert "LD-TIME-EXPIRED" in case.refused["payment_order"]


def test_a_promise_after_the_last_day_lets_it_go(whole: Open) -> None:
    case = whole(NAME, answer("2026-12-20", "承诺付款"), as_of=dt.date(2026, 12, 22))
    assert {finding.code for finding in case.findings} >= {"LD-TIME-BARRED"}
    assert "payment_order" in case.made


def test_the_fee_is_called_a_fee(whole: Open) -> None:
    case = whole(NAME)
    assert "| 加工费 | 268,000.00 |" in case.text("payment_order")
    assert "到期未付的款项为：加工费（2023年12月12日到期" in case.text("demand_letter")
    for paper in ("demand_letter", "payment_order"):
        assert "加工费" in case.text(paper)
        assert "合同价款" not in case.text(paper)


def test_a_letter_to_an_unknown_party_is_refused(whole: Open) -> None:
    with pytest.raises(CaseError) as caught:
        whole(NAME, ("    channel: 快递\n", "    channel: 快递\n    counterparty: 临沂某公司\n"))
    assert [finding.code for finding in caught.value.findings] == ["LD-CASE-REFERENCE"]
