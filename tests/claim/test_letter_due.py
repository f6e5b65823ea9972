from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.matter import matter_on
from legaldocs.core.errors import CaseError
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
        ("2026-07-01", "逾期提醒"),
        ("2026-07-06", "逾期提醒"),
        ("2026-07-07", "催告函"),
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


@pytest.mark.parametrize(
    ("letters", "day", "expected"),
    [
        # All about the time before the 30th of June: none of them asked for what is owed.
        (letter("催告函", "2026-06-05", "2026-06-08", "2026-06-20"), "2026-11-21", "催告函"),
        (letter("催告函", "2026-06-05", "2026-06-08", "2026-06-30"), "2026-11-21", "催告函"),
        (letter("警告函", "2026-06-05", "2026-06-30"), "2026-11-21", "催告函"),
        (letter("催告函", "2026-06-05", "2026-06-08", "2026-06-20"), "2026-07-01", "逾期提醒"),
        # It came, or gave time, after that day.
        (letter("催告函", "2026-06-25", "2026-07-01", "2026-07-01"), "2026-11-21", "警告函"),
        (letter("催告函", "2026-06-25", "2026-06-27", "2026-07-05"), "2026-11-21", "警告函"),
    ],
)
def test_a_letter_from_before_the_due_day_is_no_step(
    write_case: Callable[..., Path], letters: str, day: str, expected: str
) -> None:
    assert due(write_case(CASE + "communications:\n" + letters), day) == expected


def test_a_letter_about_a_part_paid_since_is_no_step(write_case: Callable[..., Path]) -> None:
    """The demand was for the first part, paid in May; of the second nothing was asked yet."""
    first = "{name: 甲, amount: 50.00, due_on: 2026-03-31}"
    parts = f"[{first}, {{name: 乙, amount: 50.00, due_on: 2026-06-30}}]"
    text = f"contracts:\n  - {{price: 100.00, instalments: {parts}}}\n"
    text += "communications:\n" + letter("催告函", "2026-04-10", "2026-04-12", "2026-04-20")
    paid = "payments: [{paid_on: 2026-05-05, amount: 50.00}]\n"
    assert due(write_case(text), "2026-11-21") == "警告函"
    folder = write_case(text + paid)
    assert due(folder, "2026-11-21") == "催告函"
    reason = matter_on(load_case(folder), dt.date(2026, 11, 21), packaged()).letter.reason
    assert "现欠款项 2026-06-30 到期以前的函件不算" in reason


def test_a_paid_debt_needs_no_letter(write_case: Callable[..., Path]) -> None:
    paid = CASE + "payments:\n  - {paid_on: 2026-06-30, amount: 100.00}\n"
    assert due(write_case(paid), "2026-11-21") == "无"


def steps(*rows: str) -> str:
    return "demand:\n  steps:\n" + "".join(f"    - {{{row}}}\n" for row in rows)


def test_a_step_of_the_case_takes_the_place_of_the_usual_one(
    write_case: Callable[..., Path],
) -> None:
    own = CASE + steps("letter: 付款提醒函, from_days: 3", "letter: 催告函, from_days: 20")
    folder = write_case(own)
    assert due(folder, "2026-06-26") == "无"
    assert due(folder, "2026-06-27") == "付款提醒函"
    assert due(folder, "2026-07-19") == "逾期提醒"
    assert due(folder, "2026-07-20") == "催告函"
    later = write_case(CASE + steps("letter: 逾期提醒, from_days: 3"))
    assert due(later, "2026-07-02") == "无"
    assert due(later, "2026-07-03") == "逾期提醒"


def test_a_letter_has_a_department_and_a_way_to_go(
    write_case: Callable[..., Path],
) -> None:
    def how(text: str) -> tuple[str, str]:
        case = load_case(write_case(CASE + text))
        step = matter_on(case, dt.date(2026, 11, 21), packaged()).letter.step
        assert step is not None
        return step.signed_by, str(step.channel)

    assert how("") == ("财务部门", "快递")
    own = steps("letter: 催告函, signed_by: 信用管理部, channel: 电子邮件")
    assert how(own) == ("信用管理部", "电子邮件")


@pytest.mark.parametrize(
    ("letters", "day", "expected"),
    [
        (letter("逾期提醒", "2026-07-01", "2026-07-01", "2026-07-03"), "2026-07-03", "无"),
        (letter("逾期提醒", "2026-07-01", "2026-07-01", "2026-07-03"), "2026-07-04", "催告函"),
        (letter("逾期提醒", "2026-07-01", "", "2026-07-03"), "2026-07-04", "催告函"),
        (letter("逾期提醒", "2026-07-01", "2026-07-01", "2026-07-03"), "2026-11-21", "催告函"),
        (letter("其他催款", "2026-07-01", "2026-07-01"), "2026-07-04", "逾期提醒"),
    ],
)
def test_a_demand_follows_the_friendly_note_and_does_not_wait_for_its_arrival(
    write_case: Callable[..., Path], letters: str, day: str, expected: str
) -> None:
    assert due(write_case(CASE + "communications:\n" + letters), day) == expected


def test_who_objected_is_answered_with_a_demand(write_case: Callable[..., Path]) -> None:
    said = (
        "communications:\n  - {sent_on: 2026-07-01, channel: 电子邮件, direction: 收到, "
        "effect: 提出异议, gist: 称有质量问题}\n"
    )
    assert due(write_case(CASE + said), "2026-07-02") == "催告函"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (("letter: 承诺付款, from_days: 3",), "承诺付款不是函件阶梯里的函件"),
        (("letter: 催告函, from_days: 8", "letter: 催告函, from_days: 9"), "催告函写了两次"),
        (("letter: 警告函, from_days: 5",), "警告函的起始天数 5 少于催告函的 7"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused(
    write_case: Callable[..., Path], rows: tuple[str, ...], says: str
) -> None:
    with pytest.raises(CaseError) as caught:
        load_case(write_case(CASE + steps(*rows)))
    (finding,) = caught.value.findings
    assert finding.code == "LD-CASE-LADDER"
    assert says in finding.message
