"""Late-charge terms as contracts write them, with the figures worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import CaseError
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.figures import Claim
    from legaldocs.core.findings import Finding

    WriteCase = Callable[..., Path]

DAY = dt.date(2026, 6, 9)
"""Late day 100 of a debt due on 2026-03-01."""


def contract(term: str, rows: str = "") -> str:
    return (
        "contracts:\n  - name: 买卖合同\n    price: 100000.00\n    due_on: 2026-03-01\n"
        f"    late_payment: {{{term}}}\n{rows}"
    )


def claim(folder: Path, day: dt.date = DAY) -> Claim:
    return open_claim(load_case(folder), day, packaged())


def found(folder: Path, day: dt.date = DAY) -> dict[str, Finding]:
    _, findings = examine(load_case(folder), day, packaged())
    return {finding.code: finding for finding in findings}


@pytest.mark.parametrize(
    ("term", "charge"),
    [
        ("rate: 日1‰", "10000.00"),  # 100,000 × 0.1% × 100
        ("rate: 月利率1%", "3287.67"),  # 100,000 × 12% × 100 ÷ 365
        ("rate: LPR加50个基点", "958.90"),  # 100,000 × 3.5% × 100 ÷ 365
        ("rate: LPR加计50%", "1232.88"),  # 100,000 × 4.5% × 100 ÷ 365
        ("rate: 每日50元", "5000.00"),  # 50 × 100
        ("rate: 一次性5000元", "5000.00"),
        ("rate: 一次性合同价款的3%", "3000.00"),
        ("rate: 一次性逾期金额的3%", "3000.00"),
        ("rate: 合同价款的日万分之五", "5000.00"),  # 100,000 × 0.05% = 50 a day
        ("rate: 日万分之五, from_day: 31", "3500.00"),  # 100,000 × 0.05% × 70
        # 30 days at 0.03% are 900, 70 days at 0.05% are 3,500
        ("rate: 日万分之三, steps: [{from_day: 31, rate: 日万分之五}]", "4400.00"),
        ("rate: 日万分之五, cap: 合同价款的3%", "3000.00"),
        ("rate: 日万分之五, cap: 逾期金额的2%", "2000.00"),
        ("rate: 日万分之五, cap: 4999.99元", "4999.99"),
        ("rate: 日万分之五, cap: 5000元", "5000.00"),
        ("rate: 日万分之五, cap: 6000元", "5000.00"),
        ("rate: 日万分之五, cap: 累计不超过合同总价的3%", "3000.00"),
        ("rate: 五年期以上LPR", "958.90"),  # 100,000 × 3.5% × 100 ÷ 365
        ("rate: 同期贷款基准利率上浮50%", "1232.88"),  # 100,000 × 3% × 1.5 × 100 ÷ 365
        ("rate: 日万分之五, lump_sum: 一次性5000元", "10000.00"),
        ("rate: 日万分之五, lump_sum: 一次性合同价款的4%", "9000.00"),
        ("rate: 日万分之五, lump_sum: 一次性逾期金额的3%", "8000.00"),
        ("rate: 每日50元, lump_sum: 一次性逾期金额的3%", "8000.00"),
        ("rate: 日万分之五, lump_sum: 一次性5000元, cap: 合同价款的6%", "6000.00"),
        ("rate: 日万分之五, not_before: 2026-05-01", "2000.00"),  # 40 days × 50
        ("rate: 日万分之五, not_before: 2026-02-01", "5000.00"),
    ],
)
def test_a_term_comes_to_its_sum(write_case: WriteCase, term: str, charge: str) -> None:
    owed = claim(write_case(contract(term)))
    assert owed.late_charge == Decimal(charge)
    runs = owed.accounts[0].instalments[0].runs
    assert sum(run.amount for run in runs).quantize(Decimal("0.01")) == owed.late_charge


def test_the_working_shows_the_day_the_cap_is_reached(write_case: WriteCase) -> None:
    """50 a day from 2 March: 2,025 passes on day 41, 11 April, of which 25 count."""
    (account,) = claim(write_case(contract("rate: 日万分之五, cap: 2025元"))).accounts
    run, last = account.instalments[0].runs
    assert (run.days, run.last) == (40, dt.date(2026, 4, 10))
    assert (last.first, last.amount, last.rate) == (dt.date(2026, 4, 11), 25, "上限")
    assert "达到上限2025元" in last.says
    assert not account.runs_on


PARTS = """
contracts:
  - name: 买卖合同
    price: 100000.00
    late_payment: {%s}
    instalments:
      - {name: 甲, amount: 60000.00, due_on: 2026-03-01}
      - {name: 乙, amount: 40000.00, due_on: 2026-05-20}
"""


def test_a_cap_on_the_price_counts_the_instalments_together(write_case: WriteCase) -> None:
    """60 a day over 100 days and 40 a day over 20 are 6,800; the cap is 6,500.

    On day 97, 6 June, 5,820 + 680 = 6,500 is reached; the next day passes it, nothing is left.
    """
    owed = claim(write_case(PARTS % "rate: 日1‰, cap: 6500元"))
    assert owed.late_charge == Decimal("6500.00")
    first, second = owed.accounts[0].instalments
    assert (first.late_charge, second.late_charge) == (Decimal("5820.00"), Decimal("680.00"))


def test_a_cap_on_what_is_overdue_counts_each_instalment(write_case: WriteCase) -> None:
    """1% of 60,000 is 600, of 40,000 is 400."""
    first, second = (
        claim(write_case(PARTS % "rate: 日1‰, cap: 逾期金额的1%")).accounts[0].instalments
    )
    assert (first.late_charge, second.late_charge) == (600, 400)


def test_interest_paid_first_and_the_cap_agree(write_case: WriteCase) -> None:
    """By 10 May 69 days × 100 = 6,900, capped at 5,000; 6,000 paid leaves 99,000."""
    paid = "payments:\n  - {paid_on: 2026-05-10, amount: 6000.00}\n"
    owed = claim(write_case(contract("rate: 日1‰, kind: 逾期利息, cap: 5000元", paid)))
    assert (owed.principal, owed.late_charge) == (Decimal("99000.00"), 0)


@pytest.mark.parametrize(("answer", "charge"), [("是", 12000), ("否", 10000)])
def test_a_daily_sum_for_each_instalment_or_once(
    write_case: WriteCase, answer: str, charge: int
) -> None:
    """100 a day: 100 days and 20 days each, or 100 days once."""
    folder = write_case(PARTS % f"rate: 每日100元, per_instalment: {answer}")
    assert claim(folder).late_charge == charge
    assert "LD-RATE-PER-PART" not in found(folder)


def test_a_daily_sum_with_several_instalments_is_asked(write_case: WriteCase) -> None:
    asked = found(write_case(PARTS % "rate: 每日100元"))["LD-RATE-PER-PART"]
    assert (asked.severity, asked.blocks) == ("error", ("figures",))


def test_a_cap_in_the_clause_must_be_a_cap(write_case: WriteCase) -> None:
    wording = "wording: 按日万分之五支付违约金，但累计不超过合同总价的10%"
    without = found(write_case(contract(f"rate: 日万分之五, {wording}")))
    assert without["LD-RATE-NO-CAP"].blocks == ("figures",)
    with_cap = found(write_case(contract(f"rate: 日万分之五, cap: 合同价款的10%, {wording}")))
    assert "LD-RATE-NO-CAP" not in with_cap


@pytest.mark.parametrize(
    "term",
    [
        "rate: 日万分之五, cap: 10%",
        "rate: 日万分之五，累计不超过合同价款的10%",
        "rate: 日万分之三, steps: [{from_day: 1, rate: 日万分之五}]",
        "rate: 日万分之三, steps: [{from_day: 31, rate: 一次性5000元}]",
        "rate: 一次性5000元, steps: [{from_day: 31, rate: 日万分之五}]",
        "rate: 日万分之三, from_day: 0",
        "rate: 日万分之三, lump_sum: 日万分之五",
        "rate: 一次性3000元, lump_sum: 一次性5000元",
        "rate: 日万分之三, runs_from: 第三方付款",
        "rate: 日万分之三, runs_from: 交货, from_day: 31",
        "rate: 每日50元, runs_from: 交货",
        "rate: 日万分之三, runs_from: 交货, not_before: 2026-05-01",
        "rate: 一次性5000元, not_before: 2026-05-01",
        "rate: 日万分之三, lump_sum: 一次性5000元, not_before: 2026-05-01",
        "rate: 日万分之三, cap: 以实际损失为限",
    ],
)
def test_what_cannot_be_computed_is_refused(write_case: WriteCase, term: str) -> None:
    with pytest.raises(CaseError):
        claim(write_case(contract(term)))


def test_leaving_the_cap_out_after_an_error_gets_no_further(write_case: WriteCase) -> None:
    """The words of the clause stop the papers; without them the summary asks for them."""
    clause = "wording: 按日万分之五支付违约金，最多以实际损失为限"
    with pytest.raises(CaseError, match="标准"):
        claim(write_case(contract(f"rate: 日万分之五, cap: 以实际损失为限, {clause}")))
    assert found(write_case(contract(f"rate: 日万分之五, {clause}")))["LD-RATE-NO-CAP"].blocks
    asked = found(write_case(contract("rate: 日万分之五")))["LD-RATE-NO-WORDING"]
    assert "不能因为上限写不成就不写" in asked.next_step
    plain = found(write_case(contract("rate: 日万分之五, wording: 逾期的按日万分之五支付")))
    assert not {"LD-RATE-NO-CAP", "LD-RATE-NO-WORDING"} & plain.keys()
    deed = """settlement:
  signed_on: 2026-02-10
  default_rate: 日万分之五
  instalments: [{due_on: 2026-03-31, amount: 100000.00}]
"""
    in_deed = found(write_case(contract("rate: 日万分之五") + deed))["LD-RATE-NO-WORDING"]
    assert in_deed.message.startswith("《还款协议》")
    assert "wording" not in in_deed.next_step
    by_payment = contract("rate: 日万分之五", "    payment_clause: 违约金不超过合同价款的5%\n")
    assert "LD-RATE-NO-CAP" in found(write_case(by_payment))


@pytest.mark.parametrize(
    ("wording", "limits"),
    [
        ("逾期不超过30日的按日万分之三，超过30日的按日万分之五", False),
        ("逾期付款不超过三个月的按日万分之三", False),
        ("违约金计算不超过90日", True),
        ("违约金最多以90日为限", True),
        ("逾期不超过30日的按日万分之三，违约金累计不超过合同价款的5%", True),
    ],
)
def test_how_late_is_no_cap(write_case: WriteCase, wording: str, *, limits: bool) -> None:
    folder = write_case(contract(f"rate: 日万分之三, wording: {wording}"))
    assert ("LD-RATE-NO-CAP" in found(folder)) is limits


@pytest.mark.parametrize(
    ("lump", "charge"),
    [
        ("lump_sum: 一次性1000元, per_instalment: 是", 8800),
        ("lump_sum: 一次性1000元, per_instalment: 否", 7800),
        ("lump_sum: 一次性逾期金额的1%", 7800),
    ],
)
def test_a_lump_beside_a_rate_counts_once_or_for_each_instalment(
    write_case: WriteCase, lump: str, charge: int
) -> None:
    """60 a day over 100 days and 40 over 20 are 6,800; and 1,000 twice or once, or 600 and 400."""
    folder = write_case(PARTS % f"rate: 日1‰, {lump}")
    assert claim(folder).late_charge == charge
    assert "LD-RATE-PER-PART" not in found(folder)


def test_a_lump_with_several_instalments_is_asked_and_printed(write_case: WriteCase) -> None:
    folder = write_case(PARTS % "rate: 日1‰, lump_sum: 一次性合同价款的2%")
    assert "LD-RATE-PER-PART" in found(folder)
    says = claim(folder).accounts[0].rule.says
    assert (
        says
        == "日1‰（每日0.1%），另加一次性合同价款的2%（以合同价款100,000.00元为基数，2,000.00元）"
    )


def test_the_benchmark_runs_until_the_lpr_took_its_place(write_case: WriteCase) -> None:
    """At 1.5 times, on 365 days: 522 days of 4.35 are 9,331.6438; then the LPR of each day.

    31 days of 4.25, 61 of 4.20, 92 of 4.15 and 25 of 4.05 are 541.4384 + 1,052.8767 + 1,569.0411 +
    416.0959.
    """
    text = (
        "contracts:\n  - name: 买卖合同\n    price: 100000.00\n    due_on: 2018-03-15\n"
        "    late_payment: {rate: 人民银行同期贷款基准利率的1.5倍}\n"
    )
    folder = write_case(text + "payments: [{paid_on: 2020-03-16, amount: 100000.00}]\n")
    assert claim(folder).late_charge == Decimal("12911.10")
    asked = found(folder)["LD-RATE-BENCHMARK"]
    assert asked.severity == "warning"
    assert "会议纪要" in asked.article


def test_a_late_fee_is_claimed_as_a_penalty(write_case: WriteCase) -> None:
    folder = write_case(contract("rate: 日万分之五, kind: 滞纳金"))
    assert claim(folder).accounts[0].rule.name == "违约金"
    assert found(folder)["LD-RATE-LATE-FEE"].severity == "note"


STATED = (
    "statements:\n  - {through_on: 2026-04-30, balance: 100000.00, late_charge: 2000.00, "
    "confirmed_by: 某人%s}\n"
)


def test_a_statement_limits_the_charge_to_what_it_states(write_case: WriteCase) -> None:
    folder = write_case(contract("rate: 日万分之五", STATED % ""))
    owed = claim(folder)
    assert (owed.principal, owed.late_charge) == (100000, 2000)
    finding = found(folder)["LD-RATE-STATEMENT"]
    assert (finding.severity, finding.blocks) == ("warning", ())
    assert claim(folder, dt.date(2026, 4, 29)).late_charge == 59 * 50


def test_a_statement_that_reserves_what_follows_adds_it(write_case: WriteCase) -> None:
    """2,000 and 40 days from 1 May at 50 a day."""
    reserved = STATED % ", late_charge_reserved: 是"
    owed = claim(write_case(contract("rate: 日万分之五", reserved)))
    assert owed.late_charge == 2000 + 40 * 50


@pytest.mark.parametrize(
    ("name", "clause", "counted", "code"),
    [
        ("律师费", "", 0, "LD-COST-NO-CLAUSE"),
        ("律师费", "    cost_clause: 第十条\n", 100, ""),
        ("财产保全申请费", "", 100, "LD-COST-COURT"),
        ("支付令申请费", "", 100, "LD-COST-COURT"),
        ("案件受理费", "    cost_clause: 第十条\n", 0, "LD-COST-SUIT-FEE"),
    ],
)
def test_which_costs_are_owed(
    write_case: WriteCase, name: str, clause: str, counted: int, code: str
) -> None:
    cost = f"costs:\n  - {{name: {name}, amount: 100.00, incurred_on: 2026-05-01}}\n"
    folder = write_case(contract("rate: 日万分之五", clause + cost))
    assert claim(folder).costs == counted
    codes = {code for code in found(folder) if code.startswith("LD-COST")}
    assert codes == ({code} if code else set())


def test_a_fifth_unpaid_offers_the_whole_price_and_claims_no_more(write_case: WriteCase) -> None:
    parts = """
contracts:
  - name: 买卖合同
    price: 100000.00
    instalments:
      - {name: 甲, amount: 20000.00, due_on: 2026-03-01}
      - {name: 乙, amount: 40000.00, due_on: 2026-12-01}
      - {name: 丙, amount: 40000.00, due_on: 2027-03-01}
"""
    folder = write_case(parts)
    finding = found(folder)["LD-DEBT-WHOLE-PRICE"]
    assert finding.severity == "note"
    assert "第六百三十四条" in finding.article
    assert claim(folder).principal == 20000
    less = parts.replace("20000", "19999").replace("2026-12-01", "2026-12-02")
    assert "LD-DEBT-WHOLE-PRICE" not in found(write_case(less))


@pytest.mark.parametrize("kind", ["借款", "建设工程"])
def test_contracts_with_rules_of_their_own_are_refused(write_case: WriteCase, kind: str) -> None:
    text = f"contracts:\n  - {{price: 1000.00, due_on: 2026-03-01, kind: {kind}}}\n"
    assert found(write_case(text))["LD-KIND-OWN-RULES"].blocks == ("figures",)


@pytest.mark.parametrize(
    ("name", "kind", "warns"),
    [
        ("厂房租赁合同", "买卖", True),
        ("厂房租赁合同", "租赁", False),
        ("信息系统运维服务合同", "买卖", True),
        ("设备采购及安装合同", "买卖", False),
        ("合同", "服务", False),
    ],
)
def test_a_name_of_another_kind_warns(
    write_case: WriteCase, name: str, kind: str, *, warns: bool
) -> None:
    text = f"contracts:\n  - {{price: 1000.00, due_on: 2026-03-01, name: {name}, kind: {kind}}}\n"
    assert ("LD-KIND-NAME" in found(write_case(text))) is warns


def test_other_paid_contracts_reach_the_sale_rules_by_the_bridge(write_case: WriteCase) -> None:
    text = "contracts:\n  - {price: 1000.00, due_on: 2026-03-01, kind: 服务}\n"
    (account,) = claim(write_case(text)).accounts
    assert "第六百四十六条" in account.rule.source
    assert "第十八条第四款" in account.rule.source


def test_retained_title_needs_a_sale(write_case: WriteCase) -> None:
    text = (
        "contracts:\n  - {price: 1000.00, due_on: 2026-03-01, retention_of_title: 是, kind: %s}\n"
    )
    assert "LD-KIND-TITLE" in found(write_case(text % "租赁"))
    assert "LD-KIND-TITLE" not in found(write_case(text % "买卖"))


def test_a_monthly_rate_says_how_it_counts(write_case: WriteCase) -> None:
    assert found(write_case(contract("rate: 月利率1%")))["LD-RATE-MONTH"].severity == "note"
    assert "LD-RATE-MONTH" not in found(write_case(contract("rate: 年利率12%")))


def test_a_late_charge_without_a_term_is_no_payment_order(write_case: WriteCase) -> None:
    """The price was paid late: there is a loss, but no document that provides for it."""
    text = (
        "contracts:\n  - {price: 1000.00, due_on: 2026-03-01}\n"
        "payments: [{paid_on: 2026-05-01, amount: 1000.00}]\n"
        "procedure: {route: 支付令}\n"
    )
    matter, findings = examine(load_case(write_case(text)), DAY, packaged())
    (refusal,) = [
        refused
        for refused in choose(matter, findings).refused
        if refused.draft.title == "支付令申请书"
    ]
    codes = {finding.code for finding in refusal.findings}
    assert "LD-PO-LATE-CHARGE" in codes
    assert "LD-PO-NOT-DUE" not in codes


def test_old_law_warns(write_case: WriteCase) -> None:
    folder = write_case("contracts:\n  - {price: 1000.00, due_on: 2026-03-01}\n")
    assert "LD-LAW-OLD" not in found(folder)
    assert "LD-LAW-OLD" in found(folder, dt.date(2026, 12, 1))
