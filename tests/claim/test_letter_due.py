from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.matter import matter_on
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRM = """
law_firm: {name: 某所, licence: "1", lawyer: 某, lawyer_licence: "2", mandated_on: 2026-09-01}
"""
CASE = "contracts:\n  - {price: 100.00, due_on: 2026-06-30}\n"


def letter(effect: str, sent: str, arrived: str = "", pay_by: str = "") -> str:
    more = (f", arrived_on: {arrived}, proof: a.jpg" if arrived else "") + (
        f", pay_by: {pay_by}" if pay_by else ""
    )
    return f"  - {{sent_on: {sent}, channel: 快递, effect: {effect}, gist: 催款{more}}}\n"


def due(folder: Path, day: str) -> str:
    found = matter_on(load_case(folder), dt.date.fromisoformat(day), packaged()).letter
    return str(found.effect) if found.effect else "无"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-06-14", "无"),
        ("2026-06-15", "付款提醒函"),
        ("2026-06-30", "付款提醒函"),
        ("2026-07-01", "催告函"),
        ("2026-11-21", "催告函"),
    ],
)
def test_the_first_letter_is_never_more_than_a_demand(
    write_case: Callable[..., Path], day: str, expected: str
) -> None:
    assert due(write_case(CASE), day) == expected


@pytest.mark.parametrize(
    ("letters", "day", "expected"),
    [
        (letter("催告函", "2026-07-05", "2026-07-07", "2026-07-14"), "2026-07-14", "无"),
        (letter("催告函", "2026-07-05", "2026-07-07", "2026-07-14"), "2026-07-15", "催告函"),
        (letter("催告函", "2026-07-05", "2026-07-07", "2026-07-14"), "2026-07-30", "警告函"),
        (letter("催告函", "2026-07-05", "2026-07-07", "2026-07-14"), "2026-11-21", "警告函"),
        (letter("催告函", "2026-07-05", "", "2026-07-14"), "2026-11-21", "催告函"),
        (letter("警告函", "2026-08-05", "2026-08-07", "2026-08-14"), "2026-08-20", "警告函"),
        (letter("警告函", "2026-08-05", "2026-08-07", "2026-08-14"), "2026-09-28", "警告函"),
        (FIRM + letter("警告函", "2026-08-05", "2026-08-07", "2026-08-14"), "2026-09-27", "警告函"),
        (FIRM + letter("警告函", "2026-08-05", "2026-08-07", "2026-08-14"), "2026-09-28", "律师函"),
        (FIRM + letter("催告函", "2026-08-05", "2026-08-07", "2026-08-14"), "2026-11-21", "律师函"),
        (letter("催告函", "2026-12-01", "2026-12-03", "2026-12-10"), "2026-11-21", "催告函"),
    ],
)
def test_the_next_grade_waits_for_arrival_and_for_its_day(
    write_case: Callable[..., Path], letters: str, day: str, expected: str
) -> None:
    before, mark, after = letters.rpartition(FIRM)
    assert due(write_case(CASE + before + mark + "communications:\n" + after), day) == expected


def test_a_paid_debt_needs_no_letter(write_case: Callable[..., Path]) -> None:
    paid = CASE + "payments:\n  - {paid_on: 2026-06-30, amount: 100.00}\n"
    assert due(write_case(paid), "2026-11-21") == "无"
