"""Work behind the fence: its result, what it raises, and what ends it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.volume import convert, fence
from legaldocs.volume.convert.pdf import inspect
from legaldocs.volume.fence import fenced
from legaldocs.volume.layout import lay_out
from legaldocs.volume.limits import Fenced, Unreadable
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # The other process must find the functions of this module.
    monkeypatch.syspath_prepend(ROOT)
    fence.end()
    yield
    fence.end()


def whole(text: str) -> int:
    """Return a number, or raise ValueError."""
    return int(text)


def never(*_: object) -> None:
    """Go on for ever."""
    while True:
        pass


def hungry(count: int) -> int:
    """Take memory."""
    return len(bytearray(count))


def quit_now(code: int) -> None:
    """End the process."""
    os._exit(code)


def sleepy(seconds: int) -> None:
    """Wait without working."""
    time.sleep(seconds)


def test_one_process_serves_all_and_is_another() -> None:
    first, second = fenced(os.getpid), fenced(os.getpid)
    assert first == second != os.getpid()


def imported(module: str) -> bool:
    """Say whether a module has been imported."""
    return module in sys.modules


def test_a_process_started_ahead_imports_what_it_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fence, "_AHEAD", ("no_such_module", "wave"))
    assert not fenced(imported, "wave")
    fence.end()
    fence.start()
    assert fenced(imported, "wave")
    first = fenced(os.getpid)
    fence.start()
    assert fenced(os.getpid) == first


def inner(seconds: int) -> int:
    """Take so much of the core, and say who did."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def in_steps(count: int, seconds: int) -> list[int]:
    """Do as much work in as many steps, and say who did it."""
    return [fenced(inner, seconds) for _ in range(count)]


def test_behind_the_fence_work_in_steps_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step has seconds of its own: three of one second pass where two seconds are the end."""
    monkeypatch.setattr(fence, "SECONDS", 2)
    monkeypatch.setattr(fence, "_PATIENCE", 60)  # of the clock, on a machine that is busy
    before = fenced(os.getpid)
    assert fence.fenced_within(2, in_steps, 3, 1) == [before] * 3


def test_steps_without_end_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "STEPS", 2)
    with pytest.raises(Fenced, match="用时"):
        fence.fenced_within(1, in_steps, 100, 1)


def test_what_is_raised_is_raised_here() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        fenced(whole, "x")
    assert fenced(whole, "7") == 7


def test_the_reason_of_a_file_comes_through(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(Unreadable, match="已损坏") as raised:
        fenced(inspect, tmp_path / "a.pdf")
    assert not isinstance(raised.value, Fenced)


def test_work_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "SECONDS", 1)
    before = fenced(os.getpid)
    with pytest.raises(Fenced, match="用时"):
        fenced(never, "")
    assert fenced(os.getpid) != before


def test_a_process_that_waits_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "SECONDS", 1)
    monkeypatch.setattr(fence, "_PATIENCE", 1)
    with pytest.raises(Fenced, match="用时"):
        fenced(sleepy, 3600)


def test_memory_has_an_end_and_the_process_goes_on() -> None:
    before = fenced(os.getpid)
    with pytest.raises(Fenced, match="内存"):
        fenced(hungry, 2 * fence.MEMORY)
    assert fenced(os.getpid) == before


def killed(signal: int) -> None:
    """End the process from outside, as a system does that has no memory left."""
    os.kill(os.getpid(), signal)


def test_a_process_that_another_ends_is_not_said_to_be_slow() -> None:
    with pytest.raises(Fenced, match="内存不足") as raised:
        fenced(killed, 9)
    assert "用时" not in str(raised.value)
    assert fenced(whole, "7") == 7


def test_a_process_that_dies_is_replaced() -> None:
    with pytest.raises(Fenced, match="异常退出"):
        fenced(quit_now, 3)
    assert fenced(whole, "7") == 7


def test_a_file_met_by_the_fence_gets_a_slip_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The finding names the machine, for another one may bind the pages."""
    monkeypatch.setattr(fence, "SECONDS", 1)
    monkeypatch.setattr(convert, "_converted", never)
    items = made.store(tmp_path, {"a.pdf": made.pages(1)})
    layout = lay_out(made.one_each(["a.pdf"]), items, tmp_path)
    (finding,) = layout.findings
    assert finding.code == "LD-VOL-FENCED"
    assert "换一台机器" in finding.message
