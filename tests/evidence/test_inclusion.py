from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.core.findings import errors
from legaldocs.evidence.inclusion import prove, verify_proof
from legaldocs.evidence.sealing import seal_bag
from tests.evidence.conftest import NOW
from tests.evidence.tampering import ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.evidence.seal.keys import Signer


@pytest.fixture
def shown(bag: Path, signer: Signer, tmp_path: Path) -> tuple[Path, Path]:
    """Give one exhibit and its proof, taken out of a signed bag."""
    seal_bag(bag, signer=signer, at=NOW)
    (tmp_path / "proof.json").write_bytes(prove(bag, ORIGINAL).to_bytes())
    (tmp_path / "exhibit.pdf").write_bytes((bag / ORIGINAL).read_bytes())
    return tmp_path / "exhibit.pdf", tmp_path / "proof.json"


def test_one_exhibit_is_checked_without_the_rest(
    shown: tuple[Path, Path], keys: Callable[[str], tuple[Path, Path]]
) -> None:
    verdict = verify_proof(*shown, trust=[keys("甲公司")[0]], require=["integrity", "signature"])
    assert verdict.ok
    assert verdict.as_of == "2026-11-21"


def test_every_file_of_a_bag_has_a_proof(bag: Path, signer: Signer, tmp_path: Path) -> None:
    seal_bag(bag, signer=signer, at=NOW)
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
    assert verdict.headline.startswith("不通过：文件不是证明所指的文件；签名有效")
    assert "LD-INCLUSION-FILE" in {finding.code for finding in verdict.findings}
    assert verdict.proved == ORIGINAL


def test_a_proof_that_is_wrong_says_nothing_of_the_file(shown: tuple[Path, Path]) -> None:
    document = json.loads(shown[1].read_bytes())
    shown[1].write_text(json.dumps({**document, "beside": []}), encoding="utf-8")
    verdict = verify_proof(*shown)
    assert verdict.headline.startswith("不通过：证明本身不成立；签名有效")
    assert verdict.paths("changed") == ()
    [finding] = errors(verdict.findings)
    assert (finding.code, finding.where) == ("LD-INCLUSION-ROOT", str(shown[1]))


def test_a_file_of_another_name_is_flagged_and_passes(
    shown: tuple[Path, Path], tmp_path: Path
) -> None:
    other, same = verify_proof(*shown), tmp_path / "采购合同.pdf"
    assert other.ok
    assert [(finding.code, finding.severity) for finding in other.findings] == [
        ("LD-INCLUSION-NAME", "warning")
    ]
    assert "采购合同.pdf" in other.findings[0].message
    shown[0].rename(same)
    assert verify_proof(same, shown[1]).findings == ()


def test_a_proof_without_a_signature_proves_nothing(bag: Path, tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_bytes(prove(bag, ORIGINAL).to_bytes())
    verdict = verify_proof(bag / ORIGINAL, tmp_path / "proof.json")
    assert verdict.headline == "不通过：封存声明没有签名，不能证明文件出自该证据包"
    assert "LD-INCLUSION-UNSIGNED" in {finding.code for finding in verdict.findings}
    assert not verdict.ok
    assert verdict.integrity.status == "ok"


def test_a_stripped_proof_fails_for_who_names_signer_or_authority(
    shown: tuple[Path, Path], keys: Callable[[str], tuple[Path, Path]]
) -> None:
    assert verify_proof(*shown).ok
    certificate = keys("甲公司")[0]
    assert not verify_proof(*shown, tsa=[certificate]).ok
    document = json.loads(shown[1].read_bytes())
    del document["signature"]
    shown[1].write_text(json.dumps(document), encoding="utf-8")
    assert not verify_proof(*shown, trust=[certificate]).ok


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("index", 1),
        ("leaves", 4),
        ("leaves", 6),
        ("leaves", 7),
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


@pytest.mark.parametrize("size", [3, 4, 6, 7, 8])
def test_a_tree_of_another_size_is_not_that_of_the_statement(
    bag: Path, signer: Signer, tmp_path: Path, size: int
) -> None:
    seal_bag(bag, signer=signer, at=NOW)
    last = sorted(p.relative_to(bag).as_posix() for p in (bag / "data").rglob("*") if p.is_file())[
        2
    ]
    proof = prove(bag, last)
    other = msgspec.structs.replace(proof, leaves=size)
    (tmp_path / "proof.json").write_bytes(other.to_bytes())
    assert not verify_proof(bag / last, tmp_path / "proof.json").ok


@pytest.mark.parametrize("key", ["path", "statement"])
def test_a_lone_surrogate_in_a_proof_is_an_input_error(shown: tuple[Path, Path], key: str) -> None:
    document = json.loads(shown[1].read_bytes())
    shown[1].write_text(json.dumps({**document, key: "\ud800"}), encoding="utf-8")
    with pytest.raises(InputError, match="单独证明"):
        verify_proof(*shown)


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
