from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume import fence
from legaldocs.volume.convert import webpage
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.volume.conftest import Volume


def shown(volume: Volume) -> str:
    pages = PdfReader(io.BytesIO(volume.data)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_web_page_is_printed_without_what_acts_or_lies_elsewhere(
    charset: str, bound: Callable[..., Volume]
) -> None:
    source = (
        f"<!doctype html><meta charset={charset}><title>订单</title><script>alert(1)</script>"
        "<h1>订单</h1><table><tr><td colspan=2>合计<td>482,000.00</table>"
        "<img src='https://a.example/b.png' alt='章'><iframe src=x></iframe>"
    )
    volume = bound({"订单.html": source.encode(charset)})
    text = shown(volume)
    for part in ("由电子数据打印", "合计", "482,000.00", "〔图片：章〕"):
        assert part in text
    assert "alert" not in text
    (finding,) = volume.layout.findings
    assert finding.code == "LD-VOL-PARTLY"
    assert "图片" in finding.message
    assert "内嵌网页" in finding.message


def test_markdown_is_set_and_its_html_stays_text(bound: Callable[..., Volume]) -> None:
    source = "# 说明\n\n3. 甲\n4. 乙\n\n| 日 | 额 |\n|---|---|\n| 一 | 100 |\n\n<b>x</b>\n"
    volume = bound({"说明.md": source.encode()})
    text = shown(volume)
    for part in ("说明", "甲乙", "3.4.", "日额", "一100", "<b>x</b>"):
        assert part in text
    assert volume.layout.findings == ()


def test_a_page_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<!doctype html>" + b"<div>" * 400 + b"x")
    with pytest.raises(Unreadable, match="嵌套过深"):
        webpage.convert(tmp_path / "a.html", "a.html")


def test_a_page_that_takes_the_parser_too_long_is_ended(
    bound: Callable[..., Volume], monkeypatch: pytest.MonkeyPatch
) -> None:
    fence.end()
    monkeypatch.setattr(fence, "SECONDS", 1)
    volume = bound({"a.html": b"<html><body>" + b"<div>" * 60_000 + b"x"})
    fence.end()
    assert [finding.code for finding in volume.layout.findings] == ["LD-VOL-FENCED"]
