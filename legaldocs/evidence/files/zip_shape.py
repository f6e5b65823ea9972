"""The shape of a zip: entries from its first byte on, end to end, the directory, and nothing more.

Another shape (two archives in one file, bytes before, between or after) is read in one way by a
program that starts at the front, and in another by one that starts at the end.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from legaldocs.evidence.files.names import shown

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence

_LARGEST_DIRECTORY = 128 << 20
_END_WITHIN = (1 << 16) + 22
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_ZIP64_EXTRA = 1
_UNICODE_PATH_EXTRA = 0x7075
_UNICODE_PATH_HEAD = 5
"""Info-ZIP Unicode Path: a version byte and the CRC-32 of the header's name stand before a name."""

_OTHER_NAME_EXTRAS = frozenset({0x000D, 0x2605, 0x2705, 0x756E})
"""PKWARE and ASi Unix, whose link is a path, and both forms of ZipIt, which name the file anew."""

_SAME_FLAGS = 0x1 | 0x8 | 0x800
"""Encrypted, sizes behind the data, name in UTF-8: what changes the reading of an entry."""

_SIZES_BEHIND = 0x8
_UTF8_NAME = 0x800
_DIRECTORY_ENTRY_SIZE = 46

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCAL = struct.Struct("<4s5H3L2H")
_FIELD_HEAD = struct.Struct("<2H")
_DESCRIPTORS = (struct.Struct("<3L"), struct.Struct("<L2Q"))


class AmbiguousZipError(ValueError):
    """The archive can be read in more than one way (压缩包结构异常). Its message is shown."""


@dataclass(frozen=True, slots=True)
class CentralDirectory:
    """The central directory of a zip (压缩包目录): number of entries, offset and size."""

    entries: int
    offset: int
    size: int


def read_end(stream: BinaryIO, size: int) -> CentralDirectory | None:
    """Return the central directory of a file of ``size`` bytes, None when it is no zip.

    Raises AmbiguousZipError when something follows the end, or the list is not right before it.
    """
    tail = _bytes_at(stream, max(size - _END_WITHIN, 0), _END_WITHIN)
    if size < _END.size or b"PK\x05\x06" not in tail:
        return None
    start = size - _END.size
    if tail[-_END.size :][:4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
        raise AmbiguousZipError("压缩包结尾之后还有内容（附加的字节，或压缩包注释）")
    _, *disks, on_disk, entries, length, offset, _ = _END.unpack(tail[-_END.size :])
    if any(disks) or on_disk != entries:
        raise AmbiguousZipError("分卷的压缩包")
    end = CentralDirectory(entries, offset, length)
    locator = _bytes_at(stream, max(start - _LOCATOR.size, 0), _LOCATOR.size)
    if locator[:4] == b"PK\x06\x07":
        start -= _LOCATOR.size + _END_64.size
        end = _large_end(_bytes_at(stream, max(start, 0), _END_64.size), locator, start, end)
    if end.size > _LARGEST_DIRECTORY:
        raise AmbiguousZipError("压缩包的目录过大")
    if end.offset + end.size != start:
        raise AmbiguousZipError(
            "压缩包的目录不在它所说的位置：文件里不止一个压缩包，或夹有别的字节"
        )
    return end


def _large_end(
    record: bytes, locator: bytes, start: int, small: CentralDirectory
) -> CentralDirectory:
    """Return the directory by the zip64 record, which must agree with the record at the end."""
    _, disk, at, disks = _LOCATOR.unpack(locator)
    if at != start or len(record) != _END_64.size or record[:4] != b"PK\x06\x06":
        raise AmbiguousZipError("压缩包结尾的记录不在它所说的位置")
    _, length, _, _, *numbers, on_disk, entries, size, offset = _END_64.unpack(record)
    if length != _END_64.size - 12 or any((*numbers, disk)) or disks > 1 or on_disk != entries:
        raise AmbiguousZipError("压缩包结尾的记录不规范")
    pairs = (
        (small.entries, entries, _FULL_16),
        (small.offset, offset, _FULL_32),
        (small.size, size, _FULL_32),
    )
    if any(said not in {found, full} for said, found, full in pairs):
        raise AmbiguousZipError("压缩包结尾的两处记录不一致")
    return CentralDirectory(entries, offset, size)


def check_entries(
    stream: BinaryIO, end: CentralDirectory, infos: Sequence[zipfile.ZipInfo]
) -> None:
    """Return when the entries fill the file from its first byte up to the directory.

    Each local header must agree with its entry in the directory. Raises AmbiguousZipError
    otherwise.
    """
    listed = sum(
        _DIRECTORY_ENTRY_SIZE + len(_raw_name(info)) + len(info.extra) + len(info.comment)
        for info in infos
    )
    if len(infos) != end.entries or listed != end.size:
        raise AmbiguousZipError("压缩包目录的项数或长度与结尾所载不符")
    ordered = sorted(infos, key=lambda info: info.header_offset)
    starts = [*(info.header_offset for info in ordered), end.offset]
    if starts[0] != 0:
        raise AmbiguousZipError("压缩包开头有多余的字节，第一个文件不在开头")
    for info, following in zip(ordered, starts[1:], strict=True):
        _check_entry(stream, info, following)


def _check_entry(stream: BinaryIO, info: zipfile.ZipInfo, following: int) -> None:
    name = shown(info.orig_filename)
    head = _bytes_at(stream, info.header_offset, _LOCAL.size)
    if len(head) != _LOCAL.size or head[:4] != b"PK\x03\x04":
        raise AmbiguousZipError(f"压缩包中“{name}”不在目录所说的位置")
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack(head)
    rest = stream.read(name_length + extra_length)
    same = (flags ^ info.flag_bits) & _SAME_FLAGS == 0 and method == info.compress_type
    if not same or rest[:name_length] != _raw_name(info):
        raise AmbiguousZipError(f"压缩包中“{name}”的名称或属性在两处不一致")
    if any(_renamed(extra, _raw_name(info)) for extra in (info.extra, rest[name_length:])):
        raise AmbiguousZipError(f"压缩包中“{name}”另附有不同的文件名，不同软件会读成不同的名称")
    if _FULL_32 in {packed, size}:
        size, packed = _large_sizes(rest[name_length:], size, packed)
    listed = (info.CRC, info.compress_size, info.file_size)
    behind = flags & _SIZES_BEHIND
    # Where the sizes follow the data, those before it may be zero.
    stated = zip((crc, packed, size), listed, strict=True)
    if any(here != there and (here or not behind) for here, there in stated):
        raise AmbiguousZipError(f"压缩包中“{name}”的大小在两处不一致")
    end = info.header_offset + _LOCAL.size + len(rest) + info.compress_size
    plain = [form.pack(*listed) for form in _DESCRIPTORS if behind and _fits(form, listed)]
    allowed = {*plain, *(b"PK\x07\x08" + sizes for sizes in plain)} if behind else {b""}
    lengths = {len(descriptor) for descriptor in allowed}
    if following - end not in lengths or _bytes_at(stream, end, following - end) not in allowed:
        raise AmbiguousZipError(f"压缩包中“{name}”之后有多余的字节，或与别的文件重叠")


def _fits(form: struct.Struct, listed: tuple[int, int, int]) -> bool:
    return form.size > _DESCRIPTORS[0].size or max(listed) <= _FULL_32


def _large_sizes(extra: bytes, size: int, packed: int) -> tuple[int, int]:
    """Return size and packed size where the header leaves one or both to its zip64 field."""
    for kind, field in _fields(extra):
        if kind == _ZIP64_EXTRA:
            found = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            size = next(found, size) if size == _FULL_32 else size
            return size, next(found, packed) if packed == _FULL_32 else packed
    return size, packed


def _renamed(extra: bytes, name: bytes) -> bool:
    """Return whether an extra field names the entry otherwise than its header does."""
    return any(
        kind in _OTHER_NAME_EXTRAS
        or (kind == _UNICODE_PATH_EXTRA and field[_UNICODE_PATH_HEAD:] != name)
        for kind, field in _fields(extra)
    )


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the kind and content of each extra field of an entry."""
    while len(extra) >= _FIELD_HEAD.size:
        kind, length = _FIELD_HEAD.unpack(extra[: _FIELD_HEAD.size])
        extra = extra[_FIELD_HEAD.size :]
        yield kind, extra[:length]
        extra = extra[length:]


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")


def _bytes_at(stream: BinaryIO, offset: int, count: int) -> bytes:
    stream.seek(offset)
    return stream.read(count)
