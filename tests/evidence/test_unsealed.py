"""Whatever is put into a sealed bundle later, and however it is listed there, it never passes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest
import rfc8785

from legaldocs.evidence.bag.zip_bag import pack
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.sealing import seal_bag
from legaldocs.evidence.verify import verify

from .conftest import NOW, make_bag
from .tampering import ORIGINAL, TAGS, cover, remove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.evidence.seal.keys import Signer
    from legaldocs.evidence.verdict import Verdict

LATER = "债务已于2026年1月清偿\n".encode()
_FULL_WIDTH, _ZERO_WIDTH, _REVERSED = "\uff0e", "\u200b", "\u202e"

NAMES = (
    *("补充说明.txt", "VERIFY.md ", "VERIFY.md.", "verify.md", "README.html", ".hidden"),
    *("bagit.txt ", "Bagit.txt", "BAG-INFO.TXT", "package-info.txt", "bag-info.txt.bak"),
    *("fetch.txt", "Fetch.txt", "data%2Foriginals", "DATA/note.txt", "Data/originals/x.pdf"),
    *("metadata/extra.json", "metadata/INDEX.json", "metadata/index.json ", "Metadata/index.json"),
    *("seal/note.txt", "seal/STATEMENT.JSON", "seal/statement.json ", "Seal/statement.json"),
    *("seal/statement.p7s.bak", "seal/statement.tsr~", "seal/old/statement.p7s"),
    *("data/note.txt", "data/originals/contracts/采购合同.PDF", f"{ORIGINAL} ", f"{ORIGINAL}."),
    *(f"{ORIGINAL}%0A", f"{ORIGINAL}%25", f"{ORIGINAL}\n", f"data/{_REVERSED}fdp.exe"),
    *(ORIGINAL.replace(".", _FULL_WIDTH), ORIGINAL.replace("同", f"同{_ZERO_WIDTH}")),
    *("data/inner/bagit.txt", "data/inner/data/x", "bundle/bagit.txt", "bundle/data/x"),
    *("data/a/．．/b", "data/\x7f", "data/con", "data/x:y"),
)
"""Names of what is added: beside the files, over them in another writing, in every folder."""

MANIFESTS = (
    *("manifest-md5.txt", "manifest-sha1.txt", "manifest-sha224.txt", "manifest-sha384.txt"),
    *("manifest-SHA256.txt", "Manifest-sha256.txt", "manifest-sha256.txt ", "manifest-sha256.TXT"),
    *("manifest-sha3256.txt", "manifest-blake2b512.txt", "manifest-sm3.txt", "manifest-.txt"),
    *("data/manifest-sha256.txt", "metadata/manifest-sha256.txt", "manifest-sha256-2.txt"),
)
"""Names of lists that the statement does not fix; each is tried for payload and for tag files."""


def add(bag: Path, name: str) -> None:
    (bag / name).parent.mkdir(parents=True, exist_ok=True)
    (bag / name).write_bytes(LATER)


def assert_unlisted(verdict: Verdict, *names: str) -> None:
    assert (verdict.integrity.status, verdict.ok) == ("failed", False)
    assert set(map(shown, names)) <= set(verdict.paths("unlisted"))
    assert verdict.paths("changed") == ()
    assert verdict.headline.startswith("不通过：")


@pytest.mark.parametrize("name", NAMES, ids=shown)
@pytest.mark.parametrize("algorithm", ["", "md5", "sha1", "sha384"])
def test_a_file_added_after_sealing_never_passes(sealed: Path, name: str, algorithm: str) -> None:
    add(sealed, name)
    if algorithm:
        cover(sealed, f"manifest-{algorithm}.txt", algorithm, [name])
        cover(
            sealed, f"tagmanifest-{algorithm}.txt", algorithm, [name, f"manifest-{algorithm}.txt"]
        )
    assert_unlisted(verify(sealed), name)


@pytest.mark.parametrize("name", NAMES, ids=shown)
def test_a_file_added_to_a_zip_never_passes(sealed: Path, tmp_path: Path, name: str) -> None:
    pack(sealed, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
        archive.writestr(f"bundle/{name}", LATER)
    verdict = verify(tmp_path / "b.zip")
    assert not verdict.ok
    if verdict.unread:
        codes = {finding.code for finding in verdict.findings}
        assert codes <= {"LD-BUNDLE-ZIP-TWICE", "LD-BUNDLE-ZIP-PATH"}
    else:
        assert verdict.paths("unlisted") == (shown(name),)


@pytest.mark.parametrize("manifest", MANIFESTS)
@pytest.mark.parametrize("tag", ["", "tag"])
@pytest.mark.parametrize("name", ["补充说明.txt", "data/note.txt"])
def test_a_list_that_the_statement_does_not_fix_covers_nothing(
    sealed: Path, tmp_path: Path, manifest: str, tag: str, name: str
) -> None:
    folder, _, file = manifest.rpartition("/")
    listing = f"{folder}/{tag}{file}" if folder else tag + file
    add(sealed, name)
    cover(sealed, listing, "sha256", [name])
    assert_unlisted(verify(sealed), name, listing)
    pack(sealed, tmp_path / "b.zip")
    packed = verify(tmp_path / "b.zip")
    if packed.unread:
        assert {finding.code for finding in packed.findings} == {"LD-BUNDLE-ZIP-TWICE"}
    else:
        assert_unlisted(packed, name, listing)


@pytest.mark.parametrize("name", [*TAGS, "manifest-sha256.txt", "manifest-sha512.txt"])
@pytest.mark.parametrize("added", ["补充说明.txt", "data/note.txt"])
def test_a_line_added_to_a_sealed_list_breaks_the_seal(sealed: Path, name: str, added: str) -> None:
    add(sealed, added)
    algorithm = name.partition("-")[2].removesuffix(".txt")
    with (sealed / name).open("a", encoding="utf-8") as stream:
        stream.write(f"{hashlib.new(algorithm, LATER).hexdigest()}  {added}\n")
    verdict = verify(sealed)
    assert not verdict.ok
    assert name in verdict.paths("changed")
    codes = {finding.code for finding in verdict.findings}
    assert "LD-BUNDLE-STATEMENT" in codes or name.startswith("manifest")


def named(statement: dict[str, object], bag: Path) -> None:
    """Let the statement name a third tag manifest, as if it had been sealed."""
    data = (bag / "tagmanifest-sha1.txt").read_bytes()
    first = statement["tag_manifests"][0]  # type: ignore[index]
    added = {
        **first,
        "name": "tagmanifest-sha1.txt",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sha512": hashlib.sha512(data).hexdigest(),
    }
    statement["tag_manifests"] = [*statement["tag_manifests"], added]  # type: ignore[misc]


def more(statement: dict[str, object], _bag: Path) -> None:
    statement["files"] = 6


@pytest.mark.parametrize("change", [named, more])
def test_a_statement_that_names_more_is_not_the_sealed_one(
    sealed: Path, change: Callable[[dict[str, object], Path], None]
) -> None:
    add(sealed, "补充说明.txt")
    cover(sealed, "tagmanifest-sha1.txt", "sha1", ["补充说明.txt"])
    path = sealed / "seal/statement.json"
    statement = json.loads(path.read_bytes())
    change(statement, sealed)
    path.write_bytes(rfc8785.dumps(statement))
    assert_unlisted(verify(sealed), "补充说明.txt", "tagmanifest-sha1.txt")
    assert verify(sealed).signature.status == "failed"
    remove("seal/statement.p7s")(sealed)
    assert_unlisted(verify(sealed), "补充说明.txt", "tagmanifest-sha1.txt")
    assert "LD-BUNDLE-STATEMENT" in {finding.code for finding in verify(sealed).findings}


@pytest.mark.parametrize("name", ["补充说明.txt", "data/note.txt", "seal/note.txt", "metadata/x"])
@pytest.mark.parametrize("kind", ["link", "link to a folder", "pipe", "second name"])
def test_what_is_no_file_of_its_own_never_passes(
    sealed: Path, tmp_path: Path, name: str, kind: str
) -> None:
    match kind:
        case "link":
            (sealed / name).symlink_to(sealed / ORIGINAL)
        case "link to a folder":
            (sealed / name).symlink_to(tmp_path)
        case "pipe":
            os.mkfifo(sealed / name)
        case _:
            (sealed / name).hardlink_to(sealed / ORIGINAL)
    assert_unlisted(verify(sealed), name)


def test_a_folder_behind_a_link_is_not_read(sealed: Path, tmp_path: Path) -> None:
    for folder in ("data", "seal", "metadata"):
        (sealed / folder).rename(tmp_path / folder)
        (sealed / folder).symlink_to(tmp_path / folder)
        verdict = verify(sealed)
        assert not verdict.ok
        assert folder in verdict.paths("unlisted")
        (sealed / folder).unlink()
        (tmp_path / folder).rename(sealed / folder)
    assert verify(sealed).ok


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
def test_a_twin_in_another_composition_never_passes(
    case: Path, tmp_path: Path, signer: Signer, form: str
) -> None:
    (case / "Ångström é.txt").write_bytes(b"first")
    bag = make_bag(case, tmp_path / "bundle")
    seal_bag(bag, signer=signer, at=NOW)
    twin = unicodedata.normalize(form, "data/originals/Ångström é.txt")
    (bag / twin).write_bytes(LATER)
    assert_unlisted(verify(bag), twin)
    pack(bag, tmp_path / "b.zip")
    assert not verify(tmp_path / "b.zip").ok


@pytest.mark.parametrize("name", ["statement.json", "statement.p7s", "statement.tsr"])
@pytest.mark.parametrize("added", [b"\n", b"\0", LATER], ids=["line", "nul", "text"])
def test_nothing_may_be_added_to_a_file_of_the_seal(stamped: Path, name: str, added: bytes) -> None:
    assert verify(stamped).ok
    with (stamped / "seal" / name).open("ab") as stream:
        stream.write(added)
    assert not verify(stamped).ok


def test_a_whole_bag_in_the_bag_counts_for_nothing(sealed: Path, tmp_path: Path) -> None:
    shutil.copytree(sealed, tmp_path / "copy")
    for place in ("data/bundle", "metadata/bundle", "bundle"):
        shutil.copytree(tmp_path / "copy", sealed / place)
        inside = [path for path in (sealed / place).rglob("*") if path.is_file()]
        assert_unlisted(verify(sealed), *(p.relative_to(sealed).as_posix() for p in inside))
        shutil.rmtree(sealed / place)
    assert verify(sealed).ok


@pytest.mark.parametrize("packed", [False, True])
def test_an_empty_folder_is_told(sealed: Path, tmp_path: Path, *, packed: bool) -> None:
    place = sealed
    if packed:
        pack(sealed, place := tmp_path / "b.zip")
        with zipfile.ZipFile(place, "a") as archive:
            archive.mkdir("bundle/data/债务已清偿")
    else:
        (sealed / "data/债务已清偿").mkdir()
    [finding] = verify(place).findings
    assert (finding.code, finding.severity) == ("LD-BUNDLE-FOLDER", "warning")
    assert finding.where == "data/债务已清偿"


def test_a_folder_that_every_bag_has_is_not_told(tmp_path: Path, signer: Signer) -> None:
    (tmp_path / "case").mkdir()
    bag = make_bag(tmp_path / "case", tmp_path / "bundle")
    assert not list((bag / "data/originals").iterdir())
    seal_bag(bag, signer=signer, at=NOW)
    assert verify(bag).findings == ()
