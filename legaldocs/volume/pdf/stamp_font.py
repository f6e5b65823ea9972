"""The fonts of the stamps, taken from a small PDF that the renderer makes."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, PdfObject, StreamObject

from legaldocs.core.errors import InputError
from legaldocs.volume.pdf.geometry import point
from legaldocs.volume.pdf.values import lookup, number_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STYLE = """
@page { size: A4; margin: 20mm }
body { font: 12pt SimSun, 宋体, FandolSong, "Noto Serif CJK SC", serif; font-kerning: none;
       font-variant-ligatures: none }
"""
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StampFont:
    """An embedded font with the code and the width of its characters (字体)."""

    font: DictionaryObject
    codes: Mapping[str, str]
    widths: Mapping[str, Decimal]
    """In points, for type of one point."""


@dataclass(frozen=True, slots=True)
class StampFonts:
    """The fonts that together hold every character of the stamps (页码戳字体)."""

    fonts: tuple[StampFont, ...]

    def names(self) -> tuple[str, ...]:
        """Return the resource name of each font, without a slash."""
        return tuple(f"Stamp{number}" for number in range(len(self.fonts)))

    def write(self, text: str, *, right: Decimal, base: Decimal, size: Decimal) -> str:
        """Return content that writes ``text`` on one line and ends it at ``right``."""
        left = right - self.width(text) * size
        return f"BT {point(left)} {point(base)} Td\n{self.show(text, size)}\nET"

    def covers(self, text: str) -> bool:
        """Return whether one of the fonts has each character."""
        return all(any(c in font.codes for font in self.fonts) for c in text)

    def width(self, text: str) -> Decimal:
        """Return the width of a text in points, for type of one point."""
        return sum((self.fonts[self._font_with(c)].widths[c] for c in text), Decimal(0))

    def show(self, text: str, size: Decimal) -> str:
        """Return the operators that write a text at the place set before."""
        chosen = [(self._font_with(character), character) for character in text]
        lines = []
        for at, run in groupby(chosen, key=itemgetter(0)):
            codes = "".join(self.fonts[at].codes[character] for _, character in run)
            lines.append(f"/{self.names()[at]} {point(size)} Tf <{codes}> Tj")
        return "\n".join(lines)

    def _font_with(self, character: str) -> int:
        for number, stamp_font in enumerate(self.fonts):
            if character in stamp_font.codes:
                return number
        raise InputError(
            "系统里没有能显示页码戳的中文字体",
            expected="宋体、思源宋体或 Fandol 宋体",
            found=f"缺字“{character}”",
            next_step="安装中文字体后重新运行",
        )


def stamp_fonts(texts: Iterable[str]) -> StampFonts:
    """Return the stamp fonts, with a glyph for every character of ``texts``.

    Their ``write`` raises InputError for a character that no font on the system has.
    """
    # WeasyPrint takes most of a second to load: only where it is used.
    from weasyprint import HTML  # noqa: PLC0415

    characters = "".join(sorted({character for text in texts for character in text}))
    # A space gets a glyph only between other characters: set apart like this, it always does.
    markup = " ".join(f"&#{ord(character)};" for character in characters if character != " ")
    made = HTML(string=f"<meta charset=utf-8><style>{_STYLE}</style><p>{markup}").write_pdf()
    page = PdfReader(io.BytesIO(made)).pages[0]
    fonts = lookup(page["/Resources"], "/Font")  # type: ignore[arg-type]  # our own page
    return StampFonts(tuple(_stamp_font(resolved(font)) for font in fonts.values()))  # type: ignore[attr-defined]


def characters(font: DictionaryObject) -> dict[str, str]:
    """Return code → character, as the font's own ToUnicode map says; codes are four figures."""
    table = lookup(font, "/ToUnicode")
    if not isinstance(table, StreamObject):
        return {}
    pairs = [
        pair for block in _CHARACTERS.findall(table.get_data()) for pair in _PAIR.findall(block)
    ]
    return {
        code.decode().lower(): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
    }


def _stamp_font(font: object) -> StampFont:
    assert isinstance(font, DictionaryObject)  # noqa: S101  # WeasyPrint wrote it
    codes = {character: code for code, character in characters(font).items() if int(code, 16) != 0}
    widths, otherwise = _widths(font)
    return StampFont(
        font,
        codes,
        {
            character: widths.get(int(code, 16), otherwise) / 1000
            for character, code in codes.items()
        },
    )


def _widths(font: DictionaryObject) -> tuple[dict[int, Decimal], Decimal]:
    """Return the widths by code, and that of all others (ISO 32000-1, 9.7.4.3)."""
    inner = resolved(lookup(font, "/DescendantFonts")[0])  # type: ignore[index]  # our own font
    assert isinstance(inner, DictionaryObject)  # noqa: S101  # WeasyPrint wrote it
    listed = lookup(inner, "/W")
    found: dict[int, Decimal] = {}
    parts: list[PdfObject] = list(listed) if isinstance(listed, ArrayObject) else []
    while parts:
        first, second = parts.pop(0), resolved(parts.pop(0))
        assert isinstance(first, NumberObject)  # noqa: S101  # WeasyPrint wrote it
        if isinstance(second, ArrayObject):
            found.update({int(first) + n: number_of(w) or Decimal(0) for n, w in enumerate(second)})
        else:
            width = number_of(parts.pop(0)) or Decimal(0)
            found.update(dict.fromkeys(range(int(first), int(second) + 1), width))  # type: ignore[call-overload]
    return found, number_of(inner.get("/DW")) or Decimal(1000)
