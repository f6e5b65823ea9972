from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from legaldocs.core.errors import InternalError
from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.check import check_volume
from legaldocs.volume.layout import lay_out
from legaldocs.volume.pdf.geometry import BAND, Box, Matrix

from . import made
from .conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pypdf import PageObject

    from .conftest import Volume

NOTE = b"From: a@example.com\nSubject: x\n\nbody\n"


def opened(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def size_of(page: PageObject) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


def content_box(page: PageObject) -> Box:
    """Return the part of the sheet that the page's own content may draw on."""
    drawing = page["/Contents"].get_data().decode()
    matrix = Matrix(*map(Decimal, drawing.split(" cm")[0].split()[1:]))
    left, bottom, right, top = (
        Decimal(str(edge)) for edge in page["/Resources"]["/XObject"]["/P0"]["/BBox"]
    )
    assert f"{left} {bottom} {right - left} {top - bottom} re W n".replace(".0 ", " ") in drawing
    return matrix.bounds(Box(left, bottom, right, top))


def test_every_page_is_stamped_with_its_exhibit_and_number(bound: Callable[..., Volume]) -> None:
    files = {"a.pdf": made.pages(3), "b.jpg": made.picture(), "c.eml": NOTE}
    texts = made.texts(bound(files).data)
    assert [text.split("证据")[-1] for text in texts] == [
        *("1 · 1", "1 · 2", "1 · 3", "2 · 4", "3 · 5")
    ]
    assert ["original 1" in texts[0], "original 2" in texts[1], "original 3" in texts[2]] == [
        True,
        True,
        True,
    ]
    assert "c.eml" in texts[4]


def test_labels_bookmarks_and_front_pages(bound: Callable[..., Volume]) -> None:
    volume = bound(
        {"a.pdf": made.pages(2), "b.pdf": made.pages(1), "c.pdf": made.pages(1)},
        [
            made.exhibit(1, "a.pdf", group="合同订立"),
            made.exhibit(2, "b.pdf", group="合同履行"),
            made.exhibit(3, "c.pdf", group="合同履行"),
        ],
        cover=made.pages(1, width=420, height=600),
        catalogue=made.pages(2),
    )
    reader = opened(volume.data)
    assert list(reader.page_labels) == ["i", "ii", "iii", "1", "2", "3", "4"]
    outline = [
        [line.title for line in entry] if isinstance(entry, list) else entry.title
        for entry in reader.outline
    ]
    assert outline == [
        *("封面", "证据目录", "合同订立", ["证据1 材料1"]),
        *("合同履行", ["证据2 材料2", "证据3 材料3"]),
    ]
    assert reader.get_destination_page_number(reader.outline[5][1]) == 6
    assert "证据" not in "".join(text for text in made.texts(volume.data)[:3])
    assert size_of(reader.pages[0]) == (420, 600)
    assert volume.files[0].front == 3


def test_pages_are_upright_on_a4_and_leave_the_foot_to_the_stamp(
    bound: Callable[..., Volume],
) -> None:
    files = {
        "portrait.pdf": made.one_page(),
        "landscape.pdf": made.one_page(box=b"[0 0 1600 900]"),
        "turned.pdf": made.one_page(page=b"/Rotate 90"),
        "shifted.pdf": made.one_page(box=b"[-300 -200 100 300]"),
        "cropped.pdf": made.one_page(page=b"/CropBox [0 0 500 300]"),
    }
    pages = opened(bound(files).data).pages
    upright, lying = (595, 842), (842, 595)
    assert [size_of(page) for page in pages] == [upright, lying, lying, upright, lying]
    for page in pages:
        assert page.rotation == 0
        box = content_box(page)
        assert box.bottom >= BAND - Decimal("0.01")
        assert box.top <= Decimal(str(page.mediabox.top)) + Decimal("0.01")
        assert "\nBT " in page["/Contents"].get_data().decode().split("Q")[-1]


def test_content_streams_and_photographs_keep_their_bytes(bound: Callable[..., Volume]) -> None:
    packed = made.packed(b"BT /F1 24 Tf 72 700 Td (kept as it is) Tj ET")
    photo = made.picture((400, 300))
    data = bound({"a.pdf": made.one_page(more={4: packed}), "b.jpg": photo}).data
    assert packed.partition(b"stream\n")[2] in data
    assert photo in data


def test_the_same_files_give_the_same_bytes(bound: Callable[..., Volume]) -> None:
    files = {"a.pdf": made.pages(2), "b.png": made.picture(kind="PNG", mode="RGBA"), "c.eml": NOTE}
    first, second = bound(files).data, bound(files).data
    assert first == second
    reader = opened(first)
    assert reader.metadata is not None
    assert reader.metadata["/CreationDate"] == "D:20261121000000+08'00'"
    assert reader.trailer["/ID"] != opened(bound({"a.pdf": made.pages(2)}).data).trailer["/ID"]


def test_numbers_run_on_through_the_parts(bound: Callable[..., Volume]) -> None:
    files = {"a.pdf": made.pages(3), "b.pdf": made.pages(2), "c.eml": NOTE}
    volume = bound(files, catalogue=made.pages(1), most_pages=3)
    assert [file.path.name for file in volume.files] == ["证据卷-1.pdf", "证据卷-2.pdf"]
    assert [(file.front, file.first, file.last) for file in volume.files] == [(1, 1, 3), (0, 4, 6)]
    second = volume.files[1].path.read_bytes()
    assert list(opened(second).page_labels) == ["4", "5", "6"]
    assert [text.split("证据")[-1] for text in made.texts(second)] == ["2 · 4", "2 · 5", "3 · 6"]
    assert opened(second).metadata.title == "证据卷（第2卷）"
    assert [file.size for file in volume.files] == [
        file.path.stat().st_size for file in volume.files
    ]


def test_markup_in_a_name_is_printed_as_text(bound: Callable[..., Volume]) -> None:
    name = "A&B<img src=x>{{7*7}}.txt"
    (text,) = made.texts(bound({"n.txt": NOTE}, [made.exhibit(1, name)]).data)
    assert name in text.replace("\n", "")


def test_a_slip_stays_one_page_however_long_its_title(bound: Callable[..., Volume]) -> None:
    files = {f"{'很长的文件名' * 12}/{n}.txt": NOTE for n in range(2)}
    assert len(made.texts(bound(files).data)) == 2


def test_an_original_that_changes_meanwhile_stops_the_binding(tmp_path: Path) -> None:
    items = made.store(tmp_path, {"a.pdf": made.pages(2)})
    layout = lay_out(made.one_each(["a.pdf"]), items, tmp_path)
    (tmp_path / "a.pdf").write_bytes(made.pages(3))
    with pytest.raises(InternalError, match=r"a\.pdf.*应为：2 页；实际：3 页"):
        bind(layout, FrontMatter("证据卷", DAY), tmp_path)


def test_what_inspection_can_read_binding_can_read(bound: Callable[..., Volume]) -> None:
    """A table before the beginning makes a plain file raise OSError, and pypdf does not go on."""
    data = made.pages(2).replace(b"startxref\n", b"startxref\n-")
    assert len(made.texts(bound({"a.pdf": data}).data)) == 2


def test_progress_names_each_exhibit_once(tmp_path: Path) -> None:
    labels: list[str] = []
    items = made.store(tmp_path, {"a.pdf": made.pages(2)})
    layout = lay_out(made.one_each(["a.pdf"]), items, tmp_path)
    bind(layout, FrontMatter("证据卷", DAY), tmp_path, tick=labels.append)
    assert labels == ["证据1"]


@given(counts=st.lists(st.integers(1, 6), min_size=1, max_size=7), limit=st.integers(1, 9))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_files_in_whatever_order_have_their_numbers_on_every_page(
    bound: Callable[..., Volume], counts: list[int], limit: int
) -> None:
    """The n-th page of the k-th file says so itself, and is stamped with the number laid out."""
    files = {f"{at}.pdf": made.pages(count) for at, count in enumerate(counts, 1)}
    volume = bound(files, most_pages=limit)
    check_volume(volume.files, volume.layout)
    own = [(at, page) for at, count in enumerate(counts, 1) for page in range(1, count + 1)]
    texts = [text for file in volume.files for text in made.texts(file.path.read_bytes())]
    assert len(texts) == len(own)
    for number, ((at, page), text) in enumerate(zip(own, texts, strict=True), 1):
        assert f"original {page}" in text
        assert text.endswith(f"证据{at} · {number}")
    labels = [label for file in volume.files for label in PdfReader(file.path).page_labels]
    assert labels == [str(number) for number in range(1, len(own) + 1)]
    firsts = {number for number, (_, page) in enumerate(own, 1) if page == 1}
    assert {first for first, _ in volume.layout.pages.values()} == firsts
