from __future__ import annotations

import datetime as dt
import errno
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.case.files import NOT_EVIDENCE
from legaldocs.case.journal import (
    EVENTS,
    HEAD,
    JOURNAL,
    Entry,
    check_carried,
    check_journal,
    has_journal,
    head_to_carry,
    read_journal,
    record,
    refuse_unwritable,
)
from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 11, 21)
SHA = "ab" * 32


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Give a case folder whose journal has an entry of each kind."""
    for event in EVENTS:
        record(tmp_path, Entry(event, "法务部 王某", DAY, f"{event}：证据包", {"bundle": SHA}))
    return tmp_path


def codes(case: Path) -> list[str]:
    return [finding.code for finding in check_journal(case)]


def rows(case: Path) -> list[bytes]:
    return (case / JOURNAL).read_bytes().splitlines(keepends=True)


def test_what_is_recorded_is_read(case: Path) -> None:
    found = read_journal(case)
    assert [entry.event for entry in found] == list(EVENTS)
    assert found[0] == Entry("gathered", "法务部 王某", DAY, "gathered：证据包", {"bundle": SHA})
    assert codes(case) == []


def test_a_case_without_a_journal_has_no_findings(tmp_path: Path) -> None:
    assert check_journal(tmp_path) == ()
    assert read_journal(tmp_path) == ()


def test_a_time_keeps_its_zone(tmp_path: Path) -> None:
    at = dt.datetime(2026, 11, 21, 16, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    record(tmp_path, Entry("sent", "王某", at))
    assert read_journal(tmp_path)[0].at == at


def test_each_line_names_the_one_before(case: Path) -> None:
    befores = [json.loads(row)["before"] for row in rows(case)]
    assert befores[0] == "0" * 64
    assert len(set(befores)) == len(EVENTS)


@pytest.mark.parametrize("number", range(len(EVENTS)))
def test_an_edited_line_is_found(case: Path, number: int) -> None:
    lines = rows(case)
    lines[number] = lines[number].replace("王某".encode(), "李某".encode())
    (case / JOURNAL).write_bytes(b"".join(lines))
    assert codes(case)


@pytest.mark.parametrize("number", range(len(EVENTS)))
def test_a_line_taken_out_is_found(case: Path, number: int) -> None:
    lines = rows(case)
    del lines[number]
    (case / JOURNAL).write_bytes(b"".join(lines))
    assert codes(case)


def test_lines_in_another_order_are_found(case: Path) -> None:
    lines = rows(case)
    lines[2], lines[3] = lines[3], lines[2]
    (case / JOURNAL).write_bytes(b"".join(lines))
    assert codes(case) == ["LD-JOURNAL-CHAIN"]


def test_a_line_put_in_is_found(case: Path) -> None:
    lines = rows(case)
    (case / JOURNAL).write_bytes(b"".join([*lines[:3], lines[2], *lines[3:]]))
    assert "LD-JOURNAL-CHAIN" in codes(case)


def test_a_journal_that_is_gone_is_found(case: Path) -> None:
    (case / JOURNAL).unlink()
    assert codes(case) == ["LD-JOURNAL-CUT"]


def test_a_missing_or_broken_head_is_reported(case: Path) -> None:
    (case / HEAD).write_bytes(b"[]")
    assert codes(case) == ["LD-JOURNAL-HEAD"]
    (case / HEAD).unlink()
    assert codes(case) == ["LD-JOURNAL-HEAD"]


@pytest.mark.parametrize(
    "head",
    [
        b'{"lines":1e400,"sha256":"0"}',
        b'{"lines":"6","sha256":"0"}',
        b'{"lines":6,"sha256":5}',
        b"[" * 100_000,
        b'{"lines":' + b"[" * 100_000,
    ],
)
def test_a_head_of_another_form_is_reported(case: Path, head: bytes) -> None:
    (case / HEAD).write_bytes(head)
    assert codes(case) == ["LD-JOURNAL-HEAD"]


@pytest.mark.parametrize(
    ("key", "value"), [("digests", 5), ("digests", {"a": 5}), ("who", None), ("number", 2.5)]
)
def test_a_chained_line_of_another_form_is_reported(case: Path, key: str, value: object) -> None:
    written = rfc8785.dumps({**json.loads(rows(case)[0]), key: value})
    (case / JOURNAL).write_bytes(written + b"\n")
    (found,) = check_journal(case)[:1]
    assert (found.code, found.where) == ("LD-JOURNAL-CHAIN", f"{JOURNAL}:1")
    with pytest.raises(InputError):
        read_journal(case)


def test_a_line_without_its_end_is_found_and_nothing_is_added(case: Path) -> None:
    whole = (case / JOURNAL).read_bytes()
    (case / JOURNAL).write_bytes(whole + b'{"at":')
    assert codes(case) == ["LD-JOURNAL-TORN"]
    with pytest.raises(InputError, match="不再追加"):
        record(case, Entry("sent", "王某", DAY))
    assert (case / JOURNAL).read_bytes() == whole + b'{"at":'


def test_a_crash_between_line_and_head_is_no_loss(case: Path) -> None:
    head = (case / HEAD).read_bytes()
    record(case, Entry("sent", "王某", DAY))
    (case / HEAD).write_bytes(head)
    assert codes(case) == []
    record(case, Entry("delivered", "王某", DAY))
    assert len(read_journal(case)) == len(EVENTS) + 2


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_damage_to_any_byte_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    case = tmp_path_factory.mktemp("journal")
    for event in EVENTS[:3]:
        record(case, Entry(event, "王某", DAY))
    blob = bytearray((case / JOURNAL).read_bytes())
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.integers(1, 255))
    (case / JOURNAL).write_bytes(bytes(blob))
    assert codes(case)


def test_processes_at_once_lose_no_line(tmp_path: Path) -> None:
    code = """
import datetime as dt, pathlib, sys
from legaldocs.case.journal import Entry, record
case, who = pathlib.Path(sys.argv[1]), sys.argv[2]
for number in range(20):
    record(case, Entry("sent", who, dt.date(2026, 11, 21), str(number)))
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = [subprocess.Popen([*command, who]) for who in ("甲", "乙", "丙")]
    assert [process.wait() for process in running] == [0, 0, 0]
    found = read_journal(tmp_path)
    assert len(found) == 60
    for who in ("甲", "乙", "丙"):
        assert [entry.what for entry in found if entry.who == who] == [str(n) for n in range(20)]


@pytest.mark.parametrize(
    "entry",
    [
        Entry("sent", " ", DAY),
        Entry("stolen", "王某", DAY),  # type: ignore[arg-type]
        Entry("sent", "王某", dt.datetime(2026, 11, 21, 8, 0)),  # noqa: DTZ001 - what is refused
        Entry("sent", "王某", DAY, digests={"bundle": "md5"}),
    ],
)
def test_an_incomplete_entry_is_refused(tmp_path: Path, entry: Entry) -> None:
    with pytest.raises(InputError):
        record(tmp_path, entry)
    assert not (tmp_path / JOURNAL).exists()


def test_the_journal_is_no_original() -> None:
    assert {JOURNAL, HEAD} <= NOT_EVIDENCE


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_nothing_is_written_through_a_link(case: Path, link: str) -> None:
    before = (case / JOURNAL).read_bytes()
    (case / JOURNAL).rename(case / "other.txt")
    getattr(case / JOURNAL, link)(case / "other.txt")
    with pytest.raises(InputError, match=JOURNAL):
        record(case, Entry("sent", "王某", DAY))
    assert (case / "other.txt").read_bytes() == before


def test_a_pipe_or_folder_is_no_journal_and_nothing_hangs(tmp_path: Path) -> None:
    for make in (os.mkfifo, os.mkdir):
        make(tmp_path / JOURNAL)
        with pytest.raises(InputError, match=JOURNAL):
            record(tmp_path, Entry("sent", "王某", DAY))
        with pytest.raises(InputError, match="无法读取"):
            read_journal(tmp_path)
        with pytest.raises(InputError, match=JOURNAL):
            refuse_unwritable(tmp_path)
        (os.unlink if make is os.mkfifo else os.rmdir)(tmp_path / JOURNAL)


def test_a_line_that_the_disk_has_no_room_for_is_taken_back(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (case / JOURNAL).read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("legaldocs.case.journal.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        record(case, Entry("sent", "王某", DAY))
    assert (case / JOURNAL).read_bytes() == before
    monkeypatch.undo()
    assert check_journal(case) == ()


@pytest.mark.parametrize("text", ["\udcff", "a\u200bb", "\x1b[31m"])
def test_text_that_cannot_be_read_again_is_refused(tmp_path: Path, text: str) -> None:
    for entry in (Entry("sent", text, DAY), Entry("sent", "王某", DAY, text)):
        with pytest.raises(InputError, match="不可见字符"):
            record(tmp_path, entry)
    assert not (tmp_path / JOURNAL).exists()


def test_a_bundle_remembers_a_journal_that_goes_on(case: Path) -> None:
    head = head_to_carry(case)
    assert head == (case / HEAD).read_bytes()
    assert check_carried(case, head, "b") == ()
    record(case, Entry("sent", "王某", DAY))
    assert check_carried(case, head, "b") == ()


@pytest.mark.parametrize("kept", range(len(EVENTS)))
def test_a_journal_cut_and_begun_again_is_not_the_one_a_bundle_knew(case: Path, kept: int) -> None:
    head = head_to_carry(case)
    begun = case / "begun"
    begun.mkdir()
    for entry in read_journal(case)[:kept]:
        record(begun, entry)
    while len(read_journal(begun)) < len(EVENTS) + 2:
        record(begun, Entry("sent", "另一人", DAY))
    assert check_journal(begun) == ()
    [finding] = check_carried(begun, head, "b")
    assert (finding.code, finding.severity, finding.where) == ("LD-JOURNAL-CARRIED", "error", "b")
    assert f"当时已有 {len(EVENTS)} 条" in finding.message


def test_a_journal_removed_whole_is_told_by_a_bundle_alone(case: Path) -> None:
    head = head_to_carry(case)
    for name in (JOURNAL, HEAD):
        (case / name).unlink()
    assert check_journal(case) == ()
    assert not has_journal(case)
    [finding] = check_carried(case, head, "b")
    assert "没有日志" in finding.message
    assert "整本被删去" in finding.message


@pytest.mark.parametrize("head", [b"", b"{}", b"[" * 9999, b'{"lines":-1,"sha256":""}', b"\xff"])
def test_what_is_no_head_vouches_for_nothing(case: Path, head: bytes) -> None:
    assert check_carried(case, head, "b")


def test_a_damaged_journal_or_none_is_not_carried(case: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert head_to_carry(tmp_path / "none") == b""
    (case / HEAD).unlink()
    assert head_to_carry(case) == b""
