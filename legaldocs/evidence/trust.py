"""Whether a signer's certificate is one that the reader was given, or stands under one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

if TYPE_CHECKING:
    import datetime as dt
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


def is_trusted(
    signer: x509.Certificate,
    chain: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    *,
    at: dt.datetime | None,
) -> bool:
    """Return whether ``signer`` is in ``trusted``, or was issued under a certificate that is.

    ``chain`` are certificates that may stand between them. ``at``, when it is known, is the time at
    which every certificate on the way must have been valid.
    """
    here, below = signer, 0
    for _ in range(_DEEPEST):
        if not _valid(here, at):
            return False
        if here in trusted:
            return True
        above = _issuer(here, [*trusted, *chain], below)
        if above is None:
            return False
        here, below = above, below + 1
    return False


def may_sign(certificate: x509.Certificate) -> bool:
    """Return whether the certificate's key usage, when it states one, allows signatures."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except (ValueError, x509.DuplicateExtension):
        return False
    return usage.digital_signature or usage.content_commitment


def _valid(certificate: x509.Certificate, at: dt.datetime | None) -> bool:
    if at is None:
        return True
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _issuer(
    below: x509.Certificate, candidates: Sequence[x509.Certificate], between: int
) -> x509.Certificate | None:
    for each in candidates:
        if each == below or not _may_issue(each, between):
            continue
        try:
            below.verify_directly_issued_by(each)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue
        return each
    return None


def _may_issue(certificate: x509.Certificate, between: int) -> bool:
    """Return whether this is a CA that allows ``between`` CAs below it, all of it understood."""
    try:
        extensions = certificate.extensions
        basic = extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    if any(each.critical and each.oid not in _UNDERSTOOD for each in extensions):
        return False
    if not basic.ca or (basic.path_length is not None and basic.path_length < between):
        return False
    try:
        return extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True
