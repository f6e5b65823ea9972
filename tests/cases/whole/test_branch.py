"""岚石建材 v. 榕序建设泉州分公司: stone for a building site, bought by a branch.

The branch signed, received in two lots and confirmed the balance under its own name; the company
that set it up answers for it and stands beside it. A fifth was paid in advance, 100,000 later;
a tenth is held back for a year. One letter reached the branch alone: no law says that it reached
the company too, so the next one is a demand again, now on both.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "branch"
COMPANY = "福州榕序建设有限公司"
BRANCH = f"{COMPANY}泉州分公司"
HEAD = f"    head_office: {COMPANY}\n"


def test_the_figures_are_those_worked_out_by_hand(whole: Open) -> None:
    claim = whole(NAME).matter.claim
    assert claim.principal == Decimal(294000) - 100000
    assert claim.not_due == 42000
    # The last lot came on 04-20: due 05-20. 05-21 to 06-30: 11 + 30 days on 294,000; 07-01 to
    # 11-25: 31 + 31 + 30 + 31 + 25 on 194,000.
    assert 31 + 31 + 30 + 31 + 25 == 148
    late = (41 * Decimal(294000) + 148 * Decimal(194000)) * Decimal("0.0004")
    assert claim.late_charge == late == Decimal("16306.40")
    assert claim.order_sum.total == Decimal("210306.40")


def test_the_days(whole: Open) -> None:
    """One debt in parts: three years from the last, 2027-04-20; a Saturday, by law Monday."""
    case = whole(NAME)
    (watched,) = case.matter.limitations
    assert watched.limitation.conservative == dt.date(2030, 4, 20)
    assert watched.limitation.statutory == dt.date(2030, 4, 22)
    assert str(case.matter.letter.effect) == "催告函"


def test_once_both_have_a_demand_they_are_warned(whole: Open) -> None:
    both = ("counterparty: 福州榕序建设有限公司泉州分公司", f"counterparty: {BRANCH}、{COMPANY}")
    case = whole(NAME, both)
    assert str(case.matter.letter.effect) == "警告函"
    assert "warning_letter" in case.made
    said = "我方于2026年10月8日以快递方式发出催告函，2026年10月10日送达，贵方仍未付清"
    assert case.text("warning_letter").count(said) == 1


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
    assert "LD-LETTER-NOT-NOW" in case.refused["warning_letter"]
    assert "LD-LETTER-NOT-NOW" in case.refused["lawyer_letter"]
    compare_golden(NAME, case)


def test_who_acts_for_whom_and_who_answers(whole: Open) -> None:
    order = whole(NAME).text("payment_order")
    assert "91350503MA8W2N7H8Y，系福州榕序建设有限公司设立的分公司。\n负责人：林序。\n" in order
    assert "法定代表人：陈榕，董事长。" in order
    assert "申请人与被申请人福州榕序建设有限公司泉州分公司签订" in order
    assert "第七十四条，其民事责任由福州榕序建设有限公司承担" in order
    assert "连带" not in order
    assert "附：本申请书副本2份" in order


def test_papers_say_that_the_letter_went_to_the_branch_alone(whole: Open) -> None:
    case = whole(NAME)
    letter, order = case.text("demand_letter"), case.text("payment_order")
    assert f"以快递方式向{BRANCH}发出催告函，2026年10月10日送达" in letter
    assert f"以快递方式向{BRANCH}发出催告函，2026年10月10日送达" in order
    assert f"以快递方式向{BRANCH}发出催告函" in case.text("warning_letter")
    assert f"申请人此前已就付款事宜发出通知：2026年10月8日以快递方式向{BRANCH}发出催告函" in order
    assert "通知被申请人付款" not in order
    assert f"催告函还没有送达{COMPANY}" in case.matter.letter.reason


CLAUSE = "    service_clause: 第十四条：寄往约定地址的文件被退回的，退回之日视为送达之日。\n"


def test_a_letter_that_came_back_from_the_branch_did_not_reach_the_company(whole: Open) -> None:
    case = whole(
        NAME,
        ("    head_office:", "    service_address: 泉州市丰泽区榕序街30号\n    head_office:"),
        ("    payment_clause: 第六条\n", "    payment_clause: 第六条\n" + CLAUSE),
        ("    arrived_on: 2026-10-10\n", "    result: 退回\n    returned_on: 2026-10-10\n"),
    )
    order = case.text("payment_order")
    assert f"向{BRANCH}发出催告函，2026年10月10日视为送达。" in order
    assert "通知被申请人付款" not in order
    assert case.matter.letter.reason == (f"最长逾期 189 天，催告函还没有送达{COMPANY}")
    (deemed,) = [row for row in case.findings if row.code == "LD-PROOF-DEEMED"]
    assert deemed.message.startswith(f"2026-10-08 致{BRANCH}的催告函")


def test_its_own_name_under_a_statement_is_its_seal(whole: Open) -> None:
    assert "LD-PROOF-SIGNER" not in whole(NAME).codes
    signed = whole(NAME, ("confirmed_by: 福州榕序建设有限公司泉州分公司", "confirmed_by: 郑工"))
    assert "LD-PROOF-SIGNER" in signed.codes


@pytest.mark.parametrize("other", ["", HEAD.replace("有限公司", "集团有限公司")])
def test_a_company_that_did_not_set_it_up_is_another_debtor(whole: Open, other: str) -> None:
    case = whole(NAME, (HEAD, other))
    assert {"LD-PARTY-BRANCH", "LD-PARTY-LIABILITY"} <= case.codes
    assert case.made.isdisjoint({"demand_letter", "warning_letter", "payment_order"})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("balance: 236000.00", "balance: 232000.00"), "LD-SUM-STATEMENT"),
        (("质保金, amount: 42000.00", "质保金, amount: 52000.00"), "LD-SUM-INSTALMENTS"),
        (("signed_on: 2026-02-26", "signed_on: 2026-05-26"), "LD-DAY-ORDER"),
        (("debtor_court: 泉州市丰泽区", "debtor_court: 厦门市集美区"), "LD-PO-COURT-PLACE"),
    ],
)
def test_slips_are_found(whole: Open, change: tuple[str, str], code: str) -> None:
    assert code in whole(NAME, change).codes


def test_either_court_will_do(whole: Open) -> None:
    case = whole(NAME, ("debtor_court: 泉州市丰泽区", "debtor_court: 福州市晋安区"))
    assert "LD-PO-COURT-PLACE" not in case.codes
