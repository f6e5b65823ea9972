# ruff: noqa: E501 - a rule is one line of the table
"""Each rule of the guard matrix, tried on one sound case with one fact changed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import Choice, choose, examine
from legaldocs.law.lawbook import Confirmation, packaged
from legaldocs.papers.catalogue import paper_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 15)
"""Within the days that the LPR data were checked for."""

PARTIES = """
parties:
  - role: 债权人
    name: 苏州甲设备有限公司
    account: {holder: 苏州甲设备有限公司, bank: 某行, number: "1"}
    uscc: 91110108551385082Q
    address: 苏州市吴中区某路1号
    size: 小型
  - role: 债务人
    name: 武汉乙食品有限公司
    uscc: 91440300708461136T
    address: 武汉市江夏区某路2号
    size: 中型
"""

SOUND = """
contracts:
  - number: HT-1
    name: 买卖合同
    signed_on: 2025-01-05
    price: 1000.00
    due_on: 2026-03-01
    file: c.pdf
    court: 武汉市江夏区人民法院
    late_payment: {rate: 5%/year, clause: 第八条}
deliveries:
  - {number: S1, delivered_on: 2026-01-10, amount: 1000.00, signed_by: 王某, file: s1.pdf}
procedure:
  debtor_court: 武汉市江夏区人民法院
  no_counter_duty: 是
  no_other_dispute: 是
  preservation:
    court: 武汉市江夏区人民法院
    urgency: 债务人正在转移设备
    assets:
      - {kind: 银行存款, description: 某行某账号, definite: 是}
    security: {kind: 现金, provider: 苏州甲设备有限公司, amount: 2000.00}
settlement:
  instalments:
    - {due_on: 2026-07-15, amount: 400.00}
    - {due_on: 2026-08-15, amount: 600.00}
  court: 武汉市江夏区人民法院
"""

FILES = {"c.pdf": b"1", "s1.pdf": b"1"}


def look(
    folder: Path, day: dt.date = DAY, only: tuple[str, ...] = ()
) -> tuple[tuple[Finding, ...], Choice]:
    matter, findings = examine(load_case(folder), day, packaged())
    return findings, choose(matter, findings, [paper_named(title) for title in only])


def titles(choice: Choice) -> list[str]:
    return [paper.title for paper in choice.made]


def test_a_sound_case_gets_every_paper_its_facts_allow(write_case: Callable[..., Path]) -> None:
    """Two of them exclude each other, which is the one warning until a route is chosen."""
    findings, choice = look(write_case(SOUND, FILES, parties=PARTIES))
    assert [finding.code for finding in findings if finding.severity != "note"] == [
        "LD-PRES-NO-PLAN"
    ]
    assert titles(choice) == [
        "催告函",
        "支付令申请书",
        "诉前财产保全申请书",
        "还款协议",
        "证据目录",
        "利息计算表",
        "立案材料清单（支付令申请书）",
        "立案材料清单（诉前财产保全申请书）",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "paper"),
    [
        ("  debtor_court: 武汉市江夏区人民法院\n", "", "LD-PO-NO-COURT", "支付令申请书"),
        ("debtor_court: 武汉市江夏区", "debtor_court: 武汉市中级", "LD-PO-COURT-LEVEL", "支付令申请书"),
        ("no_counter_duty: 是", "no_counter_duty: 否", "LD-PO-COUNTER-DUTY", "支付令申请书"),
        ("no_other_dispute: 是", "no_other_dispute: 否", "LD-PO-OTHER-DISPUTE", "支付令申请书"),
        ("size: 中型", "size: 中型\n    abroad: 是", "LD-PO-DEBTOR", "支付令申请书"),
        ("size: 中型", "size: 中型\n    missing: 是", "LD-PO-DEBTOR", "支付令申请书"),
        ("    address: 武汉市江夏区某路2号\n", "", "LD-PO-DEBTOR", "支付令申请书"),
        ("due_on: 2026-03-01", "due_on: 2026-12-01", "LD-PO-NOT-DUE", "支付令申请书"),
        ("court: 武汉市江夏区人民法院\n    late", "arbitration: 某仲裁委员会\n    late", "LD-PO-ARBITRATION", "支付令申请书"),
        ("procedure:", "procedure:\n  route: 诉讼", "LD-PO-ROUTE", "支付令申请书"),
        ("preservation:", "preservation:\n    pre_suit_applied_on: 2026-06-01", "LD-PO-PRESERVED", "支付令申请书"),
        ("procedure:", "procedure:\n  payment_order: {applied_on: 2026-06-01}", "LD-PO-APPLIED", "支付令申请书"),
        ("procedure:", "procedure:\n  route: 支付令", "LD-PRES-PAYMENT-ORDER", "诉前财产保全申请书"),
        ("procedure:", "procedure:\n  payment_order: {applied_on: 2026-06-01}", "LD-PRES-PAYMENT-ORDER", "诉前财产保全申请书"),
        ("    urgency: 债务人正在转移设备\n", "", "LD-PRES-NO-URGENCY", "诉前财产保全申请书"),
        ("definite: 是", "definite: 否", "LD-PRES-NO-ASSET", "诉前财产保全申请书"),
        ("    security: {kind: 现金, provider: 苏州甲设备有限公司, amount: 2000.00}\n", "", "LD-PRES-NO-SECURITY", "诉前财产保全申请书"),
        ("amount: 2000.00", "amount: 1000.00", "LD-PRES-SECURITY-SHORT", "诉前财产保全申请书"),
        ("procedure:", "procedure:\n  suit: {court: 某法院, filed_on: 2026-06-01, case_number: 某号}", "LD-PRES-SUED", "诉前财产保全申请书"),
        ("procedure:", "procedure:\n  suit: {court: 某法院, filed_on: 2026-06-01, ended_on: 2026-06-02, ended_by: 撤诉}", "LD-PRES-SUIT-ENDED", "诉讼财产保全申请书"),
        ("procedure:", "procedure:\n  route: 支付令", "LD-PRES-NO-SUIT", "诉讼财产保全申请书"),
        ("preservation:", "preservation:\n    amount: 5000.00", "LD-PRES-TOO-MUCH", "诉前财产保全申请书"),
        ("preservation:", "preservation:\n    pre_suit_applied_on: 2026-06-01", "LD-PRES-APPLIED", "诉前财产保全申请书"),
        ("procedure:", "procedure:\n  arbitration: {institution: 某仲裁委, filed_on: 2026-06-01}", "LD-PRES-ARBITRATED", "诉前财产保全申请书"),
        ("procedure:", "procedure:\n  arbitration: {institution: 某仲裁委, filed_on: 2026-06-01}", "LD-PO-SUED", "支付令申请书"),
        ("amount: 400.00", "amount: 399.99", "LD-SET-SUM", "还款协议"),
        ("due_on: 2026-07-15", "due_on: 2026-06-15", "LD-SET-DAYS", "还款协议"),
        ("amount: 600.00}\n", "amount: 600.00}\n  arbitration: 某仲裁委员会\n", "LD-SET-FORUM", "还款协议"),
        ("amount: 600.00}\n  court: 武汉市江夏区", "amount: 600.00}\n  court: 昆明市五华区", "LD-SET-COURT", "还款协议"),
        ("amount: 600.00}\n", "amount: 600.00}\n  forfeits: 设备一台\n", "LD-SET-FORFEIT", "还款协议"),
        ("file: c.pdf", "file: d.pdf", "LD-FILE-MISSING", "证据目录"),
        ("file: c.pdf", "file: d.pdf", "LD-FILE-MISSING", "支付令申请书"),
        ("procedure:", "payments: [{paid_on: 2026-04-01, amount: 2000.00}]\nprocedure:", "LD-SUM-OVERPAID", "催告函"),
        ("procedure:", "costs: [{name: 逾期利息, amount: 1.00, incurred_on: 2026-04-01}]\nprocedure:", "LD-RATE-TWICE", "催告函"),
        ("procedure:", "costs: [{name: 双倍定金, amount: 1.00, incurred_on: 2026-04-01}]\nprocedure:", "LD-RATE-TWICE", "催告函"),
        ("    file: c.pdf\n", "", "LD-PO-NO-DOCUMENT", "支付令申请书"),
        ("amount: 600.00}\n", "amount: 600.00}\n  default_rate: 很高\n", "LD-SET-RATE", "还款协议"),
        ("signed_on: 2025-01-05", "signed_on: 2026-07-01", "LD-DAY-UNSIGNED", "催告函"),
        ("amount: 1000.00, signed_by", "amount: 1000.01, signed_by", "LD-SUM-DELIVERIES", "催告函"),
        ("price: 1000.00", "price: 0", "LD-DEBT-NONE", "催告函"),
    ],
)  # fmt: skip
def test_one_changed_fact_refuses_the_paper_it_concerns(
    write_case: Callable[..., Path], old: str, new: str, code: str, paper: str
) -> None:
    text = PARTIES + SOUND
    assert old in text
    _, choice = look(write_case(text.replace(old, new, 1), FILES, parties=""))
    refused = {refusal.draft.title: refusal.findings for refusal in choice.refused}
    assert code in [finding.code for finding in refused[paper]]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("rate: 5%/year", "rate: 0.2%/day", "LD-RATE-HIGH"),
        ("91440300708461136T", "91440300708461136X", "LD-PARTY-CODE"),
        ("    uscc: 91440300708461136T\n", "", "LD-PARTY-NO-CODE"),
        ("court: 武汉市江夏区人民法院\n    late", "court: 昆明市五华区人民法院\n    late", "LD-FORUM-CONNECTION"),
        ("    late_payment", "    arbitration: 某仲裁委员会\n    late_payment", "LD-FORUM-BOTH"),
        ("debtor_court: 武汉市江夏区", "debtor_court: 苏州市吴中区", "LD-PO-COURT-PLACE"),
        ("due_on: 2026-03-01", "due_after: 验收", "LD-DUE-UNKNOWN"),
        ("signed_on: 2025-01-05\n    price: 1000.00\n    due_on: 2026-03-01", "signed_on: 2022-01-05\n    price: 1000.00\n    due_on: 2023-07-01", "LD-TIME-NEAR"),
        ("signed_on: 2025-01-05\n    price: 1000.00\n    due_on: 2026-03-01", "signed_on: 2022-01-05\n    price: 1000.00\n    due_on: 2023-06-01", "LD-TIME-PAST"),
        ("procedure:", "communications: [{sent_on: 2026-05-01, channel: 快递, effect: 催告函, gist: 催款, arrived_on: 2026-05-03, file: c.pdf}]\nprocedure:", "LD-TIME-UNPROVED"),
        ("procedure:", "communications: [{sent_on: 2026-05-01, channel: 电子邮件, direction: 收到, effect: 提出异议, gist: 质量不合格, objection: {ground: 质量不合格, amount: 100.00}, file: c.pdf}]\nprocedure:", "LD-PO-DISPUTE"),
        ("procedure:", "costs: [{name: 律师费, amount: 1.00, incurred_on: 2026-04-01}]\nprocedure:", "LD-COST-NO-CLAUSE"),
        ("amount: 1000.00, signed_by", "amount: 900.00, signed_by", "LD-SUM-PART-DELIVERED"),
        ("    due_on: 2026-03-01\n", "", "LD-DUE-UNKNOWN"),
        ("name: 武汉乙食品有限公司\n", "name: 武汉乙食品有限公司\n    kind: 自然人\n", "LD-PARTY-NO-ID"),
        ("preservation:", "preservation:\n    pre_suit_applied_on: 2026-06-01", "LD-PRES-SUE-BY"),
        ("preservation:\n    court: 武汉市江夏区", "preservation:\n    court: 昆明市五华区", "LD-PRES-COURT-PLACE"),
        ("definite: 是", "definite: 是, value: 5000.00", "LD-PRES-VALUE"),
        ("    address: 苏州市吴中区某路1号\n", "", "LD-PRES-SERVICE"),
        ("procedure:", "procedure:\n  suit: {court: 某法院, filed_on: 2026-06-15}", "LD-PRES-NO-NUMBER"),
        ("procedure:", "procedure:\n  suit: {court: 某法院, filed_on: 2026-06-01, ended_on: 2026-06-05}", "LD-PROC-END"),
        ("procedure:", "procedure:\n  suit: {court: 某法院, filed_on: 2026-06-01, ended_on: 2026-06-05, ended_by: 判决}", "LD-PROC-END"),
        ("amount: 600.00}\n", "amount: 600.00}\n  default_rate: 0.2%/day\n", "LD-SET-RATE-HIGH"),
        ("amount: 600.00}\n", "amount: 600.00}\n  late_charge: 按期付清则免除\n", "LD-SET-WAIVER"),
        ("amount: 600.00}\n", "amount: 614.52}\n  late_charge: 确定\n", "LD-SET-FIXED"),
        ("    address: 武汉市江夏区某路2号\n", "", "LD-SET-SERVICE"),
        ("procedure:", "communications: [{sent_on: 2026-05-01, channel: 即时通讯, effect: 其他催款, gist: 催款, arrived_on: 2026-05-01, file: c.pdf}]\nprocedure:", "LD-PROOF-IDENTITY"),
        ("procedure:", "communications: [{sent_on: 2026-05-01, channel: 快递, effect: 催告函, gist: 催款, file: c.pdf}]\nprocedure:", "LD-PROOF-ARRIVAL"),
        ("procedure:", "statements: [{through_on: 2026-05-31, balance: 1000.00, confirmed_by: 李某, file: c.pdf}]\nprocedure:", "LD-PROOF-SIGNER"),
    ],
)  # fmt: skip
def test_one_changed_fact_warns(
    write_case: Callable[..., Path], old: str, new: str, code: str
) -> None:
    text = PARTIES + SOUND
    assert old in text
    findings, _ = look(write_case(text.replace(old, new, 1), FILES, parties=""))
    found = [finding for finding in findings if finding.code == code]
    assert [finding.severity for finding in found] == ["warning"]
    assert found[0].where
    assert found[0].next_step


TERM = "    late_payment: {rate: 5%/year, clause: 第八条}\n"
SECURITY = "    security: {kind: 现金, provider: 苏州甲设备有限公司, amount: 2000.00}\n"
DELIVERIES = "deliveries:\n  - {number: S1, delivered_on: 2026-01-10, amount: 1000.00, signed_by: 王某, file: s1.pdf}\n"
INVOICES = "invoices:\n  - {number: '1', issued_on: 2026-01-10, amount: 1000.00, file: s1.pdf}\n"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"size: 中型": "size: 大型", "rate: 5%/year": "rate: 2%/year"}, "LD-RATE-SME-FLOOR"),
        ({"size: 中型": "size: 大型", "    signed_on: 2025-01-05\n": "", TERM: ""}, "LD-RATE-SME-DAY"),
        ({"procedure:": "procedure:\n  suit: {court: 某法院, filed_on: 2026-06-01, case_number: 某号}", SECURITY: ""}, "LD-PRES-SECURITY-MAYBE"),
        ({DELIVERIES: INVOICES}, "LD-SUM-INVOICED-NOT-DELIVERED"),
        ({"size: 中型": "size: 中型\n    missing: 是"}, "LD-PARTY-MISSING"),
        ({"price: 1000.00": "price: 100,000,000.00"}, "LD-FORUM-LEVEL"),
    ],
)  # fmt: skip
def test_facts_that_only_together_need_a_warning(
    write_case: Callable[..., Path], changes: dict[str, str], code: str
) -> None:
    text = PARTIES + SOUND
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    findings, _ = look(write_case(text, FILES, parties=""))
    assert [finding.severity for finding in findings if finding.code == code] == ["warning"]


def test_an_agreed_rate_at_the_lpr_of_signing_is_no_less_than_the_floor(
    write_case: Callable[..., Path],
) -> None:
    large = PARTIES.replace("size: 中型", "size: 大型")
    for rate, warned in (("3.1%/year", False), ("3.09%/year", True)):
        text = SOUND.replace("rate: 5%/year", f"rate: {rate}")
        findings, _ = look(write_case(text, FILES, parties=large))
        assert ("LD-RATE-SME-FLOOR" in [finding.code for finding in findings]) is warned


def test_a_penalty_of_0_2_percent_a_day_shows_the_other_figure(
    write_case: Callable[..., Path],
) -> None:
    """1,000 × 0.2% × 106 days = 212.00; at 3.00% × 1.5: 13.07."""
    text = SOUND.replace("rate: 5%/year", "rate: 0.2%/day")
    findings, _ = look(write_case(text, FILES, parties=PARTIES))
    (found,) = [finding for finding in findings if finding.code == "LD-RATE-HIGH"]
    assert "73%" in found.message
    assert "212.00" in found.message
    assert "13.07" in found.message


def test_a_guarantee_without_form_period_or_resolution(write_case: Callable[..., Path]) -> None:
    parties = PARTIES + "  - {role: 保证人, name: 丙股份有限公司, uscc: 91110105771583283D}\n"
    text = SOUND + "guarantees:\n  - {guarantor: 丙股份有限公司, signed_on: 2025-01-05}\n"
    findings, choice = look(write_case(text, FILES, parties=parties))
    codes = [finding.code for finding in findings]
    assert {"LD-GUA-NO-FORM", "LD-GUA-NO-PERIOD", "LD-SET-RESOLUTION"} <= set(codes)
    assert {"LD-GUA-LISTED", "LD-GUA-OWN-ACT", "LD-PO-GUARANTOR"} <= set(codes)
    assert "还款协议" not in titles(choice)
    late, _ = look(write_case(text, FILES, parties=parties), dt.date(2026, 9, 2))
    assert "LD-GUA-TIME" in [finding.code for finding in late]


def test_without_a_term_the_payment_order_asks_for_principal_alone(
    write_case: Callable[..., Path],
) -> None:
    text = SOUND.replace("    late_payment: {rate: 5%/year, clause: 第八条}\n", "")
    findings, choice = look(write_case(text, FILES, parties=PARTIES))
    assert "LD-PO-PRINCIPAL-ONLY" in [finding.code for finding in findings]
    assert "支付令申请书" in titles(choice)


def test_the_rule_for_small_creditors_holds_only_against_large_debtors(
    write_case: Callable[..., Path],
) -> None:
    text = SOUND.replace("    late_payment: {rate: 5%/year, clause: 第八条}\n", "")
    large = PARTIES.replace("size: 中型", "size: 大型")
    matter, findings = examine(load_case(write_case(text, FILES, parties=large)), DAY, packaged())
    assert matter.claim.late_charge == Decimal("53.00")  # 1,000 × 0.05% × 106
    assert "LD-RATE-SME" in [finding.code for finding in findings]
    matter, _ = examine(load_case(write_case(text, FILES, parties=PARTIES)), DAY, packaged())
    assert matter.claim.accounts[0].rule.basis == "lpr"


def test_a_provisional_rate_warns_a_letter_and_stops_a_court_paper(
    write_case: Callable[..., Path],
) -> None:
    """The rate of the day of breach is past the data's last checked day."""
    text = SOUND.replace("    late_payment: {rate: 5%/year, clause: 第八条}\n", "").replace(
        "due_on: 2026-03-01", "due_on: 2027-03-01"
    )
    folder = write_case(text, FILES, parties=PARTIES)
    day = dt.date(2027, 4, 1)
    findings, choice = look(folder, day)
    assert "LD-RATE-PROVISIONAL" in [finding.code for finding in findings]
    assert "催告函" in titles(choice)
    assert not {"支付令申请书", "诉前财产保全申请书"} & set(titles(choice))
    confirmation = Confirmation("lpr_1y", dt.date(2027, 3, 20), Decimal("3.00"), "拆借中心公告")
    matter, findings = examine(load_case(folder), day, packaged((confirmation,)))
    assert "支付令申请书" in titles(choose(matter, findings))


def test_only_brings_a_letter_forward_but_breaks_no_other_rule(
    write_case: Callable[..., Path],
) -> None:
    folder = write_case(SOUND, FILES, parties=PARTIES)
    _, unasked = look(folder)
    refused = {refusal.draft.title: refusal.findings for refusal in unasked.refused}
    assert [finding.code for finding in refused["警告函"]] == ["LD-LETTER-NOT-NOW"]
    _, choice = look(folder, only=("警告函", "lawyer_letter"))
    assert titles(choice) == ["警告函", "律师函"]
    _, late = look(folder, only=("付款提醒函",))
    assert "LD-LETTER-NOTHING-COMING" in [finding.code for finding in late.refused[0].findings]


def test_a_demand_is_not_made_for_what_is_not_due(write_case: Callable[..., Path]) -> None:
    text = SOUND.replace("due_on: 2026-03-01", "due_on: 2026-06-20")
    _, choice = look(write_case(text, FILES, parties=PARTIES), only=("催告函", "付款提醒函"))
    assert titles(choice) == ["付款提醒函"]


SECOND = """  - {number: HT-2, name: 乙, signed_on: 2025-01-05, price: 10.00, due_on: 2025-12-01, arbitration: 某仲裁委员会, file: c.pdf, late_payment: {rate: 5%/year}}
deliveries: []
"""


def test_contracts_with_different_forums_are_reported(write_case: Callable[..., Path]) -> None:
    """The debt under arbitration also keeps the whole claim out of a payment order."""
    text = SOUND.replace(
        "deliveries:\n  - {number: S1, delivered_on: 2026-01-10, amount: 1000.00, signed_by: 王某, file: s1.pdf}\n",
        SECOND,
    )
    findings, choice = look(write_case(text, FILES, parties=PARTIES))
    assert "LD-FORUM-SEVERAL" in [finding.code for finding in findings]
    assert "支付令申请书" not in titles(choice)


def test_a_guarantee_counts_from_the_contract_that_falls_due_first(
    write_case: Callable[..., Path],
) -> None:
    """Due 2025-12-01 and 2026-03-01: six months from the first end on 2026-06-01."""
    parties = PARTIES + "  - {role: 保证人, name: 丁, kind: 自然人}\n"
    text = SOUND.replace(DELIVERIES, SECOND)
    text += "guarantees:\n  - {guarantor: 丁, signed_on: 2025-01-05, form: 连带责任保证}\n"
    findings, _ = look(write_case(text, FILES, parties=parties))
    (found,) = [finding for finding in findings if finding.code == "LD-GUA-TIME"]
    assert "已于 2026-06-01 届满" in found.message


def test_a_late_charge_left_after_the_price_was_paid_has_its_working_but_no_letter(
    write_case: Callable[..., Path],
) -> None:
    text = SOUND.replace(
        "procedure:", "payments: [{paid_on: 2026-05-01, amount: 1000.00}]\nprocedure:"
    )
    findings, choice = look(write_case(text, FILES, parties=PARTIES))
    made = [title for title in titles(choice) if "立案材料清单" not in title]
    assert made == ["支付令申请书", "诉前财产保全申请书", "证据目录", "利息计算表"]
    assert "LD-LETTER-PRICE-PAID" in [finding.code for finding in findings]
    _, forced = look(write_case(text, FILES, parties=PARTIES), only=("付款提醒函", "催告函"))
    assert titles(forced) == []


def test_the_exhibit_of_a_contract_says_only_what_the_contract_has(
    write_case: Callable[..., Path],
) -> None:
    for cut, said in (
        ("", "，约定付款时间和违约责任"),
        (TERM, "，约定付款时间"),
        (TERM + "    due_on: 2026-03-01\n", ""),
    ):
        text = SOUND
        for line in cut.splitlines(keepends=True):
            text = text.replace(line, "")
        matter, _ = examine(load_case(write_case(text, FILES, parties=PARTIES)), DAY, packaged())
        contract = next(exhibit for exhibit in matter.exhibits if exhibit.group == "合同订立")
        assert contract.proves == f"双方订立合同，价款1,000.00元{said}"


def test_a_debt_older_than_the_law_data_is_reported_and_builds(
    write_case: Callable[..., Path],
) -> None:
    text = SOUND.replace("2025-01-05", "2013-01-05").replace(
        "due_on: 2026-03-01", "due_on: 2014-03-01"
    )
    findings, choice = look(write_case(text, FILES, parties=PARTIES))
    assert "LD-TIME-UNKNOWN" in [finding.code for finding in findings]
    assert "催告函" in titles(choice)


FIRM = """
law_firm: {name: 某所, licence: "1", lawyer: 某, lawyer_licence: "2", mandated_on: 2026-06-15}
"""


@pytest.mark.parametrize(
    ("firm", "codes"),
    [
        (FIRM, []),
        ("", ["LD-LETTER-NO-FIRM"]),
        (FIRM.replace(' licence: "1",', ""), ["LD-LETTER-FIRM-INCOMPLETE"]),
        (FIRM.replace(" lawyer: 某,", ""), ["LD-LETTER-FIRM-INCOMPLETE"]),
        (FIRM.replace(' lawyer_licence: "2",', ""), ["LD-LETTER-FIRM-INCOMPLETE"]),
        (FIRM.replace(", mandated_on: 2026-06-15", ""), ["LD-LETTER-NO-MANDATE"]),
        (FIRM.replace("06-15", "06-16"), ["LD-LETTER-NO-MANDATE"]),
        ("law_firm: {name: 某所}\n", ["LD-LETTER-FIRM-INCOMPLETE", "LD-LETTER-NO-MANDATE"]),
    ],
)
def test_a_lawyers_letter_stays_a_draft_without_firm_lawyer_licence_and_mandate(
    write_case: Callable[..., Path], firm: str, codes: list[str]
) -> None:
    folder = write_case(SOUND + firm, FILES, parties=PARTIES)
    _, choice = look(folder, only=("警告函", "律师函"))
    assert titles(choice) == ["警告函", "律师函"]
    assert [finding.code for finding in choice.holds] == codes
    assert choice.drafts(final=True) == ({"lawyer_letter"} if codes else set())
    assert choice.drafts(final=False) == {"lawyer_letter", "warning_letter"}
    for finding in choice.holds:
        assert finding.severity == "warning"
        assert "律师函只能是草稿：" in finding.message
        assert finding.article
        assert finding.next_step


def test_a_letter_on_an_unconfirmed_rate_stays_a_draft(write_case: Callable[..., Path]) -> None:
    """A letter may state it as provisional, to be talked over; the court's papers are refused."""
    text = SOUND.replace("5%/year", "lpr*1.5").replace("2026-03-01", "2027-03-01")
    folder, day = write_case(text, FILES, parties=PARTIES), dt.date(2027, 4, 1)
    _, choice = look(folder, day, only=("催告函", "利息计算表", "证据目录"))
    held = {name: [finding.code for finding in found] for name, found in choice.held.items()}
    why = ["LD-ISSUE-PROVISIONAL"]
    assert held == {"demand_letter": why, "interest_schedule": why}
    assert choice.drafts(final=True) == set(held)
    assert "exhibit_list" not in choice.drafts(final=False)
