from __future__ import annotations

import hashlib
import os
import socket
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.findings import EXHIBITS
from legaldocs.evidence.files.gather import Gathering, foresee, gather
from tests.evidence.conftest import FILES, names_in

if TYPE_CHECKING:
    from pathlib import Path

LARGE = bytes(range(251)) * 20_000


def codes(gathering: Gathering) -> dict[str, str]:
    return {finding.where: finding.code for finding in gathering.findings}


def state(root: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_copies_are_the_originals_and_the_originals_are_untouched(
    case: Path, tmp_path: Path
) -> None:
    before = state(case)
    found = gather(case, names_in(case), tmp_path / "out")
    assert state(case) == before
    assert [item.path for item in found.items] == sorted(FILES)
    for item in found.items:
        data = FILES[item.path]
        assert (tmp_path / "out" / item.stored).read_bytes() == data
        assert item.size == len(data)
        assert item.sha256 == hashlib.sha256(data).hexdigest()
        assert item.sha512 == hashlib.sha512(data).hexdigest()


def test_an_empty_file_is_gathered_and_reported(case: Path, tmp_path: Path) -> None:
    found = gather(case, names_in(case), tmp_path / "out")
    assert codes(found) == {"deliveries/送货单 2.txt": "LD-GATHER-EMPTY"}
    assert foresee(case, names_in(case)) == found.findings


def test_named_files_only(case: Path, tmp_path: Path) -> None:
    found = gather(case, ["payments/slip.bin"], tmp_path / "out")
    assert [item.path for item in found.items] == ["payments/slip.bin"]


@pytest.mark.parametrize(
    "name",
    ["../outside.txt", "/etc/hostname", "a/../../b", "a//b", "", ".", "a\\..\\..\\b", "a\0b"],
)
def test_names_that_lead_outside_are_refused(case: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.txt").write_bytes(b"secret")
    found = gather(case, [name], tmp_path / "out")
    assert not found.items
    assert [finding.code for finding in found.findings] == ["LD-GATHER-OUTSIDE"]
    assert list((tmp_path / "out").iterdir()) == []


def test_links_are_not_followed(case: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.txt").write_bytes(b"secret")
    (case / "file-link.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (case / "folder-link").symlink_to(tmp_path / "secret")
    found = gather(case, [*FILES, "file-link.txt", "folder-link/s.txt"], tmp_path / "out")
    by_path = codes(found)
    assert by_path["file-link.txt"] == by_path["folder-link/s.txt"] == "LD-GATHER-SYMLINK"
    assert len(found.items) == len(FILES)
    walked = gather(case, names_in(case), tmp_path / "walked")
    assert codes(walked)["folder-link"] == "LD-GATHER-SYMLINK"
    assert not any(path.read_bytes() == b"secret" for path in tmp_path.glob("w*/**/*.txt"))


def test_pipes_sockets_and_folders_are_named(case: Path, tmp_path: Path) -> None:
    os.mkfifo(case / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()  # noqa: PTH109 - a socket's path must be short, so bind from inside
        os.chdir(case)
        listening.bind("sock")
        os.chdir(here)
    found = gather(case, ["pipe", "sock", "contracts"], tmp_path / "out")
    assert set(codes(found).values()) == {"LD-GATHER-SPECIAL"}
    assert len(found.findings) == 3


def test_a_missing_file_blocks_the_exhibits(case: Path, tmp_path: Path) -> None:
    found = gather(case, ["contracts/none.pdf"], tmp_path / "out")
    assert codes(found) == {"contracts/none.pdf": "LD-GATHER-MISSING"}
    assert found.findings[0].blocks == (EXHIBITS,)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(case: Path, tmp_path: Path) -> None:
    (case / "payments/slip.bin").chmod(0)
    assert codes(gather(case, names_in(case), tmp_path / "out"))["payments/slip.bin"] == (
        "LD-GATHER-UNREADABLE"
    )


def test_a_file_that_changes_while_it_is_read_is_not_gathered(tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    (root / "log.txt").write_bytes(LARGE)

    def disturb(done: int, _: int) -> None:
        if done < len(LARGE):
            with (root / "log.txt").open("ab") as stream:
                stream.write(b"more")

    found = gather(root, names_in(root), tmp_path / "out", tick=disturb)
    assert codes(found) == {"log.txt": "LD-GATHER-CHANGED"}
    assert not (tmp_path / "out" / "log.txt").exists()


def test_a_copy_that_differs_is_not_gathered(tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    (root / "scan.bin").write_bytes(LARGE)

    def corrupt(done: int, _: int) -> None:
        if done < len(LARGE):
            with (tmp_path / "out" / "scan.bin").open("r+b") as stream:
                stream.write(b"rot")

    found = gather(root, names_in(root), tmp_path / "out", tick=corrupt)
    assert codes(found) == {"scan.bin": "LD-GATHER-COPY"}
    assert not (tmp_path / "out" / "scan.bin").exists()


def test_twins_by_case_or_composition_are_refused_by_name(tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    for name in ("A.pdf", "a.PDF", "Núñez.txt", "Nu\u0301n\u0303ez.txt", "alone.txt"):
        (root / name).write_bytes(b"x")
    if len(list(root.iterdir())) < 5:
        pytest.skip("this file system takes the twins for one file")
    found = gather(root, names_in(root), tmp_path / "out")
    assert [item.path for item in found.items] == ["alone.txt"]
    assert [finding.code for finding in found.findings] == ["LD-GATHER-TWIN"] * 4


def test_a_name_that_readers_disagree_on_is_mapped(tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    (root / "100%0A.txt").write_bytes(b"x")
    (root / "a\rb.txt").write_bytes(b"y")
    found = gather(root, names_in(root), tmp_path / "out")
    assert [item.path for item in found.items] == ["100%0A.txt", "a\rb.txt"]
    assert all("%" not in item.stored and "\r" not in item.stored for item in found.items)
    assert {finding.code for finding in found.findings} == {"LD-GATHER-RENAMED"}
    assert {finding.severity for finding in found.findings} == {"note"}


def test_a_name_of_bytes_that_are_no_text_is_mapped(tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    (root / os.fsdecode("合同.pdf".encode("gb18030"))).write_bytes(b"%PDF-1.4")
    found = gather(root, names_in(root), tmp_path / "out")
    found.items[0].stored.encode()
    assert (tmp_path / "out" / found.items[0].stored).read_bytes() == b"%PDF-1.4"


def test_content_that_contradicts_its_suffix_is_reported(tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    (root / "scan.pdf").write_bytes(b"\xff\xd8\xff\xe0 a photograph")
    found = gather(root, names_in(root), tmp_path / "out")
    assert found.items[0].media_type == "image/jpeg"
    assert codes(found) == {"scan.pdf": "LD-GATHER-TYPE"}


def test_progress_ends_at_the_total(case: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    gather(
        case, names_in(case), tmp_path / "out", tick=lambda done, total: seen.append((done, total))
    )
    total = sum(len(data) for data in FILES.values())
    assert seen[-1] == (total, total)
