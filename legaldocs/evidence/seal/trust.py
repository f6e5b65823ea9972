"""Whether a certificate is trusted: one that was given, or issued under one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from legaldocs.evidence.seal.certificate import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST = 6
_UNDERSTOOD = frozenset(
    {
        x509.BasicConstraints.oid,
        x509.KeyUsage.oid,
        x509.ExtendedKeyUsage.oid,
        x509.SubjectAlternativeName.oid,
        x509.CertificatePolicies.oid,
    }
)
"""Critical extensions that do not change the answer here; any other one stops the chain."""


def chain_to_trusted(
    signer: x509.Certificate,
    chain: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
) -> tuple[x509.Certificate, ...]:
    """Return the chain from ``signer`` to the first certificate in ``trusted``, both included.

    It is ``signer`` alone when that is trusted itself, and empty when there is no such chain.
    ``chain`` are possible intermediates. Validity periods are not checked.
    """
    way = [signer]
    while way[-1] not in trusted:
        above = _issuer(way[-1], [*trusted, *chain], len(way) - 1)
        if above is None or len(way) == _DEEPEST:
            return ()
        way.append(above)
    return tuple(way)


def _issuer(
    below: x509.Certificate, candidates: Sequence[x509.Certificate], between: int
) -> x509.Certificate | None:
    for candidate in candidates:
        if candidate == below or not _may_issue(candidate, between):
            continue
        try:
            below.verify_directly_issued_by(candidate)
        except (InvalidSignature, *UNREADABLE):
            continue
        return candidate
    return None


def _may_issue(certificate: x509.Certificate, between: int) -> bool:
    """Return whether this is a CA that allows ``between`` CAs below it; extensions understood."""
    try:
        extensions = certificate.extensions
        basic = extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, *UNREADABLE):
        return False
    if any(extension.critical and extension.oid not in _UNDERSTOOD for extension in extensions):
        return False
    if not basic.ca or (basic.path_length is not None and basic.path_length < between):
        return False
    try:
        return extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True
