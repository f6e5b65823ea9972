"""The seal: a CMS signature over the statement, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from legaldocs.evidence.seal.certificate import (
    common_name_of,
    fingerprint,
    may_sign,
    name_of,
    was_valid,
)
from legaldocs.evidence.seal.cms import (
    DATA,
    CmsError,
    check_signed,
    read_signed,
)
from legaldocs.evidence.seal.token import grade_token
from legaldocs.evidence.seal.trust import way_to_trust
from legaldocs.evidence.verdict import Grade, Seal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cryptography.x509 import Certificate

    from legaldocs.evidence.seal.keys import Signer


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that holds (签名). ``chain`` are the other certificates it carries."""

    signer: Certificate
    chain: tuple[Certificate, ...]


def sign(statement: bytes, signer: Signer) -> bytes:
    """Return a detached CMS signature over the statement, DER, with the certificates inside.

    It has no signed attributes: the only one that would say anything is the signer's own clock,
    and the time is for the timestamp to state.
    """
    builder = pkcs7.PKCS7SignatureBuilder().set_data(statement)
    builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    for each in signer.chain:
        builder = builder.add_certificate(each)
    options = [
        pkcs7.PKCS7Options.DetachedSignature,
        pkcs7.PKCS7Options.Binary,
        pkcs7.PKCS7Options.NoAttributes,
    ]
    return builder.sign(serialization.Encoding.DER, options)


def read_signature(data: bytes, statement: bytes) -> Signature:
    """Return the signature over ``statement``. Raises CmsError when there is none that holds."""
    signed = read_signed(data)
    if signed.content_type != DATA or signed.content is not None:
        raise CmsError("不是对封存声明的分离式签名")
    if not may_sign(signed.signer):
        raise CmsError("证书不允许用于签名")
    check_signed(signed, statement)
    others = tuple(each for each in signed.certificates if each != signed.signer)
    return Signature(signed.signer, others)


def grade_seal(
    statement: bytes,
    signature: bytes | None,
    stamp: bytes | None,
    trusted: Sequence[Certificate],
    authorities: Sequence[Certificate],
) -> Seal:
    """Return what the signature over the statement and the stamp over the signature show.

    None stands for a file that is absent. The time of a stamp that is trusted judges the dates of
    the signer's certificate.
    """
    time, token, graded, signed = Grade("absent"), None, Grade("absent"), None
    if stamp is not None and signature is None:
        time = Grade("failed", ("有时间戳而没有它所证明的签名",), "时间戳没有对应的签名")
    elif stamp is not None:
        time, token = grade_token(stamp, signature or b"", authorities)
    if signature is not None:
        at = token.stamped_at if token and time.status == "ok" else None
        graded, signed = grade_signature(signature, statement, trusted, at=at)
    return Seal(
        graded,
        time,
        fingerprint(signed.signer) if signed else "",
        token.stamped_at.isoformat() if token else "",
    )


def grade_signature(
    data: bytes, statement: bytes, trusted: Sequence[Certificate], *, at: dt.datetime | None
) -> tuple[Grade, Signature | None]:
    """Return what the signature proves, and the signature when it holds.

    ``at`` is the time a trusted timestamp states; without it a certificate's dates are not judged.
    """
    try:
        signature = read_signature(data, statement)
    except CmsError as error:
        return Grade("failed", (str(error),)), None
    name = name_of(signature.signer)
    said = f"签名证书 SHA-256 指纹 {fingerprint(signature.signer)}，自称 {name}"
    if not trusted:
        advice = "身份未核对，可用 --trust 给出从别处取得的签名人证书"
        return Grade("untrusted", (f"{said}；{advice}",)), signature
    return _identified(signature, said, trusted, at), signature


def _identified(
    signature: Signature, said: str, trusted: Sequence[Certificate], at: dt.datetime | None
) -> Grade:
    """Return what a signature that holds is worth to a reader who was given certificates."""
    way = way_to_trust(signature.signer, signature.chain, trusted)
    if not way:
        other = "签名有效，但签名人不是所给证书"
        return Grade("failed", (f"{said}；不是 --trust 所给证书，也不由其签发",), other)
    if at is not None and not all(was_valid(each, at) for each in way):
        reason = f"{said}；证书在时间戳所载时间尚未生效或已过期"
        return Grade("failed", (reason,), "签名有效，但签名人证书当时不在有效期内")
    unjudged = "" if at else "；没有经核对的时间戳，证书在签名时是否有效无从判断"
    if len(way) == 1:
        return Grade("ok", (f"{said}{unjudged}",))
    issued = f"签名有效，由所给证书签发，签名人{common_name_of(signature.signer)}"
    return Grade("ok", (f"{said}{unjudged}",), issued)
