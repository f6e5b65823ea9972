"""CMS signed data (RFC 5652) with one signer: read, and its signature checked."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.utils import CryptographyDeprecationWarning

from legaldocs.evidence.files.names import shown
from legaldocs.evidence.seal.der import (
    OCTETS,
    SEQUENCE,
    SET,
    DerError,
    Node,
    dotted,
    element,
    integer,
    read_der,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
DATA = "1.2.840.113549.1.7.1"
TST_INFO = "1.2.840.113549.1.9.16.1.4"

_ENCAPSULATED = _CERTIFICATES = _SIGNED_ATTRIBUTES = 0xA0
_REVOCATIONS = 0xA1
_LEAST_RSA_BITS = 2048
_LONGEST_NAME = 64
_QUOTES = str.maketrans("“”", "''")

_DIGESTS: dict[str, hashes.HashAlgorithm] = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
"""What a seal may be signed over; SHA-1 and MD5 are not here, so a downgrade is refused."""

_SIGNATURES: dict[str, hashes.HashAlgorithm | None] = {
    "1.2.840.113549.1.1.1": None,
    "1.2.840.113549.1.1.11": hashes.SHA256(),
    "1.2.840.113549.1.1.12": hashes.SHA384(),
    "1.2.840.113549.1.1.13": hashes.SHA512(),
    "1.2.840.10045.4.3.2": hashes.SHA256(),
    "1.2.840.10045.4.3.3": hashes.SHA384(),
    "1.2.840.10045.4.3.4": hashes.SHA512(),
}
"""Signature algorithms; None takes the digest algorithm of the signer."""


UNREADABLE = (UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension)
"""What reading a hostile certificate raises besides ValueError; these have no base in common."""


class CmsError(ValueError):
    """The signature cannot be read or does not hold (签名无效). The message is for a person."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature read but not yet checked (签名数据).

    ``content`` is what is signed when it lies inside, None when the signature is detached.
    ``signer`` is the certificate that the signer's identifier names.
    """

    content_type: str
    content: bytes | None
    certificates: tuple[x509.Certificate, ...]
    signer: x509.Certificate
    digest: hashes.HashAlgorithm
    signature_hash: hashes.HashAlgorithm
    attributes: Node | None
    signature: bytes


def read_signed(data: bytes) -> Signed:
    """Return what a DER CMS holds.

    Raises CmsError when it is not signed data of one signer with its certificate inside.
    """
    try:
        return _read(data)
    except CmsError:
        raise
    except DerError as error:
        raise CmsError(f"不是可读取的 CMS 签名（{error}）") from error
    except (ValueError, IndexError, *UNREADABLE) as error:
        raise CmsError("不是可读取的 CMS 签名") from error


def check_signed(signed: Signed, content: bytes) -> None:
    """Return when the signature over ``content`` holds by the key of ``signed.signer``.

    Raises CmsError when it does not. Who the signer is remains open.
    """
    if signed.attributes is None:
        _check_key(signed, content)
        return
    stated = dict(_attributes(signed.attributes))
    digest = hashlib.new(signed.digest.name, content).digest()
    if stated.get(_MESSAGE_DIGEST) != element(OCTETS, digest):
        raise CmsError("签名所指的内容与现在的内容不同")
    if dotted(read_der(stated.get(_CONTENT_TYPE, b""))) != signed.content_type:
        raise CmsError("签名属性中的内容类型不符")
    # RFC 5652 section 5.4: signed as a SET OF, though it lies in the message with another tag.
    _check_key(signed, element(SET, signed.attributes.value))


def with_certificates_in_order(data: bytes) -> bytes:
    """Return the same signed data with its certificates in the order of DER.

    Many signers write them as they come. No signature covers them, so their order says nothing, but
    a strict reader stumbles over it. Raises DerError when ``data`` is no signed data.
    """
    kind, wrapped = read_der(data).expect(SEQUENCE).parts()
    parts = wrapped.expect(_ENCAPSULATED).only().expect(SEQUENCE).parts()
    ordered = b"".join(
        element(each.tag, b"".join(sorted(one.raw for one in each.parts())))
        if each.tag in {_CERTIFICATES, _REVOCATIONS}
        else each.raw
        for each in parts
    )
    return element(SEQUENCE, kind.raw + element(_ENCAPSULATED, element(SEQUENCE, ordered)))


def _attributes(node: Node) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for each in node.parts():
        name, values = each.expect(SEQUENCE).parts()
        if dotted(name) in seen:
            raise CmsError("签名属性重复")
        seen.add(dotted(name))
        found = values.expect(SET).parts()
        if len(found) == 1:
            yield dotted(name), found[0].raw


def _check_key(signed: Signed, message: bytes) -> None:
    try:
        key = signed.signer.public_key()
        if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_RSA_BITS:
            key.verify(signed.signature, message, padding.PKCS1v15(), signed.signature_hash)
            return
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signed.signature, message, ec.ECDSA(signed.signature_hash))
            return
    except InvalidSignature as error:
        raise CmsError("签名与内容不符") from error
    except (ValueError, *UNREADABLE) as error:
        raise CmsError("签名证书的密钥无法使用") from error
    raise CmsError(f"签名密钥不受支持（支持 {_LEAST_RSA_BITS} 位以上的 RSA，以及 ECDSA）")


def _read(data: bytes) -> Signed:
    kind, wrapped = read_der(data).expect(SEQUENCE).parts()
    if dotted(kind) != _SIGNED_DATA:
        raise CmsError("不是 CMS 签名数据")
    parts = wrapped.expect(_ENCAPSULATED).only().expect(SEQUENCE).parts()
    content_type, content = _encapsulated(parts[2])
    certificates = _certificates(parts[3:])
    signers = parts[-1].expect(SET).parts()
    if len(signers) != 1:
        raise CmsError(f"应恰有一个签名人，实际 {len(signers)} 个")
    return _signer(signers[0], content_type, content, certificates)


def _encapsulated(node: Node) -> tuple[str, bytes | None]:
    kind, *content = node.expect(SEQUENCE).parts()
    if not content:
        return dotted(kind), None
    return dotted(kind), content[0].expect(_ENCAPSULATED).only().expect(OCTETS).value


def name_of(certificate: x509.Certificate) -> str:
    """Return the subject of a certificate, printable, whatever it holds."""
    try:
        return shown(certificate.subject.rfc4514_string())
    except ValueError:
        return "（名称无法读取）"


def common_name_of(certificate: x509.Certificate) -> str:
    """Return the common name in quotes, printable and short; the whole subject without one."""
    try:
        names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    except ValueError:
        names = []
    name = shown(str(names[0].value))[:_LONGEST_NAME] if names else name_of(certificate)
    # The name stands in a line of conclusions: it must not look like one more of them.
    return f"“{name.translate(_QUOTES)}”"


def _certificates(parts: list[Node]) -> tuple[x509.Certificate, ...]:
    for each in parts:
        if each.tag == _CERTIFICATES:
            found = (one.raw for one in each.parts() if one.tag == SEQUENCE)
            return tuple(_certificate(data) for data in found)
    raise CmsError("签名中没有证书")


def _certificate(data: bytes) -> x509.Certificate:
    """Return a certificate; one that the library merely warns of is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        try:
            return x509.load_der_x509_certificate(data)
        except CryptographyDeprecationWarning as error:
            raise CmsError("证书不合规（序列号不是正数等）") from error


def _signer(
    node: Node, content_type: str, content: bytes | None, certificates: tuple[x509.Certificate, ...]
) -> Signed:
    _, named, digest_algorithm, *rest = node.expect(SEQUENCE).parts()
    attributes = rest.pop(0) if rest[0].tag == _SIGNED_ATTRIBUTES else None
    algorithm, signature = rest[0], rest[1]
    digest = _DIGESTS.get(dotted(digest_algorithm.expect(SEQUENCE).parts()[0]))
    name = dotted(algorithm.expect(SEQUENCE).parts()[0])
    if digest is None or name not in _SIGNATURES:
        raise CmsError("签名算法不受支持或已不安全（要求 SHA-256 以上的 RSA 或 ECDSA）")
    return Signed(
        content_type=content_type,
        content=content,
        certificates=certificates,
        signer=_named(named, certificates),
        digest=digest,
        signature_hash=_SIGNATURES[name] or digest,
        attributes=attributes,
        signature=signature.expect(OCTETS).value,
    )


def _named(node: Node, certificates: tuple[x509.Certificate, ...]) -> x509.Certificate:
    """Return the certificate of the issuer and serial number that the signer names."""
    issuer, serial = node.expect(SEQUENCE).parts()
    for each in certificates:
        if each.serial_number == integer(serial) and each.issuer.public_bytes() == issuer.raw:
            return each
    raise CmsError("签名中没有签名人的证书")
