"""A layout whose pictures have been read: each sheet gets its lines, and what failed is said."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.evidence.files.names import shown
from legaldocs.volume.convert.slip import Slip
from legaldocs.volume.fence import end, fenced
from legaldocs.volume.limits import Fenced, Unreadable
from legaldocs.volume.scan.sheets import pictured, read_sheet
from legaldocs.volume.unstamped import write_unstamped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from legaldocs.volume.layout import Chapter, Layout, Leaf
    from legaldocs.volume.pages import OriginalPages, ReadLine

_AT_ONCE = 50
"""Sheets that are looked at in one go behind the fence, which limits the time of each go."""

_NAMED = 12
"""Pages that are named by number."""


@dataclass(slots=True)
class _Reading:
    """What was read of one original (一份原件的识别). Sheets are counted from nought."""

    lines: dict[int, tuple[ReadLine, ...]] = field(default_factory=dict)
    lost: dict[str, list[int]] = field(default_factory=dict)
    fenced: set[str] = field(default_factory=set)

    def lose(self, sheet: int, reason: Unreadable) -> None:
        self.lost.setdefault(str(reason), []).append(sheet)
        if isinstance(reason, Fenced):
            self.fenced.add(str(reason))


def read_pictures(
    layout: Layout,
    recogniser: str,
    as_of: dt.date,
    *,
    tick: Callable[[str], None] = lambda _: None,
) -> Layout:
    """Return the layout with the writing that is recognised in its pictures, page by page.

    ``recogniser`` is the program as ``require_engine`` names it. What takes too much time or memory
    costs its own page alone, and is a finding. ``tick`` is called with each exhibit's label.
    """
    known: dict[str, _Reading] = {}
    parts = []
    try:
        for part in layout.parts:
            chapters = []
            for chapter in part.chapters:
                chapters.append(_read_chapter(chapter, as_of, known))
                tick(chapter.exhibit.label)
            parts.append(replace(part, chapters=tuple(chapters)))
    finally:
        end()  # the models fill memory that other work behind the fence is not to lack
    findings = (_done(known, recogniser), *_lost(known))
    return replace(
        layout,
        parts=tuple(parts),
        findings=(*layout.findings, *findings),
        recogniser=recogniser,
    )


def _read_chapter(chapter: Chapter, as_of: dt.date, known: dict[str, _Reading]) -> Chapter:
    leaves: list[Leaf] = []
    for leaf in chapter.leaves:
        if isinstance(leaf.content, Slip):
            leaves.append(leaf)
            continue
        if leaf.file not in known:
            known[leaf.file] = _read(leaf.content, as_of)
        read = replace(leaf.content, recognised=known[leaf.file].lines)
        leaves.append(replace(leaf, content=read))
    return replace(chapter, leaves=tuple(leaves))


def _read(content: OriginalPages, as_of: dt.date) -> _Reading:
    reading = _Reading()
    with tempfile.TemporaryDirectory(prefix="legaldocs-scan-") as folder:
        drawn = Path(folder) / "sheets.pdf"
        try:
            write_unstamped(content, as_of, drawn)
        except Unreadable as reason:
            for sheet in range(content.count):
                reading.lose(sheet, reason)
            return reading
        for sheet in _pictured(drawn, content.count, reading):
            try:
                reading.lines[sheet] = fenced(read_sheet, drawn, sheet)
            except Unreadable as reason:
                reading.lose(sheet, reason)
    return reading


def _pictured(drawn: Path, count: int, reading: _Reading) -> Iterator[int]:
    for begin in range(0, count, _AT_ONCE):
        chosen = range(begin, min(begin + _AT_ONCE, count))
        try:
            yield from fenced(pictured, drawn, chosen)
        except Unreadable as reason:
            for sheet in chosen:
                reading.lose(sheet, reason)


def _done(known: dict[str, _Reading], recogniser: str) -> Finding:
    pages = sum(len(reading.lines) for reading in known.values())
    files = sum(bool(reading.lines) for reading in known.values())
    found = f"识别了 {files} 个文件 {pages} 页图片里的字" if pages else "没有需要识别的图片"
    return Finding(
        "LD-SCAN-DONE",
        "note",
        f"用 {recogniser} {found}，只供查找和复制，不作为案件事实",
        next_step="识别可能有错、有漏，以页面图像为准；要引用的字句对照图像" if pages else "",
    )


def _lost(known: dict[str, _Reading]) -> Iterator[Finding]:
    for file, reading in known.items():
        for reason, sheets in reading.lost.items():
            numbers = "、".join(str(sheet + 1) for sheet in sheets[:_NAMED])
            more = "等" if len(sheets) > _NAMED else ""
            other = "；换一台机器生成，结果可能不同" if reason in reading.fenced else ""
            yield Finding(
                "LD-SCAN-LOST",
                "warning",
                f"第 {numbers} 页{more}（共 {len(sheets)} 页）没有识别：{reason}{other}",
                where=shown(file),
                next_step="这几页照样装订，只是不能查找；要核对的，自己看图像",
            )
