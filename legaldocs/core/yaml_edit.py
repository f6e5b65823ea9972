"""YAML text with something added, and everything else kept as it was written.

Only what was read strictly before (:mod:`legaldocs.core.strict_yaml`) may be given here. Whoever
adds reads the result again and compares: an addition that changed something else is thrown away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PLAIN = re.compile(r"[\w（《][^:#\"'\\{}\[\],&*!|>%@`\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
_NOT_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
_AMOUNT = re.compile(r"(?:0|[1-9]\d*)\.\d{2}", re.ASCII)
_BY_HAND = "照下面的内容手工加上："
"""What a refusal is followed by: the lines that could not be added."""


def with_item(text: str, key: str, item: Mapping[str, Any], path: str) -> tuple[str, Origin]:
    """Return the text with one more item of the list ``key`` at the top level, and its place.

    The list is begun at the end of the text where there is none. Raises InputError for a list
    written inside brackets, or one that is no list.
    """
    lines = text.splitlines(keepends=True)
    found = _entry(text, key)
    if found is None:
        added = ["", f"{key}:", *_item(item, 2)]
        return _inserted(lines, len(lines), added, path, first=2)
    name, value = found
    if isinstance(value, yaml.ScalarNode) and not value.value:
        return _inserted(lines, name.start_mark.line + 1, _item(item, 2), path)
    if not isinstance(value, yaml.SequenceNode) or value.flow_style:
        where = Origin(path, name.start_mark.line + 1)
        raise _by_hand(f"{key} 写在方括号里或者不是列表，不能自动加上一行", where, _item(item, 2))
    column = value.start_mark.column
    return _inserted(lines, _after(value, lines, column), _item(item, column), path)


def with_entries(
    text: str,
    key: str,
    place: int,
    entries: Mapping[str, str | Mapping[str, str]],
    path: str,
) -> tuple[str, Origin]:
    """Return the text with entries added to an item of the list ``key``, and their place.

    ``place`` counts the items from 0; an entry may be a section of entries. Raises InputError for
    an item written inside braces.
    """
    lines = text.splitlines(keepends=True)
    found = _entry(text, key)
    if found is None or not isinstance(found[1], yaml.SequenceNode):
        raise InputError(f"{key} 不是列表", where=path)
    item = found[1].value[place]
    added = [line for name, value in entries.items() for line in _lines(name, value)]
    if found[1].flow_style or not isinstance(item, yaml.MappingNode) or item.flow_style:
        where = Origin(path, item.start_mark.line + 1)
        raise _by_hand("这一行写在花括号里，不能自动加上内容", where, added)
    indent = " " * item.start_mark.column
    after = _last(item, lines) + 1
    return _inserted(lines, after, [f"{indent}{line}" for line in added], path)


def with_value(text: str, steps: Sequence[str | int], value: str, path: str) -> tuple[str, Origin]:
    """Return the text with one value replaced, and its place; ``steps`` lead to it from the top.

    Raises InputError where there is no such value, and for one of several lines.
    """
    node: Any = yaml.compose(text, yaml.SafeLoader)
    for step in steps:
        node = _below(node, step)
    if not isinstance(node, yaml.ScalarNode) or node.style in {"|", ">"}:
        where = Origin(path, node.start_mark.line + 1 if node is not None else 0)
        raise _by_hand("这一项不是写在一行的一个值，不能自动改", where, [scalar(value)])
    first, last = node.start_mark.index, node.end_mark.index
    begin = "" if text[first - 1 : first].isspace() else " "
    return f"{text[:first]}{begin}{scalar(value)}{text[last:]}", Origin(
        path, node.start_mark.line + 1
    )


def _below(node: Any, step: str | int) -> Any:
    """Return the node of an entry or an item, or None."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    entries = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in entries if name.value == step), None)


def scalar(value: str) -> str:
    """Return a text as YAML writes it on one line: plain where it cannot be misread.

    >>> scalar("催告函"), scalar("第一：是"), scalar("SF1: 2"), scalar("0123"), scalar("12.50")
    ('催告函', '第一：是', '"SF1: 2"', '"0123"', '12.50')
    """
    if _AMOUNT.fullmatch(value):
        return value
    is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)
    is_number = re.fullmatch(r"[\d.,_+-]+", value, re.ASCII) and not is_day
    plain = _PLAIN.fullmatch(value) and value == value.strip() and not is_number
    if plain and value.lower() not in _NOT_TEXT:
        return value
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"


def entry_lines(key: str, value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of an entry: a text, a list of texts or of entries, or entries."""
    begin = " " * indent
    if isinstance(value, dict):
        yield f"{begin}{key}:"
        for inner, below in value.items():
            yield from entry_lines(inner, below, indent + 2)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield f"{begin}{key}: [{', '.join(map(_quoted, value))}]"
    elif isinstance(value, list):
        yield f"{begin}{key}:"
        for item in value:
            yield from _item(item, indent + 2)
    else:
        yield f"{begin}{key}: {scalar(value)}"


def _quoted(value: str) -> str:
    plain = scalar(value)
    return plain if plain.startswith('"') else f'"{plain}"'


def _item(item: Mapping[str, Any], indent: int) -> list[str]:
    """Return the lines of one item of a list."""
    begin = " " * indent
    lines = [line for key, value in item.items() for line in entry_lines(key, value, 0)]
    return [f"{begin}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]


def _lines(name: str, value: str | Mapping[str, str]) -> list[str]:
    """Return the lines of an entry, or of a section of entries."""
    if isinstance(value, str):
        return [f"{name}: {scalar(value)}"]
    return [f"{name}:", *(f"  {inner}: {scalar(below)}" for inner, below in value.items())]


def _entry(text: str, key: str) -> tuple[Any, Any] | None:
    """Return the nodes of a key at the top level and of its value."""
    top = yaml.compose(text, yaml.SafeLoader)
    entries = top.value if isinstance(top, yaml.MappingNode) else ()
    return next(((name, value) for name, value in entries if name.value == key), None)


def _last(node: Any, lines: list[str]) -> int:
    """Return the last line of a node, from 0: that of its last part, without what follows."""
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        line = node.end_mark.line - 1
        while not lines[line].strip():
            line -= 1
        return int(line)
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.line)
    part = node.value[-1]
    return _last(part[1] if isinstance(part, tuple) else part, lines)


def _after(node: Any, lines: list[str], column: int) -> int:
    """Return the line behind a list, and behind the comments set further in than its items."""
    line = _last(node, lines) + 1
    while line < len(lines):
        text = lines[line]
        if not text.lstrip().startswith("#") or len(text) - len(text.lstrip()) <= column:
            break
        line += 1
    return line


def _inserted(
    lines: list[str], at: int, added: list[str], path: str, first: int = 0
) -> tuple[str, Origin]:
    """Return the lines with ``added`` before line ``at``; ``first`` of them are passed over."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    before = lines[:at]
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += end
    text = "".join([*before, *(f"{line}{end}" for line in added), *lines[at:]])
    return text, Origin(path, at + first + 1)


def _by_hand(what: str, where: Origin, lines: list[str]) -> InputError:
    return InputError(what, where=where, next_step=_BY_HAND + "；".join(map(str.strip, lines)))
