from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from legaldocs.core.regular_file import open_regular, read_regular


def test_a_file_and_a_link_to_one_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "link").symlink_to("a")
    assert read_regular(tmp_path / "a", 5) == b"12345"
    assert read_regular(tmp_path / "link", 5) == b"12345"
    with pytest.raises(OSError, match="File too large"):
        read_regular(tmp_path / "a", 4)


def test_nothing_else_is_opened_and_nothing_hangs(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link to pipe").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
    for name in ("pipe", "link to pipe", "socket", "/dev/zero"):
        with pytest.raises(OSError) as caught:
            open_regular(tmp_path / name)
        assert caught.value.errno == errno.ENXIO
    with pytest.raises(IsADirectoryError):
        open_regular(tmp_path)


def test_what_a_shell_hands_over_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"password")
    os.close(writing)
    try:
        assert read_regular(Path(f"/dev/fd/{reading}"), 100) == b"password"
    finally:
        os.close(reading)
