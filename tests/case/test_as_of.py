"""A case as it was known on a day: one function filters, and it filters every dated fact."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from legaldocs.case import (
    bill,
    communication,
    contract,
    deposit,
    distribution,
    model,
    party,
    payment,
    preservation,
    procedure,
    settlement,
)
from legaldocs.case.as_of import as_known_on
from legaldocs.case.reading import load_case
from legaldocs.claim.matter import matter_on
from legaldocs.core.origin import Origin
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DAY = dt.date(2026, 6, 15)
EVERY_DATE = """
contracts:
  - price: 100.00
    signed_on: 2026-01-05
    due_on: 2026-09-01
    supplements: [{signed_on: 2026-06-16, due_on: 2026-10-01}]
deliveries:
  - number: S1
    delivered_on: 2026-06-15
    amount: 50
    signed_on: 2026-06-16
    accepted_on: 2026-06-16
  - {number: S2, delivered_on: 2026-06-16, amount: 50}
invoices:
  - {number: '1', issued_on: 2026-06-16, amount: 1}
  - {number: '2', issued_on: 2026-06-15, amount: 1, received_on: 2026-06-16}
payments: [{paid_on: 2026-06-15, amount: 1}, {paid_on: 2026-06-16, amount: 2}]
bills:
  - {kind: 商业承兑汇票, number: "1", amount: 1, received_on: 2026-06-16, due_on: 2026-12-16}
  - kind: 银行承兑汇票
    number: "2"
    amount: 1
    received_on: 2026-06-15
    due_on: 2026-09-15
    endorsed_on: 2026-06-16
    dishonoured_on: 2026-09-16
    repaid_on: 2026-09-20
  - {kind: 支票, number: "3", amount: 1, received_on: 2026-06-15, honoured_on: 2026-06-16}
deposits:
  - {kind: 定金, amount: 1, paid_on: 2026-06-15, applied_on: 2026-06-16}
  - {kind: 押金, amount: 1, paid_on: 2026-06-15, returned_on: 2026-06-16}
  - {kind: 押金, amount: 1, paid_on: 2026-06-16}
refunds: [{paid_on: 2026-06-16, amount: 1}]
credits: [{agreed_on: 2026-06-16, amount: 1, from_on: 2026-06-16}]
costs: [{name: 公证费, incurred_on: 2026-06-16, amount: 1}]
statements:
  - {through_on: 2026-05-31, balance: 100, confirmed_on: 2026-06-16, confirmed_by: 王某}
  - {through_on: 2026-06-30, balance: 100}
communications:
  - {sent_on: 2026-06-15, channel: 快递, gist: 催款, arrived_on: 2026-06-16, pay_by: 2026-06-30}
  - {sent_on: 2026-06-15, channel: 快递, gist: 催款, result: 退回, returned_on: 2026-06-16}
  - sent_on: 2026-06-15
    channel: 当面
    direction: 收到
    effect: 提出异议
    gist: 质量
    objection: {ground: 质量, answered_on: 2026-06-16, answer: 不属实, settled_on: 2026-06-17}
  - sent_on: 2026-06-15
    channel: 当面
    direction: 收到
    effect: 承诺付款
    gist: 月底付
    promised: [{due_on: 2026-06-30, amount: 10}]
  - {sent_on: 2026-06-16, channel: 快递, gist: 催款}
interruptions:
  - {kind: 申请调解, happened_on: 2026-06-15, ended_on: 2026-06-16}
  - {kind: 申请仲裁, happened_on: 2026-06-16}
guarantees:
  - {guarantor: 丙, signed_on: 2026-06-16}
  - {guarantor: 丙, signed_on: 2026-06-15, until_on: 2026-12-31}
other_evidence: [{title: 照片, dated_on: 2026-06-16, proves: 现状}]
agency: {name: 某催收公司, engaged_on: 2026-06-16}
law_firm: {name: 某所, licence: "1", lawyer: 某, lawyer_licence: "2", mandated_on: 2026-06-16}
settlement: {signed_on: 2026-06-16, instalments: [{due_on: 2026-12-31, amount: 100}]}
assignment:
  assignor: 丁
  agreed_on: 2026-06-16
  notices:
    - {to: 乙, sent_on: 2026-06-15, arrived_on: 2026-06-16}
    - {to: 戊, sent_on: 2026-06-16}
procedure:
  payment_order:
    applied_on: 2026-06-16
    issued_on: 2026-06-17
    served_on: 2026-06-18
    objected_on: 2026-06-19
    ended_on: 2026-06-20
  preservation:
    pre_suit_applied_on: 2026-06-16
    taken_on: 2026-06-17
    assets: [{kind: 车辆, description: 某车, obtained_on: 2026-06-16}]
    ruled_on: 2026-06-16
    security: {kind: 现金, provider: 甲, amount: 1, ends_on: 2027-06-16}
    seizures:
      - kind: 银行存款
        description: 甲
        measure: 冻结
        taken_on: 2026-06-01
        ends_on: 2027-06-01
        released_on: 2026-06-20
      - {kind: 车辆, description: 乙, measure: 查封, taken_on: 2026-06-17}
    release: {ground: 和解, agreed_on: 2026-06-19}
  suit:
    court: 某法院
    filed_on: 2026-06-16
    accepted_on: 2026-06-17
    evidence_until: 2026-07-17
    ended_on: 2026-06-18
    ended_by: 判决
  arbitration: {institution: 某仲裁委, filed_on: 2026-06-16, ended_on: 2026-06-17, ended_by: 裁决}
  judgment:
    kind: 判决书
    issuer: 某法院
    number: 某号
    issued_on: 2026-06-18
    effective_on: 2026-07-04
    sums:
      - amount: 100
        perform_by: 2026-07-14
        interest_rate: 6%/year
        interest_from: 2026-06-16
        interest_until: 2026-07-01
  enforcement:
    court: 某法院
    applied_on: 2026-07-20
    settlement:
      signed_on: 2026-07-21
      instalments: [{due_on: 2026-08-21, amount: 1}]
      filed_on: 2026-07-21
      sued_on: 2026-08-22
    ended_on: 2026-07-22
    ended_by: 终结本次执行
    resumed_on: 2026-08-22
    notice_served_on: 2026-08-22
    notice_until: 2026-08-29
  distribution: {court: 某法院, case_number: 1, property: 车辆, distributed_on: 2026-08-22}
"""

FACTS = (
    *(bill, communication, contract, deposit, distribution, model, party, payment, preservation),
    *(procedure, settlement),
)
"""The modules whose facts a case file states."""

PLANNED = {
    "Bill.due_on",
    "Contract.due_on",
    "Communication.pay_by",
    "PromisedPayment.due_on",
    "Guarantee.until_on",
    "SettlementPart.due_on",
    "Security.ends_on",
    "Seizure.ends_on",
    "LawFirm.mandated_on",
    "Assignment.agreed_on",
}
"""Days that may lie ahead: what was agreed or asked for, and days that a guard looks at."""


NEVER_CUT = {
    "Contract.signed_on",
    "Instalment.due_on",
    "Contract.in_force_on",
    "EarlierTerm.due_on",
    "EarlierTerm.until",
}
"""A contract of a later day is an error (LD-DAY-UNSIGNED); an instalment is as its contract. The
others are worked out, not written in a case file.
"""


def dates(fact: Any) -> Iterator[tuple[str, dt.date]]:
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, dt.date):
                yield f"{type(fact).__name__}.{field.name}", item
            elif dataclasses.is_dataclass(item) and not isinstance(item, Origin):
                yield from dates(item)


def test_no_fact_of_a_later_day_is_left(write_case: Callable[..., Path]) -> None:
    parties = (
        "parties:\n  - {role: 债权人, name: 甲}\n"
        "  - {role: 债务人, name: 乙, status: 注销, status_on: 2026-06-16}\n"
        "  - role: 债务人\n    name: 戊\n    status: 破产受理\n"
        "    bankruptcy: {accepted_on: 2026-06-16, court: 某法院, claims_until: 2026-07-16}\n"
        "  - {role: 保证人, name: 丙}\n"
    )
    case = load_case(write_case(EVERY_DATE, parties=parties))
    every = {
        f"{name}.{field.name}"
        for module in FACTS
        for name, kind in vars(module).items()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
        for field in dataclasses.fields(kind)
        if "dt.date" in str(field.type)
    }
    assert {name for name, day in dates(case) if day > DAY} == every - NEVER_CUT
    known = as_known_on(case, DAY)
    assert {name for name, day in dates(known) if day > DAY} == PLANNED
    assert len(known.refunds) == 0
    assert len(known.bills) == len(known.deposits) == 2
    assert known.contracts[0].supplements == ()
    assert known.contracts[0].due_on == dt.date(2026, 9, 1)
    assert len(known.deliveries) == len(known.payments) == len(known.interruptions) == 1
    _, returned, objected, _ = known.communications
    assert returned.result is None
    assert objected.objection is not None
    assert objected.objection.answer == ""
    assert known.statements[0].confirmed_by == ""
    assert known.agency is None
    assert {(party.status, party.bankruptcy) for party in known.parties} == {("存续", None)}
    assert [notice.to for notice in known.assignment.notices] == ["乙"]
    assert as_known_on(known, DAY) == known


def test_how_a_suit_ended_is_not_known_before_its_day(write_case: Callable[..., Path]) -> None:
    text = """
contracts: [{price: 100.00, due_on: 2026-03-01}]
procedure:
  suit: {court: 某法院, filed_on: 2026-05-01, ended_on: 2026-06-16, ended_by: 判决}
"""
    case = load_case(write_case(text))
    for day, ended in ((DAY, None), (dt.date(2026, 6, 16), "判决")):
        procedure = as_known_on(case, day).procedure
        assert procedure is not None
        assert procedure.suit is not None
        assert procedure.suit.ended_by == ended


def test_a_matter_knows_nothing_later_than_its_day(write_case: Callable[..., Path]) -> None:
    text = """
contracts: [{price: 100.00, due_on: 2026-03-01}]
payments: [{paid_on: 2026-06-16, amount: 100.00}]
"""
    matter = matter_on(load_case(write_case(text)), DAY, packaged())
    assert (matter.case.payments, matter.claim.principal) == ((), 100)
