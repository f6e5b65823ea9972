"""What a template may compute: values, choices and lists, in bounded time and memory."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from legaldocs.core.errors import InputError
from legaldocs.core.notation import odd_sign
from legaldocs.render.tag_faults import unclosed_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import CodeType

PRINTABLE = (str, int, Decimal, dt.date)
_MAX_PRINTED = 50_000_000
"""Characters that one paper may come to; ten thousand rows of a table are a third of it."""
_ROUND = 50
"""What each round of a loop counts for beside what it prints: a million rounds are a second."""
_MAX_LITERAL = 1_000
_MAX_FILTERS = 6
_MAX_LOOPS = 5
_SHOWN = 60

_ALLOWED = (
    *(nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.List, nodes.Tuple),
    *(nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.For, nodes.If, nodes.CondExpr),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Call, nodes.Keyword),
    *(nodes.Concat, nodes.Add, nodes.Sub, nodes.Neg, nodes.Assign),
)
_FILTERS = (
    *("list", "length", "count", "first", "last", "select", "reject", "selectattr", "rejectattr"),
    *("map", "sort", "unique", "groupby", "default", "d", "sum", "min", "max", "string", "trim"),
)
_BEYOND: dict[type[nodes.Node], str] = {
    **dict.fromkeys((nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow), "乘除和乘方"),
    **dict.fromkeys((nodes.Macro, nodes.CallBlock), "宏"),
    **dict.fromkeys((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends), "其他模板"),
}
_BY_NAME: dict[str, tuple[int, type[nodes.Node]]] = {
    "map": (0, nodes.Filter),
    **dict.fromkeys(("select", "reject"), (0, nodes.Test)),
    **dict.fromkeys(("selectattr", "rejectattr"), (1, nodes.Test)),
}
"""Filters that are given the name of another filter or of a test, and in which place."""
TAKEN = "_taken"
"""The filter through which every loop takes its list, so that what it prints is counted."""

_MOST_KEPT = 256
"""Some forty papers, each with a body, headers, footers and a few properties."""

_kept: dict[object, CodeType] = {}
"""The programs of templates seen before, by their text and by how their filters are called."""


class Tags(NamedTuple):
    """The tags of a part of a template (标签): as Jinja reads them, and the words of each line."""

    tree: nodes.Template
    words: tuple[str, ...]

    def words_of(self, node: nodes.Node) -> str:
        """Return the words of the paragraph that a node stands in."""
        return self.words[node.lineno - 1][:_SHOWN]


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for the templates of users (模板求值): strict, verbatim, and bounded.

    Of the language there is what a paper needs. Macros, blocks, imports and arithmetic beyond sums
    are refused when the template is read; what loops print is counted when it is filled. ``watch``
    is shown every value that a tag takes out of another.
    """

    def __init__(
        self,
        filters: Mapping[str, Callable[..., object]],
        watch: Callable[[object], None] = lambda _: None,
    ) -> None:
        super().__init__(
            undefined=StrictUndefined,
            autoescape=True,
            finalize=self._print,
            # What is worked out while compiling would be another case's when the program is kept.
            optimized=False,
        )
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS} | dict(filters)
        self.filters[TAKEN] = self._take
        self._left = _MAX_PRINTED
        self._watch = watch
        self.tags: list[Tags] = []

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a value, which is watched."""
        return self._watched(super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a field or an item of a value, which is watched."""
        return self._watched(super().getitem(obj, argument))

    def _watched(self, value: Any) -> Any:
        if not isinstance(value, StrictUndefined):
            self._watch(value)
        return value

    def compile(self, source: Any, *arguments: Any, **named: Any) -> Any:
        """Return the program of a template, kept from the last time it was filled."""
        calls = {name: getattr(kind, "jinja_pass_arg", None) for name, kind in self.filters.items()}
        text = hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest()
        key = text, tuple(sorted(calls.items(), key=itemgetter(0)))
        if key not in _kept:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[key] = super().compile(source, *arguments, **named)
        return _kept[key]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            template = super()._parse(source, name, filename)
            _refuse_beyond_language(template)
            self._refuse_unknown(template)
        except TemplateSyntaxError as error:
            ends = str(error.message).startswith("Unexpected end")
            line = (unclosed_line(source) if ends else None) or error.lineno
            error.add_note(_paragraphs(source)[line - 1])
            raise
        self.tags.append(Tags(template, _paragraphs(source)))
        for loop in template.find_all(nodes.For):
            size = sum(len(data.data) for data in loop.find_all(nodes.TemplateData))
            loop.iter = nodes.Filter(
                loop.iter, TAKEN, [nodes.Const(size)], [], None, None, lineno=loop.lineno
            )
        return template

    def _refuse_unknown(self, template: nodes.Template) -> None:
        """Refuse a filter or test that there is not; Jinja itself finds it only in a made paper."""
        for node in template.find_all((nodes.Filter, nodes.Test)):
            known = self.filters if isinstance(node, nodes.Filter) else self.tests
            if node.name not in known:
                _refuse(f"没有名为“{node.name}”的过滤器，能用的写在 .names.yaml 的开头", node)
            if isinstance(node, nodes.Filter) and node.name in _BY_NAME:
                place, kind = _BY_NAME[node.name]
                named = [getattr(part, "value", "") for part in node.args[place : place + 1]]
                used = self.filters if kind is nodes.Filter else self.tests
                if named and named[0] not in used:
                    _refuse(f"“{node.name}”里没有名为“{named[0]}”的过滤器或者判断", node)

    # Asking for the context keeps Jinja from taking a list of constants once and for all.
    @pass_context
    def _take(self, _context: object, items: Iterable[Any], size: int) -> list[Any]:
        """Return the list of a loop, after counting what its body prints."""
        if isinstance(items, str):
            raise TypeError("for 后面是文字，不能逐项列举")
        taken = list(items)
        self._spend(len(taken) * (size + _ROUND))
        return taken

    # Asking for the context keeps Jinja from printing constants while compiling.
    @pass_context
    def _print(self, _context: object, value: object) -> Markup:
        """Return a value as the text of a run, verbatim.

        docxtpl reads ``{_{`` and ``%_}`` as escaped braces after rendering, so both are broken up.
        """
        if value is None:
            raise TypeError("要印出的值为空")
        if isinstance(value, bool) or not isinstance(value, PRINTABLE):
            raise TypeError("要印出的不是文字、数字或者日期，应写到它的字段")
        text = str(value)
        self._spend(len(text))
        surrogate = next((sign for sign in text if unicodedata.category(sign) == "Cs"), "")
        if sign := odd_sign(text) or surrogate:
            raise InputError(
                "文字里有看不见的、私用区的或者无法识别的字符",
                found=f"U+{ord(sign):04X}",
                next_step="在案件文件里删去该字符",
            )
        return Markup(str(escape(text)).replace("_", "&#95;"))  # noqa: S704 - escaped on this line

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise InputError(
                "模板套用后过长",
                expected=f"{_MAX_PRINTED // 1_000_000} 百万字以内",
                next_step="检查循环",
            )


def _paragraphs(source: str) -> tuple[str, ...]:
    """Return the words of each line, which is a paragraph where a template is only read."""
    return tuple(re.sub(r"<[^>]+>", "", line).strip() for line in source.split("\n"))


def _refuse_beyond_language(template: nodes.Template) -> None:
    """Refuse what could run or grow without bound, or reach outside the names of the template."""
    assigned = _names(assignment.target for assignment in template.find_all(nodes.Assign))
    bound = assigned | _names(loop.target for loop in template.find_all(nodes.For))
    for node in template.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and node.recursive):
            _refuse(f"模板里不能用{_BEYOND.get(type(node), type(node).__name__)}", node)
        if isinstance(node, nodes.Call) and not _names([node.node]) - bound:
            _refuse("模板里只能调用给定的名称，如 cite(…)", node)
        if isinstance(node, nodes.Const) and len(str(node.value)) > _MAX_LITERAL:
            _refuse("标签里的文字太长", node)
        if isinstance(node, nodes.Name) and node.name == "self":
            _refuse("模板里不能用 self", node)
        if isinstance(node, nodes.Output) and not all(map(_may_print, node.nodes)):
            _refuse("标签里要印出的不是文字或者名称", node)
        # Each of these could double its text, so none may build upon another without end.
        if (
            isinstance(node, nodes.Assign)
            and _names([node.node, *node.node.find_all(nodes.Name)]) & assigned
        ):
            _refuse("set 的值里不能再用 set 的名称", node)
        if isinstance(node, nodes.Filter) and len(list(node.find_all(nodes.Filter))) > _MAX_FILTERS:
            _refuse("一个标签里的过滤器太多", node)
    _refuse_depth(template, 0)


def _may_print(node: nodes.Node) -> bool:
    """Return whether a value written into a tag is text or a number, which Jinja prints unasked."""
    if isinstance(node, (nodes.List, nodes.Tuple)):
        return False
    value = getattr(node, "value", "") if isinstance(node, nodes.Const) else ""
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _names(found: Iterable[nodes.Node]) -> set[str]:
    """Return the names among nodes, and among the parts of a tuple."""
    parts = [part for node in found for part in (getattr(node, "items", None) or [node])]
    return {part.name for part in parts if isinstance(part, nodes.Name)}


def _refuse_depth(node: nodes.Node, depth: int) -> None:
    if isinstance(node, nodes.For):
        depth += 1
        if depth > _MAX_LOOPS:
            _refuse("循环套得太深", node)
    for child in node.iter_child_nodes():
        _refuse_depth(child, depth)


def _refuse(what: str, node: nodes.Node) -> NoReturn:
    raise TemplateSyntaxError(what, node.lineno)
