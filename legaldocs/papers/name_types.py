"""The kind of value behind each tag of a template, known without any case: so a slip is found."""

from __future__ import annotations

import collections.abc
import datetime as dt
import sys
import types
import typing
from decimal import Decimal
from functools import cache
from inspect import isclass
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import nodes
from jinja2.runtime import LoopContext

from legaldocs.case import (
    amendment,
    bill,
    collateral,
    communication,
    compromise,
    contract,
    contract_facts,
    debt_in_kind,
    debt_to_equity,
    deposit,
    distribution,
    inquiry,
    late_payment,
    model,
    party,
    payment,
    payment_term,
    procedure,
    proposed_guarantee,
    reconciliation,
    rescission,
    restriction,
    set_off,
    supply,
)
from legaldocs.case import preservation as case_preservation
from legaldocs.case import service as case_service
from legaldocs.case import settlement as case_settlement
from legaldocs.claim import (
    balance,
    contract_words,
    deed_account,
    deed_balance,
    due,
    figures,
    instalment_balance,
    objections,
    promises,
)
from legaldocs.claim import rescission as claim_rescission
from legaldocs.core import step
from legaldocs.evidence import verdict
from legaldocs.evidence.bag import difference
from legaldocs.papers import (
    contracts,
    instrument,
    parties,
    preservation,
    proceedings_stage,
    relief,
)
from legaldocs.papers.names import notes_on
from legaldocs.papers.words import FILTERS
from legaldocs.render.sandbox import TAKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaldocs.papers.names import Names
    from legaldocs.render.sandbox import Tags

_MODULES = (
    amendment,
    bill,
    collateral,
    communication,
    compromise,
    contract,
    contract_facts,
    debt_in_kind,
    debt_to_equity,
    deposit,
    distribution,
    inquiry,
    late_payment,
    model,
    party,
    payment,
    case_preservation,
    case_service,
    case_settlement,
    payment_term,
    procedure,
    restriction,
    reconciliation,
    rescission,
    set_off,
    proposed_guarantee,
    supply,
    balance,
    contract_words,
    deed_account,
    deed_balance,
    due,
    figures,
    instalment_balance,
    objections,
    promises,
    claim_rescission,
    contracts,
    instrument,
    parties,
    preservation,
    proceedings_stage,
    relief,
    verdict,
    difference,
    step,
)
"""Where the kinds are declared that names have, beside the modules of the names."""
_OURS = f"{__name__.partition('.')[0]}."
_SAME_LIST = frozenset(
    {TAKEN, "list", "sort", "unique", "select", "reject", "selectattr", "rejectattr"}
)
_ONE_OF_LIST = frozenset({"first", "last", "min", "max"})
_BY_FIELD = frozenset({"selectattr", "rejectattr", "groupby"})
_TEXTS = frozenset({"string", "trim", *FILTERS})


class UnknownField(NamedTuple):
    """A field that the value before it does not have (写错的字段)."""

    field: str
    fields: tuple[str, ...]
    """Those that it has."""
    words: str = ""
    """The paragraph it stands in."""


def slips(parts: Iterable[Tags], names: type[Names]) -> tuple[UnknownField, ...]:
    """Return each field in the tags that the value before it never has, once a paragraph.

    A value whose kind is not declared may have any field.
    """
    found: list[UnknownField] = []
    for tags in parts:
        reader = _Reader(tags)
        reader.read(tags.tree, {key: kind_of(names, key) for key in notes_on(names)})
        found += reader.slips
    return tuple(dict.fromkeys(found))


def kind_of(names: type[Names], key: str) -> Any:
    """Return the declared kind of a name of a template."""
    return _returned(getattr(names, key).func, *(base.__module__ for base in names.__mro__[:-1]))


class _Reader:
    """Follows the tags of a template from the names to their fields (字段核对)."""

    def __init__(self, tags: Tags) -> None:
        self.slips: list[UnknownField] = []
        self._tags = tags

    def read(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Note the slips in a statement and in those within it; ``scope`` gains what it sets."""
        if isinstance(node, nodes.For):
            inner = {**scope, "loop": LoopContext}
            _bind(node.target, _item(self.kind(node.iter, scope)), inner)
            for child in (*([node.test] if node.test else []), *node.body):
                self.read(child, inner)
            for child in node.else_:
                self.read(child, scope)
        elif isinstance(node, nodes.Assign):
            _bind(node.target, self.kind(node.node, scope), scope)
        elif isinstance(node, nodes.Expr):
            self.kind(node, scope)
        else:
            for child in node.iter_child_nodes():
                self.read(child, scope)

    def kind(self, node: nodes.Node, scope: Mapping[str, Any]) -> Any:
        """Return the kind of an expression, None when it is not declared; note its slips."""
        match node:
            case nodes.Name():
                return scope.get(node.name)
            case nodes.Getattr():
                return self._field(self.kind(node.node, scope), node.attr, node)
            case nodes.Getitem(arg=nodes.Const(value=str() as name)):
                return self._field(self.kind(node.node, scope), name, node)
            case nodes.Getitem():
                self.kind(node.arg, scope)
                return _item(self.kind(node.node, scope))
            case nodes.Filter(node=nodes.Expr() as inner):
                return self._filtered(node, self.kind(inner, scope), scope)
        kinds = [
            self.kind(child, scope)
            for child in node.iter_child_nodes()
            if isinstance(child, nodes.Expr)
        ]
        return str if isinstance(node, nodes.Concat) or kinds == [str] else None

    def _filtered(self, node: nodes.Filter, kind: Any, scope: Mapping[str, Any]) -> Any:
        for child in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.kind(child, scope)
        named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
        named += node.args[:1] if node.name in _BY_FIELD else []
        fields = [value.value for value in named if isinstance(value, nodes.Const)]
        item = _item(kind)
        for field in fields:
            for part in str(field).split("."):
                item = self._field(item, part, node)
        if node.name == "map" and fields:
            return None if item is None else types.GenericAlias(tuple, (item, ...))
        if node.name in _SAME_LIST:
            return kind
        if node.name in _ONE_OF_LIST:
            return _item(kind)
        return str if node.name in _TEXTS else None

    def _field(self, kind: Any, name: str, node: nodes.Node) -> Any:
        kinds = [part for part in _parts(kind) if part is not types.NoneType]
        if kind is None or None in kinds:
            return None
        found = [_fields(part) for part in kinds]
        if not any(name in fields for fields in found):
            known = sorted(key for fields in found for key in fields if not key.startswith("_"))
            self.slips.append(UnknownField(name, tuple(known), self._tags.words_of(node)))
        return next((fields[name] for fields in found if name in fields), None)


def _bind(target: nodes.Node, kind: Any, scope: dict[str, Any]) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = kind
    elif isinstance(target, nodes.Tuple):
        for place, part in enumerate(target.items):
            arguments = typing.get_args(kind)
            _bind(part, arguments[place] if place < len(arguments) else None, scope)


def _item(kind: Any) -> Any:
    """Return the kind of one of a list."""
    arguments = typing.get_args(kind)
    listed = isclass(origin := typing.get_origin(kind)) and issubclass(
        origin, collections.abc.Iterable
    )
    uniform = len(arguments) == 1 or arguments[1:] == (Ellipsis,)
    return arguments[0] if listed and uniform else None


def _parts(kind: Any) -> tuple[Any, ...]:
    union = typing.get_origin(kind) in {types.UnionType, typing.Union}
    return typing.get_args(kind) if union else (kind,)


@cache
def _fields(kind: Any) -> dict[str, Any]:
    """Return each field that a value of a kind has, with its own kind where that is declared."""
    origin = typing.get_origin(kind) or kind
    fields: dict[str, Any] = dict.fromkeys(dir(origin))
    if not origin.__module__.startswith(_OURS):
        return fields
    for base in reversed(origin.__mro__[:-1]):
        fields |= typing.get_type_hints(base, localns=_declared(base.__module__))
        for key, member in vars(base).items():
            if isinstance(member, property) and member.fget is not None:
                fields[key] = _returned(member.fget, base.__module__)
    return fields


def _returned(function: Any, *modules: str) -> Any:
    return typing.get_type_hints(function, localns=_declared(*modules)).get("return")


@cache
def _declared(*modules: str) -> dict[str, Any]:
    """Return the kinds that annotations name, imported there or only while types are checked.

    Those of the modules come first, then those that names mostly have, then any of ours.
    """
    found: dict[str, Any] = {"dt": dt, "Decimal": Decimal, **vars(collections.abc)}
    ours = sorted(name for name in sys.modules if name.startswith(_OURS))
    for name in (*modules, *(module.__name__ for module in _MODULES), *ours):
        kinds = {key: kind for key, kind in vars(sys.modules[name]).items() if _is_kind(kind)}
        found = kinds | found
    return found


def _is_kind(value: object) -> bool:
    return isclass(value) or typing.get_origin(value) is typing.Literal
