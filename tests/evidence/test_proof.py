from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.proof import prove, verify_proof
from legaldocs.evidence.sealing import seal_bag

from .tampering import ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.evidence.keys import Signer


@pytest.fixture
def shown(bag: Path, signer: Signer, tmp_path: Path) -> tuple[Path, Path]:
    """Give one exhibit and its proof, taken out of a signed bag."""
    seal_bag(bag, signer=signer)
    (tmp_path / "proof.json").write_bytes(prove(bag, ORIGINAL).to_bytes())
    (tmp_path / "exhibit.pdf").write_bytes((bag / ORIGINAL).read_bytes())
    return tmp_path / "exhibit.pdf", tmp_path / "proof.json"


def test_one_exhibit_is_checked_without_the_rest(
    shown: tuple[Path, Path], keys: Callable[[str], tuple[Path, Path]]
) -> None:
    verdict = verify_proof(*shown, trust=[keys("甲公司")[0]], require=["integrity", "signature"])
    assert verdict.ok
    assert verdict.as_of == "2026-11-21"


def test_every_file_of_a_bag_has_a_proof(bag: Path, tmp_path: Path) -> None:
    for path in sorted((bag / "data").rglob("*")):
        if path.is_file():
            proof = prove(bag, path.relative_to(bag).as_posix())
            (tmp_path / "proof.json").write_bytes(proof.to_bytes())
            assert verify_proof(path, tmp_path / "proof.json").ok


def test_a_path_below_the_originals_will_do(bag: Path) -> None:
    assert prove(bag, "contracts/采购合同.pdf").path == ORIGINAL


def test_another_file_does_not_fit(shown: tuple[Path, Path]) -> None:
    shown[0].write_bytes(b"another")
    verdict = verify_proof(*shown)
    assert not verdict.ok
    assert verdict.integrity.status == "failed"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("index", 1),
        ("leaves", 4),
        ("path", "data/originals/contracts/another.pdf"),
        ("beside", []),
        ("statement", "{}"),
        ("statement", "no json"),
    ],
)
def test_a_changed_proof_fails(shown: tuple[Path, Path], key: str, value: object) -> None:
    document = json.loads(shown[1].read_bytes())
    assert document[key] != value
    shown[1].write_text(json.dumps({**document, key: value}), encoding="utf-8")
    assert not verify_proof(*shown).ok


def test_a_proof_with_its_own_root_lacks_the_signature(shown: tuple[Path, Path]) -> None:
    document = json.loads(shown[1].read_bytes())
    statement = json.loads(document["statement"])
    statement["as_of"] = "2020-01-01"
    document["statement"] = json.dumps(statement)
    shown[1].write_text(json.dumps(document), encoding="utf-8")
    verdict = verify_proof(*shown)
    assert (verdict.integrity.status, verdict.signature.status) == ("ok", "failed")
    assert not verdict.ok


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 5000, '{"schema": "legaldocs.proof/2"}'])
def test_what_is_no_proof_is_an_input_error(shown: tuple[Path, Path], text: str) -> None:
    shown[1].write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="单独证明"):
        verify_proof(*shown)


def test_a_signature_that_is_no_base64_is_an_input_error(shown: tuple[Path, Path]) -> None:
    document = json.loads(shown[1].read_bytes())
    shown[1].write_text(json.dumps({**document, "signature": "é"}), encoding="utf-8")
    with pytest.raises(InputError, match="单独证明"):
        verify_proof(*shown)


def test_a_changed_file_gets_no_proof(bag: Path) -> None:
    (bag / ORIGINAL).write_bytes(b"changed")
    with pytest.raises(IntegrityError, match="采购合同"):
        prove(bag, ORIGINAL)


def test_an_unknown_file_is_an_input_error(bag: Path) -> None:
    with pytest.raises(InputError, match=r"none\.pdf"):
        prove(bag, "none.pdf")


def test_a_manifest_that_was_not_sealed_gives_no_proof(bag: Path) -> None:
    path = bag / "manifest-sha256.txt"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[1:]) + "\n", encoding="utf-8")
    with pytest.raises(IntegrityError, match="封存声明"):
        prove(bag, "payments/slip.bin")
