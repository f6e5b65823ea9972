"""The program itself: what a real picture gives, and what is said where it is not installed."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from legaldocs.core.errors import InputError
from legaldocs.volume.convert import CONVERTERS
from legaldocs.volume.fence import end, fenced
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.scan import engine
from legaldocs.volume.scan.sheets import _is_text_already, pictured, read_sheet
from legaldocs.volume.sheet_text import open_sheets
from legaldocs.volume.unstamped import write_unstamped
from tests.volume import made
from tests.volume.conftest import DAY
from tests.volume.pdf.test_text_layer import line
from tests.volume.test_redact import printed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.volume.pages import ReadLine

TEXT = "<h1>送货单 编号：SH-20250509</h1><p>合同编号：HT-2025-042<p>金额（小写）：148,000.00元"


@pytest.fixture
def real() -> Iterator[None]:
    """Skip where the extra is not installed, and let go of its memory afterwards."""
    pytest.importorskip("rapidocr", reason="the extra [scan] is not installed")
    yield
    end()


def drawn(tmp_path: Path, data: bytes, kind: str) -> tuple[Path, int]:
    """Return the sheets of an original, and how many they are."""
    path, into = tmp_path / "original", tmp_path / "sheets.pdf"
    path.write_bytes(data)
    content = CONVERTERS[kind](path, "original")
    write_unstamped(content, DAY, into)
    return into, content.count


def scanned(html: str, turned: int = 0) -> bytes:
    """Return a print as a scanner makes it: one picture."""
    import pypdfium2  # noqa: PLC0415  # only here

    document = pypdfium2.PdfDocument(printed(html))
    picture = document[0].render(scale=2).to_pil().convert("L").rotate(turned, expand=True)
    document.close()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def lines_of(tmp_path: Path, data: bytes, kind: str = "image/jpeg") -> tuple[ReadLine, ...]:
    path, _ = drawn(tmp_path, data, kind)
    return fenced(read_sheet, path, 0)


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_print_is_read_with_its_places_whichever_way_it_lies(turned: int, tmp_path: Path) -> None:
    lines = lines_of(tmp_path, scanned(TEXT, turned))
    text = "".join(line.text for line in lines)
    assert "HT-2025-042" in text
    assert "148,000.00" in text
    (number,) = (line for line in lines if "HT-2025-042" in line.text)
    assert number.sure > 900
    (left, top), (right, _), _, _ = number.corners
    if turned == 0:
        assert left < right < 595
        assert 600 < top < 800


@pytest.mark.usefixtures("real")
def test_the_same_picture_gives_the_same_lines(tmp_path: Path) -> None:
    path, _ = drawn(tmp_path, scanned(TEXT), "image/jpeg")
    first = fenced(read_sheet, path, 0)
    end()
    assert fenced(read_sheet, path, 0) == first


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("size", [(3, 60), (1440, 3), (30000, 2), (1, 1)])
def test_a_strip_costs_little(size: tuple[int, int], tmp_path: Path) -> None:
    """At three by 1440, the program alone took gigabytes and did not end."""
    picture = Image.new("L", size, "white")
    ImageDraw.Draw(picture).line((size[0] // 2, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.save(out, "PNG")
    path, count = drawn(tmp_path, out.getvalue(), "image/png")
    for sheet in range(count):
        assert len("".join(line.text for line in fenced(read_sheet, path, sheet))) <= 1


@pytest.mark.usefixtures("real")
def test_a_blank_sheet_has_no_lines(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (1240, 1754), "white").save(out, "JPEG")
    assert lines_of(tmp_path, out.getvalue()) == ()


def test_a_scan_with_a_number_printed_on_it_is_read_without_that_number(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("L", (200, 280), 200).save(data, "JPEG")
    path, _ = drawn(tmp_path, overprinted(data.getvalue()), "application/pdf")
    assert pictured(path, range(1)) == (0,)
    with open_sheets(path, engine.DPI) as sheets:
        (sheet,) = sheets
        there = [glyph.edges for glyph in sheet.glyphs if glyph.edges]
    left, bottom, right, top = there[0]
    over = line("7", left - 1, bottom - 1, right + 1, top + 1)
    beside = line("7", right + 90, bottom, right + 99, top)
    assert _is_text_already(over.corners, there)
    assert not _is_text_already(beside.corners, there)


def overprinted(jpeg: bytes) -> bytes:
    """Return a page that is a picture, with a number in its corner as text."""
    image = made.stream(
        jpeg,
        b"/Type /XObject /Subtype /Image /Width 200 /Height 280 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Filter /DCTDecode",
    )
    return made.one_page(
        b"q 595 0 0 842 0 0 cm /I Do Q BT /F1 9 Tf 500 800 Td (7 of 9) Tj ET",
        page=b"/Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >>",
        more={6: image},
    )


def test_pictures_are_told_from_text(tmp_path: Path) -> None:
    for name, (data, kind, found) in {
        "text": (made.pages(3), "application/pdf", ()),
        "picture": (made.picture((600, 800)), "image/jpeg", (0,)),
        "blank": (made.one_page(b""), "application/pdf", ()),
        "outlines": (made.one_page(b"100 100 m 200 300 l S"), "application/pdf", (0,)),
        "tiff": (tiff(3), "image/tiff", (0, 1, 2)),
    }.items():
        folder = tmp_path / name
        folder.mkdir()
        path, count = drawn(folder, data, kind)
        assert pictured(path, range(count)) == found, name


def tiff(count: int) -> bytes:
    out = io.BytesIO()
    first, *others = [Image.new("1", (100, 100), n % 2) for n in range(count)]
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


def test_where_it_is_not_installed_it_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(InputError, match=r"legaldocs\[scan\]") as raised:
        engine.require_engine()
    assert raised.value.exit_code == 2


def test_where_it_cannot_be_loaded_it_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_work: object) -> None:
        raise Unreadable("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(engine, "_MODULES", ("PIL",))
    monkeypatch.setattr(engine, "fenced", broken)
    with pytest.raises(InputError, match="libGL"):
        engine.require_engine()


def test_a_missing_model_is_not_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rapidocr" / "models").mkdir(parents=True)
    (tmp_path / "rapidocr" / "__init__.py").write_text("")
    monkeypatch.delitem(sys.modules, "rapidocr", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ImportError, match="安装不完整"):
        engine._model("det")


def test_a_fault_of_the_program_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_picture: object) -> None:
        raise RuntimeError("onnx")

    monkeypatch.setattr(engine, "_engine", lambda: failing)
    with pytest.raises(Unreadable, match="识别程序出错（RuntimeError）"):
        engine.recognised(Image.new("RGB", (60, 60), "black"))
