from __future__ import annotations

import io
import os
import stat
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.bag.zip_bag import pack
from legaldocs.evidence.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


def test_a_packed_bag_is_the_same_bag(bag: Path, tmp_path: Path) -> None:
    pack(bag, tmp_path / "b.zip")
    packed, unpacked = verify(tmp_path / "b.zip"), verify(bag)
    assert packed.ok
    assert (packed.files, packed.size, packed.as_of) == (
        unpacked.files,
        unpacked.size,
        unpacked.as_of,
    )


def test_packing_twice_gives_the_same_bytes(bag: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        pack(bag, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_bag_at_the_top_of_a_compressed_zip_is_read(bag: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(bag.rglob("*")):
            archive.write(path, path.relative_to(bag))
    assert verify(tmp_path / "b.zip").ok


class Unseekable(io.RawIOBase):
    """A pipe: what is written to it has its sizes behind the data."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._stream.write(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


@pytest.mark.parametrize("large", [False, True])
def test_a_zip_with_sizes_behind_the_data_is_read(
    bag: Path, tmp_path: Path, *, large: bool
) -> None:
    with Unseekable(tmp_path / "b.zip") as pipe, zipfile.ZipFile(pipe, "w") as archive:
        for path in sorted(path for path in bag.rglob("*") if path.is_file()):
            info = zipfile.ZipInfo(path.relative_to(bag).as_posix())
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=large) as member:
                member.write(path.read_bytes())
    assert b"PK\x07\x08" in (tmp_path / "b.zip").read_bytes()
    assert verify(tmp_path / "b.zip").ok


def test_a_zip_of_very_many_files_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for number in range(0x10001):
            archive.writestr(f"{number:x}", b"")
    assert b"PK\x06\x06" in (tmp_path / "b.zip").read_bytes()[-200:]
    assert verify(tmp_path / "b.zip").refused == "不是证据包，没有可以核对的内容"


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_the_umask_decides_who_may_read_the_zip(bag: Path, tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        pack(bag, tmp_path / "b.zip")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o666 & ~mask


def test_a_zip_inside_the_bag_or_nowhere_is_refused(bag: Path, tmp_path: Path) -> None:
    for target in (bag / "b.zip", bag / "data" / "b.zip", tmp_path / "none" / "b.zip", bag):
        with pytest.raises(InputError):
            pack(bag, target)
    assert verify(bag).ok


def test_a_file_changed_in_a_zip_is_named(bag: Path, tmp_path: Path) -> None:
    (bag / "data/originals/payments/slip.bin").write_bytes(b"changed")
    pack(bag, tmp_path / "b.zip")
    assert verify(tmp_path / "b.zip").paths("changed") == ("data/originals/payments/slip.bin",)


def test_a_second_folder_beside_the_bag_is_not_overlooked(bag: Path, tmp_path: Path) -> None:
    pack(bag, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
        archive.writestr("elsewhere/x", b"x")
    assert not verify(tmp_path / "b.zip").ok


def test_a_zip_is_not_overwritten_and_a_link_not_packed(bag: Path, tmp_path: Path) -> None:
    pack(bag, tmp_path / "b.zip")
    with pytest.raises(InputError, match="不会覆盖"):
        pack(bag, tmp_path / "b.zip")
    (bag / "data/link").symlink_to("/etc/hostname")
    with pytest.raises(IntegrityError, match="data/link"):
        pack(bag, tmp_path / "c.zip")
    assert not (tmp_path / "c.zip").exists()
