"""A late charge that the parties fixed in a statement of account."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.guaranteed import answers_for
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

    WriteCase = Callable[..., Path]

DAY = dt.date(2026, 6, 9)
TWO = """
contracts:
  - {number: A, name: 甲, price: 100000.00, due_on: 2026-03-01, late_payment: {rate: 日万分之五}}
  - {number: B, name: 乙, price: 100000.00, due_on: 2026-02-01, late_payment: {rate: 日1‰}}
"""
LATER = "  - {number: C, price: 10000.00, due_on: 2026-05-10, late_payment: {rate: 日1‰}}\n"
JOINT = "{through_on: 2026-04-30, balance: 200000.00, late_charge: 2500.00, confirmed_by: 某人%s}"

OWN = "{contract: A, through_on: %s, balance: 1.00, late_charge: 9.00, confirmed_by: 某人}"


def look(folder: Path, day: dt.date = DAY) -> tuple[Matter, dict[str, Finding]]:
    matter, findings = examine(load_case(folder), day, packaged())
    return matter, {finding.code: finding for finding in findings}


def statements(*rows: str) -> str:
    return "statements:\n" + "".join(f"  - {row}\n" for row in rows)


def charges(matter: Matter) -> list[str]:
    return [str(account.late_charge) for account in matter.claim.accounts]


def test_a_sum_for_all_contracts_limits_them_together(write_case: WriteCase) -> None:
    """It stands undivided under the contract that fell due first, and blocks nothing."""
    matter, found = look(write_case(TWO + statements(JOINT % "")))
    assert charges(matter) == ["0.00", "2500.00"]
    finding = found["LD-RATE-STATEMENT"]
    assert (finding.severity, finding.blocks) == ("warning", ())
    assert "没有分到各合同，全部列在最先到期的合同项下" in finding.message
    says = "双方对账载明的截至2026年4月30日的各合同合计2,500.00元"
    elsewhere = f"{says}（列于最先到期的合同项下）"
    assert [account.rule.says for account in matter.claim.accounts] == [elsewhere, says]
    made = [draft.title for draft in choose(matter, tuple(found.values())).made]
    assert "催告函" in made


def test_what_was_reserved_runs_on_for_every_contract(write_case: WriteCase) -> None:
    """40 days from 1 May at 50 and at 100 a day."""
    matter, _ = look(write_case(TWO + statements(JOINT % ", late_charge_reserved: 是")))
    assert charges(matter) == ["2000.00", "6500.00"]
    first, second = (account.rule.says for account in matter.claim.accounts)
    after = "，以及自2026年4月30日的次日起以逾期未付金额为基数，按日"
    assert f"（列于最先到期的合同项下）{after}万分之五" in first
    assert f"各合同合计2,500.00元{after}1‰" in second


def test_what_fell_due_later_is_not_touched(write_case: WriteCase) -> None:
    """30 days from 11 May on 10,000 at 0.1%."""
    matter, _ = look(write_case(TWO + LATER + statements(JOINT % "")))
    assert charges(matter) == ["0.00", "2500.00", "300.00"]
    says = matter.claim.accounts[2].rule.says
    assert "，以及2026年4月30日及以后到期的款项自到期日的次日起" in says


def test_a_later_instalment_of_one_contract_is_not_touched_either(write_case: WriteCase) -> None:
    """1,000 fixed on 30 April; 40,000 due on 20 May run 20 days at 40."""
    text = """
contracts:
  - name: 买卖合同
    price: 100000.00
    late_payment: {rate: 日1‰}
    instalments:
      - {name: 甲, amount: 60000.00, due_on: 2026-03-01}
      - {name: 乙, amount: 40000.00, due_on: 2026-05-20}
"""
    row = "{through_on: 2026-04-30, balance: 60000.00, late_charge: 1000.00, confirmed_by: 某人}"
    matter, _ = look(write_case(text + statements(row)))
    assert [str(part.late_charge) for part in matter.claim.accounts[0].instalments] == [
        "1000.00",
        "800.00",
    ]
    assert matter.claim.accounts[0].runs_on


def test_before_the_day_of_the_statement_the_contracts_count(write_case: WriteCase) -> None:
    """59 days at 50 to 29 April, and 87 at 100."""
    matter, _ = look(write_case(TWO + statements(JOINT % "")), dt.date(2026, 4, 29))
    assert charges(matter) == ["2950.00", "8700.00"]


def test_a_later_sum_for_all_replaces_an_earlier_one_for_one(write_case: WriteCase) -> None:
    own = OWN % "2026-03-31"
    matter, found = look(write_case(TWO + statements(own, JOINT % "")))
    assert charges(matter) == ["0.00", "2500.00"]
    assert "LD-RATE-STATEMENTS" not in found


def test_a_later_sum_for_one_leaves_the_earlier_one_open(write_case: WriteCase) -> None:
    own = OWN % "2026-05-31"
    _, found = look(write_case(TWO + statements(JOINT % "", own)))
    assert found["LD-RATE-STATEMENTS"].blocks == ("figures",)


@pytest.mark.parametrize(
    ("covers", "asked"), [("[A]", "100000.00"), ("[B]", "100000.00"), ("[A, B]", "202500.00")]
)
def test_a_guarantor_of_one_contract_is_not_asked_for_the_joint_sum(
    write_case: WriteCase, covers: str, asked: str
) -> None:
    parties = (
        "parties:\n  - {role: 债权人, name: 甲公司}\n  - {role: 债务人, name: 乙公司}\n"
        "  - {role: 保证人, name: 丁, kind: 自然人, address: 某路}\n"
    )
    row = f"guarantees: [{{guarantor: 丁, signed_on: 2026-01-05, covers: {covers}}}]\n"
    folder = write_case(TWO + row + statements(JOINT % ""), parties=parties)
    matter, found = look(folder)
    assert str(answers_for(matter, matter.case.guarantees[0])) == asked
    assert ("LD-GUA-STATEMENT" in found) is (covers != "[A, B]")


BANKRUPT = """
parties:
  - {role: 债权人, name: 甲公司}
  - role: 债务人
    name: 乙公司
    bankruptcy: {accepted_on: %s, court: 某法院}
"""


@pytest.mark.parametrize(
    ("accepted", "charge"),
    [
        ("2026-05-11", 2000 + 10 * 50),  # reserved from 1 May, through 10 May
        ("2026-04-20", 49 * 50),  # before the statement: 2 March through 19 April
    ],
)
def test_bankruptcy_stops_what_a_statement_reserved(
    write_case: WriteCase, accepted: str, charge: int
) -> None:
    text = """
contracts: [{price: 100000.00, due_on: 2026-03-01, late_payment: {rate: 日万分之五}}]
statements:
  - through_on: 2026-04-30
    balance: 100000.00
    late_charge: 2000.00
    late_charge_reserved: 是
    confirmed_by: 某人
"""
    matter, _ = look(write_case(text, parties=BANKRUPT % accepted))
    assert matter.claim.late_charge == charge
    assert not matter.claim.runs_on


@pytest.mark.parametrize(
    ("accepted", "cap", "charge"),
    [("2026-04-01", "2000元", 30 * 50), ("2026-05-20", "2000元", 2000)],
)
def test_bankruptcy_and_a_cap_each_end_the_charge(
    write_case: WriteCase, accepted: str, cap: str, charge: int
) -> None:
    """2 to 31 March are 30 days at 50; the cap is reached on day 40."""
    term = f"late_payment: {{rate: 日万分之五, cap: {cap}}}"
    text = f"contracts: [{{price: 100000.00, due_on: 2026-03-01, {term}}}]\n"
    matter, _ = look(write_case(text, parties=BANKRUPT % accepted))
    assert matter.claim.late_charge == charge
    assert not matter.claim.accounts[0].runs_on


@pytest.mark.parametrize(
    ("kind", "rows", "charge"),
    [
        # 3,000 was reached on 31 March; 2,500 were fixed, and 100 a day make 3,000 by 5 May.
        ("违约金", "", "3000.00"),
        # 1,000 paid of the interest come on top: the fixed sum stands, and nothing follows.
        ("逾期利息", "payments: [{paid_on: 2026-04-15, amount: 1000.00}]\n", "2500.00"),
    ],
)
def test_a_sum_that_was_fixed_counts_towards_the_cap(
    write_case: WriteCase, kind: str, rows: str, charge: str
) -> None:
    term = f"late_payment: {{rate: 日1‰, cap: 3000元, kind: {kind}}}"
    text = f"contracts: [{{price: 100000.00, due_on: 2026-03-01, {term}}}]\n{rows}"
    matter, _ = look(write_case(text + statements(JOINT % ", late_charge_reserved: 是")))
    assert str(matter.claim.late_charge) == charge
    assert matter.claim.principal == 100000
    assert not matter.claim.accounts[0].runs_on
