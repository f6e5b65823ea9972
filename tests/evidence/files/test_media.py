from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.filekinds import KINDS, kind_of
from legaldocs.evidence.files.media import kind_shown, media_type, suffix_agrees

if TYPE_CHECKING:
    from pathlib import Path


def shown(data: bytes) -> str:
    return kind_shown(io.BytesIO(data)).media_type


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name in names:
            opened.writestr(name, "x" * 70_000)
    return buffer.getvalue()


def ole(*names: str, sector: int = 512) -> bytes:
    """Return an OLE file; its directory begins in sector 2 and goes on in every second one."""
    held = sector // 128
    listed = ("Root Entry", *names)
    groups = [listed[at : at + held] for at in range(0, len(listed), held)]
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(sector - 8))
    head[30], head[48], head[76] = (9 if sector == 512 else 12), 2, 0
    table = bytearray(b"\xff" * sector)
    sectors = [b"", bytes(sector)]
    for number, group in enumerate(groups):
        at = 2 + 2 * number
        following = at + 2 if number + 1 < len(groups) else 0xFFFFFFFE
        table[4 * at : 4 * at + 4] = following.to_bytes(4, "little")
        sectors += [b"".join(map(ole_entry, group)).ljust(sector, b"\0"), bytes(sector)]
    return bytes(head) + bytes(table) + b"".join(sectors)


def ole_entry(name: str) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = bytearray(encoded.ljust(128, b"\0"))
    entry[64], entry[66] = len(encoded), 5 if name == "Root Entry" else 1
    return bytes(entry)


def frames(header: bytes, length: int) -> bytes:
    return (header + bytes(length - len(header))) * 4


BMP_HEAD = b"BM" + (1000).to_bytes(4, "little") + bytes(4) + b"\x36\0\0\0\x28\0\0\0" + bytes(40)
EXAMPLES = {
    "application/x-empty": [b""],
    "application/pdf": [b"%PDF-1.7\n", b"junk\n%PDF-1.7\n"],
    "image/jpeg": [b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"\xff\xd8\xff\xe1\0\x10Exif\0"],
    "image/png": [b"\x89PNG\r\n\x1a\n...."],
    "image/gif": [b"GIF87a....", b"GIF89a...."],
    "image/tiff": [b"II*\0....", b"MM\0*....", b"II+\0\x08\0\0\0...."],
    "image/bmp": [BMP_HEAD],
    "image/webp": [b"RIFF\x24\0\0\0WEBPVP8 "],
    "image/heic": [b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", b"\0\0\0\x24ftyphevc\0\0\0\0"],
    "image/heif": [b"\0\0\0\x24ftypmif1\0\0\0\0mif1heic"],
    "image/avif": [b"\0\0\0\x20ftypavif\0\0\0\0avifmif1"],
    **{
        f"application/vnd.oasis.opendocument.{kind}": [
            b"PK\x03\x04"
            + bytes(26)
            + b"mimetypeapplication/vnd.oasis.opendocument."
            + kind.encode()
        ]
        for kind in ("spreadsheet", "text")
    },
    "application/x-tar": [b"a.txt" + bytes(252) + b"ustar\x0000"],
    "application/x-ole-encrypted": [ole("EncryptionInfo", "EncryptedPackage")],
    "application/ofd": [archive("Doc_0/Document.xml", "OFD.xml")],
    kind_of("").media_type: [b"\x00\x01\x02\x03\xfe\xfd"],
    "application/zip": [archive("a.txt")],
    "application/msword": [ole("1Table", "WordDocument"), ole("WordDocument", sector=4096)],
    "application/vnd.ms-excel": [ole("Workbook"), ole("Book")],
    "application/vnd.ms-powerpoint": [ole("Current User", "PowerPoint Document")],
    "application/vnd.ms-outlook": [ole(*["__attach_version1.0_#0"] * 20, "__nameid_version1.0")],
    "application/x-ole-storage": [ole("Contents"), ole(), ole()[:40], ole("x" * 9, *["y"] * 900)],
    "application/vnd.rar": [b"Rar!\x1a\x07\x01\0"],
    "application/x-7z-compressed": [b"7z\xbc\xaf\x27\x1c\0\4"],
    "application/gzip": [b"\x1f\x8b\x08\x08...."],
    "audio/mp4": [b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom"],
    "audio/amr": [b"#!AMR\n\x3c\0\x91", b"#!AMR-WB\n\x3c\0"],
    "audio/wave": [b"RIFF\x24\0\0\0WAVEfmt "],
    "audio/flac": [b"fLaC\0\0\0\x22...."],
    "audio/mpeg": [b"ID3\3\0\0\0\0\0\x21TIT2\0", frames(b"\xff\xfb\x90\x64", 417)],
    "audio/aac": [frames(b"\xff\xf1\x50\x80", 300)],
    "application/ogg": [b"OggS\0\2\0\0"],
    "video/mp4": [b"\0\0\0\x20ftypisom\0\0\2\0isom", b"\0\0\0\x18ftypmp42\0\0\0\0mp42"],
    "video/3gpp": [b"\0\0\0\x18ftyp3gp4\0\0\0\0isom"],
    "video/quicktime": [b"\0\0\0\x14ftypqt  \0\0\0\0", b"\0\1\0\0moov\0\0\0\x6cmvhd"],
    "video/x-ms-asf": [b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9"],
    "video/matroska": [b"\x1a\x45\xdf\xa3\x01\0\0\0"],
    "video/x-msvideo": [b"RIFF\x24\0\0\0AVI LIST"],
    "video/x-flv": [b"FLV\x01\x05\0\0\0\x09"],
    "application/xml": [b'<?xml version="1.0"?><a/>'],
    "text/html": [b"<!DOCTYPE html><p>", b"\xef\xbb\xbf\n<HTML>"],
    "application/rtf": [b"{\\rtf1\\ansi"],
    "application/json": [b'{"a": 1}', b'[{"a": 1}]', b'[\n  {"a": 1}]'],
    "message/rfc822": [
        b"Received: from a\r\nSubject: =?gb18030?B?xOO6ww==?=\r\n\r\nbody",
        b"From a@b Tue May 10\nSubject: x\n\nbody",
        b"X-QQ-SPAM: true\nfrom: a@example.com\n\nbody",
    ],
    "text/plain": [
        "签收：王某\r\n".encode(),
        "签收：王某\r\n".encode("gb18030"),
        "签收".encode("utf-16"),
        b"Note: nothing\r\nof mail here\r\n",
        ("货款".encode() * 9000)[:8191],
    ],
    **{
        f"application/vnd.openxmlformats-officedocument.{inside}": [
            archive("[Content_Types].xml", "docProps/a.xml", entry)
        ]
        for inside, entry in (
            ("wordprocessingml.document", "word/document.xml"),
            ("spreadsheetml.sheet", "xl/workbook.xml"),
            ("presentationml.presentation", "ppt/presentation.xml"),
        )
    },
}
"""Contents by the media type that they show."""


@pytest.mark.parametrize(
    ("media", "data"), [(media, data) for media, listed in EXAMPLES.items() for data in listed]
)
def test_content_shows_the_kind(media: str, data: bytes) -> None:
    assert shown(data) == media


def test_an_archive_of_stored_files_is_none_of_them() -> None:
    page = b"%PDF-1.7\n1 0 obj\n"
    stored, taped = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr("合同.pdf", page)
    with tarfile.open(fileobj=taped, mode="w") as tape:
        member = tarfile.TarInfo("a.pdf")
        member.size = len(page)
        tape.addfile(member, io.BytesIO(page))
    assert shown(stored.getvalue()) == "application/zip"
    assert shown(taped.getvalue()) == "application/x-tar"
    assert shown(b"junk before\n" + page) == "application/pdf"


def test_every_kind_of_the_table_can_be_shown_by_content() -> None:
    assert {kind.media_type for kind in KINDS} == set(EXAMPLES)


@pytest.mark.parametrize(
    "data",
    [
        b"BM\0\1\2\3\4\5",
        b"BM" + BMP_HEAD[2:6] + b"\1\2\3\4" + BMP_HEAD[10:],
        b"\xff\xd8\xff\0\0",
        b"\x1f\x8b\0\0",
        b"ID3\xff\xff\0",
        b"\xff\xfb\x90\x64" + bytes(4000),
        b"\xff\xf1\x50\x80" + bytes(4000),
        b"RIFF\x24\0\0\0ABCD",
        b"\0\0\0\x20ftypcrx \0\0\0\1",
        b"MZ\x90\0\3\0\0\0",
    ],
)
def test_a_short_sign_alone_is_not_believed(data: bytes) -> None:
    assert shown(data) == "application/octet-stream"


def test_a_file_is_read_from_its_beginning_and_its_end(tmp_path: Path) -> None:
    data = archive(*(f"media/{number}.bin" for number in range(5)), "word/document.xml")
    (tmp_path / "a.zip").write_bytes(data)
    assert len(data) > 5 * (1 << 16)
    assert media_type(tmp_path / "a.zip").endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("name", "media", "agrees"),
    [
        ("a.PDF", "application/pdf", True),
        ("a.pdf", "image/png", False),
        ("a.unknown", "image/png", True),
        ("a.heic", "video/mp4", False),
        ("a.m4a", "video/mp4", True),
        ("a.doc", "application/rtf", True),
        ("noext", "image/png", True),
    ],
)
def test_a_suffix_is_compared_with_the_content(name: str, media: str, *, agrees: bool) -> None:
    assert suffix_agrees(name, media) is agrees
