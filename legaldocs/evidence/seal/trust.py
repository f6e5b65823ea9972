"""Whether a signer's certificate is one that the reader was given, or stands under one."""

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


def way_to_trust(
    signer: x509.Certificate,
    chain: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
) -> tuple[x509.Certificate, ...]:
    """Return the certificates from ``signer`` up to the first one in ``trusted``, both included.

    It is ``signer`` alone when that was given, and nothing when no way leads to one that was.
    ``chain`` are certificates that may stand between. Their dates are not looked at.
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
    for each in candidates:
        if each == below or not _may_issue(each, between):
            continue
        try:
            below.verify_directly_issued_by(each)
        except (InvalidSignature, *UNREADABLE):
            continue
        return each
    return None


def _may_issue(certificate: x509.Certificate, between: int) -> bool:
    """Return whether this is a CA that allows ``between`` CAs below it, all of it understood."""
    try:
        extensions = certificate.extensions
        basic = extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, *UNREADABLE):
        return False
    if any(each.critical and each.oid not in _UNDERSTOOD for each in extensions):
        return False
    if not basic.ca or (basic.path_length is not None and basic.path_length < between):
        return False
    try:
        return extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True
