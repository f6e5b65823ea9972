"""Recognised writing over a picture: a search finds it, and no program draws it (文字层)."""

from __future__ import annotations

import struct
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, TextStringObject

from legaldocs.volume.pdf.geometry import Matrix
from legaldocs.volume.pdf.writer import dictionary, name, stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legaldocs.volume.pages import ReadLine
    from legaldocs.volume.pdf.writer import ObjectWriter

_RESOURCE = "Recognised"
_EM = 1000
_HALF = 500
_WIDE = frozenset("WFA")
"""Widths of Unicode that take a whole square in Chinese type."""

_DESCENT = Decimal("0.15")
"""Part of a line's height that lies below the foot of its letters."""

_LEAST = Decimal("0.1")
"""Points below which a side of a line has no direction."""

_AT_ONCE = 100
"""Entries that one block of a map of characters may have (Adobe Technical Note 5411)."""

_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class TextLayer:
    """The one font of all recognised writing of a file, its glyphs without ink (文字层字体).

    Reader programs never need to look for a font: the layer is searched, copied and not drawn.
    """

    def __init__(self, writer: ObjectWriter, characters: Iterable[str]) -> None:
        self._codes = {
            character: code for code, character in enumerate(sorted(set(characters)), start=1)
        }
        self._font = writer.put(self._written(writer))

    def beside(self, fonts: DictionaryObject) -> DictionaryObject:
        """Return the fonts of a page, this one among them."""
        return DictionaryObject({**fonts, name(_RESOURCE): self._font})

    def write(self, lines: Sequence[ReadLine]) -> str:
        """Return content that writes each line over its place, in a mode that draws nothing."""
        shown = [row for line in lines if (row := self._line(line))]
        return "\n".join(("q BT 3 Tr", f"/{_RESOURCE} 1 Tf", *shown, "ET Q"))

    def _line(self, line: ReadLine) -> str:
        """Return one line, as long and as high as its box, turned as that is."""
        (left, top), _, (right, bottom), (x, y) = line.corners
        along = right - x, bottom - y
        up = left - x, top - y
        width = sum(map(_width, line.text)) / Decimal(_EM)
        if max(map(abs, along)) < _LEAST or max(map(abs, up)) < _LEAST or not width:
            return ""
        place = Matrix(
            along[0] / width,
            along[1] / width,
            up[0],
            up[1],
            x + up[0] * _DESCENT,
            y + up[1] * _DESCENT,
        )
        codes = "".join(f"{self._codes[character]:04x}" for character in line.text)
        return f"{place.operands()} Tm <{codes}> Tj"

    def _written(self, writer: ObjectWriter) -> DictionaryObject:
        """Return the font: Type 0, two bytes a character (ISO 32000-1, 9.7)."""
        data = glyphless()
        box = ArrayObject([NumberObject(edge) for edge in (0, -150, _EM, 850)])
        described = dictionary(
            Type=name("FontDescriptor"),
            FontName=name("Glyphless"),
            Flags=NumberObject(4),
            FontBBox=box,
            ItalicAngle=NumberObject(0),
            Ascent=NumberObject(850),
            Descent=NumberObject(-150),
            CapHeight=NumberObject(850),
            StemV=NumberObject(80),
            FontFile2=writer.put(stream(data, Length1=NumberObject(len(data)))),
        )
        system = dictionary(
            Registry=TextStringObject("Adobe"),
            Ordering=TextStringObject("Identity"),
            Supplement=NumberObject(0),
        )
        inner = dictionary(
            Type=name("Font"),
            Subtype=name("CIDFontType2"),
            BaseFont=name("Glyphless"),
            CIDSystemInfo=system,
            FontDescriptor=writer.put(described),
            DW=NumberObject(_EM),
            W=self._widths(),
            CIDToGIDMap=writer.put(stream(self._glyphs())),
        )
        return dictionary(
            Type=name("Font"),
            Subtype=name("Type0"),
            BaseFont=name("Glyphless"),
            Encoding=name("Identity-H"),
            DescendantFonts=ArrayObject([writer.put(inner)]),
            ToUnicode=writer.put(stream(self._map())),
        )

    def _widths(self) -> ArrayObject:
        widths = [NumberObject(_width(character)) for character in self._codes]
        return ArrayObject([NumberObject(1), ArrayObject(widths)])

    def _glyphs(self) -> bytes:
        """Return the glyph of each code, two bytes each: the second is as wide as Chinese type."""
        chosen = (1 + (_width(character) == _EM) for character in self._codes)
        return b"".join(number.to_bytes(2, "big") for number in (0, *chosen))

    def _map(self) -> bytes:
        pairs = [
            f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for character, code in self._codes.items()
        ]
        blocks = []
        for at in range(0, len(pairs), _AT_ONCE):
            block = pairs[at : at + _AT_ONCE]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return _MAP.format(blocks="\n".join(blocks)).encode("ascii")


def _width(character: str) -> int:
    return _EM if unicodedata.east_asian_width(character) in _WIDE else _HALF


def glyphless() -> bytes:
    """Return a TrueType font of two glyphs without ink, with the tables that PDF asks for.

    The tables are those of ISO 32000-1, 9.9, as the OpenType specification lays them out. A glyph
    is a slanting line without breadth: by its size, reader programs mark what they find.
    """
    half, whole = _stroke(_HALF), _stroke(_EM)
    tables = {
        b"glyf": half + whole,
        b"head": struct.pack(
            *(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM),
            *(0, 0, 0, -150, _EM, 850, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, 850, -150, 0, _EM, *[0] * 11, 3),
        b"hmtx": struct.pack(">6H", _EM, 0, _HALF, 0, _EM, 0),
        b"loca": struct.pack(">4I", 0, 0, len(half), len(half) + len(whole)),
        b"maxp": struct.pack(">IH13H", 0x10000, 3, 3, 1, 0, 0, 1, *[0] * 8),
    }
    at = 12 + 16 * len(tables)
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    body = b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        words = struct.unpack(f">{len(padded) // 4}I", padded)
        head += struct.pack(">4sIII", tag, sum(words) & 0xFFFFFFFF, at + len(body), len(data))
        body += padded
    return head + body


def _stroke(width: int) -> bytes:
    """Return an outline of three points on one line, across a glyph from corner to corner."""
    header = struct.pack(">5h", 1, 0, -150, width, 850)
    points = struct.pack(">HH3B6h", 2, 0, 1, 1, 1, 0, width // 2, width // 2, -150, 500, 500)
    data = header + points
    return data + bytes(-len(data) % 4)
