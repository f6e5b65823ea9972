from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.convert import text
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.volume.conftest import Volume


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_a_text_is_printed_line_by_line(charset: str, bound: Callable[..., Volume]) -> None:
    data = "2026-09-01 10:00 何燕\r\n月底付三十万\r\n".encode(charset)
    (page,) = PdfReader(io.BytesIO(bound({"聊天.txt": data}).data)).pages
    lines = [line.replace(" ", "") for line in page.extract_text().splitlines()]
    assert "2026-09-0110:00何燕" in lines
    assert "月底付三十万" in lines


def test_markup_and_control_characters_are_printed_as_they_are(
    bound: Callable[..., Volume],
) -> None:
    data = "<b>甲</b>\x7f乙\n".encode()
    (page,) = PdfReader(io.BytesIO(bound({"a.txt": data}).data)).pages
    shown = "".join(page.extract_text().split())
    assert "<b>甲</b>〔U+007F〕乙" in shown


def test_a_character_without_a_glyph_is_named(bound: Callable[..., Volume]) -> None:
    volume = bound({"a.txt": "好\U0010fffd".encode() + "\U0001f9ff".encode()})
    (page,) = PdfReader(io.BytesIO(volume.data)).pages
    shown = "".join(page.extract_text().split())
    assert "〔U+10FFFD〕" in shown
    codes = [finding.code for finding in volume.layout.findings]
    assert ("〔U+1F9FF〕" in shown) == (codes == ["LD-VOL-GLYPH"])


def test_a_text_that_is_too_long_is_not_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("字" * 200_001, encoding="utf-8")
    with pytest.raises(Unreadable, match="文字过多"):
        text.convert(tmp_path / "a.txt", "a.txt")
