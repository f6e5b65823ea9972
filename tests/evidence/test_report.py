from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.evidence.report import report
from legaldocs.evidence.statement import NOT_PROVEN
from legaldocs.evidence.verify import verify

from .conftest import AS_OF
from .tampering import ORIGINAL

if TYPE_CHECKING:
    from pathlib import Path


def test_a_report_states_each_aspect_and_its_own_limits(bag: Path) -> None:
    said = report(verify(bag), made_on=AS_OF, version="9.9.9")
    assert [each.result for each in said.conclusions] == ["文件完整", "没有签名", "没有时间戳"]
    assert ("校验日期", "2026年11月21日") in said.facts
    assert said.faults == ()
    assert set(NOT_PROVEN) < set(said.limits)
    assert any("不是鉴定意见" in each for each in said.limits)


def test_a_report_lists_what_is_wrong_up_to_a_length(bag: Path) -> None:
    (bag / ORIGINAL).write_bytes(b"changed")
    for number in range(510):
        (bag / "data" / f"{number:03}").write_bytes(b"")
    said = report(verify(bag), made_on=AS_OF, version="9.9.9")
    assert said.verdict.startswith("不通过")
    assert said.faults[0] == ("内容与清单不符", ORIGINAL)
    assert (len(said.faults), said.left_out) == (500, 11)
