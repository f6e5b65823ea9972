"""Small originals for the tests of the volume, made from plain objects."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from PIL import Image
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from legaldocs.claim.exhibits import Exhibit
from legaldocs.evidence.files.gather import GatheredFile
from legaldocs.evidence.files.media import media_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

HEIC = base64.b64decode(
    b"AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    b"AAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAAAAAAADMAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAA"
    b"AAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34"
    b"+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm"
    b"4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAA"
    b"AChjbGFwAAAAEAAAAAEAAAAQAAAAAf///9AAAAAC////0AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAA"
    b"AAAAAQABBYECAwWEAAAAO21kYXQAAAAvKAGvEyFmYsDl+oev+dkpq2Dj9BLqejIxcbaWoOx3OTAVbqjVTWc7ywSH"
    b"vGpEhEA="
)
"""A picture of 16 by 16, its left upper quarter black: no library here can write this form."""


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object as a file has it."""
    return b"<< %s /Length %d >>\nstream\n" % (entries, len(data)) + data + b"\nendstream"


def packed(data: bytes) -> bytes:
    """Return a compressed stream object."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode")


def raw_pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += (b"%010d 00000 n \n" if number in places else b"%010d 00000 f \n") % places.get(
            number, 0
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def one_page(
    content: bytes = b"BT /F1 24 Tf 72 700 Td (original) Tj ET",
    *,
    page: bytes = b"",
    box: bytes = b"[0 0 595 842]",
    catalog: bytes = CATALOG,
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return a PDF with one page; ``page`` are further entries of it, ``more`` further objects."""
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R %s" % (box, page)
    if b"/Resources" not in page:
        sheet += b" /Resources << /Font << /F1 5 0 R >> >>"
    objects = {
        1: catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: sheet + b" >>",
        4: stream(content),
        5: FONT,
    }
    return raw_pdf(objects | dict(more or {}))


def pages(count: int, *, width: int = 595, height: int = 842) -> bytes:
    """Return a PDF whose pages say ``original 1`` and so on."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(count))
    objects = {1: CATALOG, 2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), 5: FONT}
    for n in range(count):
        objects[10 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>" % (width, height, 11 + 2 * n)
        )
        objects[11 + 2 * n] = stream(b"BT /F1 24 Tf 72 700 Td (original %d) Tj ET" % (n + 1))
    return raw_pdf(objects)


def locked(password: str, owner: str | None = None, algorithm: str = "AES-256") -> bytes:
    """Return a PDF that is encrypted."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages(2))))
    writer.encrypt(password, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(
    size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", *, orientation: int = 1
) -> bytes:
    """Return a picture, its left upper quarter darker than the rest."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    if mode == "I;16":
        doubled = b"".join(bytes((v, v)) for v in image.convert("L").tobytes())
        image = Image.frombytes(mode, size, doubled)
    image = image.convert(mode)
    out = io.BytesIO()
    exif = Image.Exif()
    if orientation != 1:
        exif[0x0112] = orientation
    image.save(out, kind, exif=exif) if orientation != 1 else image.save(out, kind)
    return out.getvalue()


def exhibit(number: int, *files: str, group: str = "合同履行") -> Exhibit:
    """Return an exhibit of these files."""
    return Exhibit(number, group, f"材料{number}", "书证", "原告", "履行", None, files, None)


def store(folder: Path, files: Mapping[str, bytes]) -> list[GatheredFile]:
    """Write originals as they are in a bag, and return them as gathered."""
    items = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        hashes = hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest()
        items.append(GatheredFile(name, name, len(data), *hashes, media_type(path)))
    return items


def catalogue(pages: Sequence[str], *, per_sheet: int = 3) -> bytes:
    """Return a catalogue in Chinese, its last column as given, a few rows a sheet."""
    rows = "".join(
        f"<tr{' style=break-before:page' if at and at % per_sheet == 0 else ''}>"
        f"<td>{at + 1}<td>材料 {at + 1}，金额 12 元<td class=p>{printed}"
        for at, printed in enumerate(pages)
    )
    style = "td,th{width:5cm} .p,.h{width:1.3cm;text-align:center;font-size:9pt}"
    return bytes(
        HTML(
            string=f"<meta charset=utf-8><style>{style}</style><h1>证据目录</h1>"
            f"<table><tr><th class=h>序号<th>证据名称<th class=p>页码</tr>{rows}</table>"
        ).write_pdf()
    )


def texts(pdf: bytes) -> list[str]:
    """Return the text of every page, as a reader program finds it."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def one_each(files: Sequence[str]) -> list[Exhibit]:
    """Return one exhibit for each file."""
    return [exhibit(number, file) for number, file in enumerate(files, 1)]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of named parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            kept = name == "mimetype"  # as the rules of open documents want it
            archive.writestr(name, text, zipfile.ZIP_STORED if kept else None)
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document; ``parts`` are further ones by the word that relates to them."""
    names = {"media/image1.png": "image"}
    words = {name: names.get(name, name.split(".")[0]) for name in parts or {}}
    related = "".join(
        f'<Relationship Id="{word}" Type="{_TYPES}/{word}" Target="{name}"/>'
        for name, word in words.items()
    )
    held = {
        f"word/{name}": text.replace("<ROOT", f"<w:{name.split('.')[0]} {_W}").replace(
            "</ROOT", f"</w:{name.split('.')[0]}"
        )
        if isinstance(text, str)
        else text
        for name, text in (parts or {}).items()
    }
    return zipped(
        {
            "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>",
            **held,
        }
    )


def without(path: Path, at: int) -> None:
    """Take a sheet, from nought, out of a PDF."""
    reader, writer = PdfReader(io.BytesIO(path.read_bytes())), PdfWriter()
    writer.clone_document_from_reader(reader)
    writer.remove_page(at)
    writer.write(path)
