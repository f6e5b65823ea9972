"""The page numbers printed in the catalogue, and their places: links start there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.render.printed_page import open_printed
from legaldocs.volume.pdf.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pypdf import PageObject

    from legaldocs.volume.layout import Layout

_HEADING, _FIRST_COLUMN = "页码", "序号"
_DASHES = re.compile(r"\s*[-–—~～至]\s*")
_PAGES = re.compile(r"(\d+)(?:-(\d+))?")
_CELL = Decimal(32)
_LINE = Decimal(12)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """The page numbers printed in one row of the catalogue, and the row's place (目录页码)."""

    sheet: int
    box: Box
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _TextRun:
    sheet: int
    text: str
    x: Decimal
    y: Decimal
    end: Decimal


def catalogue_entries(catalogue: bytes, layout: Layout) -> tuple[CatalogueEntry, ...]:
    """Return the catalogue's page numbers in the order of the exhibits.

    They are the figures in the column headed 页码, row by row. The result is empty unless they are
    exactly the pages of the layout, in order: their places would be a guess.
    """
    with open_printed(catalogue) as file:
        runs = [
            _TextRun(sheet, run.text.strip(), *map(_hundredths, (*run.start, run.end)))
            for sheet, page in enumerate(file.pages())
            for run in page.runs()
        ]
    found = _entries(runs)
    printed = [(row.first, row.last) for row in found]
    return found if printed == list(layout.pages.values()) else ()


def printed_entries(pages: Iterable[PageObject]) -> tuple[CatalogueEntry, ...]:
    """Return what stands in the column headed 页码 on these pages, empty where there is none.

    They may be anybody's, so that they are read behind the counts of pypdf.
    """
    return _entries([run for sheet, page in enumerate(pages) for run in _runs(sheet, page)])


def _entries(runs: Sequence[_TextRun]) -> tuple[CatalogueEntry, ...]:
    heads = {run.text: run for run in reversed(runs) if run.text in {_HEADING, _FIRST_COLUMN}}
    if set(heads) != {_HEADING, _FIRST_COLUMN}:
        return ()
    columns = heads[_FIRST_COLUMN].x, heads[_HEADING].x
    column = [
        run
        for run in runs
        if abs(run.x - columns[1]) <= _CELL and run.end > columns[1] and run.text != _HEADING
    ]
    return tuple(
        _linked_entry(run, int(match[1]), int(match[2] or match[1]), columns)
        for run in _joined(column)
        if (match := _PAGES.fullmatch(run.text))
    )


def _runs(sheet: int, page: PageObject) -> Iterator[_TextRun]:
    """Yield the texts of a page in the order they are drawn, with the place where each begins."""
    found: list[_TextRun] = []

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], *_: object) -> None:
        # Six numbers each: the place is the inner origin seen through the outer transformation.
        across = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        up = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        if text.strip():
            x = _hundredths(across)
            found.append(_TextRun(sheet, text.strip(), x, _hundredths(up), x + _CELL))

    page.extract_text(visitor_text=visit)
    yield from found


def _hundredths(number: float) -> Decimal:
    return Decimal(f"{number:.2f}")


def _joined(column: Sequence[_TextRun]) -> Iterator[_TextRun]:
    """Yield the cells of the column; one that ends with a dash goes on in the line below."""
    begun: _TextRun | None = None
    for run in column:
        start = begun or replace(run, text="")
        cell = replace(start, text=start.text + _DASHES.sub("-", run.text))
        begun = cell if cell.text.endswith("-") else None
        if begun is None:
            yield cell


def _linked_entry(
    run: _TextRun, first: int, last: int, columns: tuple[Decimal, Decimal]
) -> CatalogueEntry:
    """Return the entry whose link runs along its row, from the first column to the last."""
    left, right = columns
    return CatalogueEntry(
        run.sheet, Box(left - 8, run.y - 4, right + _CELL, run.y + _LINE), first, last
    )
