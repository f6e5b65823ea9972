"""Text in a font that the original names, measured so that it can be set in a field."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from legaldocs.volume.pdf.geometry import point
from legaldocs.volume.pdf.values import lookup, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST, _LAST = 32, 126
_CORE = {
    "Helvetica-Bold": (
        "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 "
        "556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 "
        "556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 "
        "556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 "
        "333 611 556 778 556 556 500 389 280 389 584"
    ),
    "Helvetica": (
        "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 "
        "556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 "
        "500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 "
        "556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
        "278 556 500 722 500 500 500 334 260 334 584"
    ),
    "Times": (
        "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 "
        "500 500 500 500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 "
        "389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 "
        "500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 "
        "278 500 500 722 500 500 444 480 200 480 541"
    ),
}
"""Widths of the characters from space to tilde in the fonts that every reader program has."""

_IDEOGRAPHS = "\u2e7f"
"""Above this, a line may be broken between any two characters."""

_SIMPLE = frozenset({"/Type1", "/MMType1", "/TrueType"})


class Face(Protocol):
    """A font that text can be measured and written in (字体)."""

    def covers(self, text: str) -> bool:
        """Return whether it has every character."""

    def width(self, text: str) -> Decimal:
        """Return the width of a text in points, for type of one point."""

    def show(self, text: str, size: Decimal) -> str:
        """Return the operators that write a text at the place set before."""


@dataclass(frozen=True, slots=True)
class SourceFace:
    """A font of the original, used for what it surely has: the characters of ASCII (原件字体).

    ``resource`` is its name in a drawing that writes with it, without a slash.
    """

    resource: str
    widths: tuple[Decimal, ...]

    def covers(self, text: str) -> bool:
        """Return whether it has every character."""
        return all(
            _FIRST <= ord(character) <= _LAST
            and (character == " " or self.widths[ord(character) - _FIRST] > 0)
            for character in text
        )

    def width(self, text: str) -> Decimal:
        """Return the width of a text in points, for type of one point."""
        return sum((self.widths[ord(c) - _FIRST] for c in text), Decimal(0)) / 1000

    def show(self, text: str, size: Decimal) -> str:
        """Return the operators that write a text at the place set before."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"/{self.resource} {point(size)} Tf ({escaped}) Tj"


def source_face(font: object, resource: str) -> SourceFace | None:
    """Return a font of the original, or None when its codes are not those of ASCII."""
    if not isinstance(font, DictionaryObject) or lookup(font, "/Subtype") not in _SIMPLE:
        return None
    base = str(lookup(font, "/BaseFont"))
    if "Symbol" in base or "Dingbat" in base or _recoded(font):
        return None
    widths = tuple(_listed(font)) or _core(base)
    return SourceFace(resource, widths) if widths else None


def _recoded(font: DictionaryObject) -> bool:
    """Return whether the font may draw something else for a code of ASCII."""
    encoding = lookup(font, "/Encoding")
    if isinstance(encoding, DictionaryObject):
        changed = lookup(encoding, "/Differences")
        codes = [int(n) for n in map(number_of, changed or ()) if n is not None]  # type: ignore[call-overload]
        # A run of names begins at its code; those that forms use begin at 24, 39, 96 and 128.
        if any(_FIRST < code <= _LAST and code not in {39, 96} for code in codes):
            return True
    embedded = lookup(font, "/FontDescriptor")
    flags = number_of(embedded.get("/Flags")) if isinstance(embedded, DictionaryObject) else None
    return encoding is None and flags is not None and bool(int(flags) & 4)


def _listed(font: DictionaryObject) -> Iterator[Decimal]:
    listed, first = lookup(font, "/Widths"), number_of(font.get("/FirstChar"))
    if not isinstance(listed, ArrayObject) or first is None:
        return
    for code in range(_FIRST, _LAST + 1):
        at = code - int(first)
        found = number_of(listed[at]) if 0 <= at < len(listed) else None
        yield max(found or Decimal(0), Decimal(0))


def _core(base: str) -> tuple[Decimal, ...]:
    """Return the widths of a font that is not embedded, by the family its name speaks of."""
    if "Courier" in base:
        return (Decimal(600),) * (_LAST - _FIRST + 1)
    family = "Times" if "Times" in base else "Helvetica"
    if family == "Helvetica" and "Bold" in base:
        family = "Helvetica-Bold"
    return tuple(map(Decimal, _CORE[family].split()))


def lines_of(text: str, face: Face, size: Decimal, width: Decimal) -> list[str]:
    """Return a text broken into lines of ``width`` points: at blanks, and beside any ideograph."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", Decimal(0)
        for word in _words(paragraph):
            wide = face.width(word) * size
            if line and taken + face.width(word.rstrip()) * size > width:
                lines.append(line.rstrip())
                line, taken = "", Decimal(0)
            line, taken = line + word, taken + wide
        lines.append(line.rstrip())
    return lines


def _words(paragraph: str) -> Iterator[str]:
    word = ""
    for character in paragraph:
        apart = word and (max(character, word[-1]) > _IDEOGRAPHS or word[-1] == " ")
        if apart and character != " ":
            yield word
            word = ""
        word += character
    if word:
        yield word


def text_of(value: object) -> str:
    """Return the text of a field or note, its lines apart, or nothing when it has none."""
    if isinstance(value, StreamObject):
        data = value.get_data()
        value = data.decode(
            "utf-16" if data[:2] in {b"\xfe\xff", b"\xff\xfe"} else "latin-1", "replace"
        )
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    lined = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in lined if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"})
