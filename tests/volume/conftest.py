"""A volume bound from files given as bytes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from legaldocs.volume import convert
from legaldocs.volume.arrangement import MOST_PAGES, Arrangement, Separators
from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.layout import lay_out

from . import made

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.volume.bind import VolumeFile
    from legaldocs.volume.layout import Layout

DAY = dt.date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Volume:
    """A bound volume and the layout it was bound from."""

    layout: Layout
    files: tuple[VolumeFile, ...]

    @property
    def data(self) -> bytes:
        """Return the bytes of the first part."""
        return self.files[0].path.read_bytes()


@pytest.fixture
def unfenced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Convert in this process, whose limits a test can change."""
    monkeypatch.setattr(convert, "fenced", lambda work, *arguments: work(*arguments))


@pytest.fixture
def bound(tmp_path: Path) -> Callable[..., Volume]:
    """Return a function that binds files; every file is an exhibit unless exhibits are given."""
    count = 0

    def make(  # noqa: PLR0913 - all that a test may ask of a volume
        files: Mapping[str, bytes],
        exhibits: Sequence[Exhibit] | None = None,
        *,
        cover: bytes = b"",
        catalogue: bytes = b"",
        most_pages: int = MOST_PAGES,
        separators: Separators | None = None,
        codes: bool = False,
    ) -> Volume:
        nonlocal count
        count += 1
        folder = tmp_path / f"volume{count}"
        folder.mkdir()
        items = made.store(folder / "originals", files)
        listed = made.one_each(list(files)) if exhibits is None else exhibits
        arrangement = Arrangement(most_pages, separators, codes=codes)
        layout = lay_out(listed, items, folder / "originals", arrangement)
        front_matter = FrontMatter("证据卷", DAY, cover, catalogue)
        return Volume(layout, bind(layout, front_matter, folder))

    return make
