"""What a guarantor answers for: by law of the day of signing, contract, scope, cap and act."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.claim.guaranteed import answers_for, form_of, period_of, saved
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.output.figures import deadlines
from legaldocs.papers.guarantor_demand import FORM as LETTER
from legaldocs.papers.pre_suit_preservation import FORM as HOLD
from tests.conftest import with_its_files
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

    Guaranteed = Callable[..., tuple[Matter, dict[str, Finding]]]

DAY = dt.date(2026, 6, 15)
PARTIES = (
    "parties:\n  - {role: 债权人, name: 甲公司}\n  - {role: 债务人, name: 乙公司}\n"
    "  - {role: 保证人, name: 丁, kind: 自然人, address: 某路}\n"
)
SALE = "contracts: [{price: 100000.00, due_on: 2026-03-01, late_payment: {rate: 0.05%/day}}]\n"
TWO = (
    "contracts:\n  - {number: A, name: 甲合同, price: 100000.00, due_on: 2026-03-01}\n"
    "  - {number: B, name: 乙合同, price: 70000.00, due_on: 2026-03-01}\n"
)


@pytest.fixture
def guaranteed(write_case: Callable[..., Path]) -> Guaranteed:
    def look(
        terms: str,
        more: str = "",
        sale: str = SALE,
        day: dt.date = DAY,
        parties: str = PARTIES,
        guarantor: str = "丁",
    ) -> tuple[Matter, dict[str, Finding]]:
        row = f"guarantees: [{{guarantor: {guarantor}, {terms}}}]\n"
        matter, findings = examine(
            with_its_files(write_case(sale + row + more, parties=parties)), day, packaged()
        )
        return matter, {finding.code: finding for finding in findings}

    return look


def end(matter: Matter) -> dt.date:
    period = period_of(matter, matter.case.guarantees[0])
    assert period is not None
    return period.deadline.raw_end


@pytest.mark.parametrize(
    ("signed_on", "said", "form", "until"),
    [
        ("2020-12-31", "", "连带责任保证", dt.date(2026, 9, 1)),
        ("2020-12-31", ", period: 至本息还清为止", "连带责任保证", dt.date(2028, 3, 1)),
        ("2021-01-01", ", period: 至本息还清为止", None, dt.date(2026, 9, 1)),
        ("2021-01-01", "", None, dt.date(2026, 9, 1)),
        ("2020-12-31", ", form: 一般保证, period: 三年", "一般保证", dt.date(2029, 3, 1)),
        ("2025-01-05", ", period: 主债务履行期限届满之日起二年", None, dt.date(2028, 3, 1)),
    ],
)
def test_the_day_of_signing_decides_what_was_left_open(
    guaranteed: Guaranteed, signed_on: str, said: str, form: str | None, until: dt.date
) -> None:
    matter, findings = guaranteed(f"signed_on: {signed_on}{said}")
    assert form_of(matter, matter.case.guarantees[0]) == form
    assert end(matter) == until
    assert ("LD-GUA-OLD-FORM" in findings) == (form == "连带责任保证")
    assert ("LD-GUA-NO-FORM" in findings) == (form is None)
    assert ("LD-GUA-NO-PERIOD" in findings) == ("period" not in said)


def test_an_old_guarantee_without_a_form_gets_its_letter(guaranteed: Guaranteed) -> None:
    matter, findings = guaranteed("signed_on: 2020-12-31, period: 三年")
    assert "LD-GUA-LETTER-FORM" not in findings
    assert "承担连带责任保证。" in text_of(LETTER, matter)
    assert "LD-GUA-LETTER-FORM" in guaranteed("signed_on: 2021-01-01, period: 三年")[1]


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("主债务履行期限届满之日起一年", dt.date(2027, 5, 1)),
        ("最后一期债务履行期限届满之日起一年", dt.date(2027, 5, 1)),
        ("每期债务履行期限届满之日起一年", dt.date(2027, 3, 1)),
    ],
)
def test_a_period_runs_from_the_instalment_it_names(
    guaranteed: Guaranteed, words: str, until: dt.date
) -> None:
    parts = (
        "contracts:\n  - price: 100.00\n    instalments:\n"
        "      - {name: 一, amount: 50, due_on: 2026-03-01}\n"
        "      - {name: 二, amount: 50, due_on: 2026-05-01}\n"
    )
    assert end(guaranteed(f"signed_on: 2025-01-05, period: {words}", sale=parts)[0]) == until


@pytest.mark.parametrize(
    ("terms", "asked"),
    [
        ("", "105300.00"),
        (", scope: [本金]", "100000.00"),
        (", scope: [主债权, 违约金]", "105300.00"),
        (", amount: 80000", "80000.00"),
        (", scope: [违约金], amount: 80000", "5300.00"),
    ],
)
def test_what_is_asked_stays_within_scope_and_cap(
    guaranteed: Guaranteed, terms: str, asked: str
) -> None:
    """From 2026-03-02 to 2026-06-15 are 106 days: 100,000 × 0.05 % × 106 = 5,300.00."""
    matter, _ = guaranteed(f"signed_on: 2025-01-05, form: 连带责任保证{terms}")
    assert answers_for(matter, matter.case.guarantees[0]) == Decimal(asked)
    assert f"{Decimal(asked):,.2f}元（大写" in text_of(LETTER, matter)


def test_a_guarantor_answers_for_the_contract_that_was_guaranteed(guaranteed: Guaranteed) -> None:
    terms = "signed_on: 2025-01-05, form: 连带责任保证, scope: [本金]"
    assert "LD-GUA-LETTER-CONTRACT" in guaranteed(terms, sale=TWO)[1]
    matter, findings = guaranteed(f"{terms}, covers: [B]", sale=TWO)
    assert "LD-GUA-LETTER-CONTRACT" not in findings
    text = text_of(LETTER, matter)
    assert "（以下称“债务人”）在《乙合同》（编号：B）项下的债务" in text
    assert "在70,000.00元（大写" in text
    assert "甲合同" not in text
    assert "合同价款（2026年3月1日到期，已逾期106天），未付70,000.00元。" in text
    both = guaranteed(f"{terms}, covers: [A, B]", sale=TWO)[0]
    assert "在170,000.00元（大写" in text_of(LETTER, both)


def test_a_contract_that_is_paid_gives_no_letter(guaranteed: Guaranteed) -> None:
    paid = "payments: [{paid_on: 2026-02-28, amount: 70000, contract: B}]\n"
    terms = "signed_on: 2025-01-05, form: 连带责任保证, covers: [B]"
    assert "LD-GUA-LETTER-NOT-DUE" in guaranteed(terms, paid, TWO)[1]


ASKED = (
    "communications:\n  - {sent_on: 2026-04-01, channel: 快递, effect: 催告函, gist: 催款,"
    " arrived_on: 2026-04-03, file: l.pdf, proof: p.jpg%s}\n"
)


@pytest.mark.parametrize(
    ("row", "done"),
    [
        (ASKED % ", counterparty: 丁", "2026-04-03 向保证人请求承担保证责任"),
        (ASKED % "", ""),
        ((ASKED % ", counterparty: 丁").replace(", proof: p.jpg", ""), ""),
        (
            "procedure: {suit: {court: 某法院, filed_on: 2026-05-01}, against_guarantors: [丁]}\n",
            "2026-05-01 对保证人起诉",
        ),
        ("procedure: {suit: {court: 某法院, filed_on: 2026-05-01}}\n", ""),
    ],
)
def test_only_what_reached_the_guarantor_saves_a_joint_guarantee(
    guaranteed: Guaranteed, row: str, done: str
) -> None:
    matter, findings = guaranteed("signed_on: 2025-01-05, form: 连带责任保证", row)
    guarantee = matter.case.guarantees[0]
    period = period_of(matter, guarantee)
    assert period is not None
    assert saved(matter, guarantee, period).done == done
    assert ("LD-GUA-SAVED" in findings) == bool(done)
    assert ("LD-GUA-OWN-ACT" in findings) != bool(done)


def test_a_saved_guarantor_may_be_asked_after_the_period(guaranteed: Guaranteed) -> None:
    terms = "signed_on: 2025-01-05, form: 连带责任保证"
    late = dt.date(2026, 9, 2)
    assert "LD-GUA-LETTER-LATE" in guaranteed(terms, day=late)[1]
    _, findings = guaranteed(terms, ASKED % ", counterparty: 丁", day=late)
    assert "LD-GUA-LETTER-LATE" not in findings


TWO_PARTS = (
    "contracts:\n  - price: 100000.00\n    instalments:\n"
    "      - {name: 首期, amount: 60000, due_on: 2026-03-01}\n"
    "      - {name: 尾款, amount: 40000, due_on: 2026-08-20}\n"
)
CALL = (
    "communications:\n  - {sent_on: 2026-04-01, channel: 电话, effect: 其他催款, gist: 催款,"
    " counterparty: 丁, file: l.mp3, proof: p.jpg}\n"
)
UNTIL = "signed_on: 2025-01-05, form: 连带责任保证, until_on: 2026-08-25"
AFTER = dt.date(2026, 8, 26)


def ends(matter: Matter) -> list[dt.date | None]:
    return [row.statutory for row in deadlines(matter) if row.what == "保证期间"]


def test_a_request_is_for_what_was_due_when_it_was_written(guaranteed: Guaranteed) -> None:
    matter, findings = guaranteed(UNTIL, ASKED % ", counterparty: 丁", TWO_PARTS)
    found = findings["LD-GUA-SAVED"]
    assert found.severity == "warning"
    assert found.message == (
        "丁的保证责任已在保证期间内保全（2026-04-03 向保证人请求承担保证责任），"
        "只限于当时已到期的款项；尾款（2026-08-20 到期）当时尚未到期，不能认为已经一并保全"
    )
    assert "最迟 2026-08-25 再次向保证人发出保证人催告函" in found.next_step
    assert ends(matter) == [dt.date(2026, 8, 25)]


@pytest.mark.parametrize(
    ("asked", "paid"),
    [
        (ASKED % ", counterparty: 丁, covers_not_due: 是", ""),
        (
            ASKED % ", counterparty: 丁",
            "payments: [{paid_on: 2026-05-01, amount: 40000, towards: 尾款}]\n",
        ),
    ],
)
def test_a_request_for_all_that_is_unpaid_saves_the_whole(
    guaranteed: Guaranteed, asked: str, paid: str
) -> None:
    matter, findings = guaranteed(UNTIL, asked + paid, TWO_PARTS)
    assert findings["LD-GUA-SAVED"].severity == "note"
    assert ends(matter) == []


def test_a_suit_that_came_before_a_part_was_due_leaves_it_open(guaranteed: Guaranteed) -> None:
    suit = "procedure: {suit: {court: 某法院, filed_on: 2026-05-01}}\n"
    general = UNTIL.replace("连带责任保证", "一般保证")
    found = guaranteed(general, suit, TWO_PARTS)[1]["LD-GUA-SAVED"]
    assert found.severity == "warning"
    assert "最迟 2026-08-25 就这部分对债务人追加请求" in found.next_step
    assert "covers_not_due" not in found.next_step


def test_after_the_period_a_letter_asks_for_nothing_that_was_not_asked_in_time(
    guaranteed: Guaranteed,
) -> None:
    asked = ASKED % ", counterparty: 丁%s"
    matter, findings = guaranteed(UNTIL, asked % "", TWO_PARTS, AFTER)
    assert "LD-GUA-LETTER-PART" in findings
    assert "LD-GUA-LETTER-LATE" not in findings
    assert findings["LD-GUA-SAVED"].next_step.endswith("由律师判断保证人对这部分是否仍承担责任")
    assert ends(matter) == []
    matter, findings = guaranteed(UNTIL, asked % ", covers_not_due: 是", TWO_PARTS, AFTER)
    assert not {"LD-GUA-LETTER-PART", "LD-GUA-LETTER-LATE"} & set(findings)
    text = text_of(LETTER, matter)
    assert "保证期间已于2026年8月25日届满。" in text
    assert (
        "我方已于2026年4月3日（送达）在保证期间内请求贵方承担保证责任，现再次请求贵方承担保证责任。"
        in text
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            CALL,
            "我方已于2026年4月1日（电话）在保证期间内请求贵方承担保证责任，现再次",
        ),
        (
            (ASKED % ", counterparty: 丁, result: 拒收, returned_on: 2026-04-05, tracking: SF1")
            .replace(" arrived_on: 2026-04-03,", ""),
            "我方已于2026年4月5日（视为送达）在保证期间内请求贵方承担保证责任，现再次",
        ),
        (
            "procedure: {suit: {court: 某法院, filed_on: 2026-05-01}, against_guarantors: [丁]}\n",
            "我方已于2026年5月1日在保证期间内对贵方提起诉讼，现再次",
        ),
    ],
)  # fmt: skip
def test_a_later_letter_names_how_the_guarantor_was_called_upon(
    guaranteed: Guaranteed, row: str, said: str
) -> None:
    """The price fell due on 2026-03-01, so six months end on 2026-09-01."""
    terms = "signed_on: 2025-01-05, form: 连带责任保证"
    assert said in text_of(LETTER, guaranteed(terms, row, day=dt.date(2026, 9, 2))[0])
    within = text_of(LETTER, guaranteed(terms, row, day=dt.date(2026, 9, 1))[0])
    assert "，我方在保证期间内请求贵方承担保证责任。" in within


def test_an_application_after_the_period_names_the_request_made_in_time(
    guaranteed: Guaranteed,
) -> None:
    terms = "signed_on: 2025-01-05, form: 连带责任保证"
    rows = ASKED % ", counterparty: 丁" + ASSETS
    text = text_of(HOLD, guaranteed(terms, rows, day=dt.date(2026, 9, 2))[0])
    said = "申请人已于2026年4月3日（送达）在保证期间内请求其承担保证责任。"
    assert f"保证期间已于2026年9月1日届满，{said}" in text
    within = text_of(HOLD, guaranteed(terms, rows, day=dt.date(2026, 9, 1))[0])
    assert "保证期间至2026年9月1日届满。" in within


def test_a_letter_in_time_asks_for_what_falls_due_later(guaranteed: Guaranteed) -> None:
    text = text_of(LETTER, guaranteed(UNTIL, sale=TWO_PARTS)[0])
    said = "另有尚未到期的款项40,000.00元，债务人届期未付的，我方现一并请求贵方届时在保证范围"
    assert f"{said}之内承担连带清偿责任。" in text
    capped = text_of(LETTER, guaranteed(f"{UNTIL}, amount: 80000", sale=TWO_PARTS)[0])
    assert f"{said}和保证金额之内承担连带清偿责任。" in capped


SETTLED = (
    "settlement:\n  signed_on: 2026-04-01\n  accelerates: 是\n  instalments:\n"
    "    - {due_on: 2026-05-31, amount: 70000}\n    - {due_on: 2026-12-31, amount: 100000}\n"
)
ASSETS = (
    "procedure:\n  against_guarantors: [丁]\n"
    "  preservation:\n    court: 某法院\n    urgency: 转移财产\n"
    "    security: {kind: 现金, provider: 甲公司, amount: 170000}\n"
)


def test_a_deed_over_other_contracts_hides_what_the_guarantor_owes(guaranteed: Guaranteed) -> None:
    terms = "signed_on: 2025-01-05, form: 连带责任保证, period: 三年"
    hidden = {"LD-GUA-LETTER-DEED", "LD-PRES-GUARANTOR-DEED"}
    matter, findings = guaranteed(f"{terms}, covers: [B]", SETTLED + ASSETS, TWO)
    assert hidden <= set(findings)
    assert answers_for(matter, matter.case.guarantees[0]) == 0
    assert end(matter) == dt.date(2029, 3, 1)
    matter, findings = guaranteed(f"{terms}, covers: [A, B]", SETTLED + ASSETS, TWO)
    assert not hidden & set(findings)
    assert answers_for(matter, matter.case.guarantees[0]) == matter.claim.total


@pytest.mark.parametrize(
    ("paid", "least", "most"),
    [
        (0, "70,000.00", "70,000.00"),
        (20000, "50,000.00", "70,000.00"),
        (120000, "0.00", "50,000.00"),
    ],
)
def test_the_refusal_under_a_deed_states_what_is_certain(
    guaranteed: Guaranteed, paid: int, least: str, most: str
) -> None:
    """70,000 of 170,000 were guaranteed; what was paid since went there first, or last."""
    rows = f"payments: [{{paid_on: 2026-05-20, amount: {paid}}}]\n" if paid else ""
    terms = "signed_on: 2025-01-05, form: 连带责任保证, period: 三年, covers: [B]"
    _, findings = guaranteed(terms, SETTLED + rows, TWO)
    message = findings["LD-GUA-LETTER-DEED"].message
    assert f"至少为 {least} 元，至多为 {most} 元" in message


@pytest.mark.parametrize(("amount", "asked"), [("80000", "74160.00"), ("60000", "60000.00")])
def test_a_guarantee_for_a_sum_and_what_was_paid(
    guaranteed: Guaranteed, amount: str, asked: str
) -> None:
    """30 days at 50, then 76 at 35 on the 70,000 left; the debtor's payment lowers no cap."""
    paid = "payments: [{paid_on: 2026-04-01, amount: 30000}]\n"
    matter, _ = guaranteed(f"signed_on: 2025-01-05, amount: {amount}", paid)
    assert str(answers_for(matter, matter.case.guarantees[0])) == asked


def test_a_bankrupt_guarantor_does_not_stop_the_debtors_charge(guaranteed: Guaranteed) -> None:
    """106 days at 50 to 15 June; the guarantor's own count ends the day before acceptance."""
    bankrupt = ", bankruptcy: {court: 某法院, accepted_on: 2026-05-01}}"
    parties = PARTIES.replace(
        "丁, kind: 自然人, address: 某路}", f"丁公司, address: 某路{bankrupt}"
    )
    terms = "signed_on: 2025-01-05, form: 连带责任保证, period: 三年"
    matter, findings = guaranteed(terms, parties=parties, guarantor="丁公司")
    assert matter.claim.late_charge == 106 * 50
    assert matter.claim.runs_on
    assert "计至受理日的前一日" in findings["LD-PARTY-BANKRUPT"].message
    assert "LD-PARTY-IN-BANKRUPTCY" in findings


JOINT = (
    "parties:\n  - {role: 债权人, name: 甲公司}\n  - {role: 债务人, name: 乙公司%s}\n"
    "  - {role: 债务人, name: 丙公司%s}\n  - {role: 保证人, name: 丁, kind: 自然人}\n"
)
ACCEPTED = ", bankruptcy: {court: 某法院, accepted_on: %s}"


def test_one_bankrupt_of_two_joint_debtors_needs_two_cases(guaranteed: Guaranteed) -> None:
    parties = JOINT % (ACCEPTED % "2026-05-11", "")
    matter, findings = guaranteed("signed_on: 2025-01-05", "liability: 连带\n", parties=parties)
    assert findings["LD-PARTY-BANKRUPT-BESIDE"].blocks == ("figures",)
    assert matter.claim.late_through == DAY


def test_two_bankrupt_debtors_stop_at_the_earlier_day(guaranteed: Guaranteed) -> None:
    """2 March to 10 May are 70 days at 50."""
    parties = JOINT % (ACCEPTED % "2026-05-21", ACCEPTED % "2026-05-11")
    matter, findings = guaranteed("signed_on: 2025-01-05", "liability: 连带\n", parties=parties)
    assert "LD-PARTY-BANKRUPT-BESIDE" not in findings
    assert matter.claim.late_charge == 3500


def test_a_suit_that_was_withdrawn_saves_no_general_guarantee(guaranteed: Guaranteed) -> None:
    suit = "procedure: {suit: {court: 某法院, filed_on: 2026-05-01%s}}\n"
    for ended, done in (("", True), (", ended_on: 2026-05-20, ended_by: 撤诉", False)):
        matter, _ = guaranteed("signed_on: 2025-01-05, form: 一般保证", suit % ended)
        row = matter.case.guarantees[0]
        period = period_of(matter, row)
        assert period is not None
        assert bool(saved(matter, row, period).done) is done


def test_a_bankruptcy_ends_what_runs_under_a_deed(guaranteed: Guaranteed) -> None:
    """Broken on 2026-05-31, accepted on 2026-06-11: ten days at 0.05 % on 100,000 are 500.00."""
    deed = (
        "settlement: {signed_on: 2026-04-01, late_charge: 确定, late_charge_amount: 0.01,"
        " instalments: [{due_on: 2026-05-31, amount: 60000.01},"
        " {due_on: 2026-12-31, amount: 40000}]%s}\n"
    )
    bankrupt = "{role: 债务人, name: 乙公司, status: 破产受理, bankruptcy: {court: 某法院,"
    parties = PARTIES.replace(
        "{role: 债务人, name: 乙公司", f"{bankrupt} accepted_on: 2026-06-11}}"
    )
    for more, charge in ((", accelerates: 否", "300.00"), ("", "500.00")):
        matter, _ = guaranteed("signed_on: 2025-01-05", deed % more, parties=parties)
        assert matter.claim.late_through == dt.date(2026, 6, 10)
        assert (matter.claim.principal, matter.claim.not_due) == (Decimal(100000), 0)
        runs = [run for line in matter.claim.accounts[0].instalments for run in line.runs]
        assert sum(run.amount for run in runs) == Decimal(charge)
        assert {run.last for run in runs} == {dt.date(2026, 6, 10)}
