from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.evidence.bag.difference import SYSTEM_FILE
from legaldocs.evidence.bag.statement import make_statement
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.bag.zip_bag import pack
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.verify import verify

from .conftest import AS_OF, make_bag
from .tampering import (
    ATTACKS,
    ORIGINAL,
    TAGS,
    Attack,
    Spoil,
    covered,
    remove,
    replaced,
    rewrite_tag_manifests,
)

if TYPE_CHECKING:
    from pathlib import Path


def files(bag: Path) -> list[str]:
    return sorted(p.relative_to(bag).as_posix() for p in bag.rglob("*") if p.is_file())


def said(bag: Path) -> str:
    verdict = verify(bag)
    assert not verdict.ok
    assert verdict.integrity.status == "failed"
    return "\n".join(verdict.integrity.reasons)


def test_a_whole_bag_is_whole(bag: Path) -> None:
    verdict = verify(bag)
    assert verdict.ok
    assert verdict.headline == "通过：文件完整；没有签名；没有时间戳"
    assert (verdict.integrity.status, verdict.signature.status, verdict.timestamp.status) == (
        "ok",
        "absent",
        "absent",
    )
    assert (verdict.files, verdict.as_of) == (5, "2026-11-21")


def test_a_path_may_be_text(bag: Path) -> None:
    assert verify(str(bag)).ok


def test_verifying_changes_nothing(bag: Path) -> None:
    before = {name: (bag / name).stat().st_mtime_ns for name in files(bag)}
    verify(bag)
    assert {name: (bag / name).stat().st_mtime_ns for name in files(bag)} == before


def test_one_byte_changed_anywhere_is_found_and_named(bag: Path) -> None:
    for name in files(bag):
        data = (bag / name).read_bytes()
        spots = sorted({0, len(data) // 2, len(data) - 1}) if data else []
        for spot in spots:
            (bag / name).write_bytes(data[:spot] + bytes([data[spot] ^ 1]) + data[spot + 1 :])
            assert name in said(bag), (name, spot)
        (bag / name).write_bytes(data + b"\n")
        assert name in said(bag), name
        (bag / name).write_bytes(data)
    assert verify(bag).ok


def test_each_file_removed_is_found_and_named(bag: Path, tmp_path: Path) -> None:
    for name in files(bag):
        (bag / name).rename(tmp_path / "aside")
        assert name in said(bag)
        (tmp_path / "aside").rename(bag / name)


@pytest.mark.parametrize(
    "name", ["extra", "data/extra", "data/originals/x/y", "seal/note.txt", "metadata/x", ".hidden"]
)
def test_a_file_added_anywhere_is_found_and_named(bag: Path, name: str) -> None:
    (bag / name).parent.mkdir(parents=True, exist_ok=True)
    (bag / name).write_bytes(b"")
    assert verify(bag).paths("unlisted") == (name,)
    assert name in said(bag)


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha224", "sha384"])
@pytest.mark.parametrize(
    "name", ["补充说明.txt", "seal/note.txt", "data/note.txt", "metadata/note"]
)
@pytest.mark.parametrize(("packed", "every_hash"), [(False, False), (True, False), (False, True)])
def test_a_manifest_that_the_statement_does_not_name_covers_nothing(
    sealed: Path, tmp_path: Path, algorithm: str, name: str, *, packed: bool, every_hash: bool
) -> None:
    covered(name, algorithm)(sealed)
    place = sealed
    if packed:
        pack(sealed, tmp_path / "b.zip")
        place = tmp_path / "b.zip"
    verdict = verify(place, every_hash=every_hash)
    manifests = {f"tagmanifest-{algorithm}.txt"}
    if name.startswith("data/"):
        manifests.add(f"manifest-{algorithm}.txt")
    assert (verdict.integrity.status, verdict.signature.status) == ("failed", "untrusted")
    assert set(verdict.paths("unlisted")) == {name, *manifests}
    assert verdict.paths("changed") == ()
    assert not any("封存声明" in reason for reason in verdict.integrity.reasons)


def test_a_second_file_of_a_name_composed_otherwise_is_unlisted(case: Path, tmp_path: Path) -> None:
    (case / "é.txt").write_bytes(b"first")
    bag = make_bag(case, tmp_path / "bundle")
    twin = unicodedata.normalize("NFD", "data/originals/é.txt")
    (bag / twin).write_bytes(b"later")
    verdict = verify(bag)
    assert verdict.paths("unlisted") == (shown(twin),)
    (bag / "data/originals/é.txt").unlink()
    assert verify(bag).paths("changed") == (shown(twin),)


def test_what_a_system_leaves_behind_is_called_that(sealed: Path) -> None:
    names = (
        *("data/.DS_Store", "data/originals/._采购合同.pdf", "Desktop.ini", "seal/Thumbs.db"),
        *("__MACOSX/bundle/x", "data/$RECYCLE.BIN/x", ".fseventsd/0001", "metadata/ehthumbs.db"),
        *("data/~$催告函.docx", "data/.~lock.催告函.docx#", "@eaDir/x", "data/Icon\r"),
        *(".Trash-1000/files/x", ".TemporaryItems/x", "#recycle/x", "data/.nfs000000001"),
    )
    for name in names:
        (sealed / name).parent.mkdir(parents=True, exist_ok=True)
        (sealed / name).write_bytes(b"\0")
    verdict = verify(sealed)
    assert sorted(verdict.paths("unlisted")) == sorted(map(shown, names))
    assert all("操作系统自动产生" in reason for reason in verdict.integrity.reasons)
    assert not verdict.ok
    assert {difference.title for difference in verdict.differences} == {SYSTEM_FILE}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (remove(ORIGINAL), "LD-BAG-MISSING"),
        (replaced(ORIGINAL, b"contract", b"another contract"), "LD-BAG-CHANGED"),
        (covered("data/more", "md5"), "LD-BAG-UNLISTED"),
    ],
)
def test_a_file_that_differs_is_no_difference_of_the_statement(
    bag: Path, spoil: Spoil, code: str
) -> None:
    spoil(bag)
    codes = {finding.code for finding in verify(bag).findings}
    assert code in codes
    assert "LD-BUNDLE-STATEMENT" not in codes


@pytest.mark.parametrize(
    "attack", [attack for attack in ATTACKS if attack.name.startswith("statement's")]
)
def test_a_statement_that_does_not_fit_has_a_code_of_its_own(bag: Path, attack: Attack) -> None:
    attack.spoil(bag)
    assert "LD-BUNDLE-STATEMENT" in {finding.code for finding in verify(bag).findings}


@pytest.mark.parametrize("name", [*TAGS, "manifest-sha256.txt", "bag-info.txt"])
def test_what_cannot_be_read_is_not_said_to_differ_from_the_statement(bag: Path, name: str) -> None:
    (bag / name).rename(bag.parent / name)
    (bag / name).symlink_to(bag.parent / name)
    verdict = verify(bag)
    assert verdict.integrity.status == "failed"
    assert verdict.paths("unreadable") == (name,)
    assert "LD-BUNDLE-STATEMENT" not in {finding.code for finding in verdict.findings}


def test_a_bag_without_a_payload_folder_is_reported(tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    bag.mkdir()
    write_bag(bag, version="9.9.9", as_of=AS_OF)
    pack(bag, tmp_path / "b.zip")
    assert verify(bag).ok
    assert verify(tmp_path / "b.zip").ok
    (bag / "data").rmdir()
    assert said(bag) == "data：缺少 data 文件夹（RFC 8493 第 2.1.2 条）"
    assert [finding.code for finding in verify(bag).findings] == ["LD-BAG-PAYLOAD"]


def test_a_renamed_file_is_missing_and_unlisted(bag: Path) -> None:
    (bag / ORIGINAL).rename(bag / "data" / "other.pdf")
    verdict = verify(bag)
    assert verdict.paths("missing") == (ORIGINAL,)
    assert verdict.paths("unlisted") == ("data/other.pdf",)


def test_every_fault_is_reported_not_the_first_alone(bag: Path) -> None:
    (bag / ORIGINAL).write_bytes(b"changed")
    (bag / "data/papers/01-付款提醒函.pdf").unlink()
    (bag / "data/extra").write_bytes(b"")
    (bag / "data/originals/payments/slip.bin").unlink()
    (bag / "data/originals/payments/slip.bin").symlink_to("/etc/hostname")
    verdict = verify(bag)
    assert verdict.paths("changed") == (ORIGINAL,)
    assert verdict.paths("missing") == ("data/papers/01-付款提醒函.pdf",)
    assert verdict.paths("unlisted") == ("data/extra",)
    assert verdict.paths("unreadable") == ("data/originals/payments/slip.bin",)
    assert "LD-BAG-UNREADABLE" in {finding.code for finding in verdict.findings}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_stripped_or_swapped_parts_are_reported(bag: Path, attack: Attack) -> None:
    attack.spoil(bag)
    assert attack.says in said(bag)


def test_a_bag_stripped_to_bare_bagit_is_reported_as_foreign(bag: Path) -> None:
    for name in files(bag):
        kept = name.startswith("data/") or name in {"bagit.txt", "manifest-sha256.txt"}
        if not kept:
            (bag / name).unlink()
    verdict = verify(bag)
    assert [finding.code for finding in verdict.findings] == ["LD-BUNDLE-FOREIGN"]
    assert not verify(bag, require=["signature"]).ok


def test_what_is_required_and_absent_fails(bag: Path) -> None:
    verdict = verify(bag, require=["integrity", "signature", "timestamp"])
    assert not verdict.ok
    assert "缺少要求的签名、时间戳" in verdict.headline


def test_an_unknown_requirement_is_an_input_error(bag: Path) -> None:
    with pytest.raises(InputError, match="integrity"):
        verify(bag, require=["truth"])


def test_nothing_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        verify(tmp_path / "none")


def test_a_file_that_is_no_zip_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(InputError, match="zip"):
        verify(tmp_path / "x.zip")


def test_an_empty_folder_is_no_bundle(tmp_path: Path) -> None:
    verdict = verify(tmp_path, require=["signature"])
    assert not verdict.ok
    assert verdict.headline == "不通过：不是证据包，没有可以核对的内容"
    codes = ["LD-BAG-DECLARATION", "LD-BAG-MANIFEST", "LD-BAG-PAYLOAD"]
    assert [finding.code for finding in verdict.findings] == codes
    assert {verdict.signature.status, verdict.timestamp.status} == {"unread"}
    assert "bagit.txt" in verdict.integrity.reasons[0]


def test_a_bag_of_bad_form_is_not_said_to_differ(bag: Path) -> None:
    (bag / "fetch.txt").write_bytes(b"")
    rewrite_tag_manifests(bag)
    for name in files(bag):
        if name.startswith(("tagmanifest", "seal", "metadata")) or name == "VERIFY.md":
            (bag / name).unlink()
    info = (bag / "bag-info.txt").read_text("utf-8")
    (bag / "bag-info.txt").write_text(info.replace("legaldocs", "another"), encoding="utf-8")
    assert verify(bag).headline.startswith("不通过：不合证据包的规范；没有签名")


def test_the_files_that_identify_the_bundle_are_named_by_hash(bag: Path, tmp_path: Path) -> None:
    names = ("seal/statement.json", *TAGS)
    expected = [(name, hashlib.sha256((bag / name).read_bytes()).hexdigest()) for name in names]
    assert list(verify(bag).identity) == expected
    pack(bag, tmp_path / "b.zip")
    packed = hashlib.sha256((tmp_path / "b.zip").read_bytes()).hexdigest()
    assert list(verify(tmp_path / "b.zip").identity) == [("zip 文件本身", packed), *expected]


def test_a_link_swapped_in_between_listing_and_reading_is_not_followed(
    bag: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    shutil.copytree(bag / "data/originals/payments", secret)
    swapped: list[bool] = []

    def swap(_: int, __: int) -> None:
        if not swapped:
            swapped.append(True)
            (bag / "data/originals/payments").rename(tmp_path / "was")
            (bag / "data/originals/payments").symlink_to(secret)

    # Progress is reported after the first file was read: folder listed, its file not yet open.
    verdict = verify(bag, tick=swap)
    assert swapped
    assert verdict.paths("unreadable") == ("data/originals/payments/slip.bin",)


def test_a_huge_list_of_faults_is_reported_whole(bag: Path) -> None:
    for number in range(300):
        (bag / "data" / f"{number:03}").write_bytes(b"")
    assert len(verify(bag).paths("unlisted")) == 300


def test_a_line_that_was_sealed_wrong_shows_when_every_hash_is_asked_for(bag: Path) -> None:
    path = bag / "manifest-sha512.txt"
    path.write_bytes(b"0" * 128 + path.read_bytes()[128:])
    rewrite_tag_manifests(bag)
    seal_anew(bag)
    assert verify(bag).ok
    assert verify(bag).hashes == ("sha256",)
    thorough = verify(bag, every_hash=True)
    assert not thorough.ok
    assert thorough.hashes == ("sha256", "sha512")
    assert len(thorough.paths("changed")) == 1


def test_a_file_that_only_a_manifest_lists_which_is_not_checked_is_unlisted(bag: Path) -> None:
    (bag / "bagit.txt").write_bytes((bag / "bagit.txt").read_bytes().replace(b"1.0", b"0.97"))
    (bag / "data/more").write_bytes(b"more")
    with (bag / "manifest-sha512.txt").open("a") as stream:
        stream.write(f"{hashlib.sha512(b'more').hexdigest()}  data/more\n")
    rewrite_tag_manifests(bag)
    seal_anew(bag)
    assert verify(bag).paths("unlisted") == ("data/more",)


def test_a_statement_needs_a_payload_oxum_to_fit(bag: Path) -> None:
    info = (bag / "bag-info.txt").read_text("utf-8").splitlines(keepends=True)
    rest = "".join(row for row in info if not row.startswith("Payload-Oxum"))
    (bag / "bag-info.txt").write_text(rest, encoding="utf-8")
    rewrite_tag_manifests(bag)
    assert "封存声明" in said(bag)


def seal_anew(bag: Path) -> None:
    """Write the statement that a dishonest maker would have sealed."""
    path = bag / "seal/statement.json"
    sealed = json.loads(path.read_bytes())
    tag_manifests = {name: (bag / name).read_bytes() for name in TAGS}
    made = make_statement(
        version=sealed["version"],
        as_of=dt.date.fromisoformat(sealed["as_of"]),
        size=sealed["bytes"],
        entries=dict(
            reversed(line.split("  ", 1))
            for line in (bag / "manifest-sha256.txt").read_text("utf-8").splitlines()
        ),
        tag_manifests=tag_manifests,
    )
    path.write_bytes(made.to_bytes())


def test_an_ill_formed_index_is_reported(bag: Path) -> None:
    path = bag / "metadata/index.json"
    path.write_bytes(path.read_bytes().replace(b'"exhibits": []', b'"exhibits": [{"id": 7}]'))
    assert "exhibits[0]" in said(bag)
    assert "LD-BUNDLE-INDEX" in {finding.code for finding in verify(bag).findings}
