"""Archives as a list of what they hold: names, sizes, archives inside them; nothing is unpacked."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from legaldocs.core.filekinds import kind_of
from legaldocs.core.findings import Finding
from legaldocs.evidence.files.digests import digest
from legaldocs.evidence.files.media import media_type
from legaldocs.volume.convert.printed import Print, facts, print_pages
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from legaldocs.volume.pages import OriginalPages

ENTRIES = 2000
"""Entries that are listed, those of archives inside counted too."""

DEEPEST = 3
_INSIDE = 32 << 20
"""Bytes of an archive inside an archive that are unpacked in memory to list it."""

_TAR = 256 << 20
"""Bytes that a compressed tar may have before the listing stops."""

_DIRECTORY = 64 << 20
_END_WITHIN = (1 << 16) + 22
_IN_ZIP64 = 0xFFFFFFFF
_DENSE = 200
_ENCRYPTED = 1
_UTF8 = 0x800
_FAULTS = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
_NOTE = (
    "本页列出压缩包里的文件，大小为压缩包所载，内容没有解开，也没有印出；压缩包收在证据包中。"
    "其中的文件要作为证据的，解压后逐个写在案件里，压缩包作为来源保留。"
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in an archive (压缩包中的文件)."""

    name: str
    size: int
    depth: int
    note: str = ""


@dataclass(slots=True)
class _Listing:
    """What has been listed so far, and what may still be unpacked to list more."""

    entries: list[_Entry]
    left: int = _INSIDE
    more: int = 0

    def take(self, entry: _Entry) -> None:
        """Take an entry up, or count it where there are too many."""
        if len(self.entries) < ENTRIES:
            self.entries.append(entry)
        else:
            self.more += 1


def convert(path: Path, name: str) -> OriginalPages:
    """Return the list of what an archive holds; see ``Converter``."""
    listing = _Listing([])
    with path.open("rb") as file:
        sha256 = digest(file, ("sha256",)).values["sha256"]
        file.seek(0)
        media = media_type(path)
        try:
            if media == "application/zip":
                _refuse_large_directory(file)
                _list_zip(file, 1, listing)
            else:
                _list_tar(file, listing, packed=media == "application/gzip")
        except _FAULTS as error:
            raise Unreadable("压缩包已损坏或者格式不受支持") from error
        except OSError as error:
            # gzip and tarfile say so of bad data; a disk that fails is reported as such.
            if error.errno is not None:
                raise
            raise Unreadable("压缩包已损坏或者格式不受支持") from error
    size = path.stat().st_size
    body = _body(listing, f"{kind_of(media).title}（{media}）", size)
    running = f"由电子数据打印｜{name}｜SHA-256 {sha256}"
    return print_pages(Print(name, running, body), name, _remark(name, listing))


def _refuse_large_directory(file: BinaryIO) -> None:
    """Refuse an archive whose directory alone would fill the memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - _END_WITHIN, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) >= at + 16:
        (length,) = struct.unpack_from("<I", tail, at + 12)
        if _DIRECTORY < length < _IN_ZIP64:
            raise Unreadable("压缩包的目录过大")
    file.seek(0)


def _list_zip(file: BinaryIO, depth: int, listing: _Listing) -> None:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                listing.take(_Entry(_name(info), info.file_size, depth, _note(info)))
                _list_inside(archive, info, depth, listing)


def _list_inside(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int, listing: _Listing
) -> None:
    """List an archive inside an archive, where it is small and not too deep."""
    if not info.filename.lower().endswith(".zip") or info.flag_bits & _ENCRYPTED:
        return
    if depth >= DEEPEST or info.file_size > listing.left:
        listing.take(_Entry("（内层压缩包过大或者过深，没有列出）", 0, depth + 1))
        return
    try:
        with archive.open(info) as stream:
            data = stream.read(listing.left + 1)
        listing.left -= len(data)
        if listing.left < 0:
            raise ValueError(info.filename)
        _list_zip(io.BytesIO(data), depth + 1, listing)
    except _FAULTS:
        listing.take(_Entry("（内层压缩包读不出）", 0, depth + 1))


def _name(info: zipfile.ZipInfo) -> str:
    """Return a name; programs of Chinese Windows write it in GBK and do not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except ValueError:
        return info.filename


def _note(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "加了密码"
    if info.file_size > _DENSE * max(info.compress_size, 1) and info.file_size > _INSIDE:
        return "压缩比异常"
    return ""


def _list_tar(file: BinaryIO, listing: _Listing, *, packed: bool) -> None:
    stream: BinaryIO = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
    bounded = _Bounded(stream)
    try:
        with tarfile.open(fileobj=bounded, mode="r|") as archive:  # type: ignore[call-overload]
            for member in archive:
                if member.isfile():
                    listing.take(_Entry(member.name, member.size, 1))
    except _TooLarge:
        listing.take(_Entry("（解开后过大，其余没有列出）", 0, 1))
    except tarfile.ReadError:
        if not packed or listing.entries:
            raise
        file.seek(0)
        gzip.GzipFile(fileobj=file).read(1)
        file.seek(-4, io.SEEK_END)
        (size,) = struct.unpack("<I", file.read(4))
        listing.take(_Entry("（单个文件的压缩包）", size, 1))


class _TooLarge(Exception):  # noqa: N818  # ends a listing, no error
    """A compressed tar that goes on too long."""


class _Bounded:
    """A stream that stops a reader which has read too much (限量读取)."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = _TAR

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes. Raises _TooLarge beyond the limit."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise _TooLarge
        return data


def _body(listing: _Listing, kind: str, size: int) -> str:
    head = facts(iter((("文件类型", kind), ("文件大小", f"{size:,} 字节"))))
    rows = "".join(_rows(listing))
    more = f"<p class=note>（另有 {listing.more} 个文件没有列出）</p>" if listing.more else ""
    return (
        f"<h1>压缩包文件清单</h1><p class=note>{_NOTE}</p>{head}"
        f"<table class=files><tr><th>序号<th>文件<th>大小（字节）<th>说明{rows}</table>{more}"
    )


def _rows(listing: _Listing) -> Iterator[str]:
    for number, entry in enumerate(listing.entries, 1):
        name = f"{'　' * (entry.depth - 1)}{entry.name}"[:300]
        size = f"<td class=n>{entry.size:,}"
        yield f"<tr><td>{number}<td>{escape(visible(name))}{size}<td>{entry.note}"


def _remark(name: str, listing: _Listing) -> Finding:
    return Finding(
        "LD-VOL-ARCHIVE",
        "warning",
        f"压缩包只列出文件清单（{len(listing.entries) + listing.more} 个文件），内容没有印出",
        where=name,
        next_step="解压后把要作为证据的文件逐个写在 file 里；压缩包作为来源保留",
    )
