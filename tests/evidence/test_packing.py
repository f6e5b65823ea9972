from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.packing import pack
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


def test_a_file_changed_in_a_zip_is_named(bag: Path, tmp_path: Path) -> None:
    (bag / "data/originals/payments/slip.bin").write_bytes(b"changed")
    pack(bag, tmp_path / "b.zip")
    assert verify(tmp_path / "b.zip").changed == ("data/originals/payments/slip.bin",)


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
