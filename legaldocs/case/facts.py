"""Reading one fact of the model from a section of text: types, choices, unknown keys."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import re
import types
import typing
import unicodedata
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from legaldocs.core.days import iso_day
from legaldocs.core.errors import InputError
from legaldocs.core.findings import EVERYTHING, Finding
from legaldocs.core.money import yuan
from legaldocs.core.strict_yaml import Items, Section, Text, colon_advice

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from legaldocs.core.origin import Origin

F = TypeVar("F")

_TRUE = frozenset({"是", "yes", "true"})
_FALSE = frozenset({"否", "no", "false"})
_LONGEST_TEXT = 4000
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_ROUNDED = re.compile(r"-?\d(?:\.\d+)?[Ee]\+\d{2,3}", re.ASCII)
"""What a spreadsheet makes of a long number; the lost figures cannot be had back."""
_WIDE = re.compile("[\uff01-\uff5e]")
_FIGURES = (Decimal, dt.date, int)
_WHOLE = re.compile(r"\d{1,5}", re.ASCII)
_YEARS = range(1950, 2200)
"""Any other year is a slip of the pen, and sums of days must stay on the calendar."""


class _Unreadable(Exception):  # noqa: N818 - a signal inside this module, never seen outside it
    """A value was not understood, and a finding says so already."""


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """A field of the model: its key, type, Chinese name and whether it must be given (字段)."""

    key: str
    kind: Any
    name: str
    required: bool


@cache
def labels(model: Any) -> dict[str, Label]:
    """Return the fields of ``model`` that a user may write, by key."""
    hints = typing.get_type_hints(model, include_extras=True)
    return {
        field.name: Label(
            field.name,
            hints[field.name].__origin__,
            hints[field.name].__metadata__[0],
            field.default is dataclasses.MISSING,
        )
        for field in dataclasses.fields(model)
        if hasattr(hints[field.name], "__metadata__")
    }


class FactReader:
    """Turns sections of text into facts and notes what it could not understand (读取)."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def fact(
        self, model: type[F], section: Any, where: Origin, name: str, **given: Any
    ) -> F | None:
        """Return the fact that ``section`` states, or None with findings that say why not.

        ``given`` are fields of the model that the section does not state.
        """
        if not isinstance(section, Section):
            advice = colon_advice(section) if isinstance(section, Text) else ""
            self.note("LD-CASE-SHAPE", where, f"“{name}”应写成“键: 值”的小节", next_step=advice)
            return None
        known = labels(cast("Any", model))
        self._refuse_unknown(section, known, name)
        values: dict[str, Any] = {}
        complete = True
        for label in known.values():
            try:
                values.update(self._field(label, section, name))
            except _Unreadable:
                complete = False
        make = cast("Callable[..., F]", model)
        return make(origin=section.origin, **given, **values) if complete else None

    def facts(self, model: type[F], items: Any, where: Origin, name: str) -> tuple[F, ...]:
        """Return the facts of a list, leaving out those with findings."""
        if not isinstance(items, Items):
            self.note("LD-CASE-SHAPE", where, f"“{name}”应写成列表，每项以“- ”开头")
            return ()
        read = [
            self.fact(model, each, getattr(each, "origin", items.origin), name) for each in items
        ]
        return tuple(each for each in read if each is not None)

    def _refuse_unknown(self, section: Section, known: dict[str, Label], name: str) -> None:
        for key in section:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
                hint = f"是否想写 {near[0]}（{known[near[0]].name}）？" if near else ""
                if advice := colon_advice(key):
                    hint = f"{advice}；"
                self.note(
                    "LD-CASE-UNKNOWN-KEY",
                    section.place(key),
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
            kind = next(each for each in typing.get_args(kind) if each is not types.NoneType)
        if typing.get_origin(kind) is tuple:
            return self._many(label, typing.get_args(kind)[0], raw, place)
        if dataclasses.is_dataclass(kind):
            return self._settled(self.fact(cast("type[Any]", kind), raw, place, label.name))
        if not isinstance(raw, Text):
            self.note("LD-CASE-SHAPE", place, f"{label.key}（{label.name}）应是一个值")
            raise _Unreadable
        return self._scalar(label, kind, raw)

    def _many(self, label: Label, kind: Any, raw: Any, place: Origin) -> tuple[Any, ...]:
        if dataclasses.is_dataclass(kind):
            return self.facts(cast("type[Any]", kind), raw, place, label.name)
        texts = raw if isinstance(raw, Items) else (raw,)
        return tuple(self._value(label, kind, each, place) for each in texts)

    def _settled(self, fact: Any) -> Any:
        if fact is None:
            raise _Unreadable
        return fact

    def _scalar(self, label: Label, kind: Any, raw: Text) -> Any:
        try:
            return _typed(kind, raw)
        except InputError as error:
            wide = kind in _FIGURES and _WIDE.search(raw)
            self.note(
                "LD-CASE-VALUE",
                raw.origin,
                f"{label.key}（{label.name}）：{error.what}，"
                f"应为{error.expected}，写的是“{error.found}”",
                next_step="改用半角数字和标点" if wide else error.next_step,
            )
            raise _Unreadable from error

    def note(self, code: str, where: Origin, message: str, next_step: str = "") -> None:
        """Keep a finding that stops the whole case."""
        self.findings.append(
            Finding(code, "error", message, str(where), next_step=next_step, blocks=(EVERYTHING,))
        )


def _typed(kind: Any, raw: Text) -> Any:
    text = unicodedata.normalize("NFC", raw.strip())
    hidden = _HIDDEN.search(text)
    if hidden or len(text) > _LONGEST_TEXT:
        raise InputError(
            "文本含有不可见字符或过长",
            expected=f"{_LONGEST_TEXT} 字以内的可见文字",
            found=f"U+{ord(hidden[0]):04X}" if hidden else f"{len(text)} 字",
            next_step="删去该字符后重新输入",
        )
    if kind is str:
        return _kept(text)
    if kind is Decimal:
        return yuan(text)
    if kind is dt.date:
        return _day(text)
    if kind is bool:
        return _yes(text)
    if kind is int:
        return _whole(text)
    return _choice(kind, text)


def _kept(text: str) -> str:
    if _ROUNDED.fullmatch(text):
        raise InputError(
            "长数字已被表格软件改成近似值",
            expected="原件上的全部数字",
            found=text,
            next_step="在表格软件里把该列设为文本，按原件重新录入",
        )
    return text


def _day(text: str) -> dt.date:
    day = iso_day(text)
    if day.year in _YEARS:
        return day
    raise InputError(
        "年份不合常理",
        expected=f"{_YEARS[0]} 年至 {_YEARS[-1]} 年",
        found=text[:40],
        next_step="核对原件上的日期",
    )


def _yes(text: str) -> bool:
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise InputError("无法识别", expected="“是”或“否”", found=text[:40], next_step="改为是或否")


def _whole(text: str) -> int:
    if _WHOLE.fullmatch(text):
        return int(text)
    raise InputError(
        "不是整数", expected="0 到 99999 的整数", found=text[:40], next_step="改为整数"
    )


def _choice(kind: type[StrEnum], text: str) -> StrEnum:
    for each in kind:
        if text == each.value or text.upper().replace("-", "_") == each.name:
            return each
    near = difflib.get_close_matches(text, [each.value for each in kind], n=1)
    raise InputError(
        "不在可选范围内",
        expected="、".join(each.value for each in kind),
        found=text[:40],
        next_step=f"是否想写“{near[0]}”？" if near else "从可选范围里选一个",
    )
