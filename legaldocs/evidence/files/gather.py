"""Copies the originals: hashed while read, the copy read again and compared."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from legaldocs.core.findings import EXHIBITS, Finding
from legaldocs.core.system_error import reason
from legaldocs.evidence.files.digests import WORKERS, Digested, Meter, Tick, digest
from legaldocs.evidence.files.media import media_type, suffix_agrees
from legaldocs.evidence.files.names import same_file_key, shown, stored_name
from legaldocs.evidence.files.safe_open import NotAFileError, open_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from legaldocs.core.findings import Severity

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class GatheredFile:
    """A gathered original (证据原件).

    ``path`` is its path in the case folder, ``stored`` its path in the folder it was copied to;
    both have forward slashes. ``media_type`` is detected from the content.
    """

    path: str
    stored: str
    size: int
    sha256: str
    sha512: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """The gathered originals, by name, and the findings (收集结果)."""

    items: tuple[GatheredFile, ...]
    findings: tuple[Finding, ...]


def gather(root: Path, names: Iterable[str], into: Path, *, tick: Tick | None = None) -> Gathering:
    """Copy originals below ``root`` to the new or empty folder ``into`` and return their hashes.

    ``names`` are relative to ``root``, with forward slashes. Originals are opened
    read-only and no link is followed. A file that cannot be gathered becomes a finding; the other
    files are still gathered.
    """
    findings: list[Finding] = []
    plan = _plan(sorted(set(names)), findings)
    meter = Meter(sum(_size(root, name) for name in plan), tick)
    into.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(WORKERS) as pool:
        done = pool.map(lambda name: _gather_one(root, name, into, plan[name], meter), plan)
        outcomes = list(done)
    for _, found in outcomes:
        findings.extend(found)
    items = tuple(item for item, _ in outcomes if item is not None)
    return Gathering(
        items, tuple(sorted(findings, key=lambda finding: (finding.where, finding.code)))
    )


def foresee(root: Path, names: Iterable[str]) -> tuple[Finding, ...]:
    """Return why originals below ``root`` would not be gathered, without reading or copying them.

    These are the findings of :func:`gather` for the same files; an empty file is named as well.
    """
    findings: list[Finding] = []
    for name in _plan(sorted(set(names)), findings):
        try:
            with open_inside(root, name) as original:
                size = os.fstat(original.fileno()).st_size
        except OSError as error:
            findings.append(_refusal(name, error))
        else:
            findings += [] if size else [_empty(name)]
    return tuple(findings)


def _plan(names: Sequence[str], findings: list[Finding]) -> dict[str, str]:
    """Return the stored name of each original that may be copied."""
    keys: dict[str, list[str]] = {}
    for name in names:
        if _leads_outside(name):
            findings.append(
                _finding(
                    "OUTSIDE",
                    name,
                    "文件名指向案件文件夹之外，未收集",
                    next_step="改为案件文件夹内的相对路径",
                )
            )
        else:
            keys.setdefault(same_file_key(name), []).append(name)
    plan: dict[str, str] = {}
    for twins in keys.values():
        if len(twins) == 1:
            plan[twins[0]] = stored_name(twins[0])
            continue
        for name in twins:
            others = "、".join(shown(twin) for twin in twins if twin != name)
            findings.append(
                _finding(
                    "TWIN",
                    name,
                    f"与“{others}”只差大小写或字符组合方式，在部分系统上是同一个文件，均未收集",
                    next_step="把其中一个改名后重新运行",
                )
            )
    return dict(sorted(plan.items()))


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "\x00" in name or not {"", ".", ".."}.isdisjoint(parts)


def _size(root: Path, name: str) -> int:
    try:
        return (root / name).lstat().st_size
    except (OSError, ValueError):
        return 0


def _gather_one(
    root: Path, name: str, into: Path, stored: str, meter: Meter
) -> tuple[GatheredFile | None, list[Finding]]:
    copy = into / stored
    try:
        with open_inside(root, name) as original:
            before = _state(original)
            digested = _copy(original, copy, meter)
            after = _state(original)
    except OSError as error:
        return None, [_refusal(name, error)]
    if before != after or digested.size != before[2]:
        copy.unlink()
        return None, [
            _finding(
                "CHANGED",
                name,
                "文件在读取过程中被改动，未收集",
                next_step="关闭正在使用该文件的程序后重新运行",
            )
        ]
    return _check_copy(name, stored, copy, digested)


def _state(stream: BinaryIO) -> tuple[int, int, int, int]:
    status = os.fstat(stream.fileno())
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _copy(original: BinaryIO, copy: Path, meter: Meter) -> Digested:
    """Write what is read to a new file; a copy that failed is removed."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    target = os.open(copy, _CREATE, 0o644)
    try:
        with os.fdopen(target, "wb", buffering=0) as stream:
            return digest(original, sink=partial(_write_all, stream), meter=meter)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _write_all(stream: BinaryIO, chunk: memoryview) -> None:
    """Write all of a chunk: a raw file may write less than asked."""
    while chunk:
        chunk = chunk[stream.write(chunk) :]


def _check_copy(
    name: str, stored: str, copy: Path, digested: Digested
) -> tuple[GatheredFile | None, list[Finding]]:
    with copy.open("rb", buffering=0) as stream:
        again = digest(stream, ("sha256",))
    if again.values["sha256"] != digested.values["sha256"] or again.size != digested.size:
        copy.unlink()
        return None, [
            _finding(
                "COPY",
                name,
                "副本与原件的摘要不一致，未收集",
                next_step="检查磁盘空间和磁盘健康后重新运行",
            )
        ]
    media = media_type(copy)
    item = GatheredFile(
        name, stored, digested.size, digested.values["sha256"], digested.values["sha512"], media
    )
    return item, list(_remarks(item))


def _remarks(item: GatheredFile) -> Iterable[Finding]:
    if item.size == 0:
        yield _empty(item.path)
    elif not suffix_agrees(item.path, item.media_type):
        yield _finding(
            "TYPE",
            item.path,
            f"文件内容是 {item.media_type}，与扩展名不符",
            "warning",
            next_step="确认文件没有改错扩展名；内容已按原样收集",
        )
    if item.stored != item.path:
        yield _finding(
            "RENAMED",
            item.path,
            f"文件名在部分系统上不能使用，证据包中存为“{item.stored}”，原名记入索引",
            "note",
        )


def _empty(name: str) -> Finding:
    return _finding("EMPTY", name, "文件是空的（0 字节）", "warning", next_step="确认是否拷贝完整")


def _refusal(name: str, error: OSError) -> Finding:
    """Return the finding about a file that the system, or our own caution, does not let us read."""
    if isinstance(error, NotAFileError):
        return _not_a_file(name, error)
    if isinstance(error, FileNotFoundError):
        return _finding("MISSING", name, "文件不存在，未收集", next_step="补上文件，或改正文件名")
    return _finding(
        "UNREADABLE",
        name,
        f"文件无法读取，未收集（{reason(error)}）",
        next_step="检查文件权限和磁盘后重新运行",
    )


def _not_a_file(name: str, error: NotAFileError) -> Finding:
    if error.kind == "symlink":
        return _finding(
            "SYMLINK",
            name,
            "路径中有符号链接，不跟随，未收集",
            next_step="把链接所指的文件本身放进案件文件夹",
        )
    return _finding(
        "SPECIAL", name, "不是普通文件（设备、管道或文件夹），未收集", next_step="移出案件文件夹"
    )


def _finding(
    kind: str, name: str, message: str, severity: Severity = "error", *, next_step: str = ""
) -> Finding:
    blocks = (EXHIBITS,) if severity == "error" else ()
    return Finding(
        f"LD-GATHER-{kind}", severity, message, shown(name), next_step=next_step, blocks=blocks
    )
