"""Where a seal goes: one of 42 mm finds room that covers no words but name and day."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import pypdf
import pytest

from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.make import make_paper
from tests.papers.sample import draft_of, sample_of

if TYPE_CHECKING:
    from legaldocs.papers.kind import Paper

RADIUS = 42 / 25.4 * 72 / 2
"""Points."""

SIGNED = re.compile(r"（(签字|签名)）[：:]")
SEALED = re.compile(r"（(盖章|签名或者盖章|公章或者合同专用章)）")
DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
HAND = 110
"""Points that a signature takes after its colon."""


class Words(NamedTuple):
    """A line of a page: where it stands, in points from the lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float

    def touched(self, x: float, y: float) -> bool:
        """Return whether a seal round a point lies on these words."""
        right = self.right + (HAND if SIGNED.search(self.text) else 0)
        across = max(self.left - x, 0, x - right)
        down = max(self.base - 0.2 * self.size - y, 0, y - self.base - 0.8 * self.size)
        return across**2 + down**2 < RADIUS**2


def lines_on(page: pypdf.PageObject) -> list[Words]:
    found: list[Words] = []

    def visit(
        text: str, outer: list[float], inner: list[float], _font: object, size: float
    ) -> None:
        x, y = inner[4] * outer[0] + outer[4], inner[5] * outer[3] + outer[5]
        height = abs(size * inner[3] * outer[3])
        for part in filter(str.strip, text.splitlines()):
            wide = sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.55 for one in part)
            found.append(Words(part.strip(), x, x + wide * height, y, height))

    page.extract_text(visitor_text=visit)
    rows: list[Words] = []
    for _, group in itertools.groupby(found, lambda words: round(words.base)):
        row = list(group)
        rows.append(
            Words(
                "".join(words.text for words in row),
                min(words.left for words in row),
                max(words.right for words in row),
                row[0].base,
                max(words.size for words in row),
            )
        )
    return rows


def room(name: Words, others: list[Words], seals: list[tuple[float, float]]) -> bool:
    """Return whether a seal fits on a name or beside it, and note where."""
    day = [words for words in others if DAY.fullmatch(words.text)]
    rest = [words for words in others if words not in day]
    for down, x in itertools.product(range(0, 60, 2), range(540, 140, -4)):
        for y in (name.base - down, name.base + down):
            alone = all((x - a) ** 2 + (y - b) ** 2 >= (2 * RADIUS) ** 2 for a, b in seals)
            if alone and x + RADIUS < 545 and not any(words.touched(x, y) for words in rest):
                seals.append((x, y))
                return True
    return False


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_a_seal_covers_no_words_that_must_be_read(paper: Paper) -> None:
    made = make_paper(draft_of(paper, sample_of(paper)))
    for page in pypdf.PdfReader(io.BytesIO(made.pdf)).pages:
        lines = lines_on(page)
        seals: list[tuple[float, float]] = []
        for name in lines:
            if SEALED.search(name.text) and name.left < 460 and len(name.text) < 60:
                others = [words for words in lines if words is not name]
                assert room(name, others, seals), f"{name.text} on {lines}"
