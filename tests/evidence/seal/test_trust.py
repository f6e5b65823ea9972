from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from legaldocs.evidence.seal.keys import Signer
from legaldocs.evidence.sealing import seal_bag
from legaldocs.evidence.verify import verify
from tests.evidence.conftest import NOW
from tests.evidence.signers import issued

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("ca", "length", "holds"), [(True, None, True), (False, None, False)])
def test_a_signer_under_a_trusted_issuer_is_trusted_only_when_it_may_issue(
    bag: Path, tmp_path: Path, *, ca: bool, length: int | None, holds: bool
) -> None:
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = issued("root", root_key, "root", root_key, ca=ca, path_length=length)
    leaf = issued("leaf", key, "root", root_key)
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    seal_bag(bag, signer=Signer(leaf, key, (root,)), at=NOW)
    verdict = verify(bag, trust=[tmp_path / "root.pem"])
    assert verdict.ok is holds
    assert ("签名有效，由所给证书签发，签名人“leaf”" in verdict.headline) is holds
    assert "签名人与所给证书一致" not in verdict.headline


def test_a_ca_below_one_that_allows_none_is_not_trusted(bag: Path, tmp_path: Path) -> None:
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]
    root = issued("root", keys[0], "root", keys[0], ca=True, path_length=0)
    middle = issued("middle", keys[1], "root", keys[0], ca=True)
    leaf = issued("leaf", keys[2], "middle", keys[1])
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    seal_bag(bag, signer=Signer(leaf, keys[2], (middle,)), at=NOW)
    assert verify(bag, trust=[tmp_path / "root.pem"]).signature.status == "failed"


def test_a_name_alone_is_not_trust(bag: Path, tmp_path: Path) -> None:
    real, fake = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = issued("root", real, "root", real, ca=True)
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    forged = issued("甲公司", fake, "root", fake)
    seal_bag(bag, signer=Signer(forged, fake), at=NOW)
    assert verify(bag, trust=[tmp_path / "root.pem"]).signature.status == "failed"
