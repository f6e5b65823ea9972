"""What a message did is read the same by the ladder, by limitation and by the letters."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.arrival import arrival
from legaldocs.case.reading import load_case
from legaldocs.core.errors import CaseError
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.letters import LetterNames
from tests.cases.test_said import CLAUSE, CONTRACT, FILES
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter

    Look = Callable[..., Matter]

DAY = dt.date(2026, 11, 21)
PARTIES = """parties:
  - {{role: 债权人, name: 甲公司}}
  - {{role: 债务人, name: 乙公司, address: 合肥市某路1号, service_address: 合肥市某路1号{share}}}
{more}"""
SECOND = (
    "  - {role: 债务人, name: 丙公司, address: 合肥市某路2号, service_address: 合肥市某路2号}\n"
)


@pytest.fixture
def look(write_case: Callable[..., Path]) -> Look:
    def looking(rows: str, clause: str = CLAUSE, more: str = "", parties: str = "") -> Matter:
        text = CONTRACT.format(signed="2026-01-05", due="2026-06-30", clause=f'"{clause}"')
        files = {**FILES, "r.m4a": b"r", "id.jpg": b"i"}
        folder = write_case(
            text + more + rows,
            files,
            parties=PARTIES.format(
                more=parties, share=", share: 50%" if "share" in parties else ""
            ),
        )
        return examine(with_its_files(folder), DAY, packaged())[0]

    return looking


def row(channel: str, more: str, effect: str = "催告函") -> str:
    return (
        f"communications:\n  - {{sent_on: 2026-11-01, channel: {channel}, effect: {effect}, "
        f"gist: 催款{more}}}\n"
    )


POST = ", tracking: EX1, file: l.pdf, pay_by: 2026-11-12"
BACK = POST + ", returned_on: 2026-11-05, proof: 退件.jpg, result: "
READ = ", arrived_on: 2026-11-01, pay_by: 2026-11-12, file: l.pdf"


@pytest.mark.parametrize(
    ("channel", "more", "clause", "arrived"),
    [
        ("快递", POST + ", arrived_on: 2026-11-03, proof: a.jpg", CLAUSE, "2026-11-03"),
        ("快递", POST + ", arrived_on: 2026-11-03", CLAUSE, ""),
        ("快递", POST, CLAUSE, ""),
        ("快递", BACK + "退回", CLAUSE, "2026-11-05"),
        ("快递", BACK + "拒收", CLAUSE, "2026-11-05"),
        ("快递", BACK + "无人应答", CLAUSE, "2026-11-05"),
        ("快递", BACK + "退回", "第十条", ""),
        ("快递", BACK + "拒收", "第十条", "2026-11-05"),
        ("快递", BACK + "无人应答", "第十条", ""),
        ("快递", BACK + "无人应答, address: 合肥市别处", CLAUSE, ""),
        ("电子邮件", READ, CLAUSE, "2026-11-01"),
        ("电子邮件", READ.replace(", file: l.pdf", ""), CLAUSE, ""),
        ("即时通讯", READ + ", proof: id.jpg", CLAUSE, "2026-11-01"),
        ("即时通讯", READ, CLAUSE, ""),
        ("当面", READ + ", proof: a.jpg", CLAUSE, "2026-11-01"),
        ("当面", READ, CLAUSE, ""),
    ],
)
def test_a_letter_arrived_for_all_or_for_none(
    look: Look, channel: str, more: str, clause: str, arrived: str
) -> None:
    """Where it arrived the next grade is due, limitation restarts that day, and letters say so."""
    matter = look(row(channel, more), clause)
    day = dt.date.fromisoformat(arrived) if arrived else None
    assert arrival(matter.case, matter.case.communications[0]).on == day
    assert str(matter.letter.effect) == ("警告函" if arrived else "催告函")
    restarts = [event.runs_from for event in matter.limitations[0].limitation.restarts]
    assert restarts == ([day] if day else [])
    assert [letter.arrived_on for letter in LetterNames(matter).earlier] == restarts


CALL = ", file: r.m4a"


@pytest.mark.parametrize(
    ("more", "counts"), [(CALL + ", proof: id.jpg", True), (CALL, False), ("", False)]
)
def test_a_call_asks_for_payment_and_is_no_letter(look: Look, more: str, counts: bool) -> None:  # noqa: FBT001
    """A recorded call from a number that is the debtor's restarts limitation; no grade is won."""
    matter = look(row("电话", more, "其他催款"))
    day = dt.date(2026, 11, 1) if counts else None
    restarts = [event.runs_from for event in matter.limitations[0].limitation.restarts]
    assert restarts == ([day] if day else [])
    assert [letter.arrived_on for letter in LetterNames(matter).earlier] == restarts
    assert str(matter.letter.effect) == "催告函"


def test_a_letter_cannot_be_handed_over_by_telephone(write_case: Callable[..., Path]) -> None:
    text = CONTRACT.format(signed="2026-01-05", due="2026-06-30", clause='""')
    with pytest.raises(CaseError) as caught:
        load_case(write_case(text + row("电话", CALL), parties=PARTIES.format(more="", share="")))
    (finding,) = caught.value.findings
    assert finding.code == "LD-CASE-COMMUNICATION"
    assert "电话不能送达催告函" in finding.message


ARRIVED = POST + ", arrived_on: 2026-11-03, proof: a.jpg"


@pytest.mark.parametrize(
    ("addressees", "grade"),
    [
        ("", "警告函"),
        (", counterparty: 乙公司、丙公司", "警告函"),
        (", counterparty: 债务人丙公司、乙公司", "警告函"),
        (", counterparty: 乙公司", "催告函"),
        (", counterparty: 丙公司", "催告函"),
    ],
)
def test_the_next_grade_waits_until_a_letter_reached_every_debtor(
    look: Look, addressees: str, grade: str
) -> None:
    matter = look(row("快递", ARRIVED + addressees), more="liability: 连带\n", parties=SECOND)
    assert str(matter.letter.effect) == grade


@pytest.mark.parametrize(
    ("liability", "addressees", "restarts"),
    [
        ("连带", ", counterparty: 乙公司", 1),
        ("按份", ", counterparty: 乙公司", 0),
        ("按份", ", counterparty: 乙公司、丙公司", 1),
        ("补充", ", counterparty: 丙公司", 0),
    ],
)
def test_only_joint_debtors_share_an_interruption(
    look: Look, liability: str, addressees: str, restarts: int
) -> None:
    share = ", share: 50%}"
    parties = SECOND.replace("}", share) if liability == "按份" else SECOND
    matter = look(
        row("快递", ARRIVED + addressees), more=f"liability: {liability}\n", parties=parties
    )
    assert len(matter.limitations[0].limitation.restarts) == restarts


def test_what_came_back_names_one_addressee(look: Look) -> None:
    both = row("快递", BACK + "退回, counterparty: 乙公司、丙公司")
    matter = look(both, more="liability: 连带\n", parties=SECOND)
    found = arrival(matter.case, matter.case.communications[0])
    assert found.on is None
    assert "一行只写一个收件人" in found.missing
