from __future__ import annotations

import io
import struct
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from legaldocs.core.errors import InternalError
from legaldocs.volume.bind import Imprint, bind
from legaldocs.volume.layout import Limits, lay_out
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
        Decimal(str(each)) for each in page["/Resources"]["/XObject"]["/P0"]["/BBox"]
    )
    assert f"{left} {bottom} {right - left} {top - bottom} re W n".replace(".0 ", " ") in drawing
    return matrix.bounds(Box(left, bottom, right, top))


def test_every_page_bears_its_exhibit_and_its_number(bound: Callable[..., Volume]) -> None:
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
        [line.title for line in each] if isinstance(each, list) else each.title
        for each in reader.outline
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


def shown(page: PageObject) -> Image.Image:
    """Return the picture on a page, its data read as the JPEG or PNG data that they are."""
    image = page["/Resources"]["/XObject"]["/P0"]
    data = image._data
    if image["/Filter"] == "/DCTDecode":
        return Image.open(io.BytesIO(data))
    space = image["/ColorSpace"]
    kind = {"/DeviceGray": 0, "/DeviceRGB": 2}.get(space if isinstance(space, str) else "", 3)
    head = struct.pack(
        ">IIBBBBB", image["/Width"], image["/Height"], image["/BitsPerComponent"], kind, 0, 0, 0
    )
    chunks = [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]
    if kind == 3:
        chunks.insert(1, (b"PLTE", space[3].original_bytes))
    out = b"\x89PNG\r\n\x1a\n"
    for name, body in chunks:
        out += struct.pack(">I", len(body)) + name + body
        out += struct.pack(">I", zlib.crc32(name + body))
    return Image.open(io.BytesIO(out))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1")),
        *(("PNG", "I;16"), ("TIFF", "CMYK"), ("TIFF", "L"), ("WEBP", "RGB"), ("GIF", "P")),
        *(("JPEG", "RGB"), ("JPEG", "L")),
    ],
)
def test_pictures_of_every_mode_show_the_same_dark_quarter(
    kind: str, mode: str, bound: Callable[..., Volume]
) -> None:
    data = made.picture((64, 48), kind, mode)
    image = shown(opened(bound({"a.bin": data}).data).pages[0])
    assert image.size == (64, 48)
    plain = image.convert("RGB") if image.mode != "I;16" else image.point(lambda v: v / 257)
    dark, light = plain.convert("L").getpixel((8, 8)), plain.convert("L").getpixel((50, 40))
    assert dark < 40
    assert light > 215


def test_an_inverted_photograph_in_four_colours_says_so(bound: Callable[..., Volume]) -> None:
    page = opened(bound({"a.jpg": made.picture(mode="CMYK")}).data).pages[0]
    image = page["/Resources"]["/XObject"]["/P0"]
    assert image["/ColorSpace"] == "/DeviceCMYK"
    assert list(image["/Decode"]) == [1, 0] * 4


def test_each_frame_of_a_picture_is_a_page(bound: Callable[..., Volume]) -> None:
    frames = [Image.new("L", (20 + n, 30), 40 * n) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    volume = bound({"a.tif": out.getvalue()})
    widths = [shown(page).width for page in opened(volume.data).pages]
    assert widths == [20, 21, 22]


def test_notes_fields_and_seals_stay_visible(bound: Callable[..., Volume]) -> None:
    font = b"/Resources << /Font << /F1 5 0 R >> >>"
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 100 20] " + font
    seal = made.stream(b"BT /F1 10 Tf 2 5 Td (sealed) Tj ET", entries)
    ticked = made.stream(b"BT /F1 10 Tf 2 5 Td (ticked) Tj ET", entries)
    secret = made.stream(b"BT /F1 10 Tf 2 5 Td (secret) Tj ET", entries)
    page = b"/Annots [6 0 R 7 0 R 8 0 R]"
    more = {
        6: b"<< /Subtype /Stamp /Rect [100 100 200 120] /AP << /N 9 0 R >> >>",
        7: b"<< /Subtype /Widget /FT /Btn /AS /On /Rect [50 50 150 70] "
        b"/AP << /N << /On 10 0 R /Off 11 0 R >> >> >>",
        8: b"<< /Subtype /Stamp /F 2 /Rect [100 200 200 220] /AP << /N 11 0 R >> >>",
        9: seal,
        10: ticked,
        11: secret,
    }
    (text,) = made.texts(bound({"a.pdf": made.one_page(page=page, more=more)}).data)
    assert "sealed" in text
    assert "ticked" in text
    assert "secret" not in text


def test_hidden_layers_stay_hidden(bound: Callable[..., Volume]) -> None:
    catalog = (
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R 7 0 R] "
        b"/D << /OFF [7 0 R] >> >> >>"
    )
    page = b"/Resources << /Properties << /A 6 0 R /B 7 0 R >> >>"
    layers = {n: b"<< /Type /OCG /Name (layer %d) >>" % n for n in (6, 7)}
    data = bound({"a.pdf": made.one_page(catalog=catalog, page=page, more=layers)}).data
    properties = opened(data).root_object["/OCProperties"]
    assert [each.get_object()["/Name"] for each in properties["/OCGs"]] == ["layer 6", "layer 7"]
    assert [each.get_object()["/Name"] for each in properties["/D"]["/OFF"]] == ["layer 7"]


def test_nothing_that_acts_is_carried_over(bound: Callable[..., Volume]) -> None:
    catalog = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 6 0 R >> "
        b"/Names << /EmbeddedFiles << /Names [(a.exe) 8 0 R] >> "
        b"/JavaScript << /Names [(x) 6 0 R] >> >> >>"
    )
    page = (
        b"/AA << /O 6 0 R >> /Annots [7 0 R] /Resources << /Font << /F1 5 0 R >> "
        b"/Properties << /X 6 0 R /Y 8 0 R /Z 10 0 R >> /XObject << /P 11 0 R /Q 12 0 R >> >>"
    )
    more = {
        6: b"<< /S /JavaScript /JS (app.alert(1)) >>",
        7: b"<< /Subtype /Link /Rect [0 0 99 99] /A << /S /Launch /F (calc.exe) >> >>",
        8: b"<< /Type /Filespec /F (a.exe) /EF << /F 9 0 R >> >>",
        9: made.stream(b"MZ payload", b"/Type /EmbeddedFile"),
        10: b"<< /S 13 0 R /URI (http://example.com) >>",
        11: made.stream(b"(postscript) run", b"/Type /XObject /Subtype /PS"),
        12: made.stream(
            b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /AF [8 0 R] /F (elsewhere.pdf)"
        ),
        13: b"/URI",
    }
    data = bound({"a.pdf": made.one_page(catalog=catalog, page=page, more=more)}).data
    for word in (
        *(b"JavaScript", b"app.alert", b"Launch", b"calc.exe", b"EmbeddedFile", b"payload"),
        *(b"example.com", b"postscript", b"elsewhere", b"/AA", b"/OpenAction", b"/Annots"),
    ):
        assert word not in data
    assert "original" in made.texts(data)[0]


def test_forms_that_contain_themselves_are_carried_once(bound: Callable[..., Volume]) -> None:
    page = b"/Resources 6 0 R"
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R"
    more = {6: b"<< /XObject << /A 7 0 R >> >>", 7: made.stream(b"/A Do", entries)}
    data = bound({"a.pdf": made.one_page(b"/A Do", page=page, more=more)}).data
    assert data.count(b"/A Do") == 2


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
    volume = bound(files, catalogue=made.pages(1), limits=Limits(pages=3))
    assert [each.path.name for each in volume.files] == ["证据卷-1.pdf", "证据卷-2.pdf"]
    assert [(each.front, each.first, each.last) for each in volume.files] == [(1, 1, 3), (0, 4, 6)]
    second = volume.files[1].path.read_bytes()
    assert list(opened(second).page_labels) == ["4", "5", "6"]
    assert [text.split("证据")[-1] for text in made.texts(second)] == ["2 · 4", "2 · 5", "3 · 6"]
    assert opened(second).metadata.title == "证据卷（第2卷）"
    assert [each.size for each in volume.files] == [
        each.path.stat().st_size for each in volume.files
    ]


def test_what_a_name_says_is_printed_and_not_obeyed(bound: Callable[..., Volume]) -> None:
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
        bind(layout, Imprint("证据卷", DAY), tmp_path)


def test_what_inspection_can_read_binding_can_read(bound: Callable[..., Volume]) -> None:
    """A table before the beginning makes a plain file raise OSError, and pypdf does not go on."""
    data = made.pages(2).replace(b"startxref\n", b"startxref\n-")
    assert len(made.texts(bound({"a.pdf": data}).data)) == 2


def test_each_exhibit_is_told_once(tmp_path: Path) -> None:
    told: list[str] = []
    items = made.store(tmp_path, {"a.pdf": made.pages(2)})
    layout = lay_out(made.one_each(["a.pdf"]), items, tmp_path)
    bind(layout, Imprint("证据卷", DAY), tmp_path, tick=told.append)
    assert told == ["证据1"]
