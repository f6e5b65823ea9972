"""The signature over the statement, made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

if TYPE_CHECKING:
    from legaldocs.evidence.seal.keys import Signer


def sign(statement: bytes, signer: Signer) -> bytes:
    """Return a detached CMS signature over the statement, DER, with the certificates inside.

    It has no signed attributes: the only informative one would be the time by the signer's clock,
    and the time is the timestamp's to state.
    """
    builder = pkcs7.PKCS7SignatureBuilder().set_data(statement)
    builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    for certificate in signer.chain:
        builder = builder.add_certificate(certificate)
    options = [
        pkcs7.PKCS7Options.DetachedSignature,
        pkcs7.PKCS7Options.Binary,
        pkcs7.PKCS7Options.NoAttributes,
    ]
    return builder.sign(serialization.Encoding.DER, options)
