from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from legaldocs.core.errors import InputError
from legaldocs.evidence.seal.certificate import load_certificates
from legaldocs.evidence.seal.check import read_signature
from legaldocs.evidence.seal.cms import CmsError
from legaldocs.evidence.seal.keys import load_signer, new_key
from legaldocs.evidence.seal.sign import sign
from tests.evidence.conftest import NOW, PASSPHRASE
from tests.evidence.signers import SIGNER, WEAK, self_signed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("kind", ["p256", "rsa3072"])
def test_both_kinds_of_key_sign(tmp_path: Path, kind: str) -> None:
    made = new_key("甲公司", passphrase=PASSPHRASE, since=NOW, kind=kind)  # type: ignore[arg-type]
    (tmp_path / "c").write_bytes(made.certificate)
    (tmp_path / "k").write_bytes(made.key)
    assert b"ENCRYPTED" in made.key
    data = sign(b"statement", load_signer(tmp_path / "c", tmp_path / "k", PASSPHRASE))
    read_signature(data, b"statement")
    with pytest.raises(CmsError):
        read_signature(data, b"statement.")


def test_a_pkcs12_file_signs(tmp_path: Path) -> None:
    data = pkcs12.serialize_key_and_certificates(
        b"a", SIGNER.key, SIGNER.certificate, None, serialization.BestAvailableEncryption(b"pass")
    )
    (tmp_path / "a.p12").write_bytes(data)
    signer = load_signer(tmp_path / "a.p12", None, b"pass")
    assert signer.certificate == SIGNER.certificate
    with pytest.raises(InputError, match="口令"):
        load_signer(tmp_path / "a.p12", None, b"wrong")


FOREIGN = {
    "secp256k1": partial(ec.generate_private_key, ec.SECP256K1()),
    "brainpool": partial(ec.generate_private_key, ec.BrainpoolP256R1()),
}


@pytest.mark.parametrize("kind", [*WEAK, *FOREIGN])
def test_a_weak_key_or_a_foreign_curve_does_not_sign(tmp_path: Path, kind: str) -> None:
    signer = self_signed((WEAK | FOREIGN)[kind]())
    pem = signer.certificate.public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    key = signer.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
    (tmp_path / "both.pem").write_bytes(pem + key)
    p12 = pkcs12.serialize_key_and_certificates(b"a", signer.key, signer.certificate, None, plain)
    (tmp_path / "a.p12").write_bytes(p12)
    for name in ("both.pem", "a.p12"):
        with pytest.raises(InputError, match="密钥强度不足或曲线不受支持"):
            load_signer(tmp_path / name, None, None)


def test_keys_that_will_not_do_are_input_errors(
    tmp_path: Path, keys: Callable[[str], tuple[Path, Path]]
) -> None:
    certificate, key = keys("甲公司")
    other, _ = keys("乙公司")
    with pytest.raises(InputError, match="口令"):
        load_signer(certificate, key, b"wrong passphrase")
    with pytest.raises(InputError, match="口令"):
        load_signer(certificate, key, None)
    with pytest.raises(InputError, match="不是一对"):
        load_signer(other, key, PASSPHRASE)
    with pytest.raises(InputError, match="无法读取"):
        load_signer(tmp_path / "none", key, PASSPHRASE)
    with pytest.raises(InputError, match="没有可读取的证书"):
        load_certificates([key])
    with pytest.raises(InputError, match="太短"):
        new_key("甲", passphrase=b"short", since=NOW)
