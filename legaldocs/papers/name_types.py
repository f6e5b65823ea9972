"""The kind of value behind each tag of a template, known without any case: so a slip is found."""

from __future__ import annotations

import collections.abc
import datetime as dt
import types
import typing
from decimal import Decimal
from inspect import isclass
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import nodes
from jinja2.runtime import LoopContext

from legaldocs.core.errors import LawError
from legaldocs.law.lawbook import packaged
from legaldocs.papers.kinds_of_values import (
    declared_fields,
    item_of,
    parts_of,
    returned_by,
    taken_by,
)
from legaldocs.papers.names import notes_on
from legaldocs.papers.words import FILTERS
from legaldocs.render.sandbox import PRINTABLE, TAKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaldocs.papers.names import Names
    from legaldocs.render.sandbox import Tags

_LISTS = frozenset(
    {"list", "first", "last", "select", "reject", "selectattr", "rejectattr", "map", "sort",
     "unique", "groupby", "sum", "min", "max", "length", "count", TAKEN}
)  # fmt: skip
"""Filters that take a list."""
_MOST_TYPED = 1_000
"""A number from here on, typed into a tag that prints, is a figure and no place in a list."""
_ORDERED = int | float | Decimal | str | dt.date
_SAME_LIST = frozenset(
    {TAKEN, "list", "sort", "unique", "select", "reject", "selectattr", "rejectattr"}
)
_ONE_OF_LIST = frozenset({"first", "last", "min", "max"})
_BY_FIELD = frozenset({"selectattr", "rejectattr", "groupby"})
_TEXTS = frozenset({"string", "trim", *FILTERS})


class Misuse(NamedTuple):
    """A value used for what it is not, whatever the case (用错的内容)."""

    what: str
    words: str
    """The paragraph it stands in."""


class UnknownField(NamedTuple):
    """A field that the value before it does not have (写错的字段)."""

    field: str
    fields: tuple[str, ...]
    """Those that it has."""
    words: str = ""
    """The paragraph it stands in."""


def slips(parts: Iterable[Tags], names: type[Names]) -> tuple[UnknownField | Misuse, ...]:
    """Return each field in the tags that the value before it never has, and each misuse of a value.

    Each is told once a paragraph. A value whose kind is not declared may have any field and use.
    """
    found: list[UnknownField | Misuse] = []
    for tags in parts:
        reader = _Reader(tags)
        reader.read(tags.tree, {key: kind_of(names, key) for key in notes_on(names)})
        found += reader.slips
    return tuple(dict.fromkeys(found))


def kind_of(names: type[Names], key: str) -> Any:
    """Return the declared kind of a name of a template."""
    return returned_by(getattr(names, key).func, *(base.__module__ for base in names.__mro__[:-1]))


class _Reader:
    """Follows the tags of a template from the names to their fields (字段核对)."""

    def __init__(self, tags: Tags) -> None:
        self.slips: list[UnknownField | Misuse] = []
        self._tags = tags
        self._printing = False

    def read(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Note the slips in a statement and in those within it; ``scope`` gains what it sets."""
        if isinstance(node, nodes.For):
            self._read_loop(node, scope)
        elif isinstance(node, nodes.Assign):
            _bind(node.target, self.kind(node.node, scope), scope)
        elif isinstance(node, nodes.Output):
            self._printing = True
            for printed in node.nodes:
                self._print(printed, self.kind(printed, scope))
            self._printing = False
        elif isinstance(node, nodes.Expr):
            self.kind(node, scope)
        else:
            for child in node.iter_child_nodes():
                self.read(child, scope)

    def _read_loop(self, node: nodes.For, scope: dict[str, Any]) -> None:
        inner = {**scope, "loop": LoopContext}
        listed = self.kind(node.iter, scope)
        if not _fits(listed, collections.abc.Iterable) or _fits_only(listed, str):
            self._misuse("for 后面的不是列表，不能逐项列举", node)
        item = item_of(listed)
        if isinstance(node.target, nodes.Tuple) and not _fits(item, tuple):
            self._misuse("for 和 in 之间写了几个名称，而列表的每项只有一个值", node)
        _bind(node.target, item, inner)
        for child in (*([node.test] if node.test else []), *node.body):
            self.read(child, inner)
        for child in node.else_:
            self.read(child, scope)

    def kind(self, node: nodes.Node, scope: Mapping[str, Any]) -> Any:
        """Return the kind of an expression, None when it is not declared; note its slips."""
        match node:
            case nodes.Name():
                made = scope.get(node.name)
            case nodes.Getattr():
                made = self._field(self.kind(node.node, scope), node.attr, node)
            case nodes.Getitem(arg=nodes.Const(value=str() as name)):
                made = self._field(self.kind(node.node, scope), name, node)
            case nodes.Getitem():
                made = self._item(node, scope)
            case nodes.Filter(node=nodes.Expr() as inner):
                made = self._filtered(node, self.kind(inner, scope), scope)
            case nodes.Call():
                made = self._called(node, scope)
            case nodes.Const():
                made = type(node.value)
            case _:
                made = self._worked_out(node, scope)
        return made

    def _item(self, node: nodes.Getitem, scope: Mapping[str, Any]) -> Any:
        self.kind(node.arg, scope)
        listed = self.kind(node.node, scope)
        if not _fits(listed, collections.abc.Iterable):
            self._misuse("方括号前面的不是列表", node)
        return item_of(listed)

    def _worked_out(self, node: nodes.Node, scope: Mapping[str, Any]) -> Any:
        """Return the kind of what is compared, summed, joined or chosen."""
        parts = [
            part.expr if isinstance(part, nodes.Operand) else part
            for part in node.iter_child_nodes()
        ]
        kinds = [self.kind(part, scope) for part in parts if isinstance(part, nodes.Expr)]
        ordered = all(_fits(kind, _ORDERED) for kind in kinds)
        if isinstance(node, (nodes.Compare, nodes.Test, nodes.Not)):
            if _orders(node) and not ordered:
                self._misuse("比较大小的不是数字、日期或者文字", node)
            return bool
        if isinstance(node, (nodes.Add, nodes.Sub, nodes.Neg)):
            if not ordered:
                self._misuse("加减的不是数字", node)
            elif self._printing and any(_fits_only(kind, Decimal) for kind in kinds):
                self._misuse("金额由程序计算，标签里不能加减后印出", node)
        if isinstance(node, nodes.CondExpr):
            kinds = kinds[1:]
        same = isinstance(node, (nodes.CondExpr, nodes.Or)) and len(set(kinds)) == 1
        return str if isinstance(node, nodes.Concat) else kinds[0] if same else None

    def _print(self, node: nodes.Node, kind: Any) -> None:
        """Note what cannot be printed, and a figure typed into the tag."""
        parts = [part for part in parts_of(kind) if part is not types.NoneType]
        if None not in parts and not any(_is_text(part) for part in parts):
            fields = "、".join(_data_fields(parts))
            hint = f"，应写到它的字段：{fields}" if fields else ""
            self._misuse(f"要印出的不是文字、数字或者日期{hint}", node)
        for number in [node, *node.find_all(nodes.Const)]:
            value = getattr(number, "value", None)
            if isinstance(value, (int, float)) and abs(value) >= _MOST_TYPED:
                self._misuse(f"标签里手写了数字 {value}", node)

    def _called(self, node: nodes.Call, scope: Mapping[str, Any]) -> Any:
        given = [self.kind(argument, scope) for argument in node.args]
        for keyword in node.kwargs:
            self.kind(keyword.value, scope)
        kind = self.kind(node.node, scope)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name == "cite":
            self._cited(node)
        if not _fits(kind, collections.abc.Callable):
            self._misuse(f"“{name}”后面不能有括号", node)
            return None
        if typing.get_origin(kind) is not collections.abc.Callable:
            return returned_by(kind.__call__, kind.__module__) if isclass(kind) else None
        wanted, returned = typing.get_args(kind)
        if isinstance(wanted, list) and len(wanted) != len(given) + len(node.kwargs):
            self._misuse(f"“{name}”的括号里应写 {len(wanted)} 项", node)
        elif isinstance(wanted, list) and not all(map(_fits, given, wanted)):
            self._misuse(f"“{name}”的括号里写错了内容", node)
        return returned

    def _cited(self, node: nodes.Call) -> None:
        """Note an article that the law data does not have."""
        law, *articles = [str(getattr(part, "value", "")) for part in node.args] or [""]
        try:
            for article in articles or [""]:
                packaged().first_article_day(f"cn.{law}", article)
        except LawError as error:
            if all((law, *articles)) or not articles:
                self._misuse(f"cite 引用的条文没有数据：{error.what}", node)

    def _misuse(self, what: str, node: nodes.Node) -> None:
        self.slips.append(Misuse(what, self._tags.words_of(node)))

    def _filtered(self, node: nodes.Filter, kind: Any, scope: Mapping[str, Any]) -> Any:
        for child in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.kind(child, scope)
        wanted = collections.abc.Iterable if node.name in _LISTS else taken_by(node.name)
        if not _fits(kind, wanted):
            self._misuse(f"“{node.name}”不能用于这个值", node)
        if node.name in FILTERS and (node.args or node.kwargs):
            self._misuse(f"“{node.name}”后面不能有括号", node)
        named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
        named += node.args[:1] if node.name in _BY_FIELD else []
        fields = [value.value for value in named if isinstance(value, nodes.Const)]
        item = item_of(kind)
        for part in ".".join(map(str, fields)).split(".") if fields else ():
            item = self._field(item, part, node)
        return _made(node.name, kind, item, by_field=bool(fields))

    def _field(self, kind: Any, name: str, node: nodes.Node) -> Any:
        kinds = [part for part in parts_of(kind) if part is not types.NoneType]
        if kind is None or None in kinds:
            return None
        found = [declared_fields(part) for part in kinds]
        if not any(name in fields for fields in found):
            self.slips.append(UnknownField(name, _data_fields(kinds), self._tags.words_of(node)))
        return next((fields[name] for fields in found if name in fields), None)


def _bind(target: nodes.Node, kind: Any, scope: dict[str, Any]) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = kind
    elif isinstance(target, nodes.Tuple):
        for place, part in enumerate(target.items):
            arguments = typing.get_args(kind)
            _bind(part, arguments[place] if place < len(arguments) else None, scope)


def _made(name: str, kind: Any, item: Any, *, by_field: bool) -> Any:
    """Return the kind of what a filter makes of a value, or of a list of an item or its field."""
    made: Any = str if name in _TEXTS else None
    if name == "map":
        made = types.GenericAlias(tuple, (item, ...)) if by_field and item is not None else None
    elif name == "groupby":
        made = types.GenericAlias(tuple, (_group(kind, item), ...))
    elif name in _SAME_LIST:
        made = kind
    elif name in _ONE_OF_LIST:
        made = item_of(kind)
    elif name in {"length", "count"}:
        made = int
    elif name == "sum":
        made = item
    return made


def _group(listed: Any, grouper: Any) -> Any:
    """Return the kind of what groupby makes: a value, and the list of those that have it."""
    declared = {"grouper": grouper or str, "list": listed or tuple}
    return type("Group", (tuple,), {"__annotations__": declared, "__module__": __name__})


def _is_text(kind: Any) -> bool:
    """Return whether a value of a kind can be printed as it is."""
    if typing.get_origin(kind) is typing.Literal:
        return True
    return isclass(kind) and issubclass(kind, PRINTABLE) and kind is not bool


def _orders(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Compare) and any(
        part.op in {"gt", "gteq", "lt", "lteq"} for part in node.ops
    )


def _fits_only(kind: Any, wanted: type) -> bool:
    return kind is not None and all(
        isclass(part) and issubclass(part, (wanted, types.NoneType)) for part in parts_of(kind)
    )


def _fits(kind: Any, wanted: Any) -> bool:
    """Return whether a value of a kind can be what is wanted; one not declared always can."""
    if kind is None or wanted is None:
        return True
    wanted = [typing.get_origin(part) or part for part in parts_of(wanted)]
    origins = [typing.get_origin(part) or part for part in parts_of(kind)]
    classes = [part for part in wanted if isclass(part)]
    return any(
        not isclass(part) or (part is not types.NoneType and issubclass(part, tuple(classes)))
        for part in origins
    )


def _data_fields(kinds: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted({key for kind in kinds for key in declared_fields(kind)}))
