"""Signers with certificates of their own, and one signature, for the tests of seals."""

from __future__ import annotations

import datetime as dt
from functools import partial

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from legaldocs.evidence.seal.keys import PrivateKey, Signer
from legaldocs.evidence.seal.sign import sign
from tests.evidence.conftest import NOW


def self_signed(key: PrivateKey) -> Signer:
    return Signer(issued("A", key, "A", key), key)


def issued(
    subject: str,
    key: PrivateKey,
    issuer: str,
    signing: PrivateKey,
    *,
    ca: bool = False,
    path_length: int | None = None,
) -> x509.Certificate:
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (issuer, subject)]
    builder = x509.CertificateBuilder(*names, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(NOW).not_valid_after(NOW + dt.timedelta(days=99))
    basic = x509.BasicConstraints(ca=ca, path_length=path_length if ca else None)
    return builder.add_extension(basic, critical=True).sign(signing, hashes.SHA256())


SIGNER = self_signed(ec.generate_private_key(ec.SECP256R1()))


SIGNED = sign(b"statement", SIGNER)


WEAK = {
    "rsa1024": partial(rsa.generate_private_key, 65537, 1024),
    "rsa2047": partial(rsa.generate_private_key, 65537, 2047),
    "secp224r1": partial(ec.generate_private_key, ec.SECP224R1()),
}
