from __future__ import annotations

import io
import zipfile

import pytest

from legaldocs.evidence.files.media import UNKNOWN, media_type_of, suffix_agrees


def packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 70_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"", "application/x-empty"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"junk\n%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("签收：王某\r\n".encode(), "text/plain"),
        ("签收：王某\r\n".encode("gb18030"), "text/plain"),
        ("签收".encode("utf-16"), "text/plain"),
        (b'<?xml version="1.0"?><a/>', "application/xml"),
        (b"<!DOCTYPE html><p>", "text/html"),
        (b'{"a": 1}', "application/json"),
        (b"Received: from a\r\nSubject: =?gb18030?B?xOO6ww==?=\r\n\r\nbody", "message/rfc822"),
        (b"From a@b Tue May 10\nSubject: x\n\nbody", "message/rfc822"),
        (b"Note: nothing\r\nof mail here\r\n", "text/plain"),
        (b"\x00\x01\x02\x03\xfe\xfd", UNKNOWN),
    ],
)
def test_content_tells_the_type(data: bytes, media: str) -> None:
    assert media_type_of(data, data) == media


@pytest.mark.parametrize(
    ("names", "media"),
    [
        (("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        (("[Content_Types].xml", "docProps/a.xml", "xl/workbook.xml"), "spreadsheetml.sheet"),
        (("Doc_0/Document.xml", "OFD.xml"), "application/ofd"),
        (("a.txt",), "application/zip"),
    ],
)
def test_an_archive_tells_what_it_holds(names: tuple[str, ...], media: str) -> None:
    data = packed(*names)
    assert media_type_of(data[: 1 << 16], data[-(1 << 16) :]).endswith(media)


def test_text_cut_inside_a_character_is_still_text() -> None:
    data = "货款".encode() * 9000
    assert media_type_of(data[:8191], data[:8191]) == "text/plain"


@pytest.mark.parametrize(
    ("name", "media", "agrees"),
    [
        ("a.PDF", "application/pdf", True),
        ("a.pdf", "image/png", False),
        ("a.unknown", "image/png", True),
        ("noext", "image/png", True),
    ],
)
def test_a_suffix_is_held_against_the_content(name: str, media: str, *, agrees: bool) -> None:
    assert suffix_agrees(name, media) is agrees
