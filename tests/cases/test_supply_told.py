"""Supplies as people tell them: due by invoice, delivered in part, one statement for all.

The figures are worked out by hand for 2026-11-25, by the LPR of the first late day times 1.5.
"""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.catalogue import paper_named
from tests.conftest import with_its_files
from tests.papers.sample import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.matter import Matter

TOLD = Path(__file__).parent / "told"
DAY = dt.date(2026, 11, 25)


class Read(NamedTuple):
    """A case worked out, with the papers made and the codes of what stops the others."""

    matter: Matter
    made: set[str]
    refused: dict[str, set[str]]
    codes: set[str]

    def text(self, paper: str) -> str:
        return "\n".join(lines_of(paper_named(paper), self.matter))


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Read]:
    def read(name: str, *changes: tuple[str, str]) -> Read:
        source = TOLD / name
        if source.is_dir():
            shutil.copytree(source, tmp_path, dirs_exist_ok=True)
        else:
            shutil.copy(source.with_suffix(".yaml"), tmp_path / "case.yaml")
        text = (tmp_path / "case.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        matter, findings = examine(with_its_files(tmp_path), DAY, packaged())
        choice = choose(matter, findings)
        return Read(
            matter,
            {draft.id for draft in choice.made},
            {row.draft.id: {found.code for found in row.findings} for row in choice.refused},
            {found.code for found in findings if found.severity != "note"},
        )

    return read


def test_each_invoice_makes_its_sum_due(told: Callable[..., Read]) -> None:
    """30 days after 15 January and 15 April 2025: 14 February and 15 May.

    100,000 at 3.10 % x 1.5 = 4.65 %: 320 days of 2025 from 15 February and 329 of 2026 make 649,
    8,268.08; 230 from 16 May and 329 make 559, 7,121.51. What was not delivered is not owed yet.
    """
    case = told("due_after_invoice")
    claim = case.matter.claim
    (account,) = claim.accounts
    assert [part.due_on for part in account.instalments if part.overdue] == [
        dt.date(2025, 2, 14),
        dt.date(2025, 5, 15),
    ]
    assert claim.principal == 200000
    assert claim.late_charge == Decimal("8268.08") + Decimal("7121.51")
    assert "demand_letter" in case.made
    # Of the price of 300,000 a third is not delivered, and no letter asks for it.
    (asked,) = [line for line in case.text("demand_letter").splitlines() if "合计" in line][:1]
    assert "215,389.59元" in asked
    assert "300,000.00" not in asked


def test_due_by_invoice_can_be_read_two_ways(told: Callable[..., Read]) -> None:
    """A plain 开票 with two invoices, and a third to come, states no sum."""
    case = told("due_after_invoice", ("due_after: 每次开票", "due_after: 开票"))
    assert "LD-DUE-SEVERAL-EVENTS" in case.refused["demand_letter"]


def test_what_was_delivered_may_be_asked_for(told: Callable[..., Read]) -> None:
    """30 days end on Sunday 9 February and Saturday 10 May 2025: due on the 10th and the 12th.

    324 days of 2025 from 11 February and 329 of 2026 make 653, 8,319.04; 233 from 13 May and 329
    make 562, 7,159.73.
    """
    case = told("part_delivered")
    claim = case.matter.claim
    (account,) = claim.accounts
    assert [part.due_on for part in account.instalments if part.overdue] == [
        dt.date(2025, 2, 10),
        dt.date(2025, 5, 12),
    ]
    assert (claim.principal, claim.order_sum.total) == (200000, 200000)
    assert claim.late_charge == Decimal("8319.04") + Decimal("7159.73")
    assert "payment_order" in case.made
    order = case.text("payment_order")
    assert "给付200,000.00元（大写：人民币贰拾万元整），均为本金" in order
    assert "尚未到期" not in order
    assert "其余款项" not in order


def test_deliveries_paid_late_leave_their_late_charge(told: Callable[..., Read]) -> None:
    """333 days of 2025 and 2026 to 9 January for the first, 242 for the second, at 4.65 %.

    First: 324 + 9 days, 4,242.33; second: 233 + 9, 3,083.01.
    """
    paid = "payments:\n  - {paid_on: 2026-01-10, amount: 200000.00}\nprocedure:"
    case = told("part_delivered", ("procedure:", paid))
    claim = case.matter.claim
    assert (claim.principal, claim.total) == (0, Decimal("4242.33") + Decimal("3083.01"))
    assert len(case.matter.limitations) == 1


ONE = "one_statement"


def test_a_payment_takes_the_oldest_contract_first(told: Callable[..., Read]) -> None:
    """420,000, 380,000 and 300,000, due on 2025-04-21 (Saturday the 19th), 07-10 and 10-15.

    200,000, 150,000 and 70,000 of 120,000 pay the first; 50,000 and 100,000 go to the second.

    First, at 3.10 % x 1.5: 420,000 for 20 days, 220,000 for 84, 70,000 for 165: 4,895.88.
    Second, at 3.00 % x 1.5: 380,000 for 189 days, 330,000 for 153, 230,000 for 161: 19,644.66.
    Third: 300,000 for 406 days: 15,016.44.
    """
    case = told(ONE)
    claim = case.matter.claim
    assert [account.principal for account in claim.accounts] == [0, 230000, 300000]
    assert [account.instalments[0].due_on for account in claim.accounts] == [
        dt.date(2025, 4, 21),
        dt.date(2025, 7, 10),
        dt.date(2025, 10, 15),
    ]
    first = (420000 * 20 + 220000 * 84 + 70000 * 165) * Decimal("0.0465") / 365
    second = (380000 * 189 + 330000 * 153 + 230000 * 161) * Decimal("0.045") / 365
    third = 300000 * 406 * Decimal("0.045") / 365
    by_hand = [round(first, 2), round(second, 2), round(third, 2)]
    assert by_hand == [Decimal("4895.88"), Decimal("19644.66"), Decimal("15016.44")]
    assert [account.late_charge for account in claim.accounts] == by_hand
    assert claim.total == Decimal("569556.98")


def test_one_statement_confirms_all_contracts(told: Callable[..., Read]) -> None:
    """1,100,000 less 570,000 is 530,000, which the statement of 30 June 2026 says."""
    case = told(ONE)
    assert "LD-SUM-STATEMENT" not in case.codes
    assert {row.limitation.conservative for row in case.matter.limitations} == {dt.date(2029, 7, 8)}
    said = "截至2026年6月30日各合同合计尚欠合同价款530,000.00元，确认人为财务主管何燕。"
    assert said in case.text("demand_letter")


def test_the_secret_application_is_made_and_no_letter_that_warns(
    told: Callable[..., Read],
) -> None:
    case = told(ONE)
    assert {"pre_suit_preservation", "demand_letter", "exhibit_list"} <= case.made
    assert {"warning_letter", "lawyer_letter", "payment_order"} <= set(case.refused)
    text = case.text("pre_suit_preservation")
    assert "请求依法裁定在569,556.98元" in text
    assert "付款120,000.00元中抵充本合同的部分" in text


def test_a_standard_that_is_the_same_is_said_once(told: Callable[..., Read]) -> None:
    text = told(ONE).text("demand_letter")
    assert text.count("逾期付款损失的计算标准：各合同项下，") == text.count("计算标准") == 1


def test_another_balance_is_noticed(told: Callable[..., Read]) -> None:
    assert "LD-SUM-STATEMENT" in told(ONE, ("payments: 付款.xlsx\n", "")).codes
