from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.evidence.bag.statement import SIGNATURE, TIMESTAMP
from legaldocs.evidence.seal.certificate import load_certificates
from legaldocs.evidence.seal.check import read_signature
from legaldocs.evidence.seal.cms import CmsError, check_signed, read_signed
from legaldocs.evidence.seal.sign import sign
from legaldocs.evidence.verify import verify
from tests.evidence.conftest import PASSPHRASE
from tests.evidence.signers import SIGNED, SIGNER, WEAK, self_signed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def openssl(tmp_path: Path, keys: Callable[[str], tuple[Path, Path]]) -> Callable[..., bytes]:
    """Give what signs b"statement" as 甲公司 with `openssl cms` and further options."""

    def signed(*options: str) -> bytes:
        certificate, key = keys("甲公司")
        (tmp_path / "s").write_bytes(b"statement")
        (tmp_path / "pass").write_bytes(PASSPHRASE)
        command = ["openssl", "cms", "-sign", "-binary", "-in", "s", "-outform", "DER"]
        command += ["-out", "p7s", "-signer", str(certificate), "-inkey", str(key)]
        command += ["-passin", "file:pass", *options]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        return (tmp_path / "p7s").read_bytes()

    return signed


@pytest.mark.parametrize("options", [[], ["-noattr"]])
def test_a_signature_made_by_openssl_is_taken(
    openssl: Callable[..., bytes], options: list[str]
) -> None:
    data = openssl(*options)
    read_signature(data, b"statement")
    with pytest.raises(CmsError):
        read_signature(data, b"another")


def test_a_weak_digest_is_refused(openssl: Callable[..., bytes]) -> None:
    with pytest.raises(CmsError, match="不安全"):
        read_signature(openssl("-md", "sha1"), b"statement")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ("content type", "内容类型不符"),
        ("name of the content type", "缺少或重复"),
        ("name of the digest", "缺少或重复"),
    ],
)
def test_signed_attributes_are_held_to_what_they_say(
    openssl: Callable[..., bytes], changed: str, said: str
) -> None:
    data = openssl()
    oid = {
        "content type": bytes.fromhex("06092a864886f70d010701"),
        "name of the content type": bytes.fromhex("06092a864886f70d010903"),
        "name of the digest": bytes.fromhex("06092a864886f70d010904"),
    }[changed]
    signed = read_signed(data.replace(oid, oid[:-2] + b"\x63" + oid[-1:], 1))
    with pytest.raises(CmsError, match=said):
        check_signed(signed, b"statement")


@pytest.mark.parametrize(
    "data", [b"", b"\x80\x01", b"0\x80", b"0\x03\x02\x01\x01", b"0\x02\x06\x00"]
)
def test_an_invalid_signature_is_reported_in_chinese(bag: Path, data: bytes) -> None:
    for name in (SIGNATURE, TIMESTAMP):
        (bag / name).write_bytes(data)
    verdict = verify(bag)
    printed = "".join((verdict.headline, *verdict.signature.reasons, *verdict.timestamp.reasons))
    assert (verdict.signature.status, verdict.timestamp.status) == ("failed", "failed")
    assert re.findall("[A-Za-z]{2,}", printed.replace("CMS", "").replace("DER", "")) == []


def test_a_certificate_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    # A bit string, which the library lets through until somebody asks for the name.
    named, unnamed = b"\x0c\x01A", b"\x03\x01\x00"
    assert SIGNED.count(named) == 3
    with pytest.raises(CmsError, match="证书不合规"):
        read_signed(SIGNED.replace(named, unnamed))
    der = SIGNER.certificate.public_bytes(serialization.Encoding.DER)
    (tmp_path / "c.der").write_bytes(der.replace(named, unnamed))
    with pytest.raises(InputError, match="没有可读取的证书"):
        load_certificates([tmp_path / "c.der"])


def test_a_seal_of_many_megabytes_is_not_parsed(bag: Path) -> None:
    for name in (SIGNATURE, TIMESTAMP):
        (bag / name).write_bytes(b"\x30\x84\x00\x20\x00\x00" + b"\x05\x00" * (1 << 20))
    verdict = verify(bag)
    assert verdict.signature.reasons == ("签名文件过大",)
    assert verdict.timestamp.status == "failed"


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_signature_fails_and_never_crashes(data: st.DataObject) -> None:
    blob = bytearray(SIGNED)
    spot = data.draw(st.integers(0, len(blob) - 1))
    blob[spot] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.sampled_from([len(blob), len(blob) - 1, spot]))
    try:
        signed = read_signed(bytes(blob[:cut]))
        check_signed(signed, b"statement")
    except (CmsError, ValueError):
        return
    # Whatever still holds was signed by the same key: the damage hit bytes that nobody signed.
    assert signed.signer.public_key() == SIGNER.certificate.public_key()


@pytest.mark.parametrize("kind", WEAK)
def test_a_signature_by_a_weak_key_does_not_hold(kind: str) -> None:
    data = sign(b"statement", self_signed(WEAK[kind]()))
    with pytest.raises(CmsError, match="签名密钥不受支持"):
        read_signature(data, b"statement")
