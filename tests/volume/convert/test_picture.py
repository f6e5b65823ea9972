from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from legaldocs.volume.convert import picture
from legaldocs.volume.limits import Unreadable
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pypdf import PageObject
    from pypdf.generic import DictionaryObject, PdfObject, StreamObject

    from tests.volume.conftest import Volume


def first_page(volume: Volume) -> PageObject:
    return PdfReader(io.BytesIO(volume.data)).pages[0]


def shown(page: PageObject) -> Image.Image:
    """Return the picture on a page, decoded as a PDF reader does: by /DecodeParms, /ColorSpace."""
    image = page["/Resources"]["/XObject"]["/P0"]
    if image["/Filter"] == "/DCTDecode":
        return Image.open(io.BytesIO(image._data))
    rows, space = image["/DecodeParms"], image["/ColorSpace"]
    assert (rows["/Columns"], rows["/BitsPerComponent"]) == (
        image["/Width"],
        image["/BitsPerComponent"],
    )
    expected = {"/DeviceGray": 1, "/DeviceRGB": 3}
    assert rows["/Colors"] == (expected[space] if isinstance(space, str) else 1)
    return Image.open(io.BytesIO(png(image, rows, space)))


def png(image: StreamObject, rows: DictionaryObject, space: PdfObject) -> bytes:
    """Return the PNG whose rows are the data of an image."""
    indexed = not isinstance(space, str)
    kind = 3 if indexed else {1: 0, 3: 2, 4: 6}[rows["/Colors"]]
    head = struct.pack(
        ">IIBBBBB", rows["/Columns"], image["/Height"], rows["/BitsPerComponent"], kind, 0, 0, 0
    )
    chunks = [(b"IHDR", head), (b"IDAT", image._data), (b"IEND", b"")]
    if indexed:
        chunks.insert(1, (b"PLTE", space[3].original_bytes))
    out = b"\x89PNG\r\n\x1a\n"
    for name, body in chunks:
        out += struct.pack(">I", len(body)) + name + body
        out += struct.pack(">I", zlib.crc32(name + body))
    return out


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
    image = shown(first_page(bound({"a.bin": data})))
    assert image.size == (64, 48)
    plain = image.convert("RGB") if image.mode != "I;16" else image.point(lambda v: v / 257)
    dark, light = plain.convert("L").getpixel((8, 8)), plain.convert("L").getpixel((50, 40))
    assert dark < 40
    assert light > 215


def textured(mode: str) -> Image.Image:
    """Return a picture without two equal rows, so that a wrong row length shows at once."""
    size = 37, 23
    bands = [
        Image.frombytes(
            "L", size, bytes((x * step + y * y) % 256 for y in range(23) for x in range(37))
        )
        for step in (3, 5, 11, 7)
    ]
    colour = Image.merge("RGB", bands[:3])
    match mode:
        case "RGBA":
            return Image.merge("RGBA", bands)
        case "LA":
            return Image.merge("LA", bands[:2])
        case "P":
            return colour.quantize(200)
        case "P4":
            return colour.quantize(4)
        case "I;16":
            grey = b"".join(
                bytes(pair) for pair in zip(bands[0].tobytes(), bands[1].tobytes(), strict=True)
            )
            return Image.frombytes("I;16", size, grey)
        case _:
            return colour.convert(mode)


def on_paper(image: Image.Image) -> Image.Image:
    """Return the picture in colours, on white where it is transparent."""
    if image.mode not in {"RGBA", "LA"}:
        return image.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "P4", "RGBA", "LA", "I;16"])
def test_every_pixel_of_a_png_is_printed(mode: str, bound: Callable[..., Volume]) -> None:
    original = textured(mode)
    out = io.BytesIO()
    original.save(out, "PNG")
    image = shown(first_page(bound({"a.png": out.getvalue()})))
    if mode == "I;16":
        assert image.tobytes() == original.tobytes()
    else:
        assert image.convert("RGB").tobytes() == on_paper(original).tobytes()


def test_an_inverted_photograph_in_four_colours_says_so(bound: Callable[..., Volume]) -> None:
    page = first_page(bound({"a.jpg": made.picture(mode="CMYK")}))
    image = page["/Resources"]["/XObject"]["/P0"]
    assert image["/ColorSpace"] == "/DeviceCMYK"
    assert list(image["/Decode"]) == [1, 0] * 4


def test_each_frame_of_a_picture_is_a_page(bound: Callable[..., Volume]) -> None:
    frames = [Image.new("L", (20 + n, 30), 40 * n) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    volume = bound({"a.tif": out.getvalue()})
    widths = [shown(page).width for page in PdfReader(io.BytesIO(volume.data)).pages]
    assert widths == [20, 21, 22]


def test_a_picture_of_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    head = made.picture((1, 1), "PNG")
    wide = head[:16] + (60000).to_bytes(4, "big") * 2 + head[24:]
    crc = zlib.crc32(wide[12:29]).to_bytes(4, "big")
    (tmp_path / "a.png").write_bytes(wide[:29] + crc + wide[33:])
    with pytest.raises(Unreadable, match="图片过大"):
        picture.inspect(tmp_path / "a.png")


def test_a_picture_of_too_many_frames_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = [Image.new("L", (4, 4), 60 * n) for n in range(4)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    assert len(picture.inspect(tmp_path / "a.tif")[0]) == 4
    monkeypatch.setattr(picture, "FRAMES", 3)
    with pytest.raises(Unreadable, match="页数过多"):
        picture.inspect(tmp_path / "a.tif")


def drawing(page: PageObject) -> tuple[list[float], list[float]]:
    """Return the transformation of a page and the box it is clipped to."""
    lines = page["/Contents"].get_data().decode().splitlines()
    return [float(part) for part in lines[1].split()[:6]], [
        float(part) for part in lines[2].split()[:4]
    ]


@pytest.mark.parametrize(("kind", "orientation"), [("PNG", 1), ("JPEG", 1), ("JPEG", 6)])
def test_a_tall_picture_is_cut_and_no_row_of_it_is_lost(
    kind: str, orientation: int, bound: Callable[..., Volume]
) -> None:
    size = (6000, 360) if orientation == 6 else (360, 6000)
    data = made.picture(size, kind, "L", orientation=orientation)
    volume = bound({"长图.bin": data})
    pages = PdfReader(io.BytesIO(volume.data)).pages
    # 6,000 rows at most 792 (2.2 x 360) a page, and at least three quarters of that less overlap.
    assert 8 <= len(pages) <= 11
    shown_to = 1.0
    for page in pages:
        (across, _, _, up, _, bottom), (_, low, _, high) = drawing(page)
        assert low + high >= shown_to - 1e-9, "the part begins at or above the end of the last"
        assert up * high <= 841.89 - 30 - 2 * 36 + 0.01
        assert bottom + up * (low + high) == pytest.approx(841.89 - 36, abs=0.01)
        assert across >= 230
        shown_to = low
    assert shown_to == 0
    codes = [finding.code for finding in volume.layout.findings]
    assert codes == ["LD-VOL-CUT"]


def test_every_part_of_a_tall_jpeg_draws_the_same_untouched_bytes(
    bound: Callable[..., Volume],
) -> None:
    data = made.picture((100, 1500), "JPEG", "L")
    pages = PdfReader(io.BytesIO(bound({"a.jpg": data}).data)).pages
    images = {page["/Resources"]["/XObject"].raw_get("/P0").idnum for page in pages}
    assert len(pages) > 5
    assert len(images) == 1
    assert pages[0]["/Resources"]["/XObject"]["/P0"]._data == data


def test_a_very_wide_picture_that_becomes_small_is_reported(bound: Callable[..., Volume]) -> None:
    layout = bound({"宽表.png": made.picture((6000, 400), "PNG", "L")}).layout
    # 6,000 pixels are 4,500 points; the sheet has 841.89 - 72 = 769.89: 17 in the hundred.
    (finding,) = layout.findings
    assert (finding.code, "17%" in finding.message) == ("LD-VOL-SMALL", True)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_its_first_frame_and_says_so(
    kind: str, bound: Callable[..., Volume]
) -> None:
    frames = [Image.new("RGB", (20, 20), (80 * n, 0, 0)) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    volume = bound({"a.bin": out.getvalue()})
    (page,) = PdfReader(io.BytesIO(volume.data)).pages
    assert shown(page).convert("RGB").getpixel((5, 5)) == (0, 0, 0)
    (finding,) = volume.layout.findings
    assert (finding.code, "3 帧" in finding.message) == ("LD-VOL-ANIMATION", True)


def test_a_photograph_of_a_telephone_is_a_page(bound: Callable[..., Volume]) -> None:
    volume = bound({"a.heic": made.HEIC})
    image = shown(first_page(volume)).convert("L")
    assert image.size == (16, 16)
    assert (image.getpixel((3, 3)) < 60, image.getpixel((12, 12)) > 200) == (True, True)


def test_without_the_extra_a_heic_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "find_spec", lambda _: None)
    (tmp_path / "a.heic").write_bytes(made.HEIC)
    with pytest.raises(Unreadable, match=r"legaldocs\[heif\]"):
        picture.convert_heif(tmp_path / "a.heic", "a.heic")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_profile_goes_with_the_untouched_picture(kind: str, bound: Callable[..., Volume]) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, kind, icc_profile=profile)
    image = first_page(bound({"a.bin": out.getvalue()}))["/Resources"]["/XObject"]["/P0"]
    name, held = image["/ColorSpace"]
    assert (name, held.get_object()["/N"]) == ("/ICCBased", 3)
    assert held.get_object().get_data() == profile


def test_a_profile_of_other_colours_is_not_used(bound: Callable[..., Volume]) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.new("L", (20, 20), 90).save(out, "JPEG", icc_profile=profile)
    image = first_page(bound({"a.jpg": out.getvalue()}))["/Resources"]["/XObject"]["/P0"]
    assert image["/ColorSpace"] == "/DeviceGray"


def test_lab_colours_become_those_that_are_seen(bound: Callable[..., Volume]) -> None:
    # L* a* b* of 136, 208, 195 as stored (53, 80, 67) is pure red.
    out = io.BytesIO()
    Image.new("LAB", (20, 20), (136, 208, 195)).save(out, "TIFF")
    red, green, blue = shown(first_page(bound({"a.tif": out.getvalue()}))).getpixel((5, 5))
    assert (red > 240, green < 30, blue < 30) == (True, True, True)


def test_more_than_eight_bits_keep_their_shades(bound: Callable[..., Volume]) -> None:
    out = io.BytesIO()
    wide = Image.new("I", (2, 1))
    wide.putpixel((1, 0), 65535)
    wide.putpixel((0, 0), 32768)
    wide.resize((40, 20), Image.Resampling.NEAREST).save(out, "TIFF")
    image = shown(first_page(bound({"a.tif": out.getvalue()}))).convert("L")
    assert abs(image.getpixel((5, 5)) - 128) <= 1
    assert image.getpixel((35, 5)) == 255


def test_a_fax_is_as_tall_as_its_dots(bound: Callable[..., Volume]) -> None:
    out = io.BytesIO()
    Image.new("1", (40, 20)).save(out, "TIFF", dpi=(204, 98))
    assert shown(first_page(bound({"a.tif": out.getvalue()}))).size == (40, 41)
