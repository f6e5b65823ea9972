"""Supplements: the terms in force on each day, and what ran before them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.as_of import as_known_on
from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import CaseError
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.contracts import contract_views
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.figures import Claim
    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 30)
SALE = """
contracts:
  - number: HT-1
    name: 买卖合同
    signed_on: 2025-09-01
    price: 100000.00
    due_on: 2025-12-31
    late_payment: {{rate: 0.05%/day, clause: 第八条}}
    court: 甲法院
    supplements:
      - {{signed_on: {day}, name: 延期付款补充协议, file: contracts/补充协议.pdf{more}}}
"""


DIVIDED_TWICE = (
    ", instalments: [{name: 甲, amount: 100000.00, due_on: 2026-05-01}]}\n"
    "      - {signed_on: 2026-03-01, "
    "instalments: [{name: 乙, amount: 1, due_on: 2026-06-01}]"
)


def worked(
    write_case: Callable[..., Path], day: str, more: str, as_of: dt.date = DAY, rows: str = ""
) -> tuple[Claim, dict[str, Finding]]:
    case = with_its_files(write_case(SALE.format(day=day, more=more) + rows))
    matter, findings = examine(case, as_of, packaged())
    return matter.claim, {finding.code: finding for finding in findings}


def test_an_extension_before_the_due_day_moves_it(write_case: Callable[..., Path]) -> None:
    """100,000 × 0.05% × 91 days, 1 April to 30 June."""
    claim, findings = worked(write_case, "2025-12-20", ", due_on: 2026-03-31")
    assert claim.late_charge == Decimal("4550.00")
    assert claim.first_due_on == dt.date(2026, 3, 31)
    assert "LD-SUPPLEMENT-LATE" not in findings


def test_before_the_supplement_the_old_terms_held(write_case: Callable[..., Path]) -> None:
    claim, _ = worked(write_case, "2026-02-01", ", due_on: 2026-03-31", dt.date(2026, 1, 31))
    assert (claim.principal, claim.late_charge) == (100000, Decimal("1550.00"))
    assert claim.accounts[0].contract.supplements == ()


def test_an_extension_of_what_was_late_keeps_what_had_run(write_case: Callable[..., Path]) -> None:
    """31 days of January: 1,550; nothing from 1 February to 31 March; then 91 days: 4,550."""
    claim, findings = worked(write_case, "2026-02-01", ", due_on: 2026-03-31")
    assert claim.late_charge == Decimal("6100.00")
    found = findings["LD-SUPPLEMENT-LATE"]
    assert "“合同价款”已经逾期，到签订前一日的违约金 1,550.00 元仍然计入" in found.message
    assert "第五百四十三条" in found.article
    between, _ = worked(write_case, "2026-02-01", ", due_on: 2026-03-31", dt.date(2026, 3, 31))
    assert (between.principal, between.not_due) == (0, 100000)
    assert between.late_charge == Decimal("1550.00")


def test_a_supplement_may_give_up_what_had_run(write_case: Callable[..., Path]) -> None:
    more = ", due_on: 2026-03-31, waives_late_charge: 是"
    claim, findings = worked(write_case, "2026-02-01", more)
    assert claim.late_charge == Decimal("4550.00")
    assert "LD-SUPPLEMENT-LATE" not in findings
    kept, findings = worked(write_case, "2026-02-01", more.replace("是", "否"))
    assert kept.late_charge == Decimal("6100.00")
    assert "LD-SUPPLEMENT-LATE" not in findings


def test_a_payment_before_the_supplement_lowers_both_runs(write_case: Callable[..., Path]) -> None:
    """100,000 × 14 days, 60,000 × 17 days, then 60,000 × 91 days: 700 + 510 + 2,730."""
    rows = "payments: [{paid_on: 2026-01-15, amount: 40000.00}]\n"
    claim, _ = worked(write_case, "2026-02-01", ", due_on: 2026-03-31", rows=rows)
    assert (claim.principal, claim.late_charge) == (60000, Decimal("3940.00"))


def test_two_supplements_follow_one_another(write_case: Callable[..., Path]) -> None:
    """31 days, nothing to 31 March, 30 days of April to its end, nothing to 31 May, 30 in June."""
    more = ", due_on: 2026-03-31}\n      - {signed_on: 2026-05-01, due_on: 2026-05-31"
    claim, _ = worked(write_case, "2026-02-01", more)
    assert claim.late_charge == Decimal("1550.00") + Decimal("1500.00") + Decimal("1500.00")


def test_papers_name_both_documents(write_case: Callable[..., Path]) -> None:
    late = ", due_on: 2026-03-31, late_payment: {rate: 0.03%/day, clause: 第二条}, court: 乙法院"
    claim, findings = worked(write_case, "2025-12-20", late)
    account = claim.accounts[0]
    assert account.rule.source == "《买卖合同》（编号：HT-1）的《延期付款补充协议》第二条"
    assert claim.late_charge == Decimal("2730.00")  # 100,000 × 0.03% × 91
    assert account.contract.court == "乙法院"
    assert "LD-SUPPLEMENT-TERMS" not in findings
    (supplement,) = contract_views(claim)[0].supplements
    assert supplement.changes == "的付款期限、逾期付款责任、争议解决条款"
    case = with_its_files(write_case(SALE.format(day="2025-12-20", more=late)))
    (exhibit,) = examine(case, DAY, packaged())[0].exhibits
    assert exhibit.title == "《延期付款补充协议》"
    assert exhibit.proves == (
        "双方2025年12月20日签订补充协议，变更《买卖合同》（编号：HT-1）的付款期限、逾期付款责任、争议解决条款"
    )


@pytest.mark.parametrize("more", [", late_payment: {rate: 0.03%/day}", ", price: 90000.00"])
def test_a_rate_or_price_changed_while_the_charge_runs_is_refused(
    write_case: Callable[..., Path], more: str
) -> None:
    found = worked(write_case, "2026-02-01", more)[1]["LD-SUPPLEMENT-TERMS"]
    assert found.blocks == ("figures",)
    early = worked(write_case, "2025-12-20", more)[1]
    assert "LD-SUPPLEMENT-TERMS" not in early


def test_instalments_change_by_their_name(write_case: Callable[..., Path]) -> None:
    """Of c2b: the rest was due on 10 December 2024 and moved to 31 October 2025 before that."""
    text = """
contracts:
  - price: 680000.00
    signed_on: 2024-09-10
    instalments:
      - {name: 首付款, amount: 200000.00, due_on: 2024-09-10}
      - {name: 余款, amount: 480000.00, due_on: 2024-12-10}
    supplements:
      - signed_on: 2024-12-01
        instalments: [{name: 余款, amount: 480000.00, due_on: 2025-10-31}]
"""
    case = load_case(write_case(text))
    parts = open_claim(case, DAY, packaged()).accounts[0].instalments
    assert [(part.name, part.due_on) for part in parts] == [
        ("首付款", dt.date(2024, 9, 10)),
        ("余款", dt.date(2025, 10, 31)),
    ]
    before = open_claim(case, dt.date(2024, 11, 30), packaged()).accounts[0].instalments
    assert before[1].due_on == dt.date(2024, 12, 10)


def test_a_price_in_one_sum_may_be_divided(write_case: Callable[..., Path]) -> None:
    """What ran on the whole runs on as the sum of the parts: 1,550; then 60,000 from 1 April."""
    more = (
        ", instalments: [{name: 甲, amount: 60000.00, due_on: 2026-03-31}, "
        "{name: 乙, amount: 40000.00, due_on: 2026-09-30}]"
    )
    claim, findings = worked(write_case, "2026-02-01", more)
    assert (claim.principal, claim.not_due) == (60000, 40000)
    assert claim.late_charge == Decimal("1550.00") + Decimal("2730.00")
    assert "LD-SUM-INSTALMENTS" not in findings
    short = worked(write_case, "2026-02-01", more.replace("60000.00", "50000.00"))[1]
    assert "LD-SUM-INSTALMENTS" in short


def test_the_terms_in_force_are_worked_out_once(write_case: Callable[..., Path]) -> None:
    case = load_case(write_case(SALE.format(day="2026-02-01", more=", due_on: 2026-03-31")))
    known = as_known_on(case, DAY)
    assert as_known_on(known, DAY).contracts[0] is known.contracts[0]
    earlier = as_known_on(known, dt.date(2026, 1, 31)).contracts[0]
    assert (earlier.due_on, earlier.earlier) == (dt.date(2025, 12, 31), ())


@pytest.mark.parametrize(
    ("day", "more", "says"),
    [
        (
            "2026-02-01",
            ", due_on: 2026-03-01}\n      - {signed_on: 2026-02-01",
            "同一日有两份补充协议",
        ),
        ("2026-02-01", DIVIDED_TWICE, "合同没有名为“乙”的款项"),
        ("2025-08-31", "", "早于合同的签订日期 2025-09-01"),
        ("2026-02-01", ", due_on: 2026-01-31", "约定的到期日 2026-01-31 早于其签订日期"),
        (
            "2026-02-01",
            ", due_on: 2026-05-01, instalments: [{name: 甲, amount: 1, due_on: 2026-05-01}]",
            "不能只写一个到期日",
        ),
        (
            "2026-02-01",
            ", instalments: [{name: 甲, amount: 100000.00, due_after: 每批交货, due_days: 30}]",
            "以每批交货分别起算的款项",
        ),
    ],
)
def test_what_a_supplement_cannot_say(
    write_case: Callable[..., Path], day: str, more: str, says: str
) -> None:
    with pytest.raises(CaseError) as refused:
        worked(write_case, day, more)
    assert {finding.code for finding in refused.value.findings} == {"LD-CASE-SUPPLEMENT"}
    assert says in refused.value.findings[0].message


def test_an_instalment_the_contract_does_not_have(write_case: Callable[..., Path]) -> None:
    text = """
contracts:
  - price: 100.00
    instalments: [{name: 首付款, amount: 100.00, due_on: 2026-01-01}]
    supplements:
      - {signed_on: 2025-12-01, instalments: [{name: 余款, amount: 100.00, due_on: 2026-02-01}]}
"""
    with pytest.raises(CaseError) as refused:
        load_case(write_case(text))
    assert "合同没有名为“余款”的款项" in refused.value.findings[0].message
