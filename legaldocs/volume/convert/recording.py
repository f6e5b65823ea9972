"""How long a recording runs: read from its header, nothing decoded (时长)."""

from __future__ import annotations

import io
import struct
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_HEAD = 1 << 20
_BOXES = 4000
_LONGEST = 1_000_000
_AMR = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5),
}
"""Bytes of a frame of 20 milliseconds, by its type (RFC 4867, 5.3)."""

_MP4 = frozenset({"audio/mp4", "video/mp4", "video/3gpp", "video/quicktime"})
_SHORT = frozenset({"audio/wave", "audio/flac", "audio/mpeg", "application/ogg", "video/x-ms-asf"})
_SUFFIX = {
    "audio/wave": ".wav",
    "audio/flac": ".flac",
    "audio/mpeg": ".mp3",
    "application/ogg": ".ogg",
    "video/x-ms-asf": ".wma",
}
_EBML_INFO, _EBML_SCALE, _EBML_DURATION = b"\x15\x49\xa9\x66", b"\x2a\xd7\xb1", b"\x44\x89"


def is_recording(media: str) -> bool:
    """Return whether a media type is sound or moving pictures."""
    return media.startswith(("audio/", "video/")) or media == "application/ogg"


def duration(path: Path, media: str) -> str:
    """Return how long a recording says it runs, such as 3分12秒; empty when it does not say."""
    try:
        with path.open("rb") as file:
            seconds = _seconds(path, file, media)
    except (OSError, ValueError, ArithmeticError, LookupError, struct.error):
        return ""
    if seconds is None or not 0 < seconds < _LONGEST:
        return ""
    whole = max(int(seconds.quantize(Decimal(1), ROUND_HALF_UP)), 1)
    hours, rest = divmod(whole, 3600)
    minutes, last = divmod(rest, 60)
    parts = ((hours, "小时"), (minutes, "分"), (last, "秒"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def _seconds(path: Path, file: BinaryIO, media: str) -> Decimal | None:
    if media in _MP4:
        return _movie_header(file)
    if media == "audio/amr":
        return _amr(file)
    if media == "video/x-msvideo":
        return _avi(file.read(_HEAD))
    if media == "video/matroska":
        return _matroska(file.read(_HEAD))
    return _by_library(path, file, media) if media in _SHORT else None


def _by_library(path: Path, file: BinaryIO, media: str) -> Decimal | None:
    from tinytag import TinyTag, TinyTagException  # noqa: PLC0415 - only recordings pay

    try:
        tag = TinyTag.get(path.with_suffix(_SUFFIX[media]).name, file_obj=file, tags=False)
    except TinyTagException:
        return None
    return None if tag.duration is None else Decimal(str(tag.duration))


def _boxes(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int]]:
    """Yield the kind of each box (ISO/IEC 14496-12) up to ``end``, the file at its content."""
    for _ in range(_BOXES):
        start = file.tell()
        head = file.read(8)
        if len(head) < 8 or start >= end:  # noqa: PLR2004  # size and kind
            return
        size, kind = struct.unpack(">I4s", head)
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
        following = end if size == 0 else start + size
        if following <= start:
            return
        yield kind, min(following, end)
        file.seek(following)


def _movie_header(file: BinaryIO) -> Decimal | None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    for kind, end in _boxes(file, size):
        if kind != b"moov":
            continue
        for inner, _ in _boxes(file, end):
            if inner == b"mvhd":
                return _of_movie(file.read(32))
    return None


def _of_movie(header: bytes) -> Decimal | None:
    if header[0] == 1:
        scale, length = struct.unpack_from(">IQ", header, 20)
    else:
        scale, length = struct.unpack_from(">II", header, 12)
    return Decimal(length) / Decimal(scale) if scale else None


def _amr(file: BinaryIO) -> Decimal | None:
    for mark, lengths in _AMR.items():
        file.seek(0)
        if file.read(len(mark)) != mark:
            continue
        frames = 0
        while head := file.read(1):
            kind = head[0] >> 3 & 15
            frames += 1
            if kind < len(lengths):
                file.seek(lengths[kind], io.SEEK_CUR)
        return Decimal(frames) / 50
    return None


def _avi(head: bytes) -> Decimal | None:
    at = head.find(b"avih")
    if at < 0:
        return None
    microseconds, _, _, _, frames = struct.unpack_from("<5I", head, at + 8)
    return Decimal(int(microseconds) * int(frames)) / 1_000_000


def _matroska(head: bytes) -> Decimal | None:
    """Return the duration of the first info element: a number in units of its scale."""
    start = head.find(_EBML_INFO)
    if start < 0:
        return None
    info = head[start : start + 4096]
    at = info.find(_EBML_DURATION)
    if at < 0:
        return None
    wide = info[at + 2] == 0x88  # noqa: PLR2004  # eight bytes long
    (number,) = struct.unpack_from(">d" if wide else ">f", info, at + 3)
    scale, place = 1_000_000, info.find(_EBML_SCALE)
    if place >= 0:
        length = info[place + 3] & 0x7F
        scale = int.from_bytes(info[place + 4 : place + 4 + length], "big")
    return Decimal(str(number)) * scale / 1_000_000_000
