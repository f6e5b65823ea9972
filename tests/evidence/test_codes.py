"""Which code each fault of a bundle or of a proof gets; the words are tested beside the faults."""

from __future__ import annotations

import json
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from legaldocs.evidence.bag import reader
from legaldocs.evidence.bag.inclusion import prove, verify_proof
from legaldocs.evidence.verify import verify

from .hostile import HELLO, LINE, TRICKS, archive, folder, line
from .tampering import ATTACKS, ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DIGEST = LINE[:64]


def codes(bundle: Path) -> set[str]:
    return {finding.code for finding in verify(bundle).findings}


@pytest.mark.parametrize(
    ("trick", "code"),
    [
        ("unknown algorithm", "LD-BAG-ALGORITHM"),
        ("byte order mark", "LD-BAG-BOM"),
        ("same path, two hashes", "LD-BAG-CONFLICT"),
        ("declaration repeated", "LD-BAG-DECLARATION"),
        ("bad encoding", "LD-BAG-ENCODING"),
        ("fetch to outside", "LD-BAG-FETCH"),
        ("a million lines", "LD-BAG-LARGE"),
        ("name of 64 KiB", "LD-BAG-LINE"),
        ("dot dot", "LD-BAG-PATH"),
        ("bare percent", "LD-BAG-PERCENT"),
        ("zip bomb", "LD-BUNDLE-ZIP-BOMB"),
        ("zip encrypted", "LD-BUNDLE-ZIP-ENCRYPTED"),
        ("zip name of no encoding", "LD-BUNDLE-ZIP-NAME"),
        ("zip slip", "LD-BUNDLE-ZIP-PATH"),
        ("zip symlink", "LD-BUNDLE-ZIP-SPECIAL"),
        ("zip with a folder beside", "LD-BUNDLE-ZIP-TOP"),
        ("zip twice the same name", "LD-BUNDLE-ZIP-TWICE"),
    ],
)
def test_a_hostile_bundle(trick: str, code: str, tmp_path: Path) -> None:
    next(each for each in TRICKS if each.name == trick).make(tmp_path / "bundle")
    assert code in codes(tmp_path / "bundle")


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("guide removed and unlisted", "LD-BAG-CHANGED"),
        ("all manifests removed", "LD-BAG-MANIFEST"),
        ("index removed", "LD-BAG-MISSING"),
        ("fetch.txt added", "LD-BAG-UNLISTED"),
        ("all manifests removed", "LD-BUNDLE-NAMED"),
        ("file swapped with its line", "LD-BUNDLE-STATEMENT"),
    ],
)
def test_a_bundle_tampered_with(attack: str, code: str, bag: Path) -> None:
    next(each for each in ATTACKS if each.name == attack).spoil(bag)
    assert code in codes(bag)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (folder(LINE.replace(b"data/", b"./data/")), "LD-BAG-DOT"),
        (folder(files={"manifest-sha512.txt": b""}), "LD-BAG-INCOMPLETE"),
        (folder(files={"bag-info.txt": b"no colon\n"}), "LD-BAG-INFO"),
        (folder(files={"bag-info.txt": b"Payload-Oxum: 1.1\n"}), "LD-BAG-OXUM"),
        (folder(line("bagit.txt")), "LD-BAG-SCOPE"),
        (folder(LINE.replace(b"  data", b" *data")), "LD-BAG-STAR"),
        (folder(LINE * 2), "LD-BAG-TWICE"),
        (
            folder(
                LINE + DIGEST + "  data/e\u0301\n".encode(),
                files={"data/\u00e9": HELLO},
            ),
            "LD-BAG-NORMALIZATION",
        ),
        (
            folder(files={"tagmanifest-sha256.txt": b"", "note.txt": b"x"}),
            "LD-BUNDLE-LOOSE",
        ),
    ],
)
def test_a_bag_of_bad_form(make: Callable[[Path], None], code: str, tmp_path: Path) -> None:
    make(tmp_path / "bundle")
    assert code in codes(tmp_path / "bundle")


def test_a_file_that_is_a_link(tmp_path: Path) -> None:
    folder()(tmp_path / "bundle")
    (tmp_path / "bundle/data/hello.txt").unlink()
    (tmp_path / "bundle/data/hello.txt").symlink_to("/etc/hostname")
    assert "LD-BAG-UNREADABLE" in codes(tmp_path / "bundle")


def test_an_index_of_bad_form(bag: Path) -> None:
    (bag / "metadata/index.json").write_text("{}", encoding="utf-8")
    assert "LD-BUNDLE-INDEX" in codes(bag)


def test_a_zip_member_packed_by_another_method(tmp_path: Path) -> None:
    archive()(tmp_path / "bundle")
    with zipfile.ZipFile(tmp_path / "bundle", "a", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("data/more", b"x")
    assert "LD-BUNDLE-ZIP-METHOD" in codes(tmp_path / "bundle")


def test_a_tag_file_that_is_too_large(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_TAG_FILE", 10)
    assert "LD-BUNDLE-LARGE" in codes(bag)


def test_more_files_than_are_looked_at(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in tuple(sys.modules.items()):
        if name.startswith("legaldocs.evidence.files.") and hasattr(module, "MOST_FILES"):
            monkeypatch.setattr(module, "MOST_FILES", 2)
    assert "LD-BUNDLE-FILES" in codes(bag)


def test_a_proof_of_another_file_one_that_leads_nowhere_and_one_unsigned(
    bag: Path, tmp_path: Path
) -> None:
    proof = tmp_path / "proof.json"
    proof.write_bytes(prove(bag, ORIGINAL).to_bytes())

    def shown(file: Path) -> set[str]:
        return {finding.code for finding in verify_proof(file, proof).findings}

    assert "LD-INCLUSION-FILE" in shown(bag / "bagit.txt")
    assert "LD-INCLUSION-UNSIGNED" in shown(bag / ORIGINAL)
    document = json.loads(proof.read_bytes())
    proof.write_text(json.dumps({**document, "beside": []}), encoding="utf-8")
    assert "LD-INCLUSION-ROOT" in shown(bag / ORIGINAL)
