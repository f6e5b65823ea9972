from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.convert import archive
from legaldocs.volume.limits import Unreadable
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.volume.conftest import Volume


def shown(volume: Volume) -> str:
    pages = PdfReader(io.BytesIO(volume.data)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_names_and_sizes_are_listed_and_archives_inside_too(bound: Callable[..., Volume]) -> None:
    inner = made.zipped({"里.txt": "x" * 1234})
    volume = bound({"a.zip": made.zipped({"合同/甲.pdf": b"%PDF", "内.zip": inner})})
    text = shown(volume)
    for part in ("合同/甲.pdf", "内.zip", "里.txt", "1,234", "内容没有解开"):
        assert part in text
    assert [finding.code for finding in volume.layout.findings] == ["LD-VOL-ARCHIVE"]


def test_a_name_in_gbk_is_read(bound: Callable[..., Volume]) -> None:
    data = made.zipped({"abcd.txt": "x"}).replace(b"abcd", "合同".encode("gbk"))
    assert "合同.txt" in shown(bound({"a.zip": data}))


@pytest.mark.usefixtures("unfenced")
def test_a_bomb_is_listed_and_never_unpacked(
    bound: Callable[..., Volume], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = made.zipped({"炸.bin": bytes(40 << 20), "深.zip": made.zipped({"x": bytes(10_000)})})
    monkeypatch.setattr(archive, "_INSIDE", 10)
    monkeypatch.setattr(archive._Listing, "__init__", _with_room(10))
    text = shown(bound({"a.zip": bomb}))
    assert "压缩比异常" in text
    assert "内层压缩包过大或者过深" in text


def _with_room(left: int) -> Callable[..., None]:
    def make(self: archive._Listing, entries: list[archive._Entry]) -> None:
        self.entries, self.left, self.more = entries, left, 0

    return make


def test_a_packed_tar_is_listed(bound: Callable[..., Volume]) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        entry = tarfile.TarInfo("录音/一.amr")
        entry.size = 7
        packed.addfile(entry, io.BytesIO(b"1234567"))
    assert "录音/一.amr7" in shown(bound({"a.tgz": out.getvalue()}))


@pytest.mark.usefixtures("unfenced")
def test_more_entries_than_are_listed_are_counted(
    bound: Callable[..., Volume], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "ENTRIES", 3)
    text = shown(bound({"a.zip": made.zipped({f"{n}.txt": "x" for n in range(5)})}))
    assert "另有2个文件没有列出" in text


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(40), b"\x1f\x8b\x08\x00" + bytes(20)])
def test_a_broken_archive_gives_its_reason(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(Unreadable, match="压缩包"):
        archive.convert(tmp_path / "a", "a")


def test_an_archive_with_a_password_says_so(bound: Callable[..., Volume]) -> None:
    data = bytearray(made.zipped({"a.txt": "x"}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archived:
        assert archived.namelist() == ["a.txt"]
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "加了密码" in shown(bound({"a.zip": bytes(data)}))


def test_an_archive_with_nothing_in_it_is_still_called_one(bound: Callable[..., Volume]) -> None:
    volume = bound({"a.zip": made.zipped({})})
    assert [finding.code for finding in volume.layout.findings] == ["LD-VOL-ARCHIVE"]
    assert "压缩包（application/zip）" in shown(volume)
