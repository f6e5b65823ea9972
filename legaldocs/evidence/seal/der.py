"""DER read strictly (X.690): what a signature stands on must have one reading only."""

from __future__ import annotations

from dataclasses import dataclass

SEQUENCE = 0x30
SET = 0x31
INTEGER = 0x02
OCTETS = 0x04
OBJECT = 0x06

_LONG_TAG = 0x1F
_LONG_LENGTH = 0x80
_MOST_LENGTH_BYTES = 4
_MOST_PARTS = 10_000


class DerError(ValueError):
    """The bytes are not the DER that was expected (编码有误). The message is for a person."""


@dataclass(frozen=True, slots=True)
class Node:
    """One element (编码单元): ``value`` is its content, ``raw`` the content with its header."""

    tag: int
    value: bytes
    raw: bytes

    def parts(self) -> list[Node]:
        """Return the elements inside. Raises DerError when the content is not whole elements."""
        found: list[Node] = []
        rest = self.value
        while rest:
            node = _first(rest)
            found.append(node)
            if len(found) > _MOST_PARTS:
                raise DerError("单元过多")
            rest = rest[len(node.raw) :]
        return found

    def expect(self, tag: int) -> Node:
        """Return the element itself. Raises DerError when its tag is another."""
        if self.tag != tag:
            raise DerError("结构与应有的不同")
        return self

    def only(self) -> Node:
        """Return the one element inside. Raises DerError when there is not exactly one."""
        inside = self.parts()
        if len(inside) != 1:
            raise DerError("单元个数不对")
        return inside[0]


def read_der(data: bytes) -> Node:
    """Return the one element that ``data`` is. Raises DerError for anything before or after it."""
    node = _first(data)
    if len(node.raw) != len(data):
        raise DerError("末尾有多余字节")
    return node


def element(tag: int, value: bytes) -> bytes:
    """Return one element with its header."""
    if len(value) < _LONG_LENGTH:
        return bytes([tag, len(value)]) + value
    length = len(value).to_bytes((len(value).bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG_LENGTH + len(length)]) + length + value


def dotted(node: Node) -> str:
    """Return an object identifier in dotted form. Raises DerError when it is none."""
    arcs: list[int] = []
    arc = 0
    for byte in node.expect(OBJECT).value:
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    if not arcs or arc:
        raise DerError("对象标识不完整")
    first = min(arcs[0] // 40, 2)
    return ".".join(str(each) for each in (first, arcs[0] - 40 * first, *arcs[1:]))


def integer(node: Node) -> int:
    """Return an integer. Raises DerError when it is none."""
    value = node.expect(INTEGER).value
    if not value:
        raise DerError("整数为空")
    return int.from_bytes(value, "big", signed=True)


def _first(data: bytes) -> Node:
    if len(data) < 2:  # noqa: PLR2004 - one byte of tag, one of length
        raise DerError("内容不完整")
    tag, length, start = data[0], data[1], 2
    if tag & _LONG_TAG == _LONG_TAG:
        raise DerError("标签不受支持")
    if length >= _LONG_LENGTH:
        count = length - _LONG_LENGTH
        start += count
        length = int.from_bytes(data[2:start], "big")
        minimal = length >= _LONG_LENGTH and length >> 8 * (count - 1)
        if not 0 < count <= _MOST_LENGTH_BYTES or not minimal:
            raise DerError("长度写法不是 DER")
    if start + length > len(data):
        raise DerError("内容不完整")
    return Node(tag, data[start : start + length], data[: start + length])
