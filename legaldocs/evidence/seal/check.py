"""The signature over the statement, verified and graded with its timestamp."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from legaldocs.evidence.seal.trust import chain_to_trusted
from legaldocs.evidence.verdict import Grade, Seal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cryptography.x509 import Certificate


@dataclass(frozen=True, slots=True)
class Signature:
    """A valid signature (签名). ``chain`` are the other certificates in it."""

    signer: Certificate
    chain: tuple[Certificate, ...]


def read_signature(data: bytes, statement: bytes) -> Signature:
    """Return the signature over ``statement``. Raises CmsError when it is not valid."""
    signed = read_signed(data)
    if signed.content_type != DATA or signed.content is not None:
        raise CmsError("不是对封存声明的分离式签名")
    if not may_sign(signed.signer):
        raise CmsError("证书不允许用于签名")
    check_signed(signed, statement)
    others = tuple(
        certificate for certificate in signed.certificates if certificate != signed.signer
    )
    return Signature(signed.signer, others)


def grade_seal(
    statement: bytes,
    signature: bytes | None,
    stamp: bytes | None,
    trusted: Sequence[Certificate],
    authorities: Sequence[Certificate],
) -> Seal:
    """Grade the signature over the statement and the timestamp over the signature.

    None means an absent file. The signer's certificate must be valid at the time of a trusted
    timestamp.
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
    """Return the grade of the signature, and the signature when it is valid.

    ``at`` is the time of a trusted timestamp; without it validity periods are not checked.
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
    """Grade a valid signature by the trusted certificates."""
    way = chain_to_trusted(signature.signer, signature.chain, trusted)
    if not way:
        other = "签名有效，但签名人不是所给证书"
        return Grade("failed", (f"{said}；不是 --trust 所给证书，也不由其签发",), other)
    if at is not None and not all(was_valid(certificate, at) for certificate in way):
        reason = f"{said}；证书在时间戳所载时间尚未生效或已过期"
        return Grade("failed", (reason,), "签名有效，但签名人证书当时不在有效期内")
    unjudged = "" if at else "；没有经核对的时间戳，证书在签名时是否有效无从判断"
    if len(way) == 1:
        return Grade("ok", (f"{said}{unjudged}",))
    issued = f"签名有效，由所给证书签发，签名人{common_name_of(signature.signer)}"
    return Grade("ok", (f"{said}{unjudged}",), issued)
