"""The finished letters of a run or of one build, and those that cannot be sent, and why."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.batch.place import RunPlace
from legaldocs.batch.rows import read_rows
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding, errors
from legaldocs.core.regular_file import read_regular
from legaldocs.core.system_error import reason
from legaldocs.dispatch.item import Enclosed, Item
from legaldocs.evidence.bag.manifest import line
from legaldocs.output.summary import read_summary
from legaldocs.papers.interest_schedule import FORM as SCHEDULE
from legaldocs.render.merged import page_count, words_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from legaldocs.output.summary import MadePaper, Summary

_LARGEST = 64 << 20
_MANIFEST = "manifest-sha256.txt"
_OTHERS = re.compile(r"附件[：:](?P<list>[^。]{0,120})")
_ONE = re.compile(r"(?P<title>[^、；，：:（）()]{2,30})（\d+份）")
_ISSUE = "审核后用 legaldocs batch（或者 build）--final 定稿；只打印校样的，加 --proof"
_REBUILD = "重新运行 legaldocs batch（或者 build）后再做"


@dataclass(slots=True)
class Source:
    """What there is to send (寄送来源): ``as_of`` is the day of the letters, the latest of them."""

    as_of: dt.date
    items: list[Item] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_source(folder: Path, only: Collection[str] = (), *, proof: bool = False) -> Source:
    """Return the letters in the folder of a finished run or of one build.

    ``only`` are the letters asked for by id, all of them where it is empty; with ``proof`` drafts
    are taken, and nothing else. Raises InputError for a folder that is neither, and for a run that
    has not ended.
    """
    found, lost = _cases(folder)
    if not found and not lost:
        raise InputError("批量里没有案件", where=str(folder), next_step="核对路径")
    days = [summary.as_of for _, _, summary in found]
    if not days:
        raise InputError(
            "没有一个案件有结果",
            where=str(folder),
            next_step="见 exceptions.xlsx，处理后重新运行 legaldocs batch",
        )
    source = Source(max(days), findings=lost)
    for name, output, summary in found:
        _Reading(source, name, output, summary).take(only, proof=proof)
    source.items.sort(key=lambda item: item.order)
    return source


def _cases(folder: Path) -> tuple[list[tuple[str, Path, Summary]], list[Finding]]:
    """Return name, output and summary of each case, and why others have none."""
    place = RunPlace(folder)
    if not (folder / "order.json").exists():
        summary = read_summary(folder)
        if summary is None:
            raise InputError(
                "不是批量结果，也不是一个案件的生成结果",
                where=str(folder),
                expected="legaldocs batch 或者 legaldocs build 的结果文件夹",
                next_step="核对路径；由旧版本生成的，重新生成",
            )
        return [(_own_name(folder), folder, summary)], []
    if not place.summary.exists():
        raise InputError(
            "批量没有做完", where=str(folder), next_step="等它结束，或者加 --resume 接着做完"
        )
    found: list[tuple[str, Path, Summary]] = []
    lost: list[Finding] = []
    for outcome in sorted(read_rows(place.log), key=lambda outcome: outcome.case):
        output = place.cases / outcome.case
        summary = None if outcome.state == "failed" else read_summary(output)
        if summary is not None:
            found.append((shown(outcome.case), output, summary))
            continue
        older = "，文件夹里是以前的结果" if outcome.older else ""
        code, what = "LD-DISPATCH-FAILED", f"案件没有结果{older}，不寄"
        if outcome.state != "failed":
            code, what = "LD-DISPATCH-ALTERED", "案件的 summary.json 不在，或者是旧版本的，不寄"
        lost.append(Finding(code, "error", what, shown(outcome.case), next_step=_REBUILD))
    return found, lost


def _own_name(folder: Path) -> str:
    """Return the name of the case that a single build was made from, as its folder shows it."""
    place = folder.resolve()
    return shown(place.parents[1].name if place.parent.name == "build" else place.name)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One case while its letters are taken (取函)."""

    source: Source
    case: str
    output: Path
    summary: Summary

    def take(self, only: Collection[str], *, proof: bool) -> None:
        letters = [
            paper
            for paper in self.summary.papers
            if paper.posting is not None and (not only or paper.id.partition(":")[0] in only)
        ]
        if letters and errors(self.summary.findings):
            self._refuse(
                "LD-DISPATCH-CASE", "案件有错误等待处理，函件不寄", "处理后重新运行 legaldocs batch"
            )
            return
        for paper in letters:
            if paper.draft == proof:
                self.source.items += self._items(paper)
            elif paper.draft:
                held = f"：{paper.held_by[0].message}" if paper.held_by else ""
                step = paper.held_by[0].next_step if paper.held_by else _ISSUE
                self._refuse(
                    "LD-DISPATCH-DRAFT", f"{paper.title}是草稿，未经签发，不寄{held}", step
                )

    def _items(self, paper: MadePaper) -> Iterator[Item]:
        letter = self._enclosed(paper)
        if letter is None or paper.posting is None:
            return
        words = words_of(letter[1])
        files, schedule = [letter[0]], None
        if SCHEDULE.title in words:
            schedule = self._schedule(paper)
            if schedule is None:
                return
            files.append(schedule)
        for addressee in paper.posting.to:
            yield Item(
                self.case,
                self.summary.as_of,
                paper.id,
                paper.posting,
                addressee,
                tuple(files),
                others_in(words),
            )

    def _schedule(self, letter: MadePaper) -> Enclosed | None:
        """Return the schedule that a letter says goes with it; without it the letter stays."""
        rows = [paper for paper in self.summary.papers if paper.id == SCHEDULE.id]
        if rows and rows[0].draft <= letter.draft:
            found = self._enclosed(rows[0])
            return found[0] if found else None
        lacking = "是草稿" if rows else "没有生成"
        self._refuse(
            "LD-DISPATCH-ENCLOSURE",
            f"{letter.title}写明附有{SCHEDULE.title}，后者{lacking}",
            f"一并生成：legaldocs batch 不写 --only，或者再加 --only {SCHEDULE.title}",
        )
        return None

    def _enclosed(self, paper: MadePaper) -> tuple[Enclosed, bytes] | None:
        """Return a finished file and its bytes, if they are those that the bundle lists."""
        path = self.output / f"{paper.file}.pdf"
        try:
            data = read_regular(path, _LARGEST)
            manifest = read_regular(self.output / self.summary.bundle / _MANIFEST, _LARGEST)
        except OSError as error:
            self._refuse(
                "LD-DISPATCH-ALTERED", f"{paper.title}不能读取：{reason(error)}，不寄", _REBUILD
            )
            return None
        digest = hashlib.sha256(data).hexdigest()
        if line(f"data/{paper.file}.pdf", digest) not in manifest.splitlines():
            self._refuse(
                "LD-DISPATCH-ALTERED", f"{paper.title}与证据包里的那一份不同，不寄", _REBUILD
            )
            return None
        try:
            return Enclosed(paper.title, path, digest, page_count(data)), data
        except InputError as error:
            self._refuse("LD-DISPATCH-ALTERED", f"{paper.title}：{error.what}，不寄", _REBUILD)
            return None

    def _refuse(self, code: str, what: str, next_step: str) -> None:
        self.source.findings.append(Finding(code, "error", what, self.case, next_step=next_step))


def others_in(words: str) -> tuple[str, ...]:
    """Return what the words of a letter enclose that no build makes, such as a copy of a deed."""
    found = [
        one["title"] for part in _OTHERS.finditer(words) for one in _ONE.finditer(part["list"])
    ]
    return tuple(dict.fromkeys(title for title in found if title != SCHEDULE.title))


def shown(name: str) -> str:
    """Return the name of a case as text; a byte of it that is no text becomes an escape."""
    return name.encode("utf-8", "backslashreplace").decode()
