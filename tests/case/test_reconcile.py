from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.case.reconcile import reconcile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = dt.date(2026, 11, 21)

SOUND = """
contracts:
  - number: HT-1
    signed_on: 2026-01-05
    price: 1000.00
    file: c.pdf
    instalments:
      - {name: 甲, amount: 400.00, due_on: 2026-02-01}
      - {name: 乙, amount: 600.00, due_on: 2026-03-01}
deliveries:
  - {number: S1, delivered_on: 2026-01-10, amount: 400.00, signed_by: 王某, file: s1.pdf}
  - {number: S2, delivered_on: 2026-01-20, amount: 600.00, signed_by: 王某, file: s2.pdf}
invoices:
  - {number: "001", issued_on: 2026-01-21, amount: 1000.00}
payments:
  - {paid_on: 2026-02-01, amount: 300.00}
statements:
  - {through_on: 2026-03-31, balance: 700.00}
"""

FILES = {"c.pdf": b"1", "s1.pdf": b"1", "s2.pdf": b"1"}


def codes(folder: Path, day: dt.date = DAY) -> list[str]:
    return [finding.code for finding in reconcile(load_case(folder), day)]


SERVICE = """
contracts:
  - name: 维护合同
    kind: 服务
    number: A
    price: 900.00
    instalments:
      - {name: 第一期, amount: 300.00, due_on: 2026-04-30}
      - {name: 第二期, amount: 300.00, due_on: 2026-08-31}
      - {name: 第三期, amount: 300.00, due_on: 2026-12-31}
    file: c.pdf
deliveries:
  - {number: S1, delivered_on: 2026-04-10, amount: 300.00, signed_by: 王五, file: s1.pdf}
  - {number: S2, delivered_on: 2026-08-10, amount: 300.00, signed_by: 王五, file: s2.pdf}
"""


def test_a_service_need_not_be_done_for_periods_to_come(write_case: Callable[..., Path]) -> None:
    """600 is confirmed and 600 was due by 2026-11-25; on 2026-12-31 still, the day after 900."""
    folder = write_case(SERVICE, FILES)
    assert codes(folder, dt.date(2026, 11, 25)) == []
    (found,) = reconcile(load_case(folder), dt.date(2027, 1, 1))
    assert found.code == "LD-SUM-PART-DELIVERED"
    assert "履行单据合计 600.00 元" in found.message
    assert "送货" not in found.message + found.next_step


def test_a_sound_case_has_no_findings(write_case: Callable[..., Path]) -> None:
    assert codes(write_case(SOUND, FILES)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: 甲, amount: 400.00", "name: 甲, amount: 300.00", ["LD-SUM-INSTALMENTS"]),
        ("amount: 600.00, signed_by", "amount: 700.00, signed_by", ["LD-SUM-DELIVERIES"]),
        (
            "amount: 600.00, signed_by",
            "amount: 500.00, signed_by",
            ["LD-SUM-PART-DELIVERED", "LD-SUM-INVOICED-NOT-DELIVERED"],
        ),
        (
            "issued_on: 2026-01-21, amount: 1000.00",
            "issued_on: 2026-01-21, amount: 1000.01",
            ["LD-SUM-INVOICES"],
        ),
        ("number: S2", "number: S1", ["LD-SUM-TWICE"]),
        (
            "paid_on: 2026-02-01, amount: 300.00}",
            "paid_on: 2026-02-01, amount: 300.00}\n  - {paid_on: 2026-02-02, amount: 0.00}",
            ["LD-SUM-ZERO"],
        ),
        ("balance: 700.00", "balance: 699.99", ["LD-SUM-STATEMENT"]),
        ("delivered_on: 2026-01-10", "delivered_on: 2026-01-04", ["LD-DAY-ORDER"]),
        ("due_on: 2026-02-01}", "due_on: 2025-02-01}", ["LD-DAY-DUE"]),
        ("due_on: 2026-02-01}", "due_on: 2062-02-01}", ["LD-DAY-FAR"]),
        ("paid_on: 2026-02-01", "paid_on: 2026-01-04", ["LD-DAY-ORDER"]),
        (
            "signed_by: 王某, file: s1",
            "signed_by: 王某, signed_on: 2026-01-09, file: s1",
            ["LD-DAY-IMPOSSIBLE"],
        ),
        (
            "signed_by: 王某, file: s1",
            "signed_by: 王某, accepted_on: 2026-01-09, file: s1",
            ["LD-DAY-ORDER"],
        ),
        (
            "amount: 1000.00}\npay",
            "amount: 1000.00, received_on: 2026-01-20}\npay",
            ["LD-DAY-IMPOSSIBLE"],
        ),
        (
            "paid_on: 2026-02-01, amount: 300.00}",
            "paid_on: 2026-02-01, amount: 300.00}\n  - {paid_on: 2027-01-01, amount: 1.00}",
            ["LD-DAY-FUTURE"],
        ),
        ("signed_by: 王某, file: s1.pdf", "file: s1.pdf", ["LD-PROOF-UNSIGNED"]),
        ("file: s1.pdf", "file: S1.pdf", ["LD-FILE-MISSING", "LD-FILE-UNCLAIMED"]),
        ("file: s1.pdf", "file: ../s1.pdf", ["LD-FILE-OUTSIDE", "LD-FILE-UNCLAIMED"]),
        (", file: s1.pdf", "", ["LD-FILE-UNCLAIMED", "LD-PROOF-NONE"]),
    ],
)
def test_each_conflict_is_found_alone(
    write_case: Callable[..., Path], old: str, new: str, expected: list[str]
) -> None:
    assert old in SOUND
    assert codes(write_case(SOUND.replace(old, new), FILES)) == expected


def test_a_conflict_names_both_rows_and_their_lines(write_case: Callable[..., Path]) -> None:
    folder = write_case(SOUND.replace("number: S2", "number: S1"), FILES)
    (found,) = reconcile(load_case(folder), DAY)
    assert "case.yaml:18" in found.message
    assert "case.yaml:19" in found.message
    assert found.blocks == ("figures",)


def test_a_demand_counts_only_with_proof_of_arrival(write_case: Callable[..., Path]) -> None:
    letter = "communications:\n  - {sent_on: 2026-04-01, channel: 快递, effect: 催告函, gist: 催款"
    assert codes(write_case(SOUND + letter + "}\n", FILES)) == ["LD-PROOF-ARRIVAL"]
    assert codes(write_case(SOUND + letter + ", arrived_on: 2026-04-03}\n", FILES)) == [
        "LD-PROOF-ARRIVAL"
    ]
    proved = letter + ", arrived_on: 2026-04-03, proof: s1.pdf}\n"
    assert codes(write_case(SOUND + proved, FILES)) == []


LETTER = "communications:\n  - {sent_on: 2026-04-10, channel: 快递, gist: 某事, "
ANSWER = LETTER + "direction: 收到, effect: "


@pytest.mark.parametrize(
    ("row", "what", "severity"),
    [
        (LETTER + "arrived_on: 2026-04-09}", "送达", "error"),
        (LETTER + "result: 退回, returned_on: 2026-04-09}", "退回", "error"),
        (
            ANSWER + "提出异议, objection: {ground: 质量, answered_on: 2026-04-09}}",
            "对异议的答复",
            "error",
        ),
        (
            ANSWER + "提出异议, objection: {ground: 质量, settled_on: 2026-04-09}}",
            "异议的解决",
            "error",
        ),
        (
            ANSWER + "承诺付款, promised: [{due_on: 2026-04-09, amount: 1.00}]}",
            "承诺的付款",
            "warning",
        ),
        (
            ANSWER + "承诺付款, promised: [{due_on: 2066-04-09, amount: 1.00}]}",
            "承诺的付款日",
            "error",
        ),
        (LETTER + "pay_by: 2066-04-09}", "函件的付款期限", "error"),
    ],
)
def test_days_of_a_letter_that_cannot_be_stop_what_would_print_them(
    write_case: Callable[..., Path], row: str, what: str, severity: str
) -> None:
    found = reconcile(load_case(write_case(f"{SOUND}{row}\n", FILES)), DAY)
    (day,) = [finding for finding in found if finding.code.startswith("LD-DAY")]
    assert day.where == "case.yaml:27"
    assert day.message.startswith(what)
    assert day.severity == severity
    assert ("figures" in day.blocks) == (severity == "error")


COST = "costs:\n  - {name: 律师费, amount: 1000.01, incurred_on: 2026-05-01}\n"
INVOICED, PAID = "issued_on: 2026-01-21, amount: ", "paid_on: 2026-02-01, amount: "


@pytest.mark.parametrize(
    ("old", "new", "expected", "stops"),
    [
        # 400.00 + 600.00 delivered and 1,000.00 invoiced, against a price of 100,000.00
        ("price: 1000.00", "price: 100000.00", "LD-SUM-HUNDRED", True),
        (f"{INVOICED}1000.00", f"{INVOICED}10.00", "LD-SUM-HUNDRED", True),
        (f"{PAID}300.00", f"{PAID}30000.00", "LD-SUM-BEYOND", True),
        (f"{PAID}300.00", f"{PAID}9999.99", "", False),
        ("statements:", f"{COST}statements:", "LD-SUM-BEYOND", False),
    ],
)
def test_a_lost_decimal_point_is_found(
    write_case: Callable[..., Path], old: str, new: str, expected: str, *, stops: bool
) -> None:
    assert old in SOUND
    found = [
        found
        for found in reconcile(load_case(write_case(SOUND.replace(old, new), FILES)), DAY)
        if found.code in ("LD-SUM-HUNDRED", "LD-SUM-BEYOND")
    ]
    assert {row.code for row in found} == ({expected} if expected else set())
    assert all(("figures" in row.blocks) == stops for row in found)


def test_a_name_in_another_normal_form_is_the_same_file(write_case: Callable[..., Path]) -> None:
    composed, decomposed = "caf\u00e9.pdf", "cafe\u0301.pdf"
    text = SOUND.replace("file: c.pdf", f"file: {composed}")
    files = {decomposed: b"1", "s1.pdf": b"1", "s2.pdf": b"1"}
    assert codes(write_case(text, files)) == []


def test_hidden_files_and_earlier_builds_are_left_out(write_case: Callable[..., Path]) -> None:
    files = {**FILES, ".DS_Store": b"", "build/2026-01-01/x.pdf": b"", "~$c.docx": b""}
    litter = ("$RECYCLE.BIN/x", "@eaDir/c.pdf", "System Volume Information/x", "a/Icon\r")
    files |= dict.fromkeys((*litter, "__MACOSX/._c.pdf", "#recycle/c.pdf", "Thumbs.db"), b"")
    assert codes(write_case(SOUND, files)) == []
