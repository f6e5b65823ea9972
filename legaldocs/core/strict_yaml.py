"""YAML read strictly: every scalar is text with its line, and nothing else is accepted."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

import yaml

from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 8 * 1024 * 1024
"""Bytes of a text that is read."""
_DEEPEST = 40
_FAST: Any = getattr(yaml, "CSafeLoader", None)
"""libyaml's parser, where PyYAML was built with it."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_AMBIGUOUS = re.compile(r"[\t\ufeff]|[|>][-+\d]*#", re.ASCII)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_KEY_WITHOUT_COLON = re.compile(r"\s*(?:- +)*[A-Za-z_]+\s*(?P<colon>：|:(?=[^\s:/]))", re.ASCII)


class Text(str):
    """A scalar as it was written, with the place it was written at (文本)."""

    __slots__ = ("origin",)

    origin: Origin

    def __new__(cls, value: str, origin: Origin) -> Self:
        """Return ``value`` as text with its ``origin``."""
        text = super().__new__(cls, value)
        text.origin = origin
        return text


class Section(Mapping[str, Any]):
    """A mapping whose keys remember their lines (小节). Values: Section, Items, Text or None."""

    def __init__(self, values: dict[str, Any], lines: dict[str, Origin], origin: Origin) -> None:
        self._values = values
        self._lines = lines
        self.origin = origin

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def place(self, key: str) -> Origin:
        """Return the origin of ``key``, or that of the section when it is absent."""
        return self._lines.get(key, self.origin)


class Items(Sequence[Any]):
    """A sequence that remembers its line (列表)."""

    def __init__(self, values: tuple[Any, ...], origin: Origin) -> None:
        self._values = values
        self.origin = origin

    def __getitem__(self, index: Any) -> Any:
        return self._values[index]

    def __len__(self) -> int:
        return len(self._values)


def read(data: bytes, path: str) -> Section:
    """Return the mapping that the YAML text holds; ``path`` names it in messages.

    Raises InputError, with the line, for anything but UTF-8, and for a tab, a repeated key, an
    anchor, an alias, a tag, a second document, a non-text key, an escape that names no character,
    more than 40 levels, or a top level that is no mapping.
    """
    if len(data) > LARGEST:
        raise InputError(
            "文件过大", where=path, expected=f"不超过 {LARGEST} 字节", found=f"{len(data)} 字节"
        )
    return _parsed(_decode(data, path), path)


def colon_advice(line: str) -> str:
    """Return how to put right a key that no colon and space follow, or nothing.

    >>> colon_advice("price：300")
    '把全角“：”改为半角“:”加一个空格'
    """
    match = _KEY_WITHOUT_COLON.match(line)
    if match is None:
        return ""
    return "把全角“：”改为半角“:”加一个空格" if match["colon"] == "：" else "在“:”后面加一个空格"


def _decode(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "文件不是 UTF-8 编码",
            where=Origin(path, data.count(b"\n", 0, error.start) + 1),
            next_step="在编辑器中另存为 UTF-8 编码",
        ) from error


def _parsed(text: str, path: str) -> Section:
    """Return the top level of a text.

    libyaml parses a good text many times faster, but its error messages and marks differ. A text
    that is refused is parsed again, to the end, by the Python parser, whose errors are explained:
    so the messages do not depend on libyaml, and a fault of form is reported before a repeated key.
    """
    if _FAST is not None and not _is_ambiguous(text):
        with contextlib.suppress(yaml.YAMLError, InputError):
            return _document(_events(_FAST(text), path), path)
    loader = None
    try:
        loader = yaml.SafeLoader(text)
        return _document(iter(list(_events(loader, path))), path)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InputError(
            "文件里有不可见的控制字符", where=Origin(path, line), next_step="删去该字符后重新输入"
        ) from error
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, path) from error
    except ValueError as error:  # from chr() and int(), for an escape or a version out of range
        raise _no_character(Origin(path, loader.line + 1 if loader is not None else 0)) from error


def _is_ambiguous(text: str) -> bool:
    """Return whether libyaml might accept what the Python parser refuses.

    It accepts a tab, a byte order mark inside the text, a comment right behind ``|``, and ``?``
    inside brackets.
    """
    in_brackets = "?" in text and ("{" in text or "[" in text)
    return in_brackets or _AMBIGUOUS.search(text) is not None


def _events(parser: Any, path: str) -> Iterator[Any]:
    """Yield the events of a text; refuse anchors, aliases, tags and more than 40 levels."""
    depth = 0
    top: Any = None
    while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            if top is not None:
                raise _second_document(top, event)
        elif isinstance(event, yaml.NodeEvent):
            _refuse_reference(event, path)
            if depth > _DEEPEST:
                raise InputError(
                    "嵌套层数过多", where=_place(event, path), expected=f"不超过 {_DEEPEST} 层"
                )
            depth += isinstance(event, yaml.CollectionStartEvent)
            top = top or event
        yield event


def _place(event: Any, path: str) -> Origin:
    return Origin(path, event.start_mark.line + 1)


def _second_document(top: Any, event: Any) -> yaml.composer.ComposerError:
    return yaml.composer.ComposerError(
        "expected a single document in the stream",
        top.start_mark,
        "but found another document",
        event.start_mark,
    )


def _refuse_reference(event: Any, path: str) -> None:
    if event.anchor is not None:
        raise InputError(
            "不支持 YAML 的锚点和引用",
            where=_place(event, path),
            found=f"{event.anchor}",
            next_step="把内容写全；以 & 或 * 开头的文本请加引号",
        )
    if event.tag is not None:
        raise InputError(
            "不支持 YAML 标签",
            where=_place(event, path),
            found=event.tag,
            next_step="以 ! 开头的文本请加引号",
        )


def _document(events: Iterator[Any], path: str) -> Section:
    """Return the mapping of the only document; a text without one is an empty mapping."""
    next(events)  # the stream starts
    if next(events, None) is None:
        return Section({}, {}, Origin(path, 1))
    event = next(events)
    value = _Builder(events, path).value(event)
    next(events)  # the document ends
    next(events, None)  # raises for a second one
    if isinstance(value, Section):
        return value
    advice = colon_advice(value) if isinstance(value, Text) else ""
    raise InputError(
        "文件的最外层应为“键: 值”的形式",
        where=_place(event, path),
        next_step=advice or "可用 legaldocs new 生成样例对照",
    )


class _Builder:
    """Builds values from the events of one document."""

    def __init__(self, events: Iterator[Any], path: str) -> None:
        self._events = events
        self._path = path
        self._origin = Origin(path, 1)

    def value(self, event: Any) -> Section | Items | Text | None:
        """Return the value that ``event`` begins, and take its events off."""
        origin = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            if not event.style and event.value in _NULLS:
                return None
            return Text(_characters(event.value, origin), origin)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(origin)
        return self._section(origin)

    def _place(self, event: Any) -> Origin:
        """Return the origin of an event; events on one line share it."""
        line = event.start_mark.line + 1
        if line != self._origin.line:
            self._origin = Origin(self._path, line)
        return self._origin

    def _items(self, origin: Origin) -> Items:
        values = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self.value(event))
        return Items(tuple(values), origin)

    def _section(self, origin: Origin) -> Section:
        values: dict[str, Any] = {}
        lines: dict[str, Origin] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = self._place(event)
            if not isinstance(event, yaml.ScalarEvent) or (not event.style and event.value == "<<"):
                raise InputError("键应为简单文本", where=place)
            key = _characters(event.value, place)
            if key in values:
                raise InputError(
                    f"键“{key}”重复出现",
                    where=place,
                    found=f"第一次出现在第 {lines[key].line} 行",
                    next_step="保留一处",
                )
            lines[key] = place
            values[key] = self.value(next(self._events))
        return Section(values, lines, origin)


def _characters(value: str, where: Origin) -> str:
    """Return ``value``; half a surrogate pair, which an escape can spell out, is no character."""
    if _SURROGATE.search(value):
        raise _no_character(where)
    return value


def _no_character(where: Origin) -> InputError:
    return InputError(
        "转义写法（\\u、\\U 或 % 开头的指令）不是有效的字符或数字",
        where=where,
        next_step="直接写出该字符，或删去这一处",
    )


def _explained(error: yaml.MarkedYAMLError, text: str, path: str) -> InputError:
    if began := _open_quote(error, text):
        return InputError(
            "从这一行开始的引号没有在同一行闭合",
            where=Origin(path, began),
            found=text.splitlines()[began - 1].strip()[:60],
            next_step="在内容末尾补上同样的半角引号",
        )
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    rows = text.splitlines()
    for number in (line, line - 1):
        if 0 < number <= len(rows) and "\t" in rows[number - 1]:
            return InputError(
                "这一行含有制表符（Tab），YAML 只接受空格缩进",
                where=Origin(path, number),
                next_step="把制表符换成两个空格",
            )
    began = error.context_mark.line + 1 if error.context_mark else line
    for number in sorted({began, line - 1, line}):
        advice = colon_advice(rows[number - 1]) if 0 < number <= len(rows) else ""
        if advice:  # PyYAML sees the fault only at the next key
            return InputError(
                "键后面应是半角冒号和一个空格",
                where=Origin(path, number),
                found=rows[number - 1].strip()[:60],
                next_step=advice,
            )
    shown = rows[line - 1].strip()[:60] if 0 < line <= len(rows) else ""
    if error.problem and "expected a single document" in (error.context or error.problem):
        return InputError("一个文件只能有一份内容", where=Origin(path, line), found=shown)
    return InputError(
        "这一行不符合 YAML 格式",
        where=Origin(path, line),
        found=shown,
        next_step="检查缩进、冒号后的空格和引号；含冒号或 # 的内容请加引号",
    )


def _open_quote(error: yaml.MarkedYAMLError, text: str) -> int:
    """Return the line of the quote that runs into the line of an error, or 0.

    An unclosed quote ends at the next one, wherever that is; what follows it is then the error.
    """
    if error.context == "while scanning a quoted scalar" and error.context_mark:
        return int(error.context_mark.line) + 1
    mark, began = error.problem_mark, 0
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            ends = token.end_mark.line
            quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
            if mark and quoted and token.start_mark.line < ends == mark.line:
                began = token.start_mark.line + 1
    return began
