from __future__ import annotations

import hashlib
import os
import random
import resource
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.core.findings import errors
from legaldocs.evidence.bag.reader import LARGEST_TAG_FILE
from legaldocs.evidence.bag.zip_bag import pack
from legaldocs.evidence.verify import verify

from .conftest import make_bag
from .hostile import (
    DECLARATION,
    LINE,
    TRICKS,
    Trick,
    archive,
    endless_directory,
    folder,
    other_name,
)

if TYPE_CHECKING:
    from pathlib import Path


def everything(root: Path) -> set[str]:
    return {str(path) for path in root.rglob("*")}


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.name)
def test_each_trick_is_refused_by_name_and_writes_nothing(trick: Trick, tmp_path: Path) -> None:
    home = tmp_path / "a" / "b"
    home.mkdir(parents=True)
    trick.make(home / "bundle")
    before = everything(tmp_path)
    verdict = verify(home / "bundle")
    assert everything(tmp_path) == before
    assert not verdict.ok
    named = [finding for finding in errors(verdict.findings) if finding.code == trick.code]
    assert any(trick.where in f"{finding.where}：{finding.message}" for finding in named)
    for text in (
        *verdict.integrity.reasons,
        *(difference.path for difference in verdict.differences),
    ):
        assert "\u202e" not in text
        assert "\x00" not in text
        assert len(text) < 2000


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for trick in TRICKS:
        if "bomb" in trick.name and "inside" not in trick.name:
            trick.make(tmp_path / trick.name)
            verdict = verify(tmp_path / trick.name)
            assert verdict.unread
            assert trick.where in str(verdict.findings)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_zip_with_an_endless_list_is_refused(tmp_path: Path) -> None:
    endless_directory(tmp_path / "b.zip")
    verdict = verify(tmp_path / "b.zip")
    assert verdict.unread
    assert "目录过大" in str(verdict.findings)


def test_a_zip_that_says_its_names_twice_is_read(tmp_path: Path) -> None:
    other_name(inside="data/hello.txt", listed="data/hello.txt")(tmp_path / "b.zip")
    assert b"up" in (tmp_path / "b.zip").read_bytes()
    assert verify(tmp_path / "b.zip").ok


def test_a_zip_of_nothing_is_no_bundle(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "b.zip", "w").close()
    verdict = verify(tmp_path / "b.zip")
    assert verdict.headline == "不通过：不是证据包，没有可以核对的内容"
    (tmp_path / "b.zip").write_bytes(b"x" + (tmp_path / "b.zip").read_bytes())
    assert verify(tmp_path / "b.zip").unread


def test_the_plain_bag_of_the_corpus_is_whole(tmp_path: Path) -> None:
    folder()(tmp_path)
    assert verify(tmp_path).ok


def test_links_and_devices_in_a_folder_are_unreadable(bag: Path) -> None:
    (bag / "data/link").symlink_to("/dev/zero")
    os.mkfifo(bag / "data/pipe")
    (bag / "bag-info.txt").unlink()
    (bag / "bag-info.txt").symlink_to("/dev/zero")
    verdict = verify(bag)
    assert set(verdict.paths("unlisted")) == {"data/link", "data/pipe"}
    assert verdict.paths("unreadable") == ("bag-info.txt",)


def test_a_manifest_that_is_an_endless_device_is_not_read(bag: Path) -> None:
    (bag / "manifest-sha256.txt").unlink()
    (bag / "manifest-sha256.txt").symlink_to("/dev/zero")
    assert not verify(bag).ok


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_as_a_manifest_are_judged(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz")
    folder(data)(path)
    assert not verify(path).ok


@pytest.mark.parametrize("seed", range(40))
def test_a_zip_with_random_damage_is_judged_or_refused(
    bag: Path, tmp_path: Path, seed: int
) -> None:
    pack(bag, tmp_path / "b.zip")
    data = bytearray((tmp_path / "b.zip").read_bytes())
    chance = random.Random(seed)  # noqa: S311 - damage that can be repeated
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    (tmp_path / "b.zip").write_bytes(bytes(data[: chance.choice([len(data), len(data) - 7])]))
    try:
        verdict = verify(tmp_path / "b.zip")
    except InputError:
        return
    if verdict.ok:
        # Only bytes that say nothing (times, attributes) may differ in a bag that passes.
        assert verdict.files == 5


TAG_FILES = (
    *("bagit.txt", "bag-info.txt", "metadata/index.json", "VERIFY.md", "fetch.txt"),
    *("tagmanifest-sha256.txt", "seal/statement.json", "seal/statement.p7s", "seal/statement.tsr"),
)
SNIPPETS = st.sampled_from(
    (
        *(b"BagIt-Version: ", b"Tag-File-Character-Encoding: ", b"utf-16", b"Payload-Oxum: "),
        *(b"9" * 30, b".", b"-1", b"\r", b"\n", b"{", b"[", b'"', b"exhibits"),
        *(b"\xff\xfe", b"\x00", b"\x30\x80"),
    )
)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one bag whose tag files are overwritten again and again."""
    home = tmp_path_factory.mktemp("standing")
    (home / "case").mkdir()
    (home / "case" / "a.txt").write_bytes(b"a")
    return make_bag(home / "case", home / "bag")


@given(
    st.sampled_from(TAG_FILES),
    st.one_of(st.binary(max_size=200), st.lists(SNIPPETS, max_size=12).map(b"".join)),
)
@settings(max_examples=250, deadline=None)
def test_any_bytes_in_any_tag_file_are_judged(standing: Path, name: str, data: bytes) -> None:
    path = standing / name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    try:
        assert not verify(standing).ok
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def codes(path: Path) -> set[str]:
    return {finding.code for finding in verify(path).findings}


def test_a_payload_path_in_a_tag_manifest_and_the_reverse_are_refused(tmp_path: Path) -> None:
    digest = hashlib.sha256(DECLARATION).hexdigest()
    folder(LINE + f"{digest}  bagit.txt\n".encode(), files={"tagmanifest-sha256.txt": LINE})(
        tmp_path
    )
    assert "LD-BAG-SCOPE" in codes(tmp_path)


def test_a_file_that_not_all_manifests_list_is_refused(tmp_path: Path) -> None:
    line = f"{hashlib.sha512(b'').hexdigest()}  data/empty\n".encode()
    folder(files={"manifest-sha512.txt": line, "data/empty": b""})(tmp_path)
    assert "LD-BAG-INCOMPLETE" in codes(tmp_path)


def test_a_line_of_bag_info_without_a_colon_is_refused(tmp_path: Path) -> None:
    folder(files={"bag-info.txt": b"no colon\n"})(tmp_path)
    assert "LD-BAG-INFO" in codes(tmp_path)


def test_a_tag_file_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    folder(files={"bag-info.txt": b""})(tmp_path)
    with (tmp_path / "bag-info.txt").open("wb") as stream:
        stream.truncate(LARGEST_TAG_FILE + 1)
    assert "LD-BUNDLE-LARGE" in codes(tmp_path)


def test_many_large_tag_files_are_not_all_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legaldocs.evidence.bag.reader.MOST_TAG_BYTES", 300)
    folder(files={f"manifest-{name}.txt": b" " * 120 for name in ("md5", "sha1", "unknown")})(
        tmp_path
    )
    said = {(finding.code, finding.where) for finding in verify(tmp_path).findings}
    assert ("LD-BUNDLE-LARGE", "manifest-sha256.txt") in said
    assert ("LD-BUNDLE-LARGE", "manifest-sha1.txt") not in said
    assert ("LD-BAG-ALGORITHM", "manifest-unknown.txt") in said


def test_a_zip_packed_by_another_method_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("data/x")
    info.compress_type = zipfile.ZIP_BZIP2
    archive((info, b"x"))(tmp_path / "b.zip")
    assert "LD-BUNDLE-ZIP-METHOD" in codes(tmp_path / "b.zip")


def test_too_many_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder()(tmp_path / "bag")
    archive()(tmp_path / "b.zip")
    for reader in ("folder", "zip"):
        monkeypatch.setattr(f"legaldocs.evidence.files.{reader}.MOST_FILES", 2)
    for name in ("bag", "b.zip"):
        assert codes(tmp_path / name) == {"LD-BUNDLE-FILES"}
        assert verify(tmp_path / name).unread
