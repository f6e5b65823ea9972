"""Each kind of exhibit as pages: one module a kind, found here by media type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.convert import (
    archive,
    einvoice,
    mail,
    pdf,
    picture,
    spreadsheet,
    text,
    webpage,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.volume.pages import Converter

CONVERTERS: Mapping[str, Converter] = {
    "application/gzip": archive.convert,
    "application/ofd": einvoice.convert,
    "application/pdf": pdf.convert,
    "application/x-tar": archive.convert,
    "application/xml": einvoice.convert,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word.convert,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": spreadsheet.convert,
    "application/vnd.ms-excel": spreadsheet.convert,
    "application/vnd.oasis.opendocument.spreadsheet": spreadsheet.convert,
    "application/zip": archive.convert,
    "image/avif": picture.convert,
    "image/bmp": picture.convert,
    "image/gif": picture.convert,
    "image/heic": picture.convert_heif,
    "image/heif": picture.convert_heif,
    "image/jpeg": picture.convert,
    "image/png": picture.convert,
    "image/tiff": picture.convert,
    "image/webp": picture.convert,
    "message/rfc822": mail.convert,
    "text/html": webpage.convert,
    "text/plain": text.convert,
}
"""What is not here gets a slip sheet."""
