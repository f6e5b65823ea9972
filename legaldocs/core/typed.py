"""Strict text read into dataclasses: types, choices, unknown keys, all faults at once.

The case file, the law data and the user's confirmations are read by this. A field that may be
written is ``Annotated[kind, "中文名"]``: a kind of value (:mod:`legaldocs.core.notation`), another
dataclass, or a tuple or mapping of these.
"""

from __future__ import annotations

import contextlib
import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from legaldocs.core.errors import InputError, LegaldocsError
from legaldocs.core.findings import EVERYTHING, Finding
from legaldocs.core.near import nearest
from legaldocs.core.notation import Notation, value_of
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Items, Section, Text, colon_advice

T = TypeVar("T")
E = TypeVar("E", bound=LegaldocsError)


class _Unreadable(Exception):  # noqa: N818 - a signal inside this module, never seen outside it
    """A value was not understood, and a finding says so already."""


PLACEHOLDER = "请填写"
"""How a case file to fill in marks what is missing; nothing is read from such a value."""

_MOST_UNKNOWN = 100
"""Unknown keys of one section that are named one by one: which key was meant is slow to find."""

OTHER_KEYS = object()
"""Marks the mapping field that collects the keys without a field of their own."""


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """A field of a model: its key, type, Chinese name and whether it must be given (字段)."""

    key: str
    kind: Any
    name: str
    required: bool
    notation: Notation | None = None
    other_keys: bool = False


@cache
def labels(model: Any) -> dict[str, Label]:
    """Return the fields of ``model`` that a user may write, by key."""
    hints = typing.get_type_hints(model, include_extras=True)
    found = {}
    for field in dataclasses.fields(model):
        name, *extras = getattr(hints[field.name], "__metadata__", (None,))
        if name is not None:
            found[field.name] = Label(
                field.name,
                hints[field.name].__origin__,
                name,
                required=field.default is dataclasses.MISSING,
                notation=next((extra for extra in extras if isinstance(extra, Notation)), None),
                other_keys=OTHER_KEYS in extras,
            )
    return found


class TypedReader:
    """Reads sections of text into dataclasses and notes what it could not understand (读取)."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.remarks: list[Finding] = []
        """How something was read, which blocks nothing."""

    def record(
        self, model: type[T], section: Any, where: Origin, name: str, **given: Any
    ) -> T | None:
        """Return the record that ``section`` states, or None with findings that say why not.

        ``given`` are fields of the model that the section does not state.
        """
        if not isinstance(section, Section):
            advice = colon_advice(section) if isinstance(section, Text) else ""
            self.note("LD-CASE-SHAPE", where, f"“{name}”应写成“键: 值”的小节", next_step=advice)
            return None
        known = labels(cast("Any", model))
        section = self._gathered(section, known, name)
        values: dict[str, Any] = {}
        complete = True
        for label in known.values():
            try:
                values.update(self._field(label, section, name))
            except _Unreadable:
                complete = False
        make = cast("Callable[..., T]", model)
        return make(origin=_marked(section), **given, **values) if complete else None

    def records(self, model: type[T], items: Any, where: Origin, name: str) -> tuple[T, ...]:
        """Return the records of a list, leaving out those with findings."""
        if not isinstance(items, Items):
            self.note("LD-CASE-SHAPE", where, f"“{name}”应写成列表，每项以“- ”开头")
            return ()
        read = [
            self.record(model, item, getattr(item, "origin", items.origin), name) for item in items
        ]
        return tuple(record for record in read if record is not None)

    def mapping(
        self, section: Any, kinds: tuple[Any, Any], where: Origin, label: Label
    ) -> dict[Any, Any]:
        """Return a section whose keys name no fields, without the entries with findings.

        ``kinds`` are those of a key and of a value; ``label`` names both in messages.
        """
        if not isinstance(section, Section):
            self.note("LD-CASE-SHAPE", where, f"“{label.name}”应写成“键: 值”的小节")
            return {}
        read = {}
        for key, raw in section.items():
            place = section.place(key)
            entry = dataclasses.replace(label, key=key)
            with contextlib.suppress(_Unreadable):
                name = self._scalar(entry, kinds[0], Text(key, place), None)
                read[name] = self._value(entry, kinds[1], raw, place)
        return read

    def _gathered(self, section: Section, known: dict[str, Label], name: str) -> Section:
        """Return the section with its other keys put together, or refuse them."""
        others = [key for key in section if key not in known]
        field = next((label for label in known.values() if label.other_keys), None)
        if field is None:
            for key in others[:_MOST_UNKNOWN]:
                empty = section[key] in (None, "")
                self._refuse_unknown(key, section.place(key), known, name, empty=empty)
            if more := others[_MOST_UNKNOWN:]:
                what = f"“{name}”里还有 {len(more)} 个不认识的键"
                self.note("LD-CASE-UNKNOWN-KEY", section.place(more[0]), what)
            return section
        places = {key: section.place(key) for key in section}
        rest = Section({key: section[key] for key in others}, places, section.origin)
        return Section({**section, field.key: rest}, places, section.origin)

    def _refuse_unknown(
        self, key: str, place: Origin, known: dict[str, Label], name: str, *, empty: bool
    ) -> None:
        names = {label.name: label.key for label in known.values()} | {name: name for name in known}
        near = names.get(nearest(key, names), "")
        hint = f"是否想写 {near}（{known[near].name}）？" if near else ""
        if advice := colon_advice(key):
            hint = f"{advice}；"
        elif empty and not near:
            hint = "花括号里的逗号会把内容断开，含逗号的内容要加英文双引号；"
        self.note(
            "LD-CASE-UNKNOWN-KEY",
            place,
            f"“{name}”里没有名为“{key}”的键",
            next_step=hint + f"可用的键：{'、'.join(known)}",
        )

    def _field(self, label: Label, section: Section, name: str) -> dict[str, Any]:
        raw = section.get(label.key)
        place = section.place(label.key)
        if raw is None or raw == "":
            if label.required:
                self.note(
                    "LD-CASE-MISSING",
                    place,
                    f"“{name}”缺少必填项 {label.key}（{label.name}）",
                    next_step=f"补上 {label.key}",
                )
                raise _Unreadable
            return {}
        return {label.key: self._value(label, label.kind, raw, place)}

    def _value(self, label: Label, kind: Any, raw: Any, place: Origin) -> Any:
        if typing.get_origin(kind) in (types.UnionType, typing.Union):
            kind = next(part for part in typing.get_args(kind) if part is not types.NoneType)
        if typing.get_origin(kind) is tuple:
            return self._many(label, typing.get_args(kind)[0], raw, place)
        if typing.get_origin(kind) is Mapping:
            return self.mapping(raw, typing.get_args(kind), place, label)
        if dataclasses.is_dataclass(kind) and label.notation is None:
            return self._settled(self.record(cast("type[Any]", kind), raw, place, label.name))
        if not isinstance(raw, Text):
            self.note("LD-CASE-SHAPE", place, f"{label.key}（{label.name}）应是一个值")
            raise _Unreadable
        return self._scalar(label, kind, raw, label.notation)

    def _many(self, label: Label, kind: Any, raw: Any, place: Origin) -> tuple[Any, ...]:
        if dataclasses.is_dataclass(kind):
            return self.records(cast("type[Any]", kind), raw, place, label.name)
        texts = raw if isinstance(raw, Items) else (raw,)
        return tuple(self._value(label, kind, text, place) for text in texts)

    def _settled(self, record: Any) -> Any:
        if record is None:
            raise _Unreadable
        return record

    def _scalar(self, label: Label, kind: Any, raw: Text, notation: Notation | None) -> Any:
        if PLACEHOLDER in raw:
            self.note(
                "LD-CASE-PLACEHOLDER",
                raw.origin,
                f"{label.key}（{label.name}）还没有填写：“{raw.strip()[:40]}”",
                next_step="换成原件上的内容"
                + ("" if label.required else "；没有这一项的，删去这一行"),
            )
            raise _Unreadable
        try:
            return value_of(kind, raw, notation)
        except InputError as error:
            self.note(
                "LD-CASE-VALUE",
                raw.origin,
                f"{label.key}（{label.name}）：{error.what}，"
                f"应为{error.expected}，写的是“{error.found}”",
                next_step=error.next_step,
            )
            raise _Unreadable from error

    def note(self, code: str, where: Origin, message: str, next_step: str = "") -> None:
        """Add a finding that blocks every paper."""
        self.findings.append(
            Finding(code, "error", message, str(where), next_step=next_step, blocks=(EVERYTHING,))
        )

    def error(self, kind: type[E], what: str) -> E:
        """Return one error that names every finding."""
        first, *rest = self.findings
        return kind(
            f"{what}：{first.message}",
            where=first.where,
            found="；".join(f"{finding.where} {finding.message}" for finding in rest),
            next_step=first.next_step,
        )


def _marked(section: Section) -> Origin:
    """Return the origin of a record, with the lines of its fields."""
    origin = section.origin
    lines = {key: section.place(key).line for key in section}
    return Origin(origin.path, origin.line, lines) if {*lines.values()} - {origin.line} else origin
