from __future__ import annotations

import io
import struct
import wave
from typing import TYPE_CHECKING

import pytest

from legaldocs.volume.convert.recording import duration
from legaldocs.volume.convert.slip import Slip
from legaldocs.volume.layout import lay_out
from tests.volume import made

if TYPE_CHECKING:
    from pathlib import Path


def sound(seconds: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(1)
        writer.setframerate(8000)
        writer.writeframes(bytes(8000 * seconds))
    return out.getvalue()


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), kind) + data


def movie(scale: int, length: int) -> bytes:
    head = box(b"mvhd", bytes(12) + struct.pack(">II", scale, length) + bytes(80))
    return box(b"ftyp", b"isom\0\0\2\0isom") + box(b"mdat", bytes(500)) + box(b"moov", head)


def matroska(milliseconds: float) -> bytes:
    info = b"\x2a\xd7\xb1\x83\x0f\x42\x40\x44\x89\x88" + struct.pack(">d", milliseconds)
    return b"\x1a\x45\xdf\xa3\x80" + b"\x15\x49\xa9\x66" + bytes([0x80 | len(info)]) + info


@pytest.mark.parametrize(
    ("media", "data", "says"),
    [
        ("audio/wave", sound(75), "1分15秒"),
        ("video/mp4", movie(1000, 3_725_000), "1小时2分5秒"),
        ("audio/amr", b"#!AMR\n" + (b"\x3c" + bytes(31)) * 500, "10秒"),
        (
            "video/x-msvideo",
            b"RIFF\0\0\0\0AVI LIST" + b"avih" + struct.pack("<6I", 56, 40_000, 0, 0, 0, 250),
            "10秒",
        ),
        ("video/matroska", matroska(61_000), "1分1秒"),
        ("video/mp4", movie(0, 10), ""),
        ("video/mp4", b"\0\0\0\x20ftypisom", ""),
        ("audio/wave", b"RIFF\0\0\0\0WAVE", ""),
        ("audio/mpeg", b"ID3\3\0\0", ""),
        ("video/matroska", b"\x1a\x45\xdf\xa3" + b"\x15\x49\xa9\x66\x44\x89", ""),
        ("video/x-flv", b"FLV\x01\x05", ""),
    ],
)
def test_a_recording_says_how_long_it_runs(
    media: str, data: bytes, says: str, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(data)
    assert duration(tmp_path / "a", media) == says


def test_the_slip_of_a_recording_says_how_to_hand_it_in(tmp_path: Path) -> None:
    items = made.store(tmp_path, {"电话.wav": sound(3)})
    layout = lay_out([made.exhibit(1, "电话.wav")], items, tmp_path)
    slip = layout.chapters[0].leaves[0].content
    assert isinstance(slip, Slip)
    assert dict(slip.rows)["时长"] == "3秒"
    assert "原始载体" in slip.note
    assert "文字整理稿" in layout.findings[0].next_step
