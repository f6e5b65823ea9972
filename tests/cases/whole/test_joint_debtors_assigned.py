"""楚桥保理 v. 湘禾建材 and 湘禾砂石: conveyors sold to two buyers together, the claim since sold.

A company and a partnership bought for 960,000 in three parts and answer jointly; a person
guarantees up to 500,000 for two years. The seller assigned the claim in July 2026, and a notice
reached each of the three. Of the second part 80,000 came; the third is due at the end of 2026.
Since November the company has been moving its machines away.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.claim.guaranteed import period_of
from legaldocs.core.errors import CaseError
from legaldocs.output.figures import deadlines

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "joint_debtors_assigned"
PARTNERSHIP = "长沙湘禾砂石经营合伙企业（有限合伙）"
GUARANTOR = (
    "    - {to: 沈禾, sent_on: 2026-07-13, arrived_on: 2026-07-17, file: other/转让通知-沈禾.jpg}\n"
)
SECOND = (
    f"    - {{to: {PARTNERSHIP}, sent_on: 2026-07-13, arrived_on: 2026-07-16, "
    "file: other/转让通知-湘禾砂石.pdf}\n"
)
CALL = "guarantor_demand:沈禾"


def test_the_figures_are_those_worked_out_by_hand(whole: Open) -> None:
    claim = whole(NAME).matter.claim
    assert claim.principal == Decimal(300000) - 80000
    assert claim.not_due == 300000
    # Due 02-28. 03-01 to 05-14: 31 + 30 + 14 days on 300,000; 05-15 to 11-25: 17+30+31+31+30+31+25.
    assert (31 + 30 + 14, 17 + 30 + 31 + 31 + 30 + 31 + 25) == (75, 195)
    late = (75 * Decimal(300000) + 195 * Decimal(220000)) * Decimal("0.0003")
    assert claim.late_charge == late == 19620


def test_the_days(whole: Open) -> None:
    """All count from the last part, 2026-12-31: limitation three years, the guarantee two."""
    case = whole(NAME)
    (watched,) = case.matter.limitations
    assert watched.limitation.conservative == dt.date(2029, 12, 31)
    period = period_of(case.matter, case.matter.case.guarantees[0])
    assert period is not None
    assert period.deadline.raw_end == dt.date(2028, 12, 31)
    (_, guarantee) = deadlines(case.matter)
    # 2028-12-31 is a Sunday, and whether a guarantee period rolls over it is not settled.
    assert (guarantee.what, guarantee.contract) == ("保证期间", "沈禾")
    assert guarantee.advised == dt.date(2028, 12, 29)
    assert guarantee.statutory == dt.date(2028, 12, 31)
    assert guarantee.says[-1].endswith("连带责任保证须在保证期间请求保证人承担责任")
    assert str(case.matter.letter.effect) == "催告函"


def test_which_papers_are_made(whole: Open, compare_golden: Compare) -> None:
    case = whole(NAME)
    assert case.made == {
        "demand_letter",
        CALL,
        "pre_suit_preservation",
        "complaint",
        "filing_list:诉前财产保全申请书",
        "exhibit_list",
        "filing_list:民事起诉状",
        "interest_schedule",
        "representative_certificate",
    }
    assert {"LD-PO-ROUTE", "LD-PO-AGAINST-GUARANTOR"} <= case.refused["payment_order"]
    assert "LD-PO-GUARANTOR" not in case.codes
    assert "LD-PRES-NO-SUIT" in case.refused["suit_preservation"]
    compare_golden(NAME, case)


def test_the_assignment_is_in_every_paper_that_claims(whole: Open) -> None:
    case = whole(NAME)
    notices = (
        "债权转让通知已于2026年7月15日送达长沙湘禾建材有限公司、"
        f"于2026年7月16日送达{PARTNERSHIP}、于2026年7月17日送达沈禾。"
    )
    for paper in ("demand_letter", CALL, "pre_suit_preservation"):
        assert notices in case.text(paper)
        assert "武汉荷川装备有限公司将上述合同项下" in case.text(paper)


def test_debtors_answer_together_and_the_guarantor_up_to_the_cap(whole: Open) -> None:
    application = whole(NAME).text("pre_suit_preservation")
    assert f"长沙湘禾建材有限公司、{PARTNERSHIP}对上述款项承担连带清偿责任" in application
    assert "执行事务合伙人：长沙湘禾建材有限公司。" in application
    assert "保证期间至2028年12月31日届满" in application
    capped = whole(NAME, ("    amount: 500000.00\n", "    amount: 100000.00\n")).text(CALL)
    assert "在100,000.00元（大写：人民币壹拾万元整）范围内" in capped


@pytest.mark.parametrize(
    ("change", "papers"),
    [
        ((GUARANTOR, ""), {CALL}),
        ((SECOND, ""), {"demand_letter"}),
        ((SECOND, SECOND.replace(" arrived_on: 2026-07-16,", "")), {"demand_letter"}),
    ],
    ids=["guarantor", "debtor", "sent only"],
)
def test_who_was_not_notified_gets_no_demand(
    whole: Open, change: tuple[str, str], papers: set[str]
) -> None:
    refused = whole(NAME, change).refused
    told = {paper for paper, codes in refused.items() if "LD-ASSIGN-NOT-TOLD" in codes}
    assert papers | {"pre_suit_preservation"} <= told


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("agreed_on: 2026-07-10", "agreed_on: 2026-08-10"), "LD-DAY-ORDER"),
        (("arrived_on: 2026-07-15", "arrived_on: 2026-07-11"), "LD-DAY-ORDER"),
        (("sent_on: 2026-07-13, arrived_on: 2026-07-15", "sent_on: 2027-07-13"), "LD-DAY-FUTURE"),
        (
            ("guarantor: 沈禾\n    signed_on: 2025", "guarantor: 沈禾\n    signed_on: 2027"),
            "LD-DAY-FUTURE",
        ),
        (("liability: 连带\n", ""), "LD-PARTY-LIABILITY"),
        (("form: 连带责任保证", "form: 一般保证"), "LD-PRES-GUARANTOR-GENERAL"),
    ],
)
def test_slips_are_found(whole: Open, change: tuple[str, str], code: str) -> None:
    assert code in whole(NAME, change).codes


def test_a_general_guarantee_is_saved_against_the_debtor(whole: Open) -> None:
    case = whole(NAME, ("form: 连带责任保证", "form: 一般保证"))
    own = next(finding for finding in case.findings if finding.code == "LD-GUA-OWN-ACT")
    assert "对债务人采取行动" in own.next_step


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("to: 沈禾", "to: 沈和"), "LD-CASE-REFERENCE"),
        (("assignor: 武汉荷川装备", "assignor: 武汉楚桥商业保理"), "LD-CASE-PARTIES"),
        (("liability: 连带", "liability: 按份"), "LD-CASE-PARTIES"),
    ],
    ids=["notice to a stranger", "assigned to itself", "no shares"],
)
def test_what_cannot_be_is_refused(whole: Open, change: tuple[str, str], code: str) -> None:
    with pytest.raises(CaseError) as caught:
        whole(NAME, change)
    assert code in {finding.code for finding in caught.value.findings}
