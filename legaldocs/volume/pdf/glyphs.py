"""Fonts and codes on a page that a reader program cannot show as they were meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    StreamObject,
    TextStringObject,
)

from legaldocs.volume.pdf.values import lookup, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST = 8
_SHOWS = {b"Tj": 0, b"'": 0, b'"': 2, b"TJ": 0}
_TWO = 2


def foreign_fonts(page: DictionaryObject, seen: dict[int, frozenset[str]]) -> frozenset[str]:
    """Return the names of the fonts that a page names and the file does not hold.

    ``seen`` has the answer for each form already looked at.
    """
    return frozenset(_foreign(page, seen, 0))


def _foreign(holder: DictionaryObject, seen: dict[int, frozenset[str]], depth: int) -> set[str]:
    found: set[str] = set()
    for font in _listed(holder, "/Font"):
        found |= {str(lookup(font, "/BaseFont") or "")[1:]} if not _is_held(font) else set()
    for form in _listed(holder, "/XObject") if depth < _DEEPEST else ():
        key = form.indirect_reference.idnum if form.indirect_reference is not None else 0
        if key not in seen or not key:
            seen[key] = frozenset()
            seen[key] = frozenset(_foreign(form, seen, depth + 1))
        found |= seen[key]
    return found


def _listed(holder: DictionaryObject, kind: str) -> Iterator[DictionaryObject]:
    resources = lookup(holder, "/Resources")
    listed = lookup(resources, kind) if isinstance(resources, DictionaryObject) else None
    for key in listed if isinstance(listed, DictionaryObject) else ():
        found = lookup(listed, key)  # type: ignore[arg-type]  # a dictionary, as just seen
        if isinstance(found, DictionaryObject):
            yield found


def _is_held(font: DictionaryObject) -> bool:
    if lookup(font, "/Subtype") == "/Type3":
        return True
    below = lookup(font, "/DescendantFonts")
    inner = resolved(below[0]) if isinstance(below, ArrayObject) and below else font
    described = lookup(inner, "/FontDescriptor") if isinstance(inner, DictionaryObject) else None
    return isinstance(described, DictionaryObject) and any(key in described for key in _FILES)


def missing_glyphs(page: DictionaryObject, reader: PdfReader) -> int:
    """Return how many characters of a page that we set show the sign for a missing glyph.

    Our pages name glyphs by two bytes each, and nought is that sign (ISO 32000-1, 9.7.4.2).
    """
    return _missing(page, lookup(page, "/Contents"), reader, 0)


def _missing(holder: DictionaryObject, content: object, reader: PdfReader, depth: int) -> int:
    found = 0
    if isinstance(content, StreamObject | ArrayObject):
        for operands, operator in ContentStream(content, reader).operations:
            if operator in _SHOWS:
                found += _noughts(operands[_SHOWS[operator]])
    for form in _listed(holder, "/XObject") if depth < _DEEPEST else ():
        if lookup(form, "/Subtype") == "/Form":
            found += _missing(form, form, reader, depth + 1)
    return found


def _noughts(shown: object) -> int:
    strings = shown if isinstance(shown, ArrayObject) else [shown]
    count = 0
    for string in strings:
        if isinstance(string, TextStringObject):
            codes = string.original_bytes
        elif isinstance(string, ByteStringObject):
            codes = bytes(string)
        else:
            continue
        count += sum(codes[at : at + _TWO] == b"\0\0" for at in range(0, len(codes), _TWO))
    return count
