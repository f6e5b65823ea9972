from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.charset import DecodedText, decoded


@pytest.mark.parametrize(
    ("data", "declared", "text", "charset"),
    [
        ("收到，谢谢。".encode("gbk"), "", "收到，谢谢。", "gb18030"),
        ("收到，谢谢。".encode(), "", "收到，谢谢。", "utf-8"),
        ("镕".encode("gbk"), "gb2312", "镕", "gb18030"),
        ("あいう".encode("shift_jis"), "Shift_JIS", "あいう", "shift_jis"),
        ("欠款".encode(), "gbk-or-so", "欠款", "utf-8"),
        ("欠款".encode("utf-16"), "", "欠款", "utf-16"),
        ("欠款".encode("utf-8-sig"), "gbk", "欠款", "utf-8-sig"),
        (b"plain", "base64", "plain", "utf-8"),
        (b"caf\xe9", "iso-8859-1", "café", "iso8859-1"),
        (b"", "", "", "utf-8"),
    ],
)
def test_the_declared_set_then_utf8_then_gb18030(
    data: bytes, declared: str, text: str, charset: str
) -> None:
    assert decoded(data, declared) == DecodedText(text, charset)


def test_bytes_that_no_set_fits_are_not_guessed_at() -> None:
    assert decoded(b"\xff\xfe\xff", "utf-8") is None
    assert decoded(b"caf\xe9") is None


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["utf-8", "gb18030"]))
def test_what_was_written_in_a_declared_set_is_read_back(text: str, charset: str) -> None:
    read = decoded(text.encode(charset), charset)
    assert read is not None
    assert read.text == text.removeprefix("\ufeff")
