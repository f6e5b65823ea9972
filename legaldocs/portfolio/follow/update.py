"""A case folder that the book wrote before, brought to what the book knows now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from legaldocs.case.folder import CASE_FILE
from legaldocs.case.reading import case_bytes
from legaldocs.core.atomic import write_whole
from legaldocs.core.findings import Finding
from legaldocs.importing.changes import CaseEdit, changes, gone
from legaldocs.importing.record import CaseKey, Record
from legaldocs.portfolio.follow.case_folder import GAPS_FILE, copy_originals, digest_of, gaps_page
from legaldocs.portfolio.follow.memory import MEMORY_FILE, Memory, memory_of
from legaldocs.portfolio.follow.receipt_name import receipt_of, receipts_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.importing.changes import Change, Outcome
    from legaldocs.importing.record import Facts
    from legaldocs.portfolio.follow.case_folder import StatedCase
    from legaldocs.portfolio.follow.facts import Deed
    from legaldocs.portfolio.place import BookFolder

_DONE = ("已更新", "已是新值")
_SAID = {
    "人工改过": "案件文件由人改过，没有动",
    "手工改": "不能自动写进去",
}
_RECEIPT = "账册把这笔回款分开记了，案件里原来的写法由人改过或者还在：核对后自己改，不要记两次"


@dataclass(slots=True)
class Updated:
    """What became of a case that was there (更新结果)."""

    changed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    sha256: str = ""
    """Of the case file where it is as the book wrote it; empty where a person edited it."""


def update_case(
    book: BookFolder, folder: Path, stated: StatedCase, written_as: str, deed: Deed | None
) -> Updated:
    """Write what the book states otherwise than before; what a person edited is never touched.

    A case file that nobody edited, whose SHA-256 is ``written_as`` or in the memory of the folder,
    is written anew; in any other each value is changed that still is as the book wrote it. Raises
    InputError for a folder that cannot be read, and as :func:`copy_originals`.
    """
    memory = memory_of(folder)
    digest = digest_of(case_bytes(folder))
    # A run that was killed wrote the folder, and the book never knew: the folder remembers.
    untouched = digest == written_as or digest in memory.written
    cut_short = untouched and len(memory.written) > 1
    if memory.facts == stated.facts and memory.names == stated.names and not cut_short:
        return Updated(names=memory.names, sha256=digest if untouched else "")
    copies = {path: name for path, name in stated.copies.items() if not (folder / path).exists()}
    copy_originals(book, folder, copies, stated.files)
    done = (
        _rewritten(folder, stated, memory, digest)
        if untouched
        else _edited(folder, stated, memory, deed)
    )
    _write_gaps(folder, memory, stated)
    return done


def _rewritten(folder: Path, stated: StatedCase, memory: Memory, before: str) -> Updated:
    """Write the case file and what the book remembers of it; a kill in between is made good."""
    data = stated.text.encode()
    both = tuple(dict.fromkeys((before, digest_of(data))))
    write_whole(folder / MEMORY_FILE, replace(memory, written=both).data())
    write_whole(folder / CASE_FILE, data)
    fresh = Memory(stated.facts, dict(stated.names), stated.gaps, (digest_of(data),))
    write_whole(folder / MEMORY_FILE, fresh.data())
    said = [_says(change) for change in changes(memory.facts, stated.facts)]
    said += [f"{name} 不再写" for name in gone(memory.facts, _whole(memory.facts, stated.facts))]
    return Updated(said, names=fresh.names, sha256=digest_of(data))


def _edited(folder: Path, stated: StatedCase, memory: Memory, deed: Deed | None) -> Updated:
    """Change the values that are as the book wrote them, one by one."""
    edit = CaseEdit(Record(folder, CaseKey("", "", ""), memory.facts), write=True)
    done = Updated()
    new = _whole(memory.facts, _without_splits(memory.facts, stated.facts, deed))
    left = {*gone(memory.facts, new)}
    known = receipts_in(row["reference"] for row in (*_paid(memory.facts), *_paid(new)))
    kept = {
        receipt_of(name.removeprefix("payments."), known)
        for name in left
        if name.startswith("payments.")
    }
    for change in _in_order(changes(memory.facts, new)):
        receipt = receipt_of(change.steps[1], known) if change.steps[0] == "payments" else ""
        if receipt in kept:
            change = replace(change, doubt=_RECEIPT)  # noqa: PLW2901 - the same change, doubted
        outcome = edit.apply(change)
        if outcome.state in _DONE:
            done.changed += [_says(change)] if outcome.state == "已更新" else []
        else:
            done.findings.append(_left(outcome))
            kept |= {receipt} if receipt else set()
    done.findings += [_gone(folder, name) for name in sorted(left)]
    if edit.text != edit.before:
        write_whole(folder / CASE_FILE, edit.text.encode())
    parts = {part["name"] for part in edit.facts.get("instalments", ())}
    names = {row: name for row, name in stated.names.items() if name in parts}
    done.names = memory.names | names
    fresh = Memory(edit.facts, done.names, stated.gaps, memory.written)
    write_whole(folder / MEMORY_FILE, fresh.data())
    return done


def _in_order(found: Iterator[Change]) -> list[Change]:
    """Return changes of what is there before what is new: a new payment may follow from one."""
    return sorted(found, key=lambda change: isinstance(change.new, dict))


def _paid(facts: Facts) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = facts.get("payments", [])
    return found


def _without_splits(old: Facts, new: Facts, deed: Deed | None) -> Facts:
    """Return the new facts with the old rows of receipts that a deed only divided otherwise."""
    if deed is None:
        return new
    before, now = _by_receipt(old), _by_receipt(new)
    rows = []
    for receipt, items in now.items():
        known = before.get(receipt, [])
        same = _sum(known) == _sum(items) and items[0]["paid_on"] > str(deed.since)
        rows += known if known and same else items
    return {**new, "payments": rows}


def _by_receipt(facts: Facts) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    known = receipts_in(row["reference"] for row in _paid(facts))
    for row in _paid(facts):
        found.setdefault(receipt_of(row["reference"], known), []).append(row)
    return found


def _sum(rows: list[dict[str, Any]]) -> int:
    return sum(int(row["amount"].replace(".", "")) for row in rows)


def _whole(old: Facts, new: Facts) -> Facts:
    """Return the new facts with empty lists for those that are gone altogether."""
    return {key: [] for key, value in old.items() if isinstance(value, list)} | new


def _says(change: Change) -> str:
    old = f"{change.old} → " if change.old else ""
    return f"{change.name}：{old}{change.said}"


def _left(outcome: Outcome) -> Finding:
    change = outcome.change
    current = f"（现在写的是 {outcome.current}）" if outcome.current else ""
    return Finding(
        "LD-FOLLOW-BY-HAND",
        "warning",
        f"{change.name} 账册里现在是 {change.said}，{_SAID[outcome.state]}{current}",
        outcome.where,
        next_step=outcome.next_step or "核对以哪个为准，自己改",
    )


def _gone(folder: Path, name: str) -> Finding:
    return Finding(
        "LD-FOLLOW-GONE",
        "warning",
        f"账册以前写进案件的 {name} 现在没有了，案件里没有动",
        f"{folder.name}/{CASE_FILE}",
        next_step="确实没有这一笔的，自己从案件文件里删去",
    )


def _write_gaps(folder: Path, memory: Memory, stated: StatedCase) -> None:
    """Write the page of gaps anew, unless a person has worked on it."""
    path = folder / GAPS_FILE
    if path.is_file() and path.read_bytes() != gaps_page(memory.gaps).encode():
        return
    write_whole(path, gaps_page(stated.gaps).encode())
