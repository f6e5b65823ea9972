from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.files.gather import gather
from legaldocs.evidence.verify import verify
from tests.evidence.conftest import AS_OF, make_bag, names_in

if TYPE_CHECKING:
    from pathlib import Path


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def bagit_accepts(folder: Path) -> bool:
    command = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_same_case_gives_the_same_bytes(case: Path, tmp_path: Path) -> None:
    one = content(make_bag(case, tmp_path / "one"))
    again = content(make_bag(case, tmp_path / "again"))
    assert one == again
    assert len(one) > 10


def test_another_day_gives_another_statement(case: Path, tmp_path: Path) -> None:
    bag = make_bag(case, tmp_path / "one")
    other = tmp_path / "other"
    gather(case, names_in(case), other / "data" / "originals")
    write_bag(other, version="9.9.9", as_of=AS_OF + dt.timedelta(days=1))
    name = "seal/statement.json"
    assert (bag / name).read_bytes() != (other / name).read_bytes()


def test_bagit_and_sha256sum_accept_it(bag: Path) -> None:
    assert bagit_accepts(bag)
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = ["sha256sum", "--check", "--strict", "--quiet", name]
        subprocess.run(command, cwd=bag, check=True, capture_output=True)


def test_bagit_and_we_accept_what_hard_names_become(tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    for name in ("a%0Ab.txt", "c\rd", "e\nf", " lead", "trail ", "~home", "%25", "*star", "#hash"):
        (root / name).write_bytes(name.encode())
    bag = make_bag(root, tmp_path / "bundle")
    assert bagit_accepts(bag)
    assert verify(bag).ok
    command = ["sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt"]
    subprocess.run(command, cwd=bag, check=True, capture_output=True)


def test_a_bag_without_files_is_a_bag(tmp_path: Path) -> None:
    write_bag(tmp_path, version="9.9.9", as_of=AS_OF)
    assert verify(tmp_path).ok
    assert bagit_accepts(tmp_path)


def test_a_link_in_the_folder_is_refused(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    shutil.copytree(case, folder / "data")
    (folder / "data" / "link").symlink_to("/etc/hostname")
    with pytest.raises(InputError, match="data/link"):
        write_bag(folder, version="9.9.9", as_of=AS_OF)
    assert not (folder / "manifest-sha256.txt").exists()


def test_an_unsafe_or_doubled_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a%b").write_bytes(b"")
    with pytest.raises(InputError, match="a%b"):
        write_bag(tmp_path, version="9.9.9", as_of=AS_OF)
    (tmp_path / "data" / "a%b").rename(tmp_path / "data" / "README")
    (tmp_path / "data" / "readme").write_bytes(b"")
    with pytest.raises(InputError, match="是同一个"):
        write_bag(tmp_path, version="9.9.9", as_of=AS_OF)
