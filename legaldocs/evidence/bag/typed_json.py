"""JSON decoded into a declared type, or refused with the place that departs from it."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from legaldocs.evidence.files.names import shown

T = TypeVar("T")

_PLACE = re.compile(r"`(\$[^`]*)`$")
_FIELD = re.compile(r"Object (missing required|contains unknown) field `([^`]*)`")


class _Named(msgspec.Struct):
    schema: str


class JsonError(ValueError):
    """The JSON is not of the declared type (格式不符). The message is for a person."""


def decode(data: bytes, kind: type[T]) -> T:
    """Return the JSON in ``data`` as ``kind``. Raises JsonError.

    msgspec checks the tag of a class only when it is there; here it must be.
    """
    try:
        msgspec.json.decode(data, type=_Named)
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise JsonError(_departure(str(error))) from error
    except (ValueError, RecursionError) as error:
        raise JsonError("不是可读取的 JSON") from error


def _departure(message: str) -> str:
    """Return the library's message in Chinese."""
    place, field = _PLACE.search(message), _FIELD.match(message)
    where = shown(place[1]) if place else "$"
    if field is None:
        return f"{where} 的写法或类型不对"
    wrong = "缺少" if field[1].startswith("missing") else "有多余的"
    return f"{where} {wrong} {shown(field[2][:40])}"
