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


def test_a_name_in_another_normal_form_is_the_same_file(write_case: Callable[..., Path]) -> None:
    composed, decomposed = "caf\u00e9.pdf", "cafe\u0301.pdf"
    text = SOUND.replace("file: c.pdf", f"file: {composed}")
    files = {decomposed: b"1", "s1.pdf": b"1", "s2.pdf": b"1"}
    assert codes(write_case(text, files)) == []


def test_hidden_files_and_earlier_builds_are_left_out(write_case: Callable[..., Path]) -> None:
    files = {**FILES, ".DS_Store": b"", "build/2026-01-01/x.pdf": b"", "~$c.docx": b""}
    assert codes(write_case(SOUND, files)) == []
