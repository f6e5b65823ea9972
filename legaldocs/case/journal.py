"""journal.jsonl: what was done with a case, one event a line, chained by hashes."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

import msgspec
import rfc8785

from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.notation import visible
from legaldocs.core.origin import Origin
from legaldocs.core.regular_file import open_regular, read_regular, up_to
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Event = Literal["gathered", "built", "sealed", "sent", "delivered", "verified"]

EVENTS: tuple[Event, ...] = ("gathered", "built", "sealed", "sent", "delivered", "verified")
JOURNAL = "journal.jsonl"
HEAD = "journal.head"
"""The number of lines and the last hash, which reveal that lines were cut from the end."""

CARRIED = "metadata/journal.head"
"""A copy of ``HEAD`` in the bundle of a build, where who writes in the case does not reach it."""

_FLAGS = (
    getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO would wait for somebody who reads it
)
_START = "0" * 64
_LONGEST_LINE = 1 << 20
_LARGEST = 256 << 20
_NOT_OURS = "这一行不是日志写下的形式，已被改动"
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the custody of a case (保管记录).

    ``at`` is a day, or a time with its zone, as given by whoever recorded the event. ``digests``
    map a file to its SHA-256. ``letter`` names the letter that was sent or arrived, by the keys and
    texts of its row in the case file; empty for other events.
    """

    event: Event
    who: str
    at: dt.date | dt.datetime
    what: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)
    letter: Mapping[str, str] = field(default_factory=dict)


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line as it is written (日志行): its number, the event, and the hash of the line before."""

    number: int
    at: str
    event: Event
    who: str
    what: str
    digests: dict[str, str]
    before: str
    letter: dict[str, str] = {}

    def written(self) -> bytes:
        """Return the line in its one form, without its end; a line of no letter has no such key."""
        line = msgspec.structs.asdict(self)
        if not self.letter:
            del line["letter"]
        return rfc8785.dumps(line)

    def entry(self) -> Entry:
        """Return the event. Raises ValueError for a day or time that is none."""
        day = len(self.at) == len("2026-11-21")
        at = dt.date.fromisoformat(self.at) if day else dt.datetime.fromisoformat(self.at)
        return Entry(self.event, self.who, at, self.what, self.digests, self.letter)


class _End(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The end of a journal, as ``HEAD`` states it: its lines and the hash of the last (末行)."""

    lines: int
    sha256: str


def record(case: Path, entry: Entry) -> None:
    """Append an event to the journal of the case folder, safely against other processes.

    The line is on the disk when this returns. Raises InputError for an incomplete entry and for a
    damaged journal, to which nothing is appended.
    """
    _check_entry(entry)
    path = case / JOURNAL
    with _opened(path, os.O_CREAT) as stream, _locked(stream.fileno()):
        data = _read(stream, path)
        faults = _faults(data, path.name) or _missing_lines(case, data)
        if faults:
            raise InputError(
                "案件日志有损坏，不再追加",
                where=faults[0].where,
                found=faults[0].message,
                next_step="从备份恢复日志；最后一行不完整时删去该行",
            )
        end = _end(data)
        line = _line(entry, end)
        _append(stream, line, len(data))
        _write_head(case, _End(end.lines + 1, _digest(line)))


def refuse_unwritable(case: Path) -> None:
    """Raise InputError for a journal that no event could be added to."""
    path = case / JOURNAL
    if path.exists() or path.is_symlink():
        with _opened(path):
            pass


@contextmanager
def _opened(path: Path, more: int = 0) -> Iterator[BinaryIO]:
    """Open the journal for appending; no link is written through.

    Raises InputError for a link, a file that has a second name (a hard link) and anything that is
    no file.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | _FLAGS | more, 0o644)
    except OSError as error:
        raise InputError("案件日志不能写入", where=str(path), found=reason(error)) from error
    with cast("BinaryIO", os.fdopen(descriptor, "r+b", buffering=0)) as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise InputError(
                "案件日志不是单独的普通文件，不写入",
                where=str(path),
                expected="只有一个名称的普通文件",
                found="另有名称的文件（硬链接）" if status.st_nlink > 1 else "管道、套接字或者设备",
                next_step=f"把内容另存为一个新文件，再改名为 {JOURNAL}",
            )
        yield stream


def _append(stream: BinaryIO, line: bytes, size: int) -> None:
    """Add a line to a journal of ``size`` bytes; what does not fit is taken back."""
    try:
        left = memoryview(line)
        while left:
            left = left[stream.write(left) :]
        os.fsync(stream.fileno())
    except BaseException:
        os.ftruncate(stream.fileno(), size)
        raise


def check_journal(case: Path) -> tuple[Finding, ...]:
    """Return the faults of the journal of a case folder; a case without one has none.

    Detects lines that were edited, moved, removed or inserted, and lines cut from the end while
    ``HEAD`` is still there. A journal rewritten together with ``HEAD`` is not detected.
    """
    data = _journal_bytes(case / JOURNAL)
    return (*_faults(data, JOURNAL), *_missing_lines(case, data))


def read_head(path: Path) -> bytes:
    """Return the bytes of ``HEAD`` or a copy, which states no end when it cannot be read."""
    try:
        return read_regular(path, _LONGEST_LINE)
    except OSError:
        return b""


def head_to_carry(case: Path) -> bytes:
    """Return what a bundle is to keep of the journal; nothing for a damaged journal or none."""
    if check_journal(case) or not (case / JOURNAL).is_file():
        return b""
    return read_head(case / HEAD)


def has_journal(case: Path) -> bool:
    """Return whether either file of a journal is there."""
    return (case / JOURNAL).exists() or (case / HEAD).exists()


def check_carried(case: Path, head: bytes, bundle: str) -> tuple[Finding, ...]:
    """Return a finding when the journal is not a continuation of the one a bundle knew.

    ``head`` are the bytes of ``CARRIED`` in the ``bundle``, which is named in the message.
    """
    end = _stated_end(head)
    rows = _journal_bytes(case / JOURNAL).split(b"\n")[:-1]
    if end is not None and _has_end(rows, end):
        return ()
    if end is None:
        fault = "证据包里的日志留底无法读取"
    elif not has_journal(case):
        fault = (
            f"没有日志（{JOURNAL} 和 {HEAD} 都不在），证据包生成时已有 {end.lines} 条：整本被删去"
        )
    else:
        fault = (
            f"日志与证据包里的留底不符：当时已有 {end.lines} 条，现有 {len(rows)} 条，"
            f"或第 {end.lines} 条已被改动"
        )
    return (_finding("CARRIED", bundle, 0, fault),)


def read_journal(case: Path) -> tuple[Entry, ...]:
    """Return the events as they were recorded. Raises InputError for a damaged journal."""
    data = _journal_bytes(case / JOURNAL)
    for fault in (*_faults(data, JOURNAL), *_missing_lines(case, data)):
        raise InputError(fault.message, where=fault.where, next_step=fault.next_step)
    return tuple(msgspec.json.decode(row, type=_Line).entry() for row in data.splitlines())


if sys.platform == "win32":
    import msvcrt

    # Windows bars others from reading a locked range, so a byte far past the end is locked.
    _FAR = 0x7FFF0000

    def _lock(descriptor: int, *, take: bool) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if take else msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, *, take: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if take else fcntl.LOCK_UN)


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    """Hold an exclusive lock on the journal; the system releases it when the process ends."""
    _lock(descriptor, take=True)
    try:
        yield
    finally:
        _lock(descriptor, take=False)


def _check_entry(entry: Entry) -> None:
    wrong = [digest for digest in entry.digests.values() if not _HEX.fullmatch(digest)]
    if entry.event not in EVENTS or not entry.who.strip() or wrong:
        raise InputError(
            "日志条目不完整", expected="事件、经办人，摘要为 SHA-256", found=entry.event
        )
    for text in (entry.who, entry.what, *entry.letter.values()):
        visible(text)
    if isinstance(entry.at, dt.datetime) and entry.at.tzinfo is None:
        raise InputError("日志时间缺少时区", found=entry.at.isoformat())


def _line(entry: Entry, end: _End) -> bytes:
    line = _Line(
        number=end.lines + 1,
        at=entry.at.isoformat(),
        event=entry.event,
        who=entry.who,
        what=entry.what,
        digests=dict(entry.digests),
        before=end.sha256,
        letter=dict(entry.letter),
    )
    return line.written() + b"\n"


def _journal_bytes(path: Path) -> bytes:
    try:
        with open_regular(path) as stream:
            return _read(stream, path)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError("案件日志无法读取", where=str(path), found=reason(error)) from error


def _read(stream: BinaryIO, path: Path) -> bytes:
    data = up_to(stream, _LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError("案件日志过大", where=str(path), expected=f"不超过 {_LARGEST >> 20} MiB")
    return data


def _digest(line: bytes) -> str:
    return hashlib.sha256(line.removesuffix(b"\n")).hexdigest()


def _end(data: bytes) -> _End:
    rows = data.splitlines()
    return _End(len(rows), _digest(rows[-1]) if rows else _START)


def _faults(data: bytes, name: str) -> tuple[Finding, ...]:
    """Return the first line that does not follow from the one before, if there is one.

    Later lines chain to a wrong hash; reporting them would repeat the same fault.
    """
    if data and not data.endswith(b"\n"):
        number = data.count(b"\n") + 1
        return (_finding("TORN", name, number, "最后一行不完整，可能在写入时中断"),)
    before = _START
    for number, row in enumerate(data.split(b"\n")[:-1], start=1):
        fault = _line_fault(row, number, before)
        if fault:
            return (_finding("CHAIN", name, number, fault),)
        before = _digest(row)
    return ()


def _line_fault(row: bytes, number: int, before: str) -> str:
    """Return why a line is not as it was written, else an empty text."""
    if len(row) > _LONGEST_LINE:
        return _NOT_OURS
    try:
        line = msgspec.json.decode(row, type=_Line)
        if line.written() != row:
            return _NOT_OURS
        line.entry()
    except (ValueError, RecursionError):
        return _NOT_OURS
    if line.number != number:
        return f"这一行应是第 {number} 条，所载是第 {line.number} 条：有增删或调换"
    return "" if line.before == before else "与上一行接不上：上一行被改动、删去或调换"


def _missing_lines(case: Path, data: bytes) -> tuple[Finding, ...]:
    """Return a finding when lines that were recorded are no longer there."""
    if not (case / HEAD).exists():
        if not data:
            return ()
        return (_finding("HEAD", HEAD, 0, "缺少日志末行记录，无法发现末尾被截去的行"),)
    end = _stated_end(read_head(case / HEAD))
    if end is None:
        return (_finding("HEAD", HEAD, 0, "日志末行记录无法读取"),)
    rows = data.split(b"\n")[:-1]
    if _has_end(rows, end):
        return ()
    return (
        _finding(
            "CUT",
            JOURNAL,
            len(rows),
            f"日志应至少有 {end.lines} 条，现有 {len(rows)} 条，或末行已被改动",
        ),
    )


def _stated_end(data: bytes) -> _End | None:
    """Return the end that the bytes of ``HEAD`` state, None when they state none."""
    try:
        return msgspec.json.decode(data, type=_End)
    except (ValueError, RecursionError):
        return None


def _has_end(rows: list[bytes], end: _End) -> bool:
    """Return whether the lines reach up to ``end`` and contain it; there may be later ones.

    A crash between appending a line and updating ``HEAD`` leaves one line more than recorded.
    """
    return 0 < end.lines <= len(rows) and _digest(rows[end.lines - 1]) == end.sha256


def _write_head(case: Path, end: _End) -> None:
    write_whole(case / HEAD, rfc8785.dumps(msgspec.structs.asdict(end)) + b"\n")


def _finding(kind: str, name: str, line: int, message: str) -> Finding:
    return Finding(
        f"LD-JOURNAL-{kind}",
        "error",
        message,
        str(Origin(name, line)),
        next_step="与备份核对；该条涉及证据包的，核对其 seal/statement.json 的摘要",
    )
