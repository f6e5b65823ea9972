"""What rows that come again say otherwise than they did, and where the case file has it."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from legaldocs.case.folder import CASE_FILE
from legaldocs.case.reading import case_bytes
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.near import folded
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Items, Section, read
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.core.yaml_edit import with_entries, with_item, with_value
from legaldocs.importing.case_text import check_text
from legaldocs.importing.same_payment import OPEN_IS_GONE, doubt, is_dated, sum_doubt, twin_doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from legaldocs.importing.record import Facts, Record

_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "parties": ("role",),
    "deliveries": ("number",),
    "invoices": ("number",),
    "payments": ("reference",),
    "statements": ("through_on",),
    "communications": ("tracking",),
    "instalments": ("name",),
    "agents": ("name",),
    "credits": ("reason",),
    "guarantees": ("guarantor",),
    "other_evidence": ("title",),
    "promised": ("due_on",),
}
"""By what an item of a list is known again: the first of these that is written."""
_ELSE: Mapping[str, tuple[str, ...]] = {
    "payments": ("paid_on", "amount"),
    "communications": ("sent_on", "channel", "gist"),
}
"""By what together, where none of those is written."""
_PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the rows now state otherwise (变化).

    ``steps`` lead to it in the facts; an item of a list is named by its identity. ``new`` is the
    value, or an item that is new; ``doubt`` says why a person has to decide. ``fills`` is the
    payment without its day that a new one states with it.
    """

    steps: tuple[str, ...]
    old: str
    new: Any
    doubt: str = ""
    fills: str = ""

    @property
    def name(self) -> str:
        """What changed, as a person looks for it."""
        return ".".join(self.steps)

    @property
    def is_payment(self) -> bool:
        """Whether it is a payment that was not imported before."""
        return self.steps[:-1] == (_PAYMENTS,) and isinstance(self.new, dict)

    @property
    def opened(self) -> Change:
        """The day that a new payment gives to the one it ``fills``; else the change itself."""
        if not self.fills:
            return self
        return Change((_PAYMENTS, self.fills, "paid_on"), "", self.new["paid_on"])

    @property
    def said(self) -> str:
        """The new value, or what a new item holds."""
        if isinstance(self.new, dict):
            return "、".join(f"{key}: {value}" for key, value in self.new.items())
        return _shown(self.new)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change (处理结果).

    ``state`` is 有变化, 已更新, 已是新值, 人工改过 or 手工改.
    """

    change: Change
    where: str
    state: str
    current: str = ""
    next_step: str = ""


def changes(old: Facts, new: Facts, *, summed: bool = False) -> Iterator[Change]:
    """Yield what ``new`` states that ``old`` does not; what it leaves out is no change.

    ``summed`` where the payments are what the rows of debts say was paid.
    """
    found = list(_between((), old, new))
    before, now = (dict(_identified(_PAYMENTS, facts.get(_PAYMENTS, []))) for facts in (old, new))
    lost = {name: item for name, item in before.items() if name not in now}
    dropped = [*lost.values()]
    fresh = [change.new for change in found if change.is_payment]
    for change in found:
        if not change.is_payment:
            yield change
            continue
        if summed and len(lost) == 1 and is_dated(dropped[0], fresh):
            yield replace(change, fills=next(iter(lost)))
            continue
        why = doubt(change.new, fresh, before.values(), dropped)
        yield replace(change, doubt=(sum_doubt(dropped, fresh) if summed else "") or why)


def gone(old: Facts, new: Facts) -> Iterator[str]:
    """Yield the items, of the lists that ``new`` has, that the rows no longer state."""
    for key, items in new.items():
        if key in _IDENTITY and key != "parties":
            now = {name for name, _ in _identified(key, items)}
            for name, _ in _identified(key, old.get(key, [])):
                if name not in now:
                    yield f"{key}.{name}"


def _between(steps: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    for key, value in new.items():
        before = old.get(key)
        here = (*steps, key)
        if isinstance(value, dict) and isinstance(before, dict):
            yield from _between(here, before, value)
        elif isinstance(value, dict):
            yield Change(here, _shown(before), value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            known = before if isinstance(before, list) else []
            yield from _of_list(here, [item for item in known if isinstance(item, dict)], value)
        elif before != value and not (
            isinstance(before, str) and isinstance(value, str) and value.startswith(PLACEHOLDER)
        ):
            yield Change(here, _shown(before), value)


def _of_list(steps: tuple[str, ...], old: list[Any], new: list[Any]) -> Iterator[Change]:
    known = dict(_identified(steps[-1], old))
    for name, item in _identified(steps[-1], new):
        if name in known:
            yield from _between((*steps, name), known[name], item)
        else:
            yield Change((*steps, name), "", item)


def _identified(key: str, items: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield each item with the name by which it is known again; alike ones are counted."""
    counted: Counter[str] = Counter()
    for item in items:
        name = _identity(key, item)
        counted[name] += 1
        yield (f"{name}#{counted[name]}" if counted[name] > 1 else name), item


def items_by_steps(facts: Facts, keys: Iterable[str]) -> Iterator[tuple[tuple[str, str], Any]]:
    """Yield each item of these lists with the steps that lead to it."""
    for key in keys:
        for name, item in _identified(key, facts.get(key, [])):
            yield (key, name), item


def _identity(key: str, item: Any) -> str:
    if key == "contracts":
        return "1"
    names = _IDENTITY.get(key, ("name",))
    marks = [str(item[name]) for name in names if item.get(name)]
    return folded(marks[0]) if marks else _together(key, item)


def _together(key: str, item: Any) -> str:
    return " ".join(str(item[name]) for name in _ELSE.get(key, ()) if item.get(name))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


class CaseEdit:
    """The case file of an imported case, looked at and, where asked, changed (改案件文件)."""

    def __init__(self, record: Record, *, write: bool) -> None:
        self._folder = record.folder
        self._path = f"{record.folder.name}/{CASE_FILE}"
        self._write = write
        self.text = case_bytes(record.folder).decode("utf-8-sig")
        self.before = self.text
        self._payments = _sections(read(self.text.encode(), self._path).get(_PAYMENTS))
        self.facts: Facts = copy.deepcopy(record.facts)
        """The facts as last written, with what was changed now."""

    def apply(self, change: Change) -> Outcome:
        """Return what became of a change; the text is edited only where it is as it was written."""
        section = read(self.text.encode(), self._path)
        at, where, node, present = _found(section, change.steps, self._path)
        if change.fills and not present:
            return self._filled(change, section)
        current = _written(node)
        if present and _is_stated(change, node):
            self._note(change)
            return Outcome(change, str(where), "已是新值")
        if isinstance(change.new, dict) or current != change.old if present else change.old:
            edited = current if present else "（已删去）"
            return Outcome(change, str(where), "人工改过", edited)
        why = change.doubt
        if change.is_payment:
            why = why or twin_doubt(change.new, self._payments)
        if why or not self._write:
            return Outcome(change, str(where), "手工改" if why else "有变化", current, why)
        try:
            text, where = self._edited(change, at, present=present)
            check_text(self._folder, text)
        except (InputError, CaseError) as error:
            step = error.next_step or str(error)
            return Outcome(change, str(where), "手工改", current, step)
        self.text = text
        self._note(change)
        return Outcome(change, str(where), "已更新", current)

    def _filled(self, change: Change, section: Section) -> Outcome:
        """Return what became of the day of a payment whose day was left open."""
        at, where, node, present = _found(section, change.opened.steps, self._path)
        current = _written(node)
        others = [item for place, item in enumerate(self._payments) if place not in at]
        why = twin_doubt(change.new, others) if present else OPEN_IS_GONE
        if why or not self._write:
            return Outcome(change, str(where), "手工改" if why else "有变化", current, why)
        self.text, where = with_value(self.text, at, change.opened.new, self._path)
        self._note(change)
        return Outcome(change, str(where), "已更新", current)

    def _edited(
        self, change: Change, at: tuple[str | int, ...], *, present: bool
    ) -> tuple[str, Origin]:
        """Return the text with a change made. Raises InputError where a person has to make it."""
        if isinstance(change.new, dict) and len(change.steps) == 2:  # noqa: PLR2004 - list, item
            return with_item(self.text, change.steps[0], change.new, self._path)
        flat = isinstance(change.new, dict) and all(
            isinstance(value, str) for value in change.new.values()
        )
        if isinstance(change.new, dict) and not flat:
            raise InputError("不能自动加上", next_step=f"手工加上 {change.name}：{change.said}")
        if isinstance(change.new, list):
            raise InputError("不能自动改列表", next_step=f"手工改为：{_shown(change.new)}")
        if present:
            return with_value(self.text, at, change.new, self._path)
        if len(at) != 3 or not isinstance(at[1], int):  # noqa: PLR2004 - list, item, key
            raise InputError("不能自动加上", next_step=f"手工加上 {change.name}: {change.said}")
        entries = {change.steps[-1]: change.new}
        return with_entries(self.text, change.steps[0], at[1], entries, self._path)

    def _note(self, change: Change) -> None:
        """Put a change into the facts as last written."""
        change = change.opened
        node: Any = self.facts
        *outer, last = change.steps
        listed = ""
        for step in outer:
            if isinstance(node, list):
                node = dict(_identified(listed, node))[step]
            else:
                listed = step
                node = node.setdefault(step, [] if isinstance(change.new, dict) else {})
        if isinstance(node, list):
            node.append(change.new)
        else:
            node[last] = change.new


def _found(
    section: Section, steps: tuple[str, ...], path: str
) -> tuple[tuple[str | int, ...], Origin, Any, bool]:
    """Return the steps in the file, the place, what is there and whether there is anything."""
    node: Any = section
    at: list[str | int] = []
    where = Origin(path, 1)
    key = ""
    for step in steps:
        if isinstance(node, Items):
            place = _index(key, node, step)
            if place is None:
                return (*at, step), where, None, False
            at.append(place)
            node = node[place]
            where = getattr(node, "origin", where)
        elif isinstance(node, Section) and node.get(step) is not None:
            where = node.place(step)
            at.append(step)
            node, key = node[step], step
        else:
            return (*at, step), where, None, False
    return tuple(at), where, node, True


def _written(node: Any) -> str:
    """Return what a case file has, as it is said."""
    if isinstance(node, Section):
        return "、".join(f"{key}: {_written(value)}" for key, value in node.items())
    return "、".join(map(str, node)) if isinstance(node, Items) else str(node or "")


def _is_stated(change: Change, node: Any) -> bool:
    """Return whether a case file has the new value, or all of a new item, already."""
    if not isinstance(change.new, dict):
        return _written(node) == _shown(change.new)
    return isinstance(node, Section) and all(
        _written(node.get(key)) == _shown(value) for key, value in change.new.items()
    )


def _sections(items: Any) -> list[Section]:
    found = items if isinstance(items, Items) else ()
    return [item for item in found if isinstance(item, Section)]


def _index(key: str, items: Items, name: str) -> int | None:
    sections = [item if isinstance(item, Section) else {} for item in items]
    if key == "contracts" and len(items) == 1:
        return 0
    counted: Counter[str] = Counter()
    for place, item in enumerate(sections):
        found = _identity(key, item)
        counted[found] += 1
        if name == (f"{found}#{counted[found]}" if counted[found] > 1 else found):
            return place
    return None
