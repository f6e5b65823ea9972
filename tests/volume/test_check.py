from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.core.errors import InputError, InternalError
from legaldocs.volume.check import check_volume
from legaldocs.volume.layout import Layout
from legaldocs.volume.record import roman

from . import made

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Volume

FILES = {"a.pdf": made.pages(3), "b.jpg": made.picture(), "c.pdf": made.pages(12)}


def listing(text: bytes) -> bytes:
    return made.one_page(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text)


def test_a_volume_as_bound_passes(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, cover=made.pages(1), catalogue=listing(b"1 - 3 and 4 and 5 - 16"))
    check_volume(volume.files, volume.layout)


def test_parts_pass_too(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, catalogue=listing(b"1-3, 4, 5-16"), most_pages=4)
    assert len(volume.files) == 2
    check_volume(volume.files, volume.layout)


@pytest.mark.parametrize(
    ("number", "label"), [(39, "xxxix"), (40, "xl"), (90, "xc"), (400, "cd"), (949, "cmxlix")]
)
def test_front_pages_are_labelled_in_roman_figures(number: int, label: str) -> None:
    assert roman(number) == label


@pytest.mark.parametrize("front", [40, 90, 400])
def test_a_long_catalogue_passes(front: int, bound: Callable[..., Volume]) -> None:
    volume = bound({"a.pdf": made.pages(1)}, catalogue=made.pages(front))
    check_volume(volume.files, volume.layout)
    assert volume.files[0].front == front


def changed(volume: Volume, old: bytes, new: bytes) -> None:
    data = volume.data
    assert data.count(old) == 1
    assert len(old) == len(new)
    volume.files[0].path.write_bytes(data.replace(old, new))


def test_a_wrong_label_is_named_with_its_page(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES)
    changed(volume, b"/St 1\n", b"/St 2\n")
    with pytest.raises(InternalError, match=r"第 1 张.*页面标签不符；应为：1；实际：2"):
        check_volume(volume.files, volume.layout)


def test_a_wrong_stamp_is_named_with_its_page(bound: Callable[..., Volume]) -> None:
    """Page 13's stamp is given the figure 4 in place of its 3."""
    volume = bound(FILES)
    pieces = re.split(rb"(?<=Tf <)([0-9a-f]+)(?=> Tj)", volume.data)
    thirteenth, fourteenth = pieces[2 * 12 + 1], pieces[2 * 13 + 1]
    assert thirteenth[:-4] == fourteenth[:-4]
    pieces[2 * 12 + 1] = fourteenth
    volume.files[0].path.write_bytes(b"".join(pieces))
    with pytest.raises(InternalError, match=r"第 13 张.*应为：证据3 · 13；实际：证据3 · 14"):
        check_volume(volume.files, volume.layout)


def test_a_bookmark_that_leads_elsewhere_is_named(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES)
    data = volume.data
    places = [piece.split(b" 0 R")[0] for piece in data.split(b"/Dest [ ")[1:]]
    # Its group's bookmark comes first and leads to the first page, as that of 证据1 does.
    second = b"/Dest [ %s" % places[-2]
    assert data.count(second) == 1
    volume.files[0].path.write_bytes(data.replace(second, b"/Dest [ %s" % places[-1]))
    with pytest.raises(InternalError, match=r"书签“证据[23] .*应为：第"):
        check_volume(volume.files, volume.layout)


@pytest.mark.parametrize(
    "text", [b"1 - 3 and 4 and 5 - 15", b"1 - 3 and 5 - 16", b"11 - 3 and 4 and 5 - 16", b""]
)
def test_a_catalogue_with_other_pages_is_refused(text: bytes, bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, catalogue=listing(text))
    with pytest.raises(InternalError, match="证据目录的页码与证据卷不符"):
        check_volume(volume.files, volume.layout)


def test_a_users_own_catalogue_without_pages_is_the_users_fault(
    bound: Callable[..., Volume],
) -> None:
    volume = bound(FILES, catalogue=listing(b""))
    with pytest.raises(InputError, match="证据目录的页码与证据卷不符"):
        check_volume(volume.files, volume.layout, catalogue_fault=InputError)


def test_a_volume_of_another_layout_is_refused(bound: Callable[..., Volume]) -> None:
    volume, other = bound(FILES), bound({**FILES, "c.pdf": made.pages(11)})
    with pytest.raises(InternalError, match="页数不符；应为：16；实际：15"):
        check_volume(other.files, volume.layout)


def test_a_missing_part_is_refused(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, most_pages=4)
    with pytest.raises(InternalError, match="分卷数不符；应为：2；实际：1"):
        check_volume(volume.files[:1], volume.layout)


def test_swapped_exhibits_are_refused(bound: Callable[..., Volume]) -> None:
    volume = bound({"a.pdf": made.pages(1), "b.pdf": made.pages(1)})
    first, second = volume.layout.chapters
    swapped = (
        dataclasses.replace(first, exhibit=second.exhibit),
        dataclasses.replace(second, exhibit=first.exhibit),
    )
    part = dataclasses.replace(volume.layout.parts[0], chapters=swapped)
    with pytest.raises(InternalError, match=r"第 1 张.*应为：证据2 · 1；实际：证据1 · 1"):
        check_volume(volume.files, Layout((part,), ()))


@pytest.mark.parametrize(("front", "last"), [(40, "xl"), (90, "xc"), (400, "cd")])
def test_front_pages_are_labelled_as_far_as_they_go(
    front: int, last: str, bound: Callable[..., Volume]
) -> None:
    """A thousand exhibits take some forty pages of catalogue; reader programs write 40 as xl."""
    volume = bound(
        {"a.pdf": made.pages(2)}, cover=made.pages(front - 1), catalogue=listing(b"1 - 2")
    )
    check_volume(volume.files, volume.layout)
    labels = PdfReader(io.BytesIO(volume.data)).page_labels
    assert labels[front - 1 :] == [last, "1", "2"]
    assert labels[front - 1] == roman(front)
