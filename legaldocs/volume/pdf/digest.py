"""The digest of what a page draws: the same however a program numbers and packs the objects."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from legaldocs.volume.limits import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Callable

_UNPACKED = 1 << 18
"""Bytes up to which a compressed stream counts as what it holds: programs compress when saving."""

_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms"})
_LOOP = b"loop"


@dataclass(frozen=True, slots=True)
class Node:
    """One object: the digest of what stands in it, and the numbers of those it names (对象摘要)."""

    own: bytes
    below: tuple[int, ...]


class Digests:
    """The digests of objects with all they name, worked out once for each (内容摘要).

    Where objects name each other in a circle the digest depends on which is met first: pages are
    to be asked for in their order.
    """

    def __init__(self, find: Callable[[int], Node]) -> None:
        self._find = find
        self._done: dict[int, bytes] = {}

    def of(self, value: object) -> str:
        """Return the digest of a value and of all it names, as 64 hexadecimal figures."""
        node = node_of(value)
        for number in node.below:
            self._work_out(number)
        return self._joined(node).hex()

    def _work_out(self, number: int) -> None:
        """Work out the digest of an object, those below first; without recursion, which has ends.

        An object under way stands in ``_done`` as a loop until it is finished.
        """
        waiting: list[tuple[int, Node | None]] = [(number, None)]
        while waiting:
            at, node = waiting.pop()
            if node is not None:
                self._done[at] = self._joined(node)
            elif at not in self._done:
                self._done[at] = _LOOP
                node = self._find(at)
                waiting.append((at, node))
                waiting.extend((below, None) for below in reversed(node.below))

    def _joined(self, node: Node) -> bytes:
        return hashlib.sha256(node.own + b"".join(self._done[at] for at in node.below)).digest()


def node_of(value: object) -> Node:
    """Return the node of a value as it stands in a file, references not followed."""
    digest = hashlib.sha256()
    below: list[int] = []
    _feed(value, digest.update, below, 0)
    return Node(digest.digest(), tuple(below))


def _feed(value: object, feed: Callable[[bytes], object], below: list[int], depth: int) -> None:
    if isinstance(value, IndirectObject):
        feed(b"R")
        below.append(value.idnum)
    elif depth > DEEPEST:
        feed(b"deep")
    elif isinstance(value, DictionaryObject):
        _feed_entries(value, feed, below, depth)
    elif isinstance(value, ArrayObject):
        feed(b"[%d" % len(value))
        for member in value:
            _feed(member, feed, below, depth + 1)
    else:
        feed(_plain(value))


def _feed_entries(
    value: DictionaryObject, feed: Callable[[bytes], object], below: list[int], depth: int
) -> None:
    left_out: frozenset[str] = frozenset()
    data = b""
    if isinstance(value, StreamObject):
        data, plain = _data(value)
        left_out = _PACKING if plain else frozenset({"/Length"})
    keys = sorted(key for key in value if key not in left_out)
    feed(b"<%d" % len(keys))
    for key in keys:
        feed(_plain(key))
        _feed(value.raw_get(key), feed, below, depth + 1)
    if isinstance(value, StreamObject):
        feed(b"S%d:" % len(data))
        feed(data)


def _data(value: StreamObject) -> tuple[bytes, bool]:
    """Return the bytes of a stream, and whether they are those it holds, not packed."""
    packed: bytes = value._data  # noqa: SLF001  # get_data would decode without a limit
    filters = value.get("/Filter")
    if isinstance(filters, ArrayObject) and len(filters) == 1:
        filters = filters[0]
    if filters is None or (isinstance(filters, ArrayObject) and not filters):
        return packed, True
    if filters != "/FlateDecode" or value.get("/DecodeParms") is not None:
        return packed, False
    unpack = zlib.decompressobj()
    try:
        data = unpack.decompress(packed, _UNPACKED)
    except zlib.error:
        return packed, False
    return (data, True) if unpack.eof else (packed, False)


def _plain(value: object) -> bytes:
    """Return a value that holds no other: equal values written in two ways are the same."""
    if isinstance(value, BooleanObject):
        return b"T" if value.value else b"F"
    if isinstance(value, NumberObject | FloatObject):
        number = Decimal(str(value))
        # Places beyond these are lost when some programs save; nothing is so small on a page.
        return b"N%s;" % f"{number:.5f}".encode() if number.is_finite() else b"N;"
    if isinstance(value, NameObject | str) and not isinstance(value, TextStringObject):
        text = value.encode("latin-1", "backslashreplace")
        return b"/%d:" % len(text) + text
    if isinstance(value, TextStringObject):
        value = value.original_bytes
    if isinstance(value, ByteStringObject | bytes):
        return b"(%d:" % len(value) + bytes(value)
    return b"0"
