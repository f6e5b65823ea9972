"""A signer's key and certificate: generated, or loaded from PEM or PKCS#12."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from legaldocs.core.errors import InputError
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.seal.certificate import load_certificates, read_small

if TYPE_CHECKING:
    from pathlib import Path

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Kind = Literal["p256", "rsa3072"]

_YEARS = 10
_SHORTEST_PASSPHRASE = 8
_LONGEST_PASSPHRASE = 1023
"""What OpenSSL takes."""
_LONGEST_NAME = 64
_CURVES = ("secp256r1", "secp384r1", "secp521r1")
_LEAST_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class Signer:
    """The signer (签名人): a certificate, its key, and the certificates of its issuers."""

    certificate: x509.Certificate
    key: PrivateKey
    chain: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class NewKey:
    """A new encrypted key and its self-signed certificate, both PEM (密钥与自签证书)."""

    key: bytes
    certificate: bytes


def new_key(name: str, *, passphrase: bytes, since: dt.datetime, kind: Kind = "p256") -> NewKey:
    """Return a new key with a self-signed certificate in ``name``, valid for ten years.

    Raises InputError for an unusable name or passphrase.
    """
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(
            "名称应为 1 到 64 个可见的字", found=shown(name[:80]), next_step="改用简称"
        )
    if not _SHORTEST_PASSPHRASE <= len(passphrase) <= _LONGEST_PASSPHRASE:
        raise InputError(
            "口令太短或者太长",
            expected=f"{_SHORTEST_PASSPHRASE} 到 {_LONGEST_PASSPHRASE} 个字节",
            found=f"{len(passphrase)} 个字节",
        )
    key: PrivateKey
    if kind == "p256":
        key = ec.generate_private_key(ec.SECP256R1())
    else:
        key = rsa.generate_private_key(65537, 3072)
    return NewKey(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(passphrase),
        ),
        _self_signed(name, key, since).public_bytes(serialization.Encoding.PEM),
    )


def _self_signed(name: str, key: PrivateKey, since: dt.datetime) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=subject)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(since)
    builder = builder.not_valid_after(since + dt.timedelta(days=365 * _YEARS))
    basic = x509.BasicConstraints(ca=False, path_length=None)
    builder = builder.add_extension(basic, critical=True)
    builder = builder.add_extension(usage, critical=True)
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return builder.add_extension(own, critical=False).sign(key, hashes.SHA256())


def load_signer(certificate: Path, key: Path | None, passphrase: bytes | None) -> Signer:
    """Return the signer in a PEM certificate and its PEM key, or in one PKCS#12 file (no ``key``).

    Raises InputError when they cannot be read, do not belong together, or the passphrase is wrong.
    """
    data = read_small(certificate)
    signer = (
        _from_pkcs12(certificate, data, passphrase)
        if key is None and b"-----BEGIN" not in data
        else _from_pem(certificate, data, key or certificate, passphrase)
    )
    if signer.key.public_key() != signer.certificate.public_key():
        raise InputError(
            "证书与私钥不是一对", where=str(certificate), next_step="核对 --cert 与 --key"
        )
    weak = isinstance(signer.key, rsa.RSAPrivateKey) and signer.key.key_size < _LEAST_RSA_BITS
    curve = getattr(signer.key, "curve", None)
    if weak or (curve is not None and curve.name not in _CURVES):
        raise InputError(
            "密钥强度不足或曲线不受支持",
            where=str(certificate),
            expected="RSA 2048 位以上，或 P-256、P-384、P-521",
        )
    return signer


def _from_pkcs12(path: Path, data: bytes, passphrase: bytes | None) -> Signer:
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InputError(
            "PKCS#12 文件无法打开", where=str(path), next_step="核对口令和文件"
        ) from error
    if certificate is None:
        raise InputError("PKCS#12 文件里没有证书", where=str(path))
    return Signer(certificate, _supported(key, path), tuple(others))


def _from_pem(path: Path, data: bytes, key: Path, passphrase: bytes | None) -> Signer:
    certificates = load_certificates([path]) if data else ()
    if not certificates:
        raise InputError("文件里没有证书", where=str(path))
    key_data = read_small(key)
    try:
        private = serialization.load_pem_private_key(key_data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise InputError(
            "私钥无法读取",
            where=str(key),
            next_step="核对口令：加密的私钥要用 --passphrase-file 或 --passphrase-env 给出口令",
        ) from error
    return Signer(certificates[0], _supported(private, key), certificates[1:])


def _supported(key: object, path: Path) -> PrivateKey:
    if not isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        raise InputError("不支持这种密钥", where=str(path), expected="RSA 或 ECDSA（P-256 等）")
    return key
