"""Each kind of exhibit as pages: one module a kind, found here by media type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.chats.read import MEDIA as CHATS
from legaldocs.volume.convert import (
    archive,
    chat,
    einvoice,
    mail,
    pdf,
    picture,
    spreadsheet,
    text,
    webpage,
    word,
)
from legaldocs.volume.convert.outlook import MSG
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import unforeseen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from legaldocs.volume.pages import Converter, OriginalPages

CONVERTERS: Mapping[str, Converter] = {
    "application/gzip": archive.convert,
    "application/json": text.convert,
    "application/ofd": einvoice.convert,
    "application/pdf": pdf.convert,
    MSG: mail.convert,
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

_QUOTABLE = {
    "application/json": text.convert,
    "text/html": webpage.convert,
    "text/plain": text.convert,
}
"""Kinds in which quoted words are marked besides chats and mails; ``search`` looks in the same."""

_ENCLOSING = {"message/rfc822": mail.convert, MSG: mail.convert}
"""Kinds with files inside that are converted one by one, and cost what each of them costs."""


def convert(media: str, path: Path, name: str, quotes: Sequence[str] = ()) -> OriginalPages | None:
    """Return a file of the kind ``media`` as pages, or None when its kind is not printed.

    An export of a chat is set as one, whatever its kind. ``quotes`` are what the case cites of the
    file; those found are marked. All of it is read and set behind the fence. Raises Unreadable as a
    converter does, and Fenced when it takes too much.
    """
    if media in _ENCLOSING:
        return _ENCLOSING[media](path, name, quotes)
    if media not in CONVERTERS and media not in CHATS:
        return None
    return fenced(_converted, media, path, name, quotes)


def _converted(media: str, path: Path, name: str, quotes: Sequence[str]) -> OriginalPages | None:
    with unforeseen():
        pages = chat.convert(path, name, media, quotes)
        if pages is not None:
            return pages
        if media in _QUOTABLE:
            return _QUOTABLE[media](path, name, quotes)
        converter = CONVERTERS.get(media)
        return converter(path, name) if converter is not None else None
