"""The table of converters and the table of file kinds agree."""

from __future__ import annotations

import gzip
import io
import tarfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from legaldocs.core.filekinds import KINDS
from legaldocs.evidence.files.media import media_type
from legaldocs.volume.convert import CONVERTERS
from tests.volume import made, made_msg
from tests.volume.test_einvoice import ofd_with_data

if TYPE_CHECKING:
    from pathlib import Path

OTHER_EXAMPLES = {"application/vnd.ms-excel", "image/heif"}
"""Kinds that no library here can write; their converters are tried under another kind."""


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(out)
    return out.getvalue()


_O = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": f"<m:manifest xmlns:m='{_O}manifest:1.0'/>",
    "content.xml": (
        f"<office:document-content xmlns:office='{_O}office:1.0' xmlns:table='{_O}table:1.0' "
        f"xmlns:text='{_O}text:1.0'><office:body><office:spreadsheet><table:table table:name='a'>"
        "<table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p>"
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    ),
}

EXAMPLES = {
    "application/json": b'{"a": 1}\n',
    "application/ofd": ofd_with_data({"发票号码": "12345678", "价税合计": "1.00"}),
    "application/gzip": gzip.compress(b"x" * 40),
    "application/x-tar": tar(),
    "application/zip": made.zipped({"a.txt": "x"}),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": made.docx(
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook(),
    "application/vnd.oasis.opendocument.spreadsheet": made.zipped(ODS),
    "image/heic": made.HEIC,
    "text/html": b"<!doctype html><p>x</p>",
    "application/pdf": made.pages(2),
    "application/xml": b"<?xml version='1.0'?><a>1</a>",
    "application/vnd.ms-outlook": made_msg.message("x", text="text"),
    "message/rfc822": b"From: a@b.example\r\nSubject: x\r\n\r\ntext\r\n",
    "text/plain": b"text\n",
    **{
        f"image/{kind.lower()}": made.picture(kind=kind)
        for kind in ("AVIF", "BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
    },
}


def test_every_kind_that_can_be_printed_is_in_the_table_of_kinds() -> None:
    assert set(CONVERTERS) <= {kind.media_type for kind in KINDS}


def test_every_kind_that_can_be_printed_is_tried_here() -> None:
    assert set(CONVERTERS) == set(EXAMPLES) | OTHER_EXAMPLES


@pytest.mark.parametrize("media", EXAMPLES)
def test_what_the_content_shows_is_what_is_converted(media: str, tmp_path: Path) -> None:
    path = tmp_path / "original"
    path.write_bytes(EXAMPLES[media])
    assert media_type(path) == media
    path.chmod(0o444)
    if media == "application/vnd.ms-outlook":
        pytest.importorskip("oxmsg")
    pages = CONVERTERS[media](path, "original")
    assert pages.count == (2 if media == "application/pdf" else 1)
    assert path.read_bytes() == EXAMPLES[media]
