"""Codes are read from what a scanner or a telephone gives, and hostile files cost little."""

from __future__ import annotations

import io

import pytest
import segno
from PIL import Image, ImageFile

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.scan import codes
from legaldocs.volume.scan.codes import can_read_codes, codes_in


def picture(*texts: str, kind: str = "PNG") -> bytes:
    sheet = Image.new("RGB", (900, 400), "white")
    for at, text in enumerate(texts):
        drawn = io.BytesIO()
        segno.make(text, micro=False).save(drawn, kind="png", scale=6, border=4)
        sheet.paste(Image.open(drawn), (at * 420 + 10, 10))
    file = io.BytesIO()
    sheet.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_every_code_is_read_once(kind: str) -> None:
    assert can_read_codes()
    assert sorted(codes_in(picture("甲", "B-2", kind=kind))) == ["B-2", "甲"]
    assert codes_in(picture("甲", "甲", kind=kind)) == ("甲",)
    assert codes_in(picture(kind=kind)) == ()


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", picture("A")[:300], b"GIF89a", b"\xff\xd8\xff\xe0broken"]
)
def test_what_is_no_picture_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        codes_in(data)


def test_a_picture_that_unfolds_is_not_unfolded() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    with pytest.raises(Unreadable, match=r"太大|不是能读出的"):
        codes_in(file.getvalue())


def test_a_picture_cut_short_is_unreadable_whatever_was_done_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    with pytest.raises(Unreadable):
        codes._codes(picture("A")[:300])
    assert ImageFile.LOAD_TRUNCATED_IMAGES
