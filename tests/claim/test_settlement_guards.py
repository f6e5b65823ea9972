# ruff: noqa: E501 - a rule is one line of the table
"""What a person should know of a signed settlement, one fact changed at a time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.findings import FIGURES
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from tests.claim.test_settlement import BROKEN, DAY, FIRST, LATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

WHOLE = BROKEN.replace("  grace_days", "  before_principal: 否\n  file: a.pdf\n  grace_days")
FILES = {"a.pdf": b"%PDF"}


@pytest.fixture
def found(write_case: Callable[..., Path]) -> Callable[..., dict[str, Finding]]:
    def look(text: str = WHOLE, day: dt.date = DAY) -> dict[str, Finding]:
        case = load_case(write_case(text, FILES))
        return {finding.code: finding for finding in examine(case, day, packaged())[1]}

    return look


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("amount: 100000.00}\n", "amount: 99999.00}\n", "LD-DEED-SUM"),
        ("price: 1000000.00\n    due_on: 2023-12-31", "price: 1050000.00\n    instalments: [{name: 货款, amount: 1000000.00, due_on: 2023-12-31}, {name: 质保金, amount: 50000.00, due_on: 2026-12-31}]", "LD-DEED-REST"),
        ("settlement:", "deliveries: [{number: S1, delivered_on: 2026-01-05, amount: 1.00}]\nsettlement:", "LD-DEED-REST"),
        ("按期付清则免除\n  late_charge_amount: 100000.00", "确定", "LD-DEED-CHARGE"),
        ("due_on: 2026-01-31", "due_on: 2025-12-19", "LD-DEED-DAYS"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_stops_every_figure(
    found: Callable[..., dict[str, Finding]], old: str, new: str, code: str
) -> None:
    assert code not in found()
    finding = found(WHOLE.replace(old, new))[code]
    assert finding.severity == "error"
    assert finding.blocks == (FIGURES,)


def test_contracts_of_different_rates_need_a_fixed_sum(
    found: Callable[..., dict[str, Finding]],
) -> None:
    two = """
contracts:
  - {number: A, price: 500000.00, due_on: 2023-12-31, late_payment: {rate: 0.05%/day}}
  - {number: B, price: 400000.00, due_on: 2023-12-31, late_payment: {rate: 6%/year}}
"""
    deed = WHOLE[WHOLE.index("settlement:") : WHOLE.index("payments:")]
    assert "LD-DEED-CHARGE" not in found(two + deed)
    open_sum = deed.replace("  late_charge_amount: 100000.00\n", "")
    assert "LD-DEED-CHARGE" in found(two + open_sum)
    assert "LD-DEED-CHARGE" in found(two + deed.replace("  default_rate: 0.03%/day\n", ""))


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("  before_principal: 否\n", "", "LD-DEED-ORDER", "按先抵充本金计算"),
        ("  file: a.pdf\n", "", "LD-DEED-NO-FILE", "没有原件"),
        (LATE, LATE.replace("amount", "towards: 货款, amount"), "LD-DEED-TOWARDS", "货款"),
        (FIRST, FIRST.replace("2026-01-30", "2026-02-04"), "LD-DEED-GRACE", "第一期在宽限期内付清"),
    ],
)
def test_what_can_be_read_two_ways_is_asked(
    found: Callable[..., dict[str, Finding]], old: str, new: str, code: str, says: str
) -> None:
    assert code not in found()
    finding = found(WHOLE.replace(old, new))[code]
    assert finding.severity == "warning"
    assert says in finding.message


def test_a_default_says_what_it_has_set_off(found: Callable[..., dict[str, Finding]]) -> None:
    said = found()["LD-DEED-BROKEN"].message
    assert "第二期（2026-06-30）至 2026-07-05 尚欠 300,000.00 元" in said
    assert "第三期于 2026-07-05 提前到期" in said
    assert "违约金 100,000.00 元恢复计收" in said
    assert "LD-DEED-BROKEN" not in found(day=dt.date(2026, 7, 5))
    plain = found(
        WHOLE.replace("按期付清则免除", "保留").replace("  file", "  accelerates: 否\n  file")
    )
    assert "其余各期仍按原定日期到期" in plain["LD-DEED-BROKEN"].message


def test_what_was_signed_is_not_drawn_up_again(found: Callable[..., dict[str, Finding]]) -> None:
    findings = found()
    assert "2025-12-20 签订" in findings["LD-SET-SIGNED"].message
    assert not {"LD-SET-SUM", "LD-SET-DAYS", "LD-SET-WAIVER"} & set(findings)


def test_past_days_refuse_a_draft_alone(write_case: Callable[..., Path]) -> None:
    """Without a day of signing it is a draft; the letter and its figures stand."""
    draft = WHOLE.replace("  signed_on: 2025-12-20\n", "")
    matter, findings = examine(load_case(write_case(draft, FILES)), DAY, packaged())
    assert [finding.code for finding in findings if finding.severity == "error"] == []
    choice = choose(matter, findings)
    assert {"LD-SET-DAYS"} <= {
        finding.code
        for refusal in choice.refused
        if refusal.draft.id == "repayment_agreement"
        for finding in refusal.findings
    }
    assert "demand_letter" in {draft.id for draft in choice.made}


def test_a_deed_after_the_judgment_leaves_the_judgment(
    found: Callable[..., dict[str, Finding]],
) -> None:
    judgment = (
        "procedure:\n  judgment: {kind: 判决书, issuer: 某法院, number: 某号, "
        "issued_on: %s, effective_on: 2026-02-01}\n"
    )
    assert "LD-DEED-JUDGED" not in found(WHOLE + judgment % "2026-01-10")
    assert "LD-DEED-JUDGED" in found(WHOLE + judgment % "2025-12-01")


def test_the_deed_restarts_limitation(write_case: Callable[..., Path]) -> None:
    """The instalments' last day starts it anew; the payment of July 15 restarts it."""
    text = WHOLE.replace("amount: 50000.00}", "amount: 50000.00, file: a.pdf}")
    matter, _ = examine(load_case(write_case(text, FILES)), DAY, packaged())
    (watched,) = matter.limitations
    assert watched.limitation.start == dt.date(2026, 7, 5)
    assert watched.limitation.conservative == dt.date(2029, 7, 15)


def test_letters_of_before_do_not_raise_the_grade(write_case: Callable[..., Path]) -> None:
    letter = """
communications:
  - {sent_on: 2025-06-01, channel: 快递, effect: 催告函, gist: 催款, arrived_on: 2025-06-02, pay_by: 2025-06-09, proof: a.pdf}
"""
    matter, _ = examine(load_case(write_case(WHOLE + letter, FILES)), DAY, packaged())
    assert matter.letter.effect == "催告函"


@pytest.mark.parametrize(
    "term", ["cap: 合同价款的60%", "steps: [{from_day: 900, rate: 0.06%/day}]", "from_day: 11"]
)
def test_a_charge_that_counts_with_its_days_does_not_run_on_in_a_deed(
    found: Callable[..., dict[str, Finding]], term: str
) -> None:
    text = WHOLE.replace("clause: 第八条}", f"clause: 第八条, {term}}}")
    assert "LD-DEED-CHARGE" not in found(text)
    assert "LD-DEED-CHARGE" in found(text.replace("  late_charge_amount: 100000.00\n", ""))
    assert "LD-DEED-CHARGE" in found(text.replace("  default_rate: 0.03%/day\n", ""))


def test_a_capped_charge_stands_in_a_deed_that_leaves_it_open(
    write_case: Callable[..., Path],
) -> None:
    """The cap of 50,000.00 was reached long before the day of signing; nothing runs on."""
    text = WHOLE.replace("clause: 第八条}", "clause: 第八条, cap: 50000元}").replace(
        "  late_charge_amount: 100000.00\n", ""
    )
    deed = open_claim(load_case(write_case(text, FILES)), DAY, packaged()).deed
    assert deed is not None
    assert str(deed.old_left) == "50000.00"


def test_the_cap_words_of_the_contract_count_while_a_deed_leaves_the_charge_open(
    found: Callable[..., dict[str, Finding]],
) -> None:
    text = WHOLE.replace("clause: 第八条}", "clause: 第八条, wording: 累计不超过合同价款的10%}")
    assert "LD-RATE-NO-CAP" not in found(text)
    assert "LD-RATE-NO-CAP" in found(text.replace("  late_charge_amount: 100000.00\n", ""))
