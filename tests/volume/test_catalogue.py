from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.core.errors import InternalError
from legaldocs.volume.catalogue import catalogue_entries
from legaldocs.volume.check import check_volume

from . import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Volume

FILES = {
    "a.pdf": made.pages(3),
    "b.jpg": made.picture(),
    "c.pdf": made.pages(12),
    "d.pdf": made.pages(1),
}
PRINTED = ("1-3", "4", "5—16", "17")


def leads(path: Path) -> list[tuple[int, int]]:
    """Return the page of each link and the page it leads to."""
    reader = PdfReader(path)
    places = {page.indirect_reference: at for at, page in enumerate(reader.pages)}
    return [
        (at, places[link.get_object()["/Dest"][0].indirect_reference])
        for at, page in enumerate(reader.pages)
        for link in page.get("/Annots", ())
    ]


def test_each_row_leads_to_the_first_page_of_its_exhibit(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, cover=made.pages(1), catalogue=made.catalogue(PRINTED))
    assert leads(volume.files[0].path) == [
        *((1, 3), (1, 6), (1, 7), (2, 19)),
        *((3, 1), (6, 1), (7, 1), (19, 2)),  # and the first page of each leads back to its row
    ]
    check_volume(volume.files, volume.layout)


def test_a_link_is_on_its_own_row(bound: Callable[..., Volume]) -> None:
    layout = bound(FILES).layout
    found = catalogue_entries(made.catalogue(PRINTED), layout)
    assert [(row.sheet, row.first, row.last) for row in found] == [
        *((0, 1, 3), (0, 4, 4), (0, 5, 16), (1, 17, 17))
    ]
    first, second = found[0].box, found[1].box
    assert first.bottom >= second.top
    assert first.left < first.right


@pytest.mark.parametrize(
    "printed",
    [
        ("1-3", "4", "5-15", "17"),
        ("4", "1-3", "5-16", "17"),
        ("1-3", "4", "5-16"),
        ("1-3", "4", "5-16", "17", "18"),
    ],
    ids=["another page", "another order", "a row less", "a row more"],
)
def test_a_catalogue_that_says_otherwise_is_not_linked(
    printed: tuple[str, ...], bound: Callable[..., Volume]
) -> None:
    volume = bound(FILES, catalogue=made.catalogue(printed))
    path = volume.files[0].path
    assert [to for sheet, to in leads(path) if sheet < volume.files[0].front] == []
    # What cannot be found in the catalogue leads back to its first page.
    assert {to for _, to in leads(path)} == {0}


def test_a_range_may_be_broken_over_two_lines(bound: Callable[..., Volume]) -> None:
    layout = bound(FILES).layout
    broken = made.catalogue(("1-3", "4", "5-<br>16", "17"))
    assert [row.last for row in catalogue_entries(broken, layout)] == [3, 4, 16, 17]


def test_a_page_without_such_columns_is_not_linked(bound: Callable[..., Volume]) -> None:
    assert catalogue_entries(made.pages(1), bound(FILES).layout) == ()


def test_only_exhibits_of_the_same_file_are_linked(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, catalogue=made.catalogue(PRINTED), most_pages=4)
    assert leads(volume.files[0].path) == [(0, 2), (0, 5), (2, 0), (5, 0)]
    assert leads(volume.files[1].path) == []
    check_volume(volume.files, volume.layout)


def test_a_link_that_leads_elsewhere_is_refused(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, catalogue=made.catalogue(PRINTED))
    data = volume.data
    # Links are written before bookmarks: the first two destinations are those of two rows.
    _, first, second, *_ = data.split(b"/Dest [ ")
    here, there = first.split(b" 0 R")[0], second.split(b" 0 R")[0]
    assert here != there
    volume.files[0].path.write_bytes(data.replace(b"/Dest [ " + here, b"/Dest [ " + there, 1))
    with pytest.raises(InternalError, match=r"“证据1”.*链接指向不符"):
        check_volume(volume.files, volume.layout)
