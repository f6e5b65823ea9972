"""A case as it was known on a day: one function filters, and it filters every dated fact."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from legaldocs.case import model, party
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
deliveries:
  - number: S1
    delivered_on: 2026-06-15
    amount: 50
    signed_on: 2026-06-16
    accepted_on: 2026-06-16
  - {number: S2, delivered_on: 2026-06-16, amount: 50}
invoices: [{number: '1', issued_on: 2026-06-16, amount: 1}]
payments: [{paid_on: 2026-06-15, amount: 1}, {paid_on: 2026-06-16, amount: 2}]
credits: [{agreed_on: 2026-06-16, amount: 1}]
costs: [{name: 公证费, incurred_on: 2026-06-16, amount: 1}]
statements:
  - {through_on: 2026-05-31, balance: 100, confirmed_on: 2026-06-16, confirmed_by: 王某}
  - {through_on: 2026-06-30, balance: 100}
communications:
  - {sent_on: 2026-06-15, channel: 快递, gist: 催款, arrived_on: 2026-06-16, pay_by: 2026-06-30}
  - {sent_on: 2026-06-16, channel: 快递, gist: 催款}
guarantees:
  - {guarantor: 丙, signed_on: 2026-06-16}
  - {guarantor: 丙, signed_on: 2026-06-15, until_on: 2026-12-31}
other_evidence: [{title: 照片, dated_on: 2026-06-16, proves: 现状}]
agency: {name: 某催收公司, engaged_on: 2026-06-16}
law_firm: {name: 某所, licence: "1", lawyer: 某, lawyer_licence: "2", mandated_on: 2026-06-16}
settlement: {instalments: [{due_on: 2026-12-31, amount: 100}]}
assignment:
  assignor: 丁
  agreed_on: 2026-06-16
  notices:
    - {to: 乙, sent_on: 2026-06-15, arrived_on: 2026-06-16}
    - {to: 戊, sent_on: 2026-06-16}
procedure:
  payment_order: {applied_on: 2026-06-16, ended_on: 2026-06-17}
  preservation: {pre_suit_applied_on: 2026-06-16}
  suit: {court: 某法院, filed_on: 2026-06-16}
"""

PLANNED = {
    "Contract.due_on",
    "Communication.pay_by",
    "Guarantee.until_on",
    "SettlementPart.due_on",
    "LawFirm.mandated_on",
    "Assignment.agreed_on",
}
"""Days that may lie ahead: what was agreed or asked for, and days that a guard looks at."""


NEVER_CUT = {"Contract.signed_on", "Instalment.due_on"}
"""A contract of a later day is an error (LD-DAY-UNSIGNED); an instalment is as its contract."""


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
        "    bankruptcy: {accepted_on: 2026-06-16, court: 某法院}\n"
        "  - {role: 保证人, name: 丙}\n"
    )
    case = load_case(write_case(EVERY_DATE, parties=parties))
    every = {
        f"{name}.{field.name}"
        for module in (model, party)
        for name, kind in vars(module).items()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
        for field in dataclasses.fields(kind)
        if "dt.date" in str(field.type)
    }
    assert {name for name, day in dates(case) if day > DAY} == every - NEVER_CUT
    known = as_known_on(case, DAY)
    assert {name for name, day in dates(known) if day > DAY} == PLANNED
    assert len(known.deliveries) == len(known.payments) == len(known.communications) == 1
    assert known.statements[0].confirmed_by == ""
    assert known.agency is None
    assert {(party.status, party.bankruptcy) for party in known.parties} == {("存续", None)}
    assert [notice.to for notice in known.assignment.notices] == ["乙"]
    assert as_known_on(known, DAY) == known


def test_a_matter_knows_nothing_later_than_its_day(write_case: Callable[..., Path]) -> None:
    text = """
contracts: [{price: 100.00, due_on: 2026-03-01}]
payments: [{paid_on: 2026-06-16, amount: 100.00}]
"""
    matter = matter_on(load_case(write_case(text)), DAY, packaged())
    assert (matter.case.payments, matter.claim.principal) == ((), 100)
