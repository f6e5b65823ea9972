"""What was said between the parties: letters and what became of them, objections, promises."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.claim.promises import promises
from legaldocs.core.errors import CaseError
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from tests.conftest import with_its_files
from tests.papers.sample import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

    Look = Callable[..., tuple[Matter, list[Finding]]]

DAY = dt.date(2026, 11, 21)
PARTIES = """
parties:
  - role: 债权人
    name: 宁波青屿配件有限公司
    address: 宁波市北仑区青屿路8号
    account: {holder: 宁波青屿配件有限公司, bank: 甬江银行, number: "6200000000000000001"}
  - role: 债务人
    name: 合肥岚川机电有限公司
    address: 合肥市蜀山区岚川路66号
    service_address: 合肥市蜀山区岚川路66号
  - {role: 保证人, name: 岳岚川, kind: 自然人, address: 合肥市蜀山区岚川路68号}
"""
CONTRACT = """
contracts:
  - name: 采购合同
    signed_on: {signed}
    price: 100000.00
    due_on: {due}
    service_clause: {clause}
    file: c.pdf
"""
CLAUSE = "第十条（拒收、退回的，以退回之日视为送达之日）"
FILES = {name: name.encode() for name in ("c.pdf", "l.pdf", "a.jpg", "退件.jpg")}


@pytest.fixture
def look(write_case: Callable[..., Path]) -> Look:
    def looking(
        rows: str,
        *,
        clause: str = CLAUSE,
        signed: str = "2026-01-05",
        due: str = "2026-06-30",
        day: dt.date = DAY,
    ) -> tuple[Matter, list[Finding]]:
        text = CONTRACT.format(signed=signed, due=due, clause=f'"{clause}"') + rows
        matter, findings = examine(
            with_its_files(write_case(text, FILES, parties=PARTIES)), day, packaged()
        )
        return matter, list(findings)

    return looking


def due(matter: Matter) -> str:
    return str(matter.letter.effect or "无")


def said(findings: list[Finding], code: str) -> list[str]:
    return [finding.message for finding in findings if finding.code == code]


def paper(matter: Matter, findings: list[Finding], title: str) -> str:
    choice = choose(matter, findings)
    (draft,) = [draft for draft in choice.made if draft.title == title]
    return text_of(draft.paper, matter)


def letter(more: str, sent: str = "2026-11-01") -> str:
    return (
        f"communications:\n  - {{sent_on: {sent}, channel: 快递, effect: 催告函, gist: 催款"
        f", tracking: EX1, file: l.pdf{more}}}\n"
    )


RETURNED = ", result: 退回, returned_on: 2026-11-05, pay_by: 2026-11-12, proof: 退件.jpg"
REFUSED = RETURNED.replace("退回, ", "拒收, ")


def test_without_proof_nothing_moves_to_the_next_grade(look: Look) -> None:
    for more in (", arrived_on: 2026-11-05", ", arrived_on: 2026-11-05, proof: 退件.jpg", ""):
        matter, findings = look(letter(more + ", pay_by: 2026-11-10"))
        assert due(matter) == "催告函"
        assert said(findings, "LD-PROOF-ARRIVAL")
        assert "送达证明" not in "".join(
            exhibit.title for exhibit in matter.exhibits if more.endswith("退件.jpg")
        )
    proved, _ = look(letter(", arrived_on: 2026-11-05, pay_by: 2026-11-10, proof: a.jpg"))
    assert due(proved) == "警告函"


@pytest.mark.parametrize(
    ("clause", "more", "arrived"),
    [
        (CLAUSE, RETURNED, "2026-11-05"),
        (CLAUSE, REFUSED, "2026-11-05"),
        ("第十条：寄出后第3日视为送达", RETURNED, "2026-11-04"),
        ("第十条：发出之日起七日视为送达", RETURNED, "2026-11-08"),
        ("第十条：拒收视为送达", RETURNED, ""),
        ("第十条：退回不视为送达", RETURNED, ""),
        ("第十条：寄出后3个工作日视为送达", RETURNED, ""),
        ("第十条", RETURNED, ""),
        ("", RETURNED, ""),
        ("", REFUSED, "2026-11-05"),
        ("", REFUSED.replace(", proof: 退件.jpg", ""), ""),
        (CLAUSE, RETURNED.replace(", proof: 退件.jpg", ""), ""),
        (CLAUSE, RETURNED + ", address: 合肥市别处1号", ""),
        ("", REFUSED + ", address: 合肥市别处1号", ""),
        (CLAUSE, RETURNED.replace("退回, ", "无人应答, "), "2026-11-05"),
    ],
)
def test_post_that_came_back_counts_as_clause_and_law_say(
    look: Look, clause: str, more: str, arrived: str
) -> None:
    """Everywhere alike: the ladder moves, limitation restarts and exhibits name the same day."""
    matter, findings = look(letter(more), clause=clause, day=dt.date(2026, 12, 1))
    restarts = [restart.event.on for restart in matter.limitations[0].limitation.restarts]
    (deemed,) = said(findings, "LD-PROOF-DEEMED") or [""]
    (exhibit,) = [exhibit for exhibit in matter.exhibits if "快递" in exhibit.proves]
    assert "送达证明" not in exhibit.title
    assert [day.isoformat() for day in restarts] == ([arrived] if arrived else [])
    assert due(matter) == ("警告函" if arrived else "催告函")
    assert bool(deemed) == bool(arrived) == ("送达之日为" in exhibit.proves)
    assert bool(said(findings, "LD-PROOF-ARRIVAL")) != bool(arrived)


def test_a_returned_envelope_is_an_exhibit_of_the_return(look: Look) -> None:
    matter, _ = look(letter(RETURNED), clause="")
    (exhibit,) = [exhibit for exhibit in matter.exhibits if "快递" in exhibit.proves]
    assert exhibit.title == "催告函及退件凭证"
    assert exhibit.proves == "债权人于2026年11月1日以快递方式催款：催款，2026年11月5日退回"


@pytest.mark.parametrize(
    ("more", "wait_until"),
    [
        (", arrived_on: 2026-11-20, proof: a.jpg", "2026-11-27"),  # 20 + 7
        (", arrived_on: 2026-11-20, pay_by: 2026-11-10, proof: a.jpg", "2026-11-27"),
        (", arrived_on: 2026-11-20, pay_by: 2026-11-20, proof: a.jpg", "2026-11-27"),
        (", arrived_on: 2026-11-20, pay_by: 2026-11-25, proof: a.jpg", "2026-11-25"),
    ],
)
def test_a_letter_without_a_fair_day_gives_seven_days_from_arrival(
    look: Look, more: str, wait_until: str
) -> None:
    last = dt.date.fromisoformat(wait_until)
    for day, effect in ((last, "无"), (last + dt.timedelta(days=1), "警告函")):
        matter, _ = look(letter(more), day=day)
        assert (due(matter), wait_until in matter.letter.reason) == (effect, effect == "无")


def test_a_letter_to_the_guarantor_is_none_to_the_debtor(look: Look) -> None:
    more = ", counterparty: 保证人岳岚川, arrived_on: 2026-11-05, pay_by: 2026-11-10, proof: a.jpg"
    guarantee = "guarantees: [{guarantor: 岳岚川, signed_on: 2026-01-05, form: 连带责任保证}]\n"
    matter, findings = look(letter(more) + guarantee)
    assert due(matter) == "催告函"
    assert matter.limitations[0].limitation.restarts == ()
    assert not said(findings, "LD-GUA-OWN-ACT")
    assert not said(findings, "LD-GUA-TIME")
    unsent, without = look(guarantee)
    assert said(without, "LD-GUA-OWN-ACT")
    (exhibit,) = [exhibit for exhibit in matter.exhibits if "快递" in exhibit.proves]
    assert "向保证人岳岚川催款" in exhibit.proves
    assert unsent.exhibits != matter.exhibits


def test_a_clause_of_the_contract_does_not_bind_the_guarantor(look: Look) -> None:
    """Refused at the known address it should have arrived; returned from there it did not."""
    guarantee = "guarantees: [{guarantor: 岳岚川, signed_on: 2026-01-05, form: 连带责任保证}]\n"
    for more, saved in ((RETURNED, False), (REFUSED, True)):
        _, findings = look(letter(", counterparty: 岳岚川" + more) + guarantee)
        assert bool(said(findings, "LD-GUA-OWN-ACT")) != saved
        code = "LD-PROOF-DEEMED" if saved else "LD-PROOF-ARRIVAL"
        assert "致保证人岳岚川的催告函" in said(findings, code)[0]


@pytest.mark.parametrize(
    "more",
    [
        ", counterparty: 某某",
        ", result: 退回, arrived_on: 2026-11-05",
        ", result: 送达, returned_on: 2026-11-05",
        ", objection: {ground: 质量}",
        ", promised: [{due_on: 2026-12-01, amount: 1.00}]",
    ],
)
def test_a_row_that_contradicts_itself_is_asked_about(look: Look, more: str) -> None:
    with pytest.raises(CaseError) as raised:
        look(letter(more))
    assert {finding.code for finding in raised.value.findings} <= {
        "LD-CASE-COMMUNICATION",
        "LD-CASE-REFERENCE",
    }


DISPUTE = """
communications:
  - sent_on: 2026-10-12
    channel: 电子邮件
    direction: 收到
    effect: 提出异议
    gist: 称第二批货物有质量问题
    file: l.pdf
    objection: {{ground: 第二批货物有质量问题{more}}}
procedure:
  {{route: 支付令, debtor_court: 合肥市蜀山区人民法院, no_counter_duty: 是, no_other_dispute: 是}}
settlement:
  instalments: [{{due_on: 2026-12-31, amount: 100000.00}}]
"""


def test_an_objection_to_a_part_reaches_every_paper(look: Look) -> None:
    """100,000.00 less the disputed 30,000.00: 70,000.00 may be asked for."""
    answer = ", amount: 30000.00, answered_on: 2026-10-20, answer: 该批货物经贵方验收合格"
    matter, findings = look(DISPUTE.format(more=answer))
    assert (matter.claim.disputed, matter.claim.order_sum.total) == (30000, 70000)
    demand = paper(matter, findings, "催告函")
    assert "2026年10月12日，贵方以电子邮件方式提出异议" in demand
    assert "所涉金额为30,000.00元" in demand
    assert "我方已于2026年10月20日答复：该批货物经贵方验收合格。" in demand
    assert "如有其他异议" in demand
    order = paper(matter, findings, "支付令申请书")
    assert "给付70,000.00元" in order
    assert "被申请人提出异议的30,000.00元不在本次请求之内" in order
    plan = paper(matter, findings, "还款协议")
    assert "所涉金额为30,000.00元）尚未解决" in plan
    assert "除此以外，乙方对上述债务" in plan
    assert said(findings, "LD-SET-OBJECTION")
    assert not said(findings, "LD-LETTER-OBJECTION")


@pytest.mark.parametrize("more", ["", ", amount: 100000.00", ", amount: 250000.00"])
def test_an_objection_to_the_root_keeps_the_payment_order_away(look: Look, more: str) -> None:
    matter, findings = look(DISPUTE.format(more=more))
    assert said(findings, "LD-PO-DISPUTED")
    assert said(findings, "LD-LETTER-OBJECTION")
    assert not said(findings, "LD-PO-LATE-CHARGE")
    assert not said(findings, "LD-PO-NOT-DUE")
    assert not said(findings, "LD-PO-PRINCIPAL-ONLY")
    assert "请先行付清" not in paper(matter, findings, "催告函")
    assert "书面说明异议所涉的具体款项" in paper(matter, findings, "催告函")
    assert "支付令申请书" not in [draft.title for draft in choose(matter, findings).made]


def test_a_settled_objection_is_over(look: Look) -> None:
    matter, findings = look(DISPUTE.format(more=", settled_on: 2026-11-01"))
    assert matter.claim.disputed == 0
    assert "给付" in paper(matter, findings, "支付令申请书")
    assert "提出异议" not in paper(matter, findings, "催告函")
    open_then, before = look(
        DISPUTE.format(more=", settled_on: 2026-11-01"), day=dt.date(2026, 10, 31)
    )
    assert said(before, "LD-PO-DISPUTED")
    assert open_then.claim.disputed == 100000


PROMISE = """
communications:
  - sent_on: 2026-08-01
    channel: 电子邮件
    direction: 收到
    effect: 承诺付款
    gist: 分三期付清
    file: l.pdf
    promised:
      - {due_on: 2026-08-31, amount: 20000.00}
      - {due_on: 2026-09-30, amount: 30000.00}
      - {due_on: 2026-10-31, amount: 10000.00}
      - {due_on: 2026-12-31, amount: 40000.00}
payments:
  - {paid_on: 2026-07-15, amount: 5000.00}
  - {paid_on: 2026-08-31, amount: 25000.00}
  - {paid_on: 2026-10-10, amount: 3000.00}
"""


def test_payments_show_which_promise_was_kept(look: Look) -> None:
    """25,000 by 31 August pays the first 20,000 and 5,000 of the next; 3,000 more came late."""
    matter, findings = look(PROMISE)
    (promise,) = promises(matter.case, DAY)
    assert [(part.in_time, part.later, part.broken) for part in promise.parts] == [
        (20000, 0, False),
        (5000, 3000, True),
        (0, 0, True),
        (0, 0, False),
    ]
    demand = paper(matter, findings, "催告函")
    for words in (
        "2026年8月31日前（含当日）支付20,000.00元，已按期支付",
        "2026年9月30日前（含当日）支付30,000.00元，届期仅支付5,000.00元，逾期后支付3,000.00元",
        "2026年10月31日前（含当日）支付10,000.00元，届期未支付",
        "2026年12月31日前（含当日）支付40,000.00元，尚未到期",
    ):
        assert words in demand


OLD = {"signed": "2022-01-05", "due": "2023-06-30"}
LATE_PROMISE = """
communications:
  - {sent_on: 2026-09-01, channel: 电子邮件, direction: 收到, effect: 承诺付款, gist: 年底付清, file: l.pdf}
procedure:
  {route: 支付令, debtor_court: 合肥市蜀山区人民法院, no_counter_duty: 是, no_other_dispute: 是}
"""  # noqa: E501 - a row of the case


def test_a_promise_after_the_end_bars_the_defence(look: Look) -> None:
    matter, findings = look(LATE_PROMISE, **OLD)
    (barred,) = said(findings, "LD-TIME-BARRED")
    assert "已于 2026-06-30 届满" in barred
    assert "2026-09-01 承诺付款" in barred
    assert "证据2" in barred
    assert not said(findings, "LD-TIME-EXPIRED")
    assert not said(findings, "LD-TIME-PAST")
    assert "给付" in paper(matter, findings, "支付令申请书")
    _, unproved = look(LATE_PROMISE.replace(", file: l.pdf", ""), **OLD)
    assert said(unproved, "LD-TIME-EXPIRED")
    assert said(unproved, "LD-TIME-PAST")


def test_a_promise_of_a_part_after_the_end_leaves_the_rest_open(look: Look) -> None:
    part = LATE_PROMISE.replace(
        "file: l.pdf", "file: l.pdf, promised: [{due_on: 2026-12-31, amount: 30000.00}]"
    )
    _, findings = look(part, **OLD)
    (barred,) = [finding for finding in findings if finding.code == "LD-TIME-BARRED"]
    assert barred.severity == "warning"
    assert "承诺的只有 30,000.00 元，其余部分债务人仍可以提出时效抗辩" in barred.message
    whole = part.replace("amount: 30000.00", "amount: 100000.00")
    _, findings = look(whole, **OLD)
    (barred,) = [finding for finding in findings if finding.code == "LD-TIME-BARRED"]
    assert barred.severity == "note"


def test_a_payment_after_the_end_leaves_a_doubt(look: Look) -> None:
    paid = "payments: [{paid_on: 2026-09-01, amount: 1000.00, file: l.pdf}]\n"
    _, findings = look(paid, **OLD)
    (barred,) = [finding for finding in findings if finding.code == "LD-TIME-BARRED"]
    assert barred.severity == "warning"
    assert "可能有争议" in barred.message


ORDER = "procedure:\n  payment_order: "
ACTS = "interruptions: "


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        (
            "procedure:\n  preservation: {pre_suit_applied_on: 2026-05-10, court: 某法院}\n",
            "2029-05-10",
        ),
        (
            ORDER + "{applied_on: 2025-03-01, case_number: 某号, ended_on: 2025-05-01}\n",
            "2028-05-01",
        ),
        (
            ACTS
            + "[{kind: 申请仲裁, happened_on: 2026-06-01, ended_on: 2026-08-01, file: l.pdf}]\n",
            "2029-08-01",
        ),
        ("interruptions: [{kind: 申报破产债权, happened_on: 2026-06-01, file: l.pdf}]\n", "None"),
        ("interruptions: [{kind: 债权转让通知到达, happened_on: 2026-06-01}]\n", "2026-06-30"),
        (letter(RETURNED.replace("2026-11", "2026-06"), "2026-06-01"), "2029-06-05"),
        (
            letter(RETURNED.replace("2026-11", "2026-06"), "2026-06-01").replace(
                "退件.jpg", "a.jpg"
            ),
            "2029-06-05",
        ),
    ],
)
def test_what_interrupts_by_law_interrupts_in_a_case(look: Look, rows: str, end: str) -> None:
    matter, findings = look(rows, **OLD)
    assert str(matter.limitations[0].limitation.conservative) == end
    assert bool(said(findings, "LD-TIME-FILING")) == ("preservation" in rows)


def test_a_late_charge_left_alone_is_watched(look: Look) -> None:
    """Paid a year late: three years from the payment end on 2026-12-01, 10 days from now."""
    paid = "payments: [{paid_on: 2023-12-01, amount: 100000.00, file: l.pdf}]\n"
    matter, findings = look(paid, signed="2022-01-05", due="2022-12-01")
    assert matter.claim.principal == 0
    assert matter.claim.late_charge > Decimal(0)
    (near,) = said(findings, "LD-TIME-NEAR")
    assert "（价款已付清）的诉讼时效将于 2026-12-01 届满，还有 10 天" in near


PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "letters-and-replies.md"
BLOCKS = dict(
    re.findall(r"<!-- (\w+) -->\n```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
)


def test_the_page_on_letters_says_what_happens(look: Look) -> None:
    assert due(look(BLOCKS["arrived"])[0]) == "警告函"
    assert due(look(BLOCKS["arrived"] + BLOCKS["ladder"], due="2026-10-20")[0]) == "催告函"
    returned, findings = look(BLOCKS["returned"])
    assert due(returned) == "警告函"
    assert said(findings, "LD-PROOF-DEEMED")
    objected, findings = look(BLOCKS["objection"])
    assert objected.claim.disputed == 30000
    assert "该批货物已经贵方验收合格" in paper(objected, findings, "催告函")
    promised, findings = look(BLOCKS["promise"])
    assert paper(promised, findings, "催告函").count("届期未支付") == 2
