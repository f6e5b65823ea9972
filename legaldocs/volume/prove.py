"""A bound volume proved from its files alone: what it says of itself still holds (证据卷复核)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.regular_file import open_regular
from legaldocs.core.system_error import reason
from legaldocs.volume.fence import SECONDS, fenced, fenced_within
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.pdf.geometry import BAND, CODE_BAND
from legaldocs.volume.prove_part import PartProof, prove_part
from legaldocs.volume.render_page import rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_AT_ONCE = 50
"""Sheets that are looked at in one go behind the fence, which limits the time of each go."""

_A_SECOND = 18
"""A second more for as many bytes, as a power of two: the densest pages took half of that."""

_LONGEST = 10 * SECONDS

_DOTS = 2
"""Points a dot, for finding white sheets: a hairline still darkens its dot."""

_WHITE = 253
_NAMED = 12
"""White sheets that are named by number."""


@dataclass(frozen=True, slots=True)
class VolumeProof:
    """What was found about a volume (证据卷复核结果)."""

    parts: tuple[PartProof, ...]
    findings: tuple[Finding, ...]


def prove(paths: Sequence[Path], *, tick: Callable[[str], None] = lambda _: None) -> VolumeProof:
    """Hold the files of a volume against what each says of itself, and against each other.

    ``tick`` is called with the name of each file once it is done. Raises InputError when a file is
    no volume of ours, is damaged, or takes too much time or memory.
    """
    parts = []
    for path in paths:
        _open(path)
        part = _read(path)
        parts.append(replace(part, findings=(*part.findings, *_white(path, part))))
        tick(path.name)
    parts.sort(key=lambda part: part.record.part)
    together = _together(parts)
    found = tuple(finding for part in parts for finding in part.findings)
    return VolumeProof(tuple(parts), (*together, *found))


def _open(path: Path) -> None:
    """Refuse what is not there, or a pipe, before anything waits on it."""
    try:
        open_regular(path).close()
    except OSError as error:
        raise InputError(
            "证据卷打不开",
            where=str(path),
            found=reason(error),
            next_step="核对路径；证据卷是输出文件夹 volume 里的 PDF",
        ) from error


def _read(path: Path) -> PartProof:
    try:
        seconds = min(SECONDS + (path.stat().st_size >> _A_SECOND), _LONGEST)
        return fenced_within(seconds, prove_part, path, path.name)
    except Unreadable as fault:
        raise InputError(
            "文件无法作为证据卷复核",
            where=str(path),
            found=str(fault),
            next_step="确认是 legaldocs build 生成的证据卷；另存、加密或者损坏过的，换回原来的文件",
        ) from fault


def _together(parts: Sequence[PartProof]) -> tuple[Finding, ...]:
    """Return what is wrong between the files: parts missing, twice, or of another volume."""
    findings = []
    numbers = [part.record.part for part in parts]
    for number in range(1, parts[0].record.parts + 1):
        if numbers.count(number) != 1:
            what = "没有给出" if number not in numbers else "给出了不止一份"
            findings.append(
                _error(parts[0].name, f"证据卷共 {parts[0].record.parts} 卷，第 {number} 卷{what}")
            )
    before = {part.record.part: part for part in parts}
    for part in parts:
        other = before.get(part.record.part - 1)
        first = parts[0].record
        same = (part.record.exhibits, part.record.separators) == (first.exhibits, first.separators)
        if not same or (other is not None and part.record.previous != other.digest):
            findings.append(
                _error(part.name, f"第 {part.record.part} 卷与其他各卷不是同一次装订的")
            )
    return tuple(findings)


def _error(where: str, message: str) -> Finding:
    step = "把同一次生成的各卷一起给出：legaldocs volume check 证据卷-1.pdf 证据卷-2.pdf"
    return Finding("LD-VOL-PART", "error", message, where=where, next_step=step)


def _white(path: Path, part: PartProof) -> tuple[Finding, ...]:
    """Return what is to be said of sheets that show nothing: an altered one has lost its page."""
    try:
        coded = [at for at, sheet in enumerate(part.record.sheets) if sheet.code]
        white = white_sheets(path, part.sheets, frozenset(coded))
    except (Unreadable, ValueError) as reason:
        message = f"另一种软件不能显示，没有查空白页（{reason}）"
        return (Finding("LD-VOL-WHITE", "warning", message, where=part.name),)
    lost = [at for at in white if at in part.altered]
    as_bound = [at for at in white if at not in part.altered]
    findings = [
        Finding("LD-VOL-WHITE", "error", "页面现在是空白的", where=f"{part.name} 第 {at + 1} 张")
        for at in lost[:_NAMED]
    ]
    if as_bound:
        numbers = "、".join(str(at + 1) for at in as_bound[:_NAMED])
        more = "等" if len(as_bound) > _NAMED else ""
        findings.append(
            Finding(
                "LD-VOL-WHITE",
                "warning",
                f"第 {numbers} 张{more}（共 {len(as_bound)} 张）显示为空白，装订后没有改动过",
                where=part.name,
                next_step="与原件对照：原件也空白的，不必处理；否则用 build --compare 重新生成",
            )
        )
    return tuple(findings)


def white_sheets(path: Path, count: int, coded: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """Return which of ``count`` sheets, from nought, show nothing above the band of the stamp.

    ``coded`` are those with a code beside the stamp.

    Raises ValueError when the second renderer cannot open the file, and Unreadable when it takes
    too much.
    """
    found: list[int] = []
    for begin in range(0, count, _AT_ONCE):
        found += fenced(_white_among, path, begin, min(begin + _AT_ONCE, count), coded)
    return tuple(found)


def _white_among(path: Path, begin: int, end: int, coded: frozenset[int]) -> list[int]:
    found = []
    with rendered(path) as bound:
        for at in range(begin, min(end, len(bound))):
            width, height = (max(int(side / _DOTS), 1) for side in bound.size(at))
            sheet = bound.picture(at, (min(width, 4000), min(height, 4000)))
            band = int((CODE_BAND if at in coded else BAND) / _DOTS)
            above = sheet.crop((0, 0, sheet.width, max(sheet.height - band, 1)))
            if sum(above.convert("L").histogram()[:_WHITE]) == 0:
                found.append(at)
    return found
