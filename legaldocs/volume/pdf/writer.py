"""A PDF written object by object, so that a volume is never in memory as a whole."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from legaldocs.core.errors import InternalError
from legaldocs.volume.pdf.digest import Digests, Node, node_of

if TYPE_CHECKING:
    from pypdf.generic import PdfObject

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Sink(Protocol):
    """The target of the bytes: an open file, or nothing when a run only measures."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes."""


class NullSink:
    """A sink that keeps nothing (空输出)."""

    def write(self, data: bytes, /) -> None:
        """Take the bytes and forget them."""


class ObjectWriter:
    """Writes numbered objects one after another, then their table (对象写出).

    The bytes depend on the objects and their order alone: the file's /ID is a hash of them.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._hash = hashlib.sha256()
        self._offsets: list[int] = []
        self._nodes: dict[int, Node] = {}
        self.written = 0
        self.write(_HEADER)

    def write(self, data: bytes, /) -> None:
        """Append raw bytes; pypdf's objects call this when they print themselves."""
        self._sink.write(data)
        self._hash.update(data)
        self.written += len(data)

    def reserve(self) -> IndirectObject:
        """Return a reference to an object that will be put later."""
        self._offsets.append(0)
        return IndirectObject(len(self._offsets), 0, self)

    def put(self, value: PdfObject, at: IndirectObject | None = None) -> IndirectObject:
        """Write an object, under the reference reserved for it if there is one."""
        reference = self.reserve() if at is None else at
        self._offsets[reference.idnum - 1] = self.written
        if not isinstance(self._sink, NullSink):
            self._nodes[reference.idnum] = node_of(value)
        self.write(f"{reference.idnum} 0 obj\n".encode())
        value.write_to_stream(self)  # type: ignore[arg-type]  # it only writes
        self.write(b"\nendobj\n")
        return reference

    def digests(self) -> Digests:
        """Return the digests of what has been written."""
        return Digests(self._nodes.__getitem__)

    def close(self, root: IndirectObject, info: IndirectObject) -> None:
        """Write the table of objects and the trailer.

        Raises InternalError when a reserved object was never put.
        """
        start = self.written
        if 0 in self._offsets:
            raise InternalError(
                "证据卷的一个对象没有写出", found=f"对象 {self._offsets.index(0) + 1}"
            )
        rows = [b"%010d 00000 n \n" % offset for offset in self._offsets]
        size = len(rows) + 1
        identity = ByteStringObject(self._hash.digest()[:16])
        self.write(b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(rows) + b"trailer\n")
        trailer = dictionary(
            Size=NumberObject(size), Root=root, Info=info, ID=ArrayObject([identity, identity])
        )
        trailer.write_to_stream(self)  # type: ignore[arg-type]  # it only writes
        self.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)


def name(text: str) -> NameObject:
    """Return a PDF name, given without its slash."""
    return NameObject(f"/{text}")


def dictionary(**entries: PdfObject) -> DictionaryObject:
    """Return a PDF dictionary whose keys are given without their slash."""
    return DictionaryObject({name(key): value for key, value in entries.items()})


def stream(data: bytes, **entries: PdfObject) -> StreamObject:
    """Return a PDF stream whose bytes are written exactly as given."""
    value = StreamObject()
    value.update(dictionary(**entries))
    value.set_data(data)
    return value
