"""X.509 certificates of unknown origin: parsed, named, dated."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.utils import CryptographyDeprecationWarning

from legaldocs.core.errors import InputError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.system_error import reason
from legaldocs.evidence.files.names import shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

LARGEST = 1 << 20
"""Bytes of a file with certificates or a key."""

_LONGEST_NAME = 64
_QUOTES = str.maketrans("“”", "''")

UNREADABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    CryptographyDeprecationWarning,
)
"""What the library raises for a hostile certificate, in parsing it or in reading a field."""


def load_certificates(paths: Sequence[Path | str]) -> tuple[x509.Certificate, ...]:
    """Return the certificates in PEM or DER files.

    Raises InputError when a file cannot be read or holds none.
    """
    found: list[x509.Certificate] = []
    for path in paths:
        data = read_small(Path(path))
        try:
            with _strict():
                if b"-----BEGIN" in data:
                    found.extend(map(_with_readable_names, x509.load_pem_x509_certificates(data)))
                else:
                    found.append(_with_readable_names(x509.load_der_x509_certificate(data)))
        except UNREADABLE as error:
            raise InputError(
                "文件里没有可读取的证书", where=str(path), expected="PEM 或 DER 格式的 X.509 证书"
            ) from error
    return tuple(found)


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 fingerprint in lower-case hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def parse_certificate(der: bytes) -> x509.Certificate:
    """Return a certificate. Raises one of UNREADABLE when it departs from the standard."""
    with _strict():
        return _with_readable_names(x509.load_der_x509_certificate(der))


@contextmanager
def _strict() -> Iterator[None]:
    """Make deprecations errors: the library only warns of, say, a serial number below one."""
    with warnings.catch_warnings():
        # Of a name longer than it should be, which does no harm.
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        yield


def _with_readable_names(certificate: x509.Certificate) -> x509.Certificate:
    """Return the certificate if its names can be read, which the library does only when asked."""
    _ = certificate.subject.rfc4514_string(), certificate.issuer.rfc4514_string()
    return certificate


def read_small(path: Path) -> bytes:
    """Return a file that holds certificates or a key.

    Raises InputError when it cannot be read, or is too large to be one.
    """
    try:
        return read_regular(path, LARGEST)
    except OSError as error:
        raise InputError("证书或密钥文件无法读取", where=str(path), found=reason(error)) from error


def name_of(certificate: x509.Certificate) -> str:
    """Return the subject of a certificate, printable."""
    return shown(certificate.subject.rfc4514_string())


def common_name_of(certificate: x509.Certificate) -> str:
    """Return the common name in quotes, printable and short; the whole subject without one."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    name = shown(str(names[0].value))[:_LONGEST_NAME] if names else name_of(certificate)
    # The name is printed in a line of conclusions and must not pass for one of them.
    return f"“{name.translate(_QUOTES)}”"


def was_valid(certificate: x509.Certificate, at: dt.datetime) -> bool:
    """Return whether a certificate's dates include that time."""
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def may_sign(certificate: x509.Certificate) -> bool:
    """Return whether the certificate's key usage, when it states one, allows signatures."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except UNREADABLE:
        return False
    return usage.digital_signature or usage.content_commitment
