"""Media type detected from the content of a file, not from its name."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from legaldocs.core.filekinds import EMPTY, KINDS, UNKNOWN, promised_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from legaldocs.core.filekinds import FileKind

_LOOK = 1 << 16
_TEXT_START = 8192
"""Characters of a text that are matched with the patterns of the table."""

_ZIP_NAMES = re.compile(
    rb"(?=PK\x01\x02.{42}([^\x00]{1,80}))|(?=PK\x03\x04.{26}([^\x00]{1,80}))", re.DOTALL
)
_OLE_ENTRY = 128
_OLE_TABLES = 109
"""Sectors of the allocation table that the header itself names ([MS-CFB] 2.2)."""
_OLE_DIRECTORY = 200
"""Sectors of a directory that are read; a chain that returns to itself ends there too."""

_OLE_STORED = frozenset({1, 2, 5})
"""Types of a directory entry that is in use: storage, stream, root ([MS-CFB] 2.6.1)."""


def media_type(path: Path) -> str:
    """Return the media type that the content of ``path`` shows, UNKNOWN's when it shows none."""
    with path.open("rb") as stream:
        return kind_shown(stream).media_type


def kind_shown(stream: BinaryIO) -> FileKind:
    """Return the kind that the first and last 64 KiB of a file show."""
    head = stream.read(_LOOK)
    if not head:
        return EMPTY
    text = _decoded(head)
    start = None if text is None else text.lstrip("\ufeff \t\r\n")[:_TEXT_START]
    entries = tuple(_entries(stream, head))
    for kind in KINDS:
        if kind.sign and kind.first_bytes.match(head):
            if not kind.inside or any(name.startswith(kind.inside) for name in entries):
                return kind
        elif kind.text is not None and start is not None and kind.first_characters.match(start):
            return kind
    return UNKNOWN


def suffix_agrees(name: str, media: str) -> bool:
    """Return whether the suffix of ``name`` promises what the content is, or promises nothing."""
    promised = promised_by(name)
    return not promised or media in {kind.media_type for kind in promised}


def _entries(stream: BinaryIO, head: bytes) -> Iterator[str]:
    """Yield the names of what a container holds, as far as they are found without unpacking it."""
    if head.startswith(b"PK\x03\x04"):
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(size - _LOOK, 0))
        for names in _ZIP_NAMES.findall(head + stream.read(_LOOK)):
            yield from (name.decode("latin-1") for name in names)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        yield from _ole_entries(stream, head)


def _ole_entries(stream: BinaryIO, head: bytes) -> Iterator[str]:
    """Yield the names in the directory of an OLE file, sector by sector of its chain."""
    size = 4096 if head[30:32] == b"\x0c\x00" else 512

    def sector(number: int) -> bytes:
        stream.seek((number + 1) * size)
        return stream.read(size)

    at = _u32(head, 48)
    for _ in range(_OLE_DIRECTORY):
        yield from _ole_names(sector(at))
        table, place = divmod(at, size // 4)
        if table >= _OLE_TABLES:
            return
        at = _u32(sector(_u32(head, 76 + 4 * table)), 4 * place)


def _ole_names(directory: bytes) -> Iterator[str]:
    for at in range(0, len(directory) - _OLE_ENTRY + 1, _OLE_ENTRY):
        entry = directory[at : at + _OLE_ENTRY]
        length = int.from_bytes(entry[64:66], "little")
        if entry[66] in _OLE_STORED and 2 <= length <= 64:  # noqa: PLR2004  # with its final zero
            yield entry[: length - 2].decode("utf-16-le", "replace")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _decoded(head: bytes) -> str | None:
    """Return the text in UTF-8, UTF-16 with a mark, or GB18030; a cut at the end is forgiven."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in head:
        return None
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            controls = sum(c < " " and c not in "\t\r\n\f\x1b" for c in text)
            return text if controls * 100 <= len(text) else None
    return None
