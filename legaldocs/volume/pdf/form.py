"""The form of a file: what its fields share, and the fonts they are written in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, TextStringObject

from legaldocs.volume.pdf.field import read_field
from legaldocs.volume.pdf.lettering import source_face, text_of
from legaldocs.volume.pdf.stamp_font import stamp_fonts
from legaldocs.volume.pdf.values import lookup, resolved
from legaldocs.volume.pdf.writer import dictionary, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader
    from pypdf.generic import PdfObject

    from legaldocs.volume.pdf.lettering import Face
    from legaldocs.volume.pdf.stamp_font import StampFonts

_FIELDS = 20_000
_CHARACTERS = 4_000
"""Different characters that all fields of a file may need; Chinese has some 3,500 common ones."""


_HELVETICA = dictionary(
    Type=name("Font"),
    Subtype=name("Type1"),
    BaseFont=name("Helvetica"),
    Encoding=name("WinAnsiEncoding"),
)
"""What reader programs write in when a field names a font that is not there."""


class Form:
    """The form of a file, if it has one (表单)."""

    def __init__(self, reader: PdfReader | None) -> None:
        self._reader = reader
        form = lookup(reader.root_object, "/AcroForm") if reader is not None else None
        self._entries = form if isinstance(form, DictionaryObject) else DictionaryObject()
        asked = lookup(self._entries, "/NeedAppearances")
        self.redrawn = isinstance(asked, BooleanObject) and bool(asked.value)
        """Whether reader programs are asked to draw all fields anew, whatever they look like."""
        self.absent = not self._entries
        """Whether there is no form: some reader programs then show no field at all."""
        self.elsewhere = "/XFA" in self._entries
        """Whether some reader programs show another form instead, which the file has as XML."""
        style = lookup(self._entries, "/DA")
        self.style = style.original_bytes if isinstance(style, TextStringObject) else b""

    def face(self, font: str, text: str) -> tuple[Face, dict[str, PdfObject]] | None:
        """Return the font to write a text in, the one named if it has all characters.

        Otherwise one of ours; the second value are the fonts of the original that it needs. None
        when no font has all characters.
        """
        text = text.replace("\n", "")
        resources = lookup(self._entries, "/DR")
        fonts = lookup(resources, "/Font") if isinstance(resources, DictionaryObject) else None
        named = fonts.get(f"/{font}") if isinstance(fonts, DictionaryObject) else None
        face = source_face(resolved(named), "Field")
        if face is None and named is None:
            named, face = _HELVETICA, source_face(_HELVETICA, "Field")
        if face is not None and named is not None and face.covers(text):
            return face, {"Field": named}
        return (self.house, {}) if self.house.covers(text) else None

    @cached_property
    def house(self) -> StampFonts:
        """Fonts of ours for every character that stands in a field or note of the file."""
        found: set[str] = set()
        for text in self._texts():
            found |= set(text)
            if len(found) > _CHARACTERS:
                break
        return stamp_fonts(["".join(sorted(found - {"\n"}))])

    def _texts(self) -> Iterator[str]:
        count = 0
        for page in self._reader.pages if self._reader is not None else ():
            listed = lookup(page, "/Annots")
            for reference in listed if isinstance(listed, ArrayObject) else ():
                count += 1
                if count > _FIELDS:
                    return
                annotation = resolved(reference)
                if not isinstance(annotation, DictionaryObject):
                    continue
                if lookup(annotation, "/Subtype") == "/FreeText":
                    yield text_of(lookup(annotation, "/Contents"))
                if lookup(annotation, "/Subtype") == "/Widget":
                    look = lookup(annotation, "/MK")
                    if isinstance(look, DictionaryObject):
                        yield text_of(lookup(look, "/CA"))
                    yield read_field(annotation).letters
