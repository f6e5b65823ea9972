"""Bills and cheques: they pay on condition, and one that fails lets the debt stand again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.claim.matter import matter_on
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
NO_RESTART = dt.date(2028, 12, 31)
BILL = """
contracts:
  - {{price: 100000.00, due_on: 2025-12-31, late_payment: {{rate: 0.05%/day}}}}
bills:
  - kind: 商业承兑汇票
    number: "5131"
    amount: 60000.00
    received_on: 2026-01-10
    due_on: 2026-04-10
    file: payments/汇票.pdf
{more}
"""


def worked(
    write_case: Callable[..., Path], more: str, day: dt.date = DAY
) -> tuple[Claim, dict[str, Finding]]:
    lines = "".join(f"    {line}\n" for line in more.split("; ") if line)
    case = with_its_files(write_case(BILL.format(more=lines)))
    matter, findings = examine(case, day, packaged())
    return matter.claim, {finding.code: finding for finding in findings}


def test_a_bill_that_was_honoured_pays_from_the_day_it_came(
    write_case: Callable[..., Path],
) -> None:
    """100,000 × 0.05% × 9 days to 9 January; 40,000 × 0.05% × 172 days to 30 June."""
    claim, findings = worked(write_case, "honoured_on: 2026-04-10")
    assert claim.principal == 40000
    assert claim.late_charge == Decimal("450.00") + Decimal("3440.00")
    assert not [code for code in findings if code.startswith("LD-BILL")]


def test_a_bill_not_yet_due_is_no_part_of_the_claim_and_asks_what_was_agreed(
    write_case: Callable[..., Path],
) -> None:
    claim, findings = worked(write_case, "", dt.date(2026, 4, 9))
    assert claim.principal == 40000
    pending = findings["LD-BILL-PENDING"]
    assert (pending.severity, pending.blocks) == ("warning", ())
    assert "2026-04-10 到期，没有写兑付结果；本次按附条件的付款处理" in pending.message
    assert "in_payment: 是" in pending.next_step
    (payment,) = claim.accounts[0].facts.payments
    assert payment.says == "商业承兑汇票（号码：5131），2026年4月10日到期"
    claim, findings = worked(write_case, "in_payment: 是", dt.date(2026, 4, 9))
    assert claim.principal == 40000
    assert "LD-BILL-PENDING" not in findings


def test_a_bill_past_its_maturity_without_an_outcome_stops_every_figure(
    write_case: Callable[..., Path],
) -> None:
    _, findings = worked(write_case, "", dt.date(2026, 4, 11))
    assert findings["LD-BILL-OUTCOME"].blocks == ("figures",)
    assert "第五十三条" in findings["LD-BILL-OUTCOME"].article
    assert "LD-BILL-OUTCOME" not in worked(write_case, "", dt.date(2026, 4, 10))[1]
    passed_on = worked(write_case, "endorsed_on: 2026-02-01")[1]
    assert "LD-BILL-PENDING" in passed_on
    assert "LD-BILL-OUTCOME" not in passed_on


def test_a_dishonoured_bill_pays_nothing_and_its_charge_rests_until_maturity(
    write_case: Callable[..., Path],
) -> None:
    """9 days on 100,000, 91 days (to 10 April) on 40,000, 81 days (to 30 June) on 100,000."""
    claim, findings = worked(write_case, "dishonoured_on: 2026-04-13")
    assert (claim.principal, claim.accounts[0].paid) == (100000, 0)
    assert claim.late_charge == Decimal("450.00") + Decimal("1820.00") + Decimal("4050.00")
    bases = [(run.base, run.first, run.last) for run in claim.accounts[0].instalments[0].runs]
    assert bases == [
        (100000, dt.date(2026, 1, 1), dt.date(2026, 1, 9)),
        (40000, dt.date(2026, 1, 10), dt.date(2026, 4, 10)),
        (100000, dt.date(2026, 4, 11), DAY),
    ]
    assert claim.accounts[0].instalments[0].shares == ()
    found = findings["LD-BILL-DISHONOURED"]
    assert "2026-01-10 至 2026-04-10 暂不计逾期付款责任，自 2026-04-11 起" in found.message
    assert found.message.endswith("没有拒付证明")
    assert "至 2026-10-13" in found.next_step
    assert "extends_term: 是" in found.next_step


@pytest.mark.parametrize(
    ("more", "day", "end"),
    [
        ("honoured_on: 2026-04-10", DAY, dt.date(2029, 1, 10)),
        ("in_payment: 是; dishonoured_on: 2026-04-13", DAY, dt.date(2029, 1, 10)),
        ("endorsed_on: 2026-02-01", DAY, dt.date(2029, 1, 10)),
        ("dishonoured_on: 2026-04-13", DAY, NO_RESTART),
        (
            "endorsed_on: 2026-02-01; dishonoured_on: 2026-04-13; repaid_on: 2026-05-01",
            DAY,
            NO_RESTART,
        ),
        ("", dt.date(2026, 4, 9), NO_RESTART),
    ],
)
def test_a_bill_restarts_limitation_only_once_it_paid(
    write_case: Callable[..., Path], more: str, day: dt.date, end: dt.date
) -> None:
    """Due 2025-12-31, so over on 2028-12-31; a payment of 2026-01-10 moves that to 2029-01-10."""
    lines = "".join(f"    {line}\n" for line in more.split("; ") if line)
    case = with_its_files(write_case(BILL.format(more=lines)))
    (watched,) = matter_on(case, day, packaged()).limitations
    assert watched.limitation.conservative == end
    restarted = any("部分付款" in line for line in watched.limitation.says)
    assert restarted == (end != NO_RESTART)


def test_a_dishonoured_bill_says_that_it_restarts_nothing(write_case: Callable[..., Path]) -> None:
    found = worked(write_case, "dishonoured_on: 2026-04-13")[1]["LD-BILL-DISHONOURED"]
    assert "收票不作为部分付款中断诉讼时效" in found.message


def test_before_it_was_dishonoured_nobody_knew(write_case: Callable[..., Path]) -> None:
    claim, findings = worked(write_case, "dishonoured_on: 2026-04-13", dt.date(2026, 4, 9))
    assert claim.principal == 40000
    assert "LD-BILL-DISHONOURED" not in findings


def test_a_bill_that_did_not_extend_the_term_never_paid(write_case: Callable[..., Path]) -> None:
    """100,000 × 0.05% × 181 days from 1 January to 30 June."""
    more = "dishonoured_on: 2026-04-13; extends_term: 否; proof: payments/退票理由书.pdf"
    claim, findings = worked(write_case, more)
    assert (claim.principal, claim.late_charge) == (100000, Decimal("9050.00"))
    found = findings["LD-BILL-DISHONOURED"]
    assert found.message.endswith("自始不算付款，逾期付款责任按原到期日计算")
    assert "extends_term" not in found.next_step


def test_a_bill_refused_before_its_maturity_fails_that_day(write_case: Callable[..., Path]) -> None:
    claim, _ = worked(write_case, "dishonoured_on: 2026-03-01")
    starts = [run.first for run in claim.accounts[0].instalments[0].runs]
    assert starts == [dt.date(2026, 1, 1), dt.date(2026, 1, 10), dt.date(2026, 3, 2)]


def test_a_bill_taken_in_payment_stays_paid(write_case: Callable[..., Path]) -> None:
    claim, findings = worked(write_case, "dishonoured_on: 2026-04-13; in_payment: 是")
    assert claim.principal == 40000
    assert "只能向票据债务人追索" in findings["LD-BILL-IN-PAYMENT"].message


def test_an_endorsed_bill_fails_once_the_later_holder_is_paid(
    write_case: Callable[..., Path],
) -> None:
    endorsed = "endorsed_on: 2026-02-01; dishonoured_on: 2026-04-13"
    claim, findings = worked(write_case, endorsed)
    assert claim.principal == 40000
    assert "repaid_on" in findings["LD-BILL-RECOURSE"].next_step
    claim, findings = worked(write_case, f"{endorsed}; repaid_on: 2026-05-20; extends_term: 否")
    assert claim.principal == 100000
    last = claim.accounts[0].instalments[0].runs[-1]
    assert (last.base, last.first) == (100000, dt.date(2026, 5, 21))
    assert "LD-BILL-DISHONOURED" in findings


def test_money_on_the_day_a_bill_fails_pays_what_stands_again(
    write_case: Callable[..., Path],
) -> None:
    """60,000 in money takes its place on 10 April: no day between is charged."""
    rows = "dishonoured_on: 2026-04-10\npayments: [{paid_on: 2026-04-10, amount: 60000.00}]"
    case = load_case(write_case(BILL.format(more="    " + rows)))
    claim = open_claim(case, DAY, packaged())
    assert (claim.principal, claim.unapplied) == (40000, 0)
    assert claim.late_charge == Decimal("450.00") + Decimal("3440.00")


def test_money_beyond_the_price_pays_what_a_failed_bill_restores(
    write_case: Callable[..., Path],
) -> None:
    """A bill for all, 30,000 in money before it fails: 70,000 is owed and nothing is too much."""
    rows = (
        "    dishonoured_on: 2026-04-13\n"
        "payments: [{paid_on: 2026-03-01, amount: 30000.00}]\n"
        "credits: [{agreed_on: 2026-03-02, amount: 10000.00, from_on: 2026-03-01}]"
    )
    text = BILL.format(more=rows).replace("60000.00", "100000.00")
    claim = open_claim(load_case(write_case(text)), DAY, packaged())
    account = claim.accounts[0]
    assert (claim.principal, account.unapplied, account.paid) == (60000, 0, 40000)
    # 9 days on 100,000; then nothing until 10 April; 81 days on 60,000
    assert claim.late_charge == Decimal("450.00") + Decimal("2430.00")


def test_one_bill_is_not_written_twice(write_case: Callable[..., Path]) -> None:
    again = BILL.format(more="  - {kind: 支票, number: '5131', amount: 1, received_on: 2026-01-10}")
    findings = examine(load_case(write_case(again)), DAY, packaged())[1]
    twice = next(finding for finding in findings if finding.code == "LD-SUM-TWICE")
    assert "票据号码 5131" in twice.message


def test_interest_that_a_failed_bill_paid_is_owed_again(write_case: Callable[..., Path]) -> None:
    """450 of interest and 59,550 of principal come back."""
    text = BILL.format(more="    dishonoured_on: 2026-04-10").replace(
        "%/day", "%/day, kind: 逾期利息"
    )
    claim = open_claim(load_case(write_case(text)), DAY, packaged())
    part = claim.accounts[0].instalments[0]
    assert (part.outstanding, part.late_charge_paid) == (100000, 0)
    # 9 days on 100,000; 91 days on 40,450; 81 days on 100,000
    assert part.late_charge == Decimal("450.00") + Decimal("1840.48") + Decimal("4050.00")


def test_costs_that_a_failed_bill_paid_are_owed_again(write_case: Callable[..., Path]) -> None:
    text = BILL.format(more="    dishonoured_on: 2026-04-10").replace(
        "due_on: 2025", "cost_clause: 第九条, due_on: 2025"
    )
    text += "costs: [{name: 律师费, amount: 5000.00, incurred_on: 2026-01-05}]\n"
    claim = open_claim(load_case(write_case(text)), DAY, packaged())
    assert (claim.principal, claim.costs) == (100000, 5000)


def test_a_cheque_has_no_maturity(write_case: Callable[..., Path]) -> None:
    text = (
        BILL.format(more="").replace("商业承兑汇票", "支票").replace("    due_on: 2026-04-10\n", "")
    )
    case = load_case(write_case(text))
    found = {finding.code for finding in examine(case, DAY, packaged())[1]}
    assert "LD-BILL-OUTCOME" in found
    text = text.replace("    file:", "    dishonoured_on: 2026-01-12\n    file:")
    claim = open_claim(load_case(write_case(text)), DAY, packaged())
    assert claim.principal == 100000
    assert claim.accounts[0].instalments[0].runs[-1].first == dt.date(2026, 1, 13)


def test_papers_and_exhibits_say_how_was_paid(write_case: Callable[..., Path]) -> None:
    more = "acceptor: 丙公司; dishonoured_on: 2026-04-13; proof: payments/退票.pdf"
    lines = "".join(f"    {line}\n" for line in more.split("; "))
    rows = (
        "payments:\n  - {paid_on: 2026-05-01, amount: 100.00, method: 微信转账, payer: 王某, "
        "file: payments/w.jpg}\n"
    )
    matter = matter_on(with_its_files(write_case(BILL.format(more=lines) + rows)), DAY, packaged())
    titles = {exhibit.title: exhibit for exhibit in matter.exhibits}
    assert titles["微信支付转账凭证（2026年5月1日）"].proves == "王某2026年5月1日付款100.00元"
    history = (
        "债务人2026年1月10日交付商业承兑汇票（号码：5131）（承兑人丙公司）60,000.00元，"
        "到期日2026年4月10日，2026年4月13日被拒绝付款"
    )
    found = titles["商业承兑汇票（号码：5131）及拒付证明"]
    assert (found.proves, found.files) == (history, ("payments/汇票.pdf", "payments/退票.pdf"))
    (view,) = contract_views(matter.claim)
    assert view.dishonoured == (history.removeprefix("债务人"),)
    assert [row.says for row in view.payments] == ["微信"]


def test_a_signed_settlement_does_not_take_in_a_bill_that_fails_later(
    write_case: Callable[..., Path],
) -> None:
    deed = (
        "settlement:\n  signed_on: 2026-03-01\n  file: d.pdf\n"
        "  instalments: [{due_on: 2026-12-31, amount: 40000.00}]\n"
    )
    text = BILL.format(more="    dishonoured_on: 2026-04-13") + deed
    findings = examine(load_case(write_case(text)), DAY, packaged())[1]
    settled = next(finding for finding in findings if finding.code == "LD-PAY-SETTLED")
    assert settled.blocks == ("figures",)
    text = text.replace("dishonoured_on: 2026-04-13", "honoured_on: 2026-04-10")
    findings = examine(load_case(write_case(text)), DAY, packaged())[1]
    assert "LD-PAY-SETTLED" not in {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("honoured_on: 2026-04-10; dishonoured_on: 2026-04-10", "又写了拒付日期"),
        ("repaid_on: 2026-05-01; dishonoured_on: 2026-04-10", "没有写背书转让和拒付的日期"),
        ("honoured_on: 2026-01-09", "honoured_on 2026-01-09 早于收票日期 2026-01-10"),
    ],
)
def test_what_a_bill_cannot_say(write_case: Callable[..., Path], more: str, says: str) -> None:
    with pytest.raises(CaseError) as refused:
        worked(write_case, more)
    assert [finding.code for finding in refused.value.findings] == ["LD-CASE-BILL"]
    assert says in refused.value.findings[0].message


SALE = (
    "contracts: [{price: 1000.00, due_on: 2026-03-01}]\n"
    "payments:\n  - {paid_on: 2026-04-01, amount: 100.00"
)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("method: 现金", "LD-PAY-CASH"),
        ("method: 微信", "LD-PAY-PAYER"),
        ("method: 支付宝", "LD-PAY-PAYER"),
        ("method: 微信, payer: 王某", "LD-PAY-THIRD-PARTY"),
        ("method: 代付", "LD-PAY-THIRD-PARTY"),
        ("method: 银行承兑汇票", "LD-PAY-BILL"),
        ("method: 现金, file: a.pdf", ""),
        ("method: 微信, payer: 武汉乙食品有限公司", ""),
        ("method: 电汇", ""),
        ("file: a.pdf", ""),
    ],
)
def test_how_was_paid_decides_what_proves_it(
    write_case: Callable[..., Path], how: str, code: str
) -> None:
    case = with_its_files(write_case(f"{SALE}, {how}}}\n"))
    matter, findings = examine(case, DAY, packaged())
    assert [finding.code for finding in findings if finding.code.startswith("LD-PAY")] == (
        [code] if code else []
    )
    assert matter.claim.principal == 900


@pytest.mark.parametrize(("payer", "codes"), [("吴成", []), ("王某", ["LD-PAY-THIRD-PARTY"])])
def test_a_trader_pays_as_its_operator(
    write_case: Callable[..., Path], payer: str, codes: list[str]
) -> None:
    parties = (
        "parties:\n  - {role: 债权人, name: 甲}\n"
        "  - {role: 债务人, name: 某商行, kind: 个体工商户, representative: 吴成}\n"
    )
    text = f"{SALE}, method: 微信, payer: {payer}}}\n"
    _, findings = examine(with_its_files(write_case(text, parties=parties)), DAY, packaged())
    assert [row.code for row in findings if row.code.startswith("LD-PAY")] == codes


def test_a_set_off_among_the_payments_restarts_no_limitation(
    write_case: Callable[..., Path],
) -> None:
    case = load_case(write_case(f"{SALE}, method: 抵销}}\n"))
    (share,) = open_claim(case, DAY, packaged()).accounts[0].instalments[0].shares
    assert "第五十六条" in share.source
    (payment,) = case.payments
    assert not payment.made_by_debtor
