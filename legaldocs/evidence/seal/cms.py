"""CMS signed data with one signer (RFC 5652): parsed, and its signature verified."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ObjectIdentifier

from legaldocs.evidence.seal.certificate import UNREADABLE, parse_certificate

if TYPE_CHECKING:
    from cryptography import x509

DATA = ObjectIdentifier("1.2.840.113549.1.7.1")
TST_INFO = ObjectIdentifier("1.2.840.113549.1.9.16.1.4")
_SIGNED_DATA = ObjectIdentifier("1.2.840.113549.1.7.2")
_CONTENT_TYPE = ObjectIdentifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = ObjectIdentifier("1.2.840.113549.1.9.4")

_CERTIFICATE_TAG = b"\x30"
"""Other choices of CertificateChoices have a tag of their own and are skipped."""

LARGEST = 1 << 20
"""Bytes of a signature or a token; real ones are some thousand."""

_LEAST_RSA_BITS = 2048
_LEAST_EC_BITS = 256

_DIGESTS: dict[str, hashes.HashAlgorithm] = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
"""Accepted digest algorithms; without SHA-1 and MD5, so a downgrade is refused."""

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

# The structures of RFC 5652 with the names they have there. A field that is only passed on is a
# TLV; AlgorithmIdentifier is a sequence of those, for its parameters may be anything or absent.


@asn1.sequence
class EncapsulatedContentInfo:
    """Section 5.2: what is signed, or only its type when the signature is detached."""

    content_type: ObjectIdentifier
    content: Annotated[bytes | None, asn1.Explicit(0)]


@asn1.sequence
class IssuerAndSerialNumber:
    """Section 10.2.4: how a signer names its certificate."""

    issuer: asn1.TLV
    serial_number: int


@asn1.sequence
class Attribute:
    """Section 5.3: something that is signed besides the content."""

    kind: ObjectIdentifier
    values: asn1.SetOf[asn1.TLV]


@asn1.sequence
class SignerInfo:
    """Section 5.3: one signature."""

    version: int
    signer: IssuerAndSerialNumber
    digest_algorithm: list[asn1.TLV]
    signed_attributes: Annotated[asn1.SetOf[Attribute] | None, asn1.Implicit(0)]
    signature_algorithm: list[asn1.TLV]
    signature: bytes
    unsigned_attributes: Annotated[list[asn1.TLV] | None, asn1.Implicit(1)]


@asn1.sequence
class SignedData:
    """Section 5.1. Certificates and revocations are sets, in DER sorted; many signers do not."""

    version: int
    digest_algorithms: asn1.SetOf[asn1.TLV]
    encapsulated: EncapsulatedContentInfo
    certificates: Annotated[list[asn1.TLV] | None, asn1.Implicit(0)]
    revocations: Annotated[list[asn1.TLV] | None, asn1.Implicit(1)]
    signers: asn1.SetOf[SignerInfo]


@asn1.sequence
class ContentInfo:
    """Section 3: signed data with the type that says so."""

    content_type: ObjectIdentifier
    content: Annotated[SignedData, asn1.Explicit(0)]


class CmsError(ValueError):
    """The signature cannot be read or is not valid (签名无效). The message is for a person."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Parsed signed data, not yet verified (签名数据).

    ``content`` is what is signed when it is inside, None when the signature is detached.
    ``signer`` is the certificate that the signer's identifier names.
    """

    content_type: ObjectIdentifier
    content: bytes | None
    certificates: tuple[x509.Certificate, ...]
    signer: x509.Certificate
    digest: hashes.HashAlgorithm
    signature_hash: hashes.HashAlgorithm
    attributes: asn1.SetOf[Attribute] | None
    signature: bytes


def read_signed(data: bytes) -> Signed:
    """Return the signed data in DER bytes.

    Raises CmsError when it is not signed data of one signer with its certificate inside.
    """
    if len(data) > LARGEST:
        raise CmsError("签名文件过大")
    try:
        return _parse_signed(asn1.decode_der(ContentInfo, data))
    except CmsError:
        raise
    except UNREADABLE as error:
        raise CmsError("不是可读取的 CMS 签名") from error


def check_signed(signed: Signed, content: bytes) -> None:
    """Verify the signature over ``content`` with the key of ``signed.signer``.

    Raises CmsError when it is not valid. The identity of the signer is not checked.
    """
    if signed.attributes is None:
        _check_key(signed, content)
        return
    attributes = signed.attributes.as_list()
    digest = hashlib.new(signed.digest.name, content).digest()
    if _attribute_value(attributes, _MESSAGE_DIGEST, bytes) != digest:
        raise CmsError("签名所指的内容与现在的内容不同")
    if _attribute_value(attributes, _CONTENT_TYPE, ObjectIdentifier) != signed.content_type:
        raise CmsError("签名属性中的内容类型不符")
    # RFC 5652 section 5.4: signed as a SET OF, though the message has it with an implicit tag.
    _check_key(signed, asn1.encode_der(signed.attributes))


def with_certificates_in_order(info: ContentInfo) -> ContentInfo:
    """Return the same signed data with certificates and revocations sorted as DER asks.

    No signature covers them, so their order means nothing, but a strict parser refuses another.
    """
    signed = replace(
        info.content,
        certificates=_sorted(info.content.certificates),
        revocations=_sorted(info.content.revocations),
    )
    return replace(info, content=signed)


def _sorted(elements: list[asn1.TLV] | None) -> list[asn1.TLV] | None:
    return None if elements is None else sorted(elements, key=asn1.encode_der)


def _attribute_value(attributes: list[Attribute], kind: ObjectIdentifier, parsed: type) -> object:
    """Return the one value of an attribute, which must be there once (RFC 5652 section 11)."""
    values = [attribute.values.as_list() for attribute in attributes if attribute.kind == kind]
    if len(values) != 1 or len(values[0]) != 1:
        raise CmsError("签名属性缺少或重复")
    try:
        return values[0][0].parse(parsed)
    except ValueError as error:
        raise CmsError("签名属性无法读取") from error


def _check_key(signed: Signed, message: bytes) -> None:
    try:
        key = signed.signer.public_key()
        if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_RSA_BITS:
            key.verify(signed.signature, message, padding.PKCS1v15(), signed.signature_hash)
            return
        if isinstance(key, ec.EllipticCurvePublicKey) and key.key_size >= _LEAST_EC_BITS:
            key.verify(signed.signature, message, ec.ECDSA(signed.signature_hash))
            return
    except InvalidSignature as error:
        raise CmsError("签名与内容不符") from error
    except UNREADABLE as error:
        raise CmsError("签名证书的密钥无法使用") from error
    raise CmsError(
        f"签名密钥不受支持（支持 {_LEAST_RSA_BITS} 位以上的 RSA、{_LEAST_EC_BITS} 位以上的 ECDSA）"
    )


def _parse_signed(info: ContentInfo) -> Signed:
    if info.content_type != _SIGNED_DATA:
        raise CmsError("不是 CMS 签名数据")
    signers = info.content.signers.as_list()
    if len(signers) != 1:
        raise CmsError(f"应恰有一个签名人，实际 {len(signers)} 个")
    [signer] = signers
    certificates = _certificates(info.content.certificates)
    digest = _DIGESTS.get(_algorithm(signer.digest_algorithm))
    algorithm = _algorithm(signer.signature_algorithm)
    if digest is None or algorithm not in _SIGNATURES:
        raise CmsError("签名算法不受支持或已不安全（要求 SHA-256 以上的 RSA 或 ECDSA）")
    return Signed(
        content_type=info.content.encapsulated.content_type,
        content=info.content.encapsulated.content,
        certificates=certificates,
        signer=_named(signer.signer, certificates),
        digest=digest,
        signature_hash=_SIGNATURES[algorithm] or digest,
        attributes=signer.signed_attributes,
        signature=signer.signature,
    )


def _algorithm(identifier: list[asn1.TLV]) -> str:
    """Return the algorithm of an AlgorithmIdentifier, dotted; nothing when it states none."""
    return identifier[0].parse(ObjectIdentifier).dotted_string if identifier else ""


def _certificates(elements: list[asn1.TLV] | None) -> tuple[x509.Certificate, ...]:
    if elements is None:
        raise CmsError("签名中没有证书")
    found = (element for element in elements if element.tag_bytes == _CERTIFICATE_TAG)
    try:
        return tuple(parse_certificate(asn1.encode_der(element)) for element in found)
    except UNREADABLE as error:
        raise CmsError("签名中的证书不合规（名称、序列号等）") from error


def _named(
    name: IssuerAndSerialNumber, certificates: tuple[x509.Certificate, ...]
) -> x509.Certificate:
    issuer = asn1.encode_der(name.issuer)
    for certificate in certificates:
        named = certificate.serial_number == name.serial_number
        if named and certificate.issuer.public_bytes() == issuer:
            return certificate
    raise CmsError("签名中没有签名人的证书")
