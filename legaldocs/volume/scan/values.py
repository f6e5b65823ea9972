"""Values in recognised writing: what stands beside its label, and what stands anywhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from legaldocs.core.days import iso_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure, yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from legaldocs.volume.pages import Corner, ReadLine

_SURE = 950
"""Thousandths below which what was read contradicts nothing."""

_NEXT = 12
"""Heights of a line up to which another one to its right is what its label names."""

_ALIKE = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"})
"""Letters that are taken for figures and the other way about."""

_DAY = r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}"
_SUM = r"(?:CNY|RMB|人民币|[¥Y])?\s*(?:\d{1,3}(?:,\d{3})+\.\d\d|\d+\.\d\d)"
_CODE = r"[0-9A-Za-z][0-9A-Za-z()\[\]/_.-]{3,39}"
_ENDED = r"(?![0-9A-Za-z.,])"


def folded(text: str) -> str:
    """Return a text as codes are compared: its letters and figures, look-alikes made one."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(filter(str.isalnum, plain)).translate(_ALIKE)


def _sum(text: str) -> str:
    try:
        return figure(yuan(text.lstrip("CNYRMB人民币¥ ")))
    except InputError:
        return ""


def _day(text: str) -> str:
    parts = re.split(r"\D+", text)
    try:
        return iso_day("-".join(part.zfill(2) for part in parts)).isoformat()
    except InputError:
        return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value in recognised writing (识别的值的种类).

    ``pattern`` is how it may be written, ``shown`` the one way in which we write it: empty when it
    is none after all.
    """

    pattern: str
    shown: Callable[[str], str]

    def states(self, value: str, lines: Sequence[ReadLine]) -> bool:
        """Return whether the value stands there by itself, however sure."""
        wanted = folded(value)
        found = re.compile(rf"(?<![0-9A-Za-z.,])(?:{self.pattern}){_ENDED}")
        texts = [_plain(line.text) for line in lines]
        if any(
            folded(self.shown(match)) == wanted for text in texts for match in found.findall(text)
        ):
            return True
        return not value.isascii() and self.hints(value, lines)

    def hints(self, value: str, lines: Sequence[ReadLine]) -> bool:
        """Return whether the characters of the value stand there in a row, in whatever else."""
        wanted = folded(value)
        return any(wanted in folded(line.text) for line in lines)

    def labelled(self, label: str, lines: Sequence[ReadLine]) -> Iterator[str]:
        """Yield the values that stand behind the label, on one line or beside it, surely read."""
        found = re.compile(rf"(?:{label})\s*:?\s*({self.pattern}){_ENDED}")
        for line in lines:
            for text, sure in _readings(line, lines):
                match = found.search(_plain(text))
                if match and sure >= _SURE and (value := self.shown(match[1])):
                    yield value
                    break


SUM = Kind(_SUM, _sum)
DAY = Kind(_DAY, _day)
CODE = Kind(_CODE, lambda text: text.rstrip("()[]/_.-"))
INVOICE = Kind(r"\d{20}|\d{8}", str)
TAXPAYER = Kind(r"[0-9A-HJ-NPQRTUWXY]{18}", lambda text: text if uscc.is_valid(text) else "")


def _plain(text: str) -> str:
    """Return a text with brackets, colons and commas of one width."""
    return unicodedata.normalize("NFKC", text)


def _readings(line: ReadLine, lines: Sequence[ReadLine]) -> Iterator[tuple[str, int]]:
    """Yield a line, and the line with what stands to the right of it."""
    yield line.text, line.sure
    beside = min(
        ((gap, at) for at, other in enumerate(lines) if (gap := _gap(line, other)) is not None),
        default=None,
    )
    if beside is not None:
        other = lines[beside[1]]
        yield f"{line.text} {other.text}", min(line.sure, other.sure)


def _gap(line: ReadLine, other: ReadLine) -> Decimal | None:
    """Return how far to the right of a line another begins; None when it is on no level with it."""
    _, upper, lower, foot = line.corners
    along = lower[0] - foot[0], lower[1] - foot[1]
    length = (along[0] ** 2 + along[1] ** 2).sqrt()
    up = upper[0] - lower[0], upper[1] - lower[1]
    height = (up[0] ** 2 + up[1] ** 2).sqrt()
    if other is line or not length or not height:
        return None
    start = _middle(other.corners[0], other.corners[3])
    end = _middle(upper, lower)
    apart = start[0] - end[0], start[1] - end[1]
    across = (apart[0] * along[0] + apart[1] * along[1]) / length
    level = abs(apart[0] * along[1] - apart[1] * along[0]) / length
    near = -height <= across <= _NEXT * height and level <= height * 3 / 5
    return across if near else None


def _middle(one: Corner, other: Corner) -> Corner:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
