"""Case folders written by an import: new ones appear whole, those that are there are compared."""

from __future__ import annotations

import filecmp
import os
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaldocs.case.folder import CASE_FILE
from legaldocs.core.atomic import write_whole
from legaldocs.core.findings import Finding
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.core.yaml_edit import scalar
from legaldocs.evidence.files.names import same_file_key, shown, stored_name
from legaldocs.importing.case_text import case_text
from legaldocs.importing.changes import CaseEdit, Change, changes, gone, items_by_steps
from legaldocs.importing.folder_name import free_name, plain_name
from legaldocs.importing.originals import (
    Numbers,
    Target,
    Unmatched,
    copy_into,
    folder_of,
    found_files,
)
from legaldocs.importing.other_numbers import NUMBERED, OtherNumbers
from legaldocs.importing.record import RECORD_FILE, Facts, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from legaldocs.core.findings import Severity
    from legaldocs.importing.changes import Outcome
    from legaldocs.importing.outcome import Imported, MadeCase, Wanted

_CHUNK = 500
"""So many cases are written before the disk is asked to keep them and they appear."""
_SAID: dict[str, tuple[Severity, str, str]] = {
    "有变化": ("warning", "", "核对后加 --update 写进案件文件，或者自己改"),
    "已更新": ("note", "，已写进案件文件", ""),
    "已是新值": ("note", "，案件文件已经是这样", ""),
    "人工改过": ("warning", "；案件文件由人改过，没有动", "核对以哪个为准，自己改"),
    "手工改": ("warning", "，不能自动写进去", ""),
}
"""What is said of each state of a change: how grave, the words, and the next step."""


class CaseWriter:
    """Writes the cases of one run, and finds the originals that belong to them (写案件)."""

    def __init__(self, wanted: Wanted, stage: Path, result: Imported, others: OtherNumbers) -> None:
        self._wanted = wanted
        self._others = others
        self._stage = stage
        self._result = result
        self._files: dict[Target, list[str]] = defaultdict(list)
        self._sources: dict[tuple[Path, str], str] = {}
        """The original of each path in a case that is there."""
        self._taken = {plain_name(path.name) for path in wanted.out.iterdir()}

    def write(
        self, cases: Sequence[MadeCase], tick: Callable[[int, int], None] | None = None
    ) -> None:
        """Write new cases in chunks, and compare those that are there."""
        self._find_files(cases)
        fresh: list[tuple[Path, Record]] = []
        for done, case in enumerate(cases, start=1):
            if case.rows.record is not None:
                self._compare(case.rows.record, case)
            else:
                fresh.append(self._draft(case))
            if len(fresh) == _CHUNK:
                self._publish(fresh)
                fresh = []
            if tick is not None:
                tick(done, len(cases))
        self._publish(fresh)

    def _say(self, finding: Finding) -> None:
        self._result.findings.append(finding)

    def _find_files(self, cases: Sequence[MadeCase]) -> None:
        """Find the originals of each fact by the number in their names."""
        root = self._wanted.originals
        if root is None:
            return
        numbers = Numbers(target for case in cases for _, _, target in _targets(case))
        for name in found_files(root):
            target = numbers.of(Path(name).name)
            if isinstance(target, Target):
                self._files[target].append(name)
                continue
            known = self._others.of(root, name)
            if known is None:
                self._result.there += 1
                continue
            why, step = known or (target, "把完整的编号写进文件名，或者自己放进案件文件夹")
            self._result.unmatched.append(Unmatched(name, why))
            what = f"没有归入案件：{why}"
            self._say(Finding("LD-IMPORT-FILE", "warning", what, name, next_step=step))

    def _draft(self, case: MadeCase) -> tuple[Path, Record]:
        """Write a new case where nobody sees it yet."""
        name = self._name(case)
        folder = self._stage / name
        folder.mkdir()
        self._add_files(case, folder)
        record = Record(self._wanted.out / name, case.rows.key, case.facts)
        text = case_text(case.facts, [row.place for row in case.rows.rows], case.making.gaps)
        (folder / CASE_FILE).write_bytes(text.encode())
        (folder / RECORD_FILE).parent.mkdir(exist_ok=True)
        (folder / RECORD_FILE).write_bytes(record.data())
        if gaps := "、".join(case.making.gaps):
            where = f"{name}/{CASE_FILE}"
            self._say(
                Finding(
                    "LD-IMPORT-GAP",
                    "note",
                    f"表里没有{gaps}，案件文件里写着“{PLACEHOLDER}”",
                    where,
                    next_step="换成原件上的内容，填好以前不生成文书",
                )
            )
        return folder, record

    def _name(self, case: MadeCase) -> str:
        """Return an unused name for a folder: the number of the contract and who owes."""
        debtor = next(party for party in case.facts["parties"] if party["role"] == "债务人")
        name = free_name((case.rows.number, debtor["name"]), self._taken)
        self._taken.add(plain_name(name))
        return name

    def _add_files(self, case: MadeCase, folder: Path) -> None:
        """Copy the originals of each fact, and write them into it."""
        for key, item, target in _targets(case):
            names = self._files.get(target, [])
            if names and self._wanted.originals is not None:
                stored = copy_into(self._wanted.originals, names, folder, key)
                paths = [stored[name] for name in names]
                item["file"] = paths[0] if len(paths) == 1 else paths
                self._result.matched += [(name, f"{folder.name}/{stored[name]}") for name in names]

    def _publish(self, fresh: Sequence[tuple[Path, Record]]) -> None:
        """Let written cases appear, each whole: first the disk keeps them, then they are moved."""
        if fresh and hasattr(os, "sync"):
            os.sync()
        for folder, record in fresh:
            folder.rename(record.folder)
            self._result.made.append(record)

    def _compare(self, record: Record, case: MadeCase) -> None:
        """Say what the rows of a case state otherwise than before, and write it where asked."""
        new = _named(case.facts)
        stated = [*changes(record.facts, new, summed=case.making.paid_summed)]
        found = [*stated, *self._new_files(record, case)]
        if case.rows.base:
            filled = {f"payments.{change.fills}" for change in stated if change.fills}
            self._say_gone(record, [name for name in gone(record.facts, new) if name not in filled])
        edit = CaseEdit(record, write=self._wanted.update) if found else None
        outcomes = [edit.apply(change) for change in found] if edit else []
        for outcome in outcomes:
            self._say_outcome(outcome)
        if edit is not None:
            self._store(record, edit, outcomes)
        if any(outcome.state not in {"已更新", "已是新值"} for outcome in outcomes):
            self._result.changed.append(record.folder.name)
        elif edit is None or edit.text == edit.before:
            self._result.unchanged += 1

    def _store(self, record: Record, edit: CaseEdit, outcomes: Sequence[Outcome]) -> None:
        """Write an edited case file, then its record: a kill in between is made good next time."""
        if edit.text != edit.before:
            for outcome in outcomes:
                if outcome.state == "已更新" and outcome.change.steps[-1] == "file":
                    self._add_file(record, outcome.change)
            write_whole(record.folder / CASE_FILE, edit.text.encode())
            self._result.updated.append(record.folder.name)
        if edit.facts != record.facts:
            again = Record(record.folder, record.key, edit.facts)
            write_whole(record.folder / RECORD_FILE, again.data())

    def _new_files(self, record: Record, case: MadeCase) -> Iterator[Change]:
        """Yield the originals found for a fact that its case does not have yet, one change a fact.

        A single one can be written; several, or one more, make a list, which a person writes.
        """
        if not self._files:
            return
        steps = {id(item): steps for steps, item in items_by_steps(case.facts, NUMBERED)}
        before = dict(items_by_steps(record.facts, NUMBERED))
        for key, item, target in _targets(case):
            known = _files(before.get(steps[id(item)], {}))
            found = self._files.get(target, ())
            names = {name: f"{folder_of(key)}/{stored_name(name)}" for name in found}
            fresh = {name: path for name, path in names.items() if path not in known}
            if fresh:
                self._sources |= {(record.folder, path): name for name, path in fresh.items()}
                paths = [*known, *fresh.values()]
                new = paths if len(paths) > 1 else paths[0]
                why = self._file_doubt(record, names, fresh) or _by_hand(paths, fresh)
                yield Change((*steps[id(item)], "file"), "、".join(known), new, why)

    def _file_doubt(self, record: Record, names: dict[str, str], fresh: dict[str, str]) -> str:
        """Return why originals cannot be copied under their names, or nothing."""
        if len({same_file_key(path) for path in names.values()}) < len(names):
            return f"{'、'.join(map(shown, names))} 只差大小写或字符组合方式：改名后再导入"
        for name, path in fresh.items():
            there = record.folder / path
            if os.path.lexists(there) and not self._is_copy(name, there):
                return f"案件文件夹里已有内容不同的 {path}：给其中一个改名后再导入"
        return ""

    def _is_copy(self, name: str, there: Path) -> bool:
        """Return whether a file of the case is the original of that name, byte for byte."""
        root = self._wanted.originals
        if root is None or not there.is_file() or there.is_symlink():
            return False
        return filecmp.cmp(root / name, there, shallow=False)

    def _add_file(self, record: Record, change: Change) -> None:
        """Copy the original of a fact into its case, unless a run that was killed did."""
        name = self._sources[(record.folder, change.new)]
        if self._wanted.originals is not None and not (record.folder / change.new).exists():
            copy_into(self._wanted.originals, [name], record.folder, change.steps[0])
        self._result.matched.append((name, f"{record.folder.name}/{change.new}"))

    def _say_gone(self, record: Record, names: Sequence[str]) -> None:
        where = f"{record.folder.name}/{CASE_FILE}"
        for name in names:
            self._say(
                Finding(
                    "LD-IMPORT-GONE",
                    "warning",
                    f"以前导入的 {name} 现在表里没有，案件里没有动",
                    where,
                    next_step="确实没有这一笔的，自己从案件文件里删去",
                )
            )

    def _say_outcome(self, outcome: Outcome) -> None:
        change = outcome.change
        severity, more, step = _SAID[outcome.state]
        if outcome.state == "人工改过":
            more = f"；案件文件由人改为 {outcome.current or '（空）'}，没有动"
        old = change.old or "（没有）"
        finding = Finding(
            "LD-IMPORT-CHANGED",
            "warning",
            f"{change.name} 原来导入的是 {old}，现在表里是 {change.said}{more}",
            outcome.where,
            next_step=outcome.next_step or step,
        )
        self._say(replace(finding, severity=severity))


def _files(item: dict[str, Any]) -> list[str]:
    """Return the files of an item as last written."""
    files = item.get("file", [])
    return [files] if isinstance(files, str) else files


def _by_hand(paths: list[str], fresh: dict[str, str]) -> str:
    """Return what a person has to write and copy where a fact has several originals, or nothing."""
    if len(paths) == 1:
        return ""
    copies = "；".join(f"把 {shown(name)} 复制为 {path}" for name, path in fresh.items())
    return f"{copies}；再写上 file: [{', '.join(map(scalar, paths))}]"


def _named(facts: Facts) -> Facts:
    """Return the facts without a creditor that nobody named."""
    if "parties" not in facts:
        return facts
    named = [party for party in facts["parties"] if PLACEHOLDER not in party["name"]]
    return facts | {"parties": named}


def _targets(case: MadeCase) -> Iterator[tuple[str, dict[str, Any], Target]]:
    """Yield each fact with a number, and how files are kept for it."""
    for key in NUMBERED:
        for item in case.facts.get(key, ()):
            number = item.get("number") or item.get("reference") or ""
            if key == "contracts":
                number = number or case.rows.number
            if number:
                yield key, item, Target(case.rows.key, key, number)
