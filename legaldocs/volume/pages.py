"""An original as pages: counted when the volume is laid out, drawn when it is bound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.volume.pdf.copy import PageContent
    from legaldocs.volume.pdf.document import Document
    from legaldocs.volume.pdf.geometry import Placement

    Corner = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place inside an original that gets a bookmark of its own (书签位置).

    ``page`` counts the pages of the original from nought.
    """

    page: int
    title: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of writing that a program recognised in the picture of a sheet (识别出的一行).

    ``corners`` are in points from the lower left corner of the sheet: upper left, upper right,
    lower right and lower left of the line as it is read. ``sure`` is what the program makes of its
    own work, in thousandths.
    """

    text: str
    sure: int
    corners: tuple[Corner, Corner, Corner, Corner]


@dataclass(frozen=True, slots=True)
class OriginalPages:
    """The pages of one original, counted and not yet drawn (原件页面).

    ``draw`` reads the original again and yields each page for the document it is bound into;
    ``remarks`` say what a reader should compare with the original. ``marks`` are in the order of
    their pages; ``quoted`` are the quotes that were found and marked beside the text, with the
    pages, from nought, on which they begin; None where a file of this kind is not searched.
    ``recognised`` are the lines read on a page, counted from nought; ``draw`` knows nothing of
    them, so that what is made of the pages, such as a redacted copy, has them only where it asks.
    """

    count: int
    draw: Callable[[Document], Iterator[tuple[Placement, PageContent]]]
    remarks: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()
    quoted: Mapping[str, tuple[int, ...]] | None = None
    recognised: Mapping[int, tuple[ReadLine, ...]] = field(default_factory=dict)


class Converter(Protocol):
    """The function that turns one kind of file into pages (转换)."""

    def __call__(self, path: Path, name: str, /) -> OriginalPages:
        """Count the pages of the original at ``path``, which its findings call ``name``.

        The original is opened for reading only. Raises Unreadable, with the reason in Chinese, when
        any of its pages cannot be printed: then a slip sheet replaces the whole file.
        """
