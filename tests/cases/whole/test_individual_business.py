"""川冷食品 v. 蓉味火锅店: frozen meat on account to a restaurant that one person runs.

Each delivery is to be paid by the 25th of the next month. Two transfers named no delivery. Asked
in September, the owner promised 20,000 and 10,000, paid 12,000 in time and nothing since. The
restaurant is a party under its trade name; registered without one, its owner is.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import CaseError

if TYPE_CHECKING:
    from tests.cases.whole.conftest import Compare, Open

NAME = "individual_business"
UNNAMED = (
    ("name: 成都市锦江区蓉味火锅店", "name: 谭蓉"),
    ("    representative: 谭蓉\n", ""),
    ("    operator_address: 成都市锦江区某小区2幢\n", ""),
)
YEAR = Decimal("0.03") * Decimal("1.5")


def interest(base: str, days: int) -> Decimal:
    """Return 1.5 times the LPR of 3.00 % on a base, in yuan."""
    return round(Decimal(base) * YEAR * days / 365, 2)


def test_the_figures_are_those_worked_out_by_hand(whole: Open) -> None:
    claim = whole(NAME).matter.claim
    # Due 04-25, 05-25, 06-25 and, for the last lot, 12-25. Interest is paid before principal.
    # 05-20: 24 days on 18,000 (04-26 to 05-19); the rest goes on to the 22,000 not yet due.
    first = interest("18000", 24)
    left = Decimal(22000) - (30000 - first - 18000)
    assert (first, left) == (Decimal("53.26"), Decimal("10053.26"))
    # 09-30: 05-26 to 09-29 are 6+30+31+31+29 days, 06-26 to 09-29 are 5+31+31+29.
    second, third = interest(str(left), 127), interest("26000", 96)
    assert (second, third) == (Decimal("157.41"), Decimal("307.73"))
    owed = Decimal(26000) - (12000 - second - third - left)
    assert claim.principal == owed == Decimal("24518.40")
    # 09-30 to 11-25: 1 + 31 + 25 days.
    assert claim.late_charge == interest(str(owed), 57) == Decimal("172.30")
    assert claim.not_due == 9000
    # What was delivered, less what was paid, plus the interest that was paid of it.
    assert owed + 9000 == 75000 - 42000 + first + second + third


def test_the_days(whole: Open) -> None:
    """Promise on 09-10, part payment on 09-30: to 2029-09-30, a Sunday before the holiday."""
    case = whole(NAME)
    (watched,) = case.matter.limitations
    assert watched.limitation.conservative == dt.date(2029, 9, 30)
    assert watched.limitation.advised == dt.date(2029, 9, 28)
    assert str(case.matter.letter.effect) == "催告函"


@pytest.mark.parametrize("unnamed", [False, True], ids=["trade name", "no trade name"])
def test_which_papers_are_made(whole: Open, compare_golden: Compare, *, unnamed: bool) -> None:
    case = whole(NAME, *(UNNAMED if unnamed else ()))
    assert case.made == {
        "demand_letter",
        "payment_order",
        "filing_list:支付令申请书",
        "exhibit_list",
        "interest_schedule",
        "representative_certificate",
    }
    assert "LD-SET-NO-TERMS" in case.refused["repayment_agreement"]
    compare_golden(f"{NAME}/unnamed" if unnamed else NAME, case)


def test_the_owner_stands_beside_the_trade_name(whole: Open) -> None:
    case = whole(NAME)
    assert case.text("demand_letter").splitlines()[1] == (
        "成都市锦江区蓉味火锅店（经营者：谭蓉）："
    )
    order = case.text("payment_order")
    assert "经营场所成都市锦江区蓉味巷15号" in order
    assert "经营者：谭蓉，女，汉族，1981年4月13日出生，住成都市锦江区某小区2幢，" in order


def test_without_a_trade_name_the_owner_is_the_party(whole: Open) -> None:
    case = whole(NAME, *UNNAMED)
    assert case.text("demand_letter").splitlines()[1] == "谭蓉："
    order = case.text("payment_order")
    assert "被申请人：谭蓉，女，汉族，1981年4月13日出生，" in order
    assert "经营者" not in order
    assert "火锅店" not in order.partition("证据和证据来源")[0]


def test_the_broken_promise_is_in_the_letter(whole: Open) -> None:
    letter = whole(NAME).text("demand_letter")
    assert "支付20,000.00元，届期仅支付12,000.00元；" in letter
    assert "支付10,000.00元，届期未支付。" in letter


def test_the_number_of_a_slip_does_not_run_into_the_sum(whole: Open) -> None:
    letter = whole(NAME).text("demand_letter")
    assert "送货单 CL-0520（2026年6月25日到期，已逾期153天），应付26,000.00元，" in letter


def test_interest_is_called_interest(whole: Open) -> None:
    for paper in ("demand_letter", "payment_order", "interest_schedule"):
        assert "违约金" not in whole(NAME).text(paper)


@pytest.mark.parametrize(
    "change",
    [("    kind: 个体工商户\n", ""), ("    representative: 谭蓉\n", "")],
    ids=["kind missing", "owner missing"],
)
def test_an_owner_of_no_business_is_refused(whole: Open, change: tuple[str, str]) -> None:
    with pytest.raises(CaseError) as caught:
        whole(NAME, change)
    assert {finding.code for finding in caught.value.findings} == {"LD-CASE-PARTIES"}


def test_slips_are_found(whole: Open) -> None:
    assert "LD-PARTY-CODE" in whole(NAME, ("990511198104131526", "990511198104131527")).codes
    male = ("    ethnicity: 汉族\n", "    ethnicity: 汉族\n    gender: 男\n")
    assert "LD-PARTY-SEX" in whole(NAME, male).codes
