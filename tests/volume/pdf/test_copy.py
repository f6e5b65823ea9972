"""Which parts of a page are copied into the volume, and which are not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.generic import NameObject

from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.volume.conftest import Volume


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
    properties = PdfReader(io.BytesIO(data)).root_object["/OCProperties"]
    assert [layer.get_object()["/Name"] for layer in properties["/OCGs"]] == ["layer 6", "layer 7"]
    assert [layer.get_object()["/Name"] for layer in properties["/D"]["/OFF"]] == ["layer 7"]


def test_nothing_that_acts_is_copied(bound: Callable[..., Volume]) -> None:
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


def test_forms_that_contain_themselves_are_copied_once(bound: Callable[..., Volume]) -> None:
    page = b"/Resources 6 0 R"
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R"
    more = {6: b"<< /XObject << /A 7 0 R >> >>", 7: made.stream(b"/A Do", entries)}
    data = bound({"a.pdf": made.one_page(b"/A Do", page=page, more=more)}).data
    assert data.count(b"/A Do") == 2


def test_names_keep_their_bytes(bound: Callable[..., Volume]) -> None:
    """Chinese software names fonts and pictures in GBK; the content still refers to them in GBK."""
    gbk, font = "合同".encode("gbk"), b"#CB#CE#CC#E5"
    page = b"/Resources << /XObject << /%s 6 0 R >> /Font << /F1 7 0 R >> >>" % gbk
    more = {
        6: made.stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
        7: b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /A#20#23#c3#a9 >>" % font,
    }
    data = bound({"a.pdf": made.one_page(b"/%s Do" % gbk, page=page, more=more)}).data
    assert b"/%s Do" % gbk in data
    assert b"/#BA#CF#CD#AC " in data
    assert b"/BaseFont /#CB#CE#CC#E5\n" in data
    assert b"/Encoding /A#20#23#C3#A9\n" in data
    assert NameObject.CHARSETS == ("utf-8", "gbk", "latin1")


def test_names_of_front_pages_keep_their_bytes(bound: Callable[..., Volume]) -> None:
    """The renderer names the fonts of cover and catalogue in UTF-8."""
    font = {5: b"<< /Type /Font /Subtype /Type1 /BaseFont /%s >>" % "宋体".encode()}
    data = bound({"a.pdf": made.pages(1)}, cover=made.one_page(more=font)).data
    assert b"/BaseFont /#E5#AE#8B#E4#BD#93\n" in data
