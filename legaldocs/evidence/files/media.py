"""What kind of file the content says it is, whatever its name says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import puremagic

if TYPE_CHECKING:
    from pathlib import Path

_LOOK = 1 << 16
UNKNOWN = "application/octet-stream"

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"OFD.xml", "application/ofd"),
    (b"word/", _WORD),
    (b"xl/", _SHEET),
    (b"ppt/", _SLIDES),
)

_SUFFIXES: dict[str, frozenset[str]] = {
    ".pdf": frozenset({"application/pdf"}),
    ".jpg": frozenset({"image/jpeg"}),
    ".jpeg": frozenset({"image/jpeg"}),
    ".png": frozenset({"image/png"}),
    ".gif": frozenset({"image/gif"}),
    ".tif": frozenset({"image/tiff"}),
    ".tiff": frozenset({"image/tiff"}),
    ".docx": frozenset({_WORD}),
    ".xlsx": frozenset({_SHEET}),
    ".pptx": frozenset({_SLIDES}),
    ".doc": frozenset({"application/x-ole-storage"}),
    ".xls": frozenset({"application/x-ole-storage"}),
    ".msg": frozenset({"application/x-ole-storage"}),
    ".ofd": frozenset({"application/ofd"}),
    ".zip": frozenset({"application/zip"}),
    ".eml": frozenset({"message/rfc822"}),
    ".txt": frozenset({"text/plain", "message/rfc822", "text/html", "application/json"}),
    ".csv": frozenset({"text/plain"}),
    ".json": frozenset({"application/json"}),
    ".xml": frozenset({"application/xml"}),
    ".html": frozenset({"text/html"}),
    ".htm": frozenset({"text/html"}),
}
"""What a suffix promises; a suffix that is not here promises nothing."""

_ZIP_NAMES = re.compile(
    rb"(?=PK\x01\x02.{42}([^\x00]{1,80}))|(?=PK\x03\x04.{26}([^\x00]{1,80}))", re.DOTALL
)
_FEWEST_BYTES = 4
"""Shorter signs prove nothing: puremagic offers them all the same."""

_MAIL_HEADER = re.compile(rb"(From [^\r\n]{1,300}\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
_MAIL_FIELDS = re.compile(
    rb"(?im)^(from|received|date|subject|message-id|mime-version|return-path|content-type):"
)


def media_type(path: Path) -> str:
    """Return the media type that the content of ``path`` shows, UNKNOWN when it shows none."""
    with path.open("rb") as stream:
        head = stream.read(_LOOK)
        stream.seek(0, 2)
        stream.seek(max(stream.tell() - _LOOK, 0))
        tail = stream.read(_LOOK)
    return media_type_of(head, tail)


def media_type_of(head: bytes, tail: bytes) -> str:
    """Return the media type that the first and last 64 KiB of a file show."""
    if not head:
        return "application/x-empty"
    for sign, name in _SIGNS:
        if head.startswith(sign):
            return name
    # Readers accept a PDF whose header stands behind other bytes, within the first kilobyte.
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(head + tail)
    return _text_type(head) or _by_magic(head)


def suffix_agrees(name: str, media: str) -> bool:
    """Return whether the suffix of ``name`` promises what the content is, or promises nothing."""
    dot = name.rfind(".")
    promised = _SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None
    return promised is None or media in promised


def _inside_zip(seen: bytes) -> str:
    names = _ZIP_NAMES.findall(seen)
    for inside, name in _INSIDE_ZIP:
        if any(part.startswith(inside) for pair in names for part in pair):
            return name
    return "application/zip"


def _text_type(head: bytes) -> str:
    """Return the type of a text, or nothing when the bytes are no text."""
    text = _decoded(head)
    if text is None:
        return ""
    start = text.lstrip("\ufeff \t\r\n")[:512].lower()
    if start.startswith("<?xml"):
        return "application/xml"
    if start.startswith(("<!doctype html", "<html")):
        return "text/html"
    if start.startswith(("{", "[{")) and start.rstrip()[:2] != "{\\":
        return "application/json"
    if _MAIL_HEADER.match(head) and _MAIL_FIELDS.search(head[:8192]):
        return "message/rfc822"
    return "text/plain"


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


def _by_magic(head: bytes) -> str:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    sure = [
        each.mime_type for each in found if len(each.byte_match) >= _FEWEST_BYTES and each.mime_type
    ]
    return str(sure[0]) if sure else UNKNOWN
