"""YAML read strictly: every scalar is text with its line, and nothing else is accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

import yaml

from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 8 * 1024 * 1024
_DEEPEST = 40
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_KEY_WITHOUT_COLON = re.compile(r"\s*(?:- +)*[A-Za-z_]+\s*(?P<colon>：|:(?=[^\s:/]))", re.ASCII)


class Text(str):
    """A scalar as it was written, with the place it was written at (文本)."""

    __slots__ = ("origin",)

    origin: Origin

    def __new__(cls, value: str, origin: Origin) -> Self:
        """Return ``value`` as text that stands at ``origin``."""
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
        """Return where ``key`` stands, or where the section begins when it is absent."""
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


class _Loader(yaml.SafeLoader):
    """A loader that refuses what makes YAML more than text: anchors, aliases and tags."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__(text)
        self._path = path

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node, or raise InputError at the line of the construct refused."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        where = Origin(self._path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise InputError(
                "不支持 YAML 的锚点和引用",
                where=where,
                found=f"{event.anchor}",
                next_step="把内容写全；以 & 或 * 开头的文本请加引号",
            )
        if event.tag is not None:
            raise InputError(
                "不支持 YAML 标签",
                where=where,
                found=event.tag,
                next_step="以 ! 开头的文本请加引号",
            )
        return super().compose_node(parent, index)


def read(data: bytes, path: str) -> Section:
    """Return the mapping that the YAML text holds; ``path`` names it in messages.

    Raises InputError, with the line, for anything but UTF-8, and for a tab, a repeated key, an
    anchor, an alias, a tag, a second document, a non-text key, or a top level that is no mapping.
    """
    if len(data) > _LARGEST:
        raise InputError(
            "文件过大", where=path, expected=f"不超过 {_LARGEST} 字节", found=f"{len(data)} 字节"
        )
    node = _compose(_decode(data, path), path)
    if node is None:
        return Section({}, {}, Origin(path, 1))
    value = _convert(node, path, depth=0)
    if not isinstance(value, Section):
        advice = colon_advice(value) if isinstance(value, Text) else ""
        raise InputError(
            "文件的最外层应为“键: 值”的形式",
            where=Origin(path, node.start_mark.line + 1),
            next_step=advice or "可用 legaldocs new 生成样例对照",
        )
    return value


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


def _compose(text: str, path: str) -> yaml.Node | None:
    try:
        loader = _Loader(text, path)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InputError(
            "文件里有不可见的控制字符", where=Origin(path, line), next_step="删去该字符后重新输入"
        ) from error
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, path) from error
    except RecursionError as error:
        raise InputError("嵌套层数过多", where=path) from error


def _explained(error: yaml.MarkedYAMLError, text: str, path: str) -> InputError:
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


def _convert(node: yaml.Node, path: str, *, depth: int) -> Section | Items | Text | None:
    origin = Origin(path, node.start_mark.line + 1)
    if depth > _DEEPEST:
        raise InputError("嵌套层数过多", where=origin, expected=f"不超过 {_DEEPEST} 层")
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _NULLS else Text(node.value, origin)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_convert(each, path, depth=depth + 1) for each in node.value), origin)
    return _section(node, path, origin, depth)


def _section(node: yaml.Node, path: str, origin: Origin, depth: int) -> Section:
    values: dict[str, Any] = {}
    lines: dict[str, Origin] = {}
    for key_node, value_node in node.value:
        place = Origin(path, key_node.start_mark.line + 1)
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag.endswith(":merge"):
            raise InputError("键应为简单文本", where=place)
        key = key_node.value
        if key in values:
            raise InputError(
                f"键“{key}”重复出现",
                where=place,
                found=f"第一次出现在第 {lines[key].line} 行",
                next_step="保留一处",
            )
        lines[key] = place
        values[key] = _convert(value_node, path, depth=depth + 1)
    return Section(values, lines, origin)
