"""A JSON document held against the part of JSON Schema that our own schemas use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "null": type(None),
}
_KEYWORDS = frozenset(
    {"type", "const", "required", "properties", "additionalProperties", "items", "pattern"}
    | {"minimum", "$schema", "title", "description"}
)


def departures(document: Any, schema: Mapping[str, Any], where: str = "$") -> Iterator[str]:
    """Give every place where ``document`` departs from ``schema``, with what is wrong there.

    Raises ValueError for a schema that uses a keyword this reader does not know.
    """
    unknown = set(schema) - _KEYWORDS
    if unknown:
        raise ValueError(f"unknown keyword in schema: {sorted(unknown)}")
    if "const" in schema and document != schema["const"]:
        yield f"{where} 应为 {schema['const']}"
    allowed = schema.get("type")
    names = [allowed] if isinstance(allowed, str) else allowed or list(_TYPES)
    # A bool is an int to Python and not to JSON.
    if isinstance(document, bool) or not any(isinstance(document, _TYPES[name]) for name in names):
        yield f"{where} 的类型应为 {'、'.join(names)}"
    elif isinstance(document, dict):
        yield from _object(document, schema, where)
    elif isinstance(document, list):
        for number, item in enumerate(document):
            yield from departures(item, schema.get("items", {}), f"{where}[{number}]")
    else:
        yield from _scalar(document, schema, where)


def _object(document: dict[str, Any], schema: Mapping[str, Any], where: str) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (
        f"{where} 缺少 {name}" for name in schema.get("required", ()) if name not in document
    )
    for name, value in document.items():
        if name in known:
            yield from departures(value, known[name], f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{where} 有多余的 {name[:40]}"


def _scalar(document: object, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    pattern = schema.get("pattern")
    if pattern and isinstance(document, str) and not re.search(pattern, document):
        yield f"{where} 的写法不对"
    least = schema.get("minimum")
    if least is not None and isinstance(document, int) and document < least:
        yield f"{where} 小于 {least}"
